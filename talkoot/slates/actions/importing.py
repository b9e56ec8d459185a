"""Candidates from a file: those who stand, withdrew, or sit already, with what the count has to know of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from talkoot.kernel.imports import Outcome, Problem, Run, Upload, finish, gettext_noop, quoted, settle
from talkoot.kernel.imports.problems import BadFile
from talkoot.ledger.actions import writing
from talkoot.scopes.models import Language
from talkoot.slates import rules
from talkoot.slates.actions.holding import hold_slate
from talkoot.slates.events import CandidateEntered
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.permissions import Permission
from talkoot.slates.rules import CandidateRow, Kind, State, Status

FROZEN = gettext_noop("The names on the ballot are fixed, so no file changes them any more.")
# Translators: %(value)s is a name in the file; %(other)s is a name on the slate.
ALIKE = gettext_noop("%(value)s looks like %(other)s, who is on the slate. Voters must be able to tell them apart.")
# Translators: %(value)s is a name in the file.
THEIRS = gettext_noop("%(value)s answers here in person, so a file does not say whether they stand.")
# Translators: %(value)s is a name in the file.
STRUCK = gettext_noop("%(value)s was taken off this slate, and does not come back by a file.")
# Translators: %(value)s is what stands in the file.
NO_LANGUAGE = gettext_noop("%(value)s is no language that is known here. Write its tag, such as en or pt-BR.")
# Translators: %(key)s is the name of a column.
NOT_SAID = gettext_noop("%(key)s is asked of every candidate who stands.")
NO_COST = gettext_noop("Every project has a cost.")
ONLY_PROJECTS = gettext_noop("Only projects have a cost.")
FIELDS = ("name", "look", "strokes", "language", "attributes", "cost", "state", "consented_at", "left_at")
STATES = {Status.STANDING: State.STANDING, Status.WITHDRAWN: State.WITHDRAWN, Status.SITTING: State.SITTING}


def import_candidates(slate_id: int, upload: Upload, run: Run) -> Outcome:
    """Enter the candidates of a file under the steward's responsibility, who has their consent.

    A name on the slate already is changed to what the file says; who is not in the file stays. Whether somebody with
    an account stands, they say themselves. Raises `BadFile` with every mistake by its line. Finish it with `finish`.
    """
    outcome = Outcome()
    with writing(by=run.by, at=run.at) as announce:
        held = hold_slate(slate_id, Permission.IMPORT_CANDIDATES, by=run.by, at=run.at)
        slate = held.slate
        if slate.is_frozen:
            raise BadFile([Problem(upload.name, 0, "", FROZEN)])
        reading = rules.read_candidates(upload, slate.asked)
        here = list(Candidate.objects.select_for_update().filter(slate=slate))
        known = _languages(row.language for row in reading.rows)
        wrong = [_wrong(row, slate, here, known) for row in reading.rows]
        reading.problems += [problem for problem in wrong if problem]
        reading.rows[:] = [row for row, problem in zip(reading.rows, wrong, strict=True) if not problem]
        entered = _enter(settle(reading, run), slate, here, run, outcome)
        facts = [CandidateEntered(subject=c.ref, slate=slate.ref, status=_status(c)) for c in entered]
        announce.all(facts, mandate=held.mandate, on_behalf=held.on_behalf)
        outcome.set_aside += reading.problems
        return finish(outcome, run)


def _wrong(row: CandidateRow, slate: Slate, here: Sequence[Candidate], known: set[str]) -> Problem | None:
    """Return what the slate has against a line of the file."""
    name = quoted(row.name)
    same = next((one for one in here if one.name == row.name), None)
    if same is None:
        form = rules.look(row.name), rules.strokes(row.name)
        alike = next((c for c in here if c.state in rules.RUNS and (c.look == form[0] or c.strokes == form[1])), None)
        if alike is not None:
            return _problem(row, "name", ALIKE, value=name, other=quoted(alike.name))
    elif same.state == State.STRUCK:
        return _problem(row, "name", STRUCK, value=name)
    elif (same.person_id or same.body_id) and STATES[row.status] != same.state:
        return _problem(row, "status", THEIRS, value=name)
    if row.language and row.language not in known:
        return _problem(row, "language", NO_LANGUAGE, value=quoted(row.language))
    return _unsaid(row, slate)


def _unsaid(row: CandidateRow, slate: Slate) -> Problem | None:
    if row.status == Status.STANDING:
        missing = next((one.key for one in slate.asked if one.key not in row.attributes), None)
        if missing is not None:
            return _problem(row, missing, NOT_SAID, key=missing)
    if row.cost is not None and slate.kind != Kind.PROJECTS:
        return _problem(row, "cost", ONLY_PROJECTS)
    if row.cost is None and slate.kind == Kind.PROJECTS:
        return _problem(row, "cost", NO_COST)
    return None


def _enter(
    rows: Sequence[CandidateRow], slate: Slate, here: Sequence[Candidate], run: Run, outcome: Outcome
) -> list[Candidate]:
    """Write the rows; return those that are new or changed, in the order of the file."""
    by_name = {one.name: one for one in here}
    new, changed = [], []
    for row in rows:
        candidate = by_name.get(row.name)
        if candidate is None:
            new.append(_filled(Candidate(slate=slate, nominated_at=run.at), row, slate, run))
            continue
        before = [getattr(candidate, field) for field in FIELDS]
        _filled(candidate, row, slate, run)
        if before == [getattr(candidate, field) for field in FIELDS]:
            outcome.count("unchanged", "candidate")
        else:
            changed.append(candidate)
    Candidate.objects.bulk_create(new)
    Candidate.objects.bulk_update(changed, FIELDS)
    outcome.count("created", "candidate", len(new))
    outcome.count("updated", "candidate", len(changed))
    return [*new, *changed]


def _filled(candidate: Candidate, row: CandidateRow, slate: Slate, run: Run) -> Candidate:
    candidate.name, candidate.look, candidate.strokes = row.name, rules.look(row.name), rules.strokes(row.name)
    candidate.language = row.language or candidate.language or slate.language
    candidate.attributes, candidate.cost = row.attributes, row.cost
    state = STATES[row.status]
    if state != candidate.state:
        candidate.state = state
        candidate.left_at = run.at if state == State.WITHDRAWN else None
    if candidate.consented_at is None and state != State.NOMINATED:
        candidate.consented_at = run.at
    return candidate


def _status(candidate: Candidate) -> str:
    return next(status for status, state in STATES.items() if state == candidate.state)


def _languages(tags: Iterable[str]) -> set[str]:
    return set(Language.objects.filter(Q(tag__in={tag for tag in tags if tag})).values_list("tag", flat=True))


def _problem(row: CandidateRow, field: str, sentence: str, **values: object) -> Problem:
    return Problem(row.file, row.line, field, sentence, values)
