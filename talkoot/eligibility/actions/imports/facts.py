"""Bringing in facts about people; the same file again updates, and never doubles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from talkoot.directory.models import BodyKind
from talkoot.eligibility.actions.imports.persons import MANY, Persons
from talkoot.eligibility.actions.imports.work import Work, importing
from talkoot.eligibility.events import FactsImported
from talkoot.eligibility.models import ExternalFact
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.rules import FactRecord, read_facts
from talkoot.kernel.imports import Outcome, Reading, Run, Upload, Wrong, chunks, gettext_noop, quoted, settle
from talkoot.kernel.verdicts import require

# Translators: %(value)s is what stands in the file; %(first)s is the number of a line.
SAME_PERSON = gettext_noop("%(value)s is whom line %(first)s told of already, under another name.")
KIND = "external_fact"

type Key = tuple[int, str, date]


def import_facts(upload: Upload, run: Run) -> Outcome:
    """Import ``facts.csv``: values of people as of days. Operators and the command line only.

    A value that differs takes the place of the one before, which stays, superseded. Of each fact and day in the file,
    values of the same origin that the file does not have are superseded too, unless the run is partial.
    """
    require(may(run.by, Permission.IMPORT_FACTS, at=run.at))
    return keep_facts(upload, run, read_facts(upload))


def keep_facts(upload: Upload, run: Run, reading: Reading[FactRecord], *, key: str = "") -> Outcome:
    """Bring what is known in line with what was read; ``key`` is the fact key it came on, if it did (a ref)."""
    rows = settle(reading, run)
    with importing(upload, run, reading.problems) as work:
        # Two imports at once would not see each other's rows: the kinds' rows are the turnstile of every import.
        list(BodyKind.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
        _keep(work, _found(work, rows))
        work.events.append(FactsImported(subject=f"import:{run.origin}", **work.figures(), key=key))
    return work.outcome


def _found(work: Work, rows: Sequence[FactRecord]) -> dict[Key, FactRecord]:
    """Return the rows whose person is known, by person, fact and day; note the others as problems."""
    persons = Persons({row.person for row in rows}, work.run.origin)
    found: dict[Key, FactRecord] = {}
    for row in rows:
        try:
            key = (persons.find(row.person), row.fact, row.as_of)
            if key in found:
                raise Wrong(SAME_PERSON, value=quoted(row.person), first=found[key].row.line)
        except Wrong as wrong:
            work.problems.append(row.row.problem("person", wrong.sentence, **wrong.values))
        else:
            found[key] = row
    return found


def _keep(work: Work, wanted: dict[Key, FactRecord]) -> None:
    there = _there({(name, as_of) for _person, name, as_of in wanted})
    same = {key for key in wanted if key in there and there[key][1] == wanted[key].value}
    changed = [key for key in wanted if key in there and key not in same]
    origin, may_end = work.run.origin, work.may_end and not work.problems
    gone = [key for key, row in there.items() if may_end and key not in wanted and row[2] == origin]
    _supersede(work, [there[key][0] for key in (*changed, *gone)])
    _create(work, {key: wanted[key] for key in wanted if key not in same})
    created = len(wanted) - len(same) - len(changed)
    for change, number in (
        ("created", created), ("updated", len(changed)), ("ended", len(gone)), ("unchanged", len(same)),
    ):  # fmt: skip
        work.outcome.count(change, KIND, number)


def _there(days: set[tuple[str, date]]) -> dict[Key, tuple[int, int | None, str]]:
    """Return the current values of these facts and days: key of the row, value, and origin, by person, fact, day."""
    if not days:
        return {}
    wanted = Q()
    for name, as_of in sorted(days):
        wanted |= Q(name=name, as_of=as_of)
    columns = ("person_id", "name", "as_of", "pk", "value", "source")
    rows = ExternalFact.objects.current().filter(wanted).values_list(*columns)
    return {(person, name, as_of): (pk, value, source) for person, name, as_of, pk, value, source in rows}


def _supersede(work: Work, keys: Sequence[int]) -> None:
    for start in range(0, len(keys), MANY):
        ExternalFact.objects.filter(pk__in=keys[start : start + MANY]).update(superseded_at=work.run.at)


def _create(work: Work, rows: dict[Key, FactRecord]) -> None:
    run = work.run
    new = [
        ExternalFact(
            person_id=person,
            name=name,
            value=row.value,
            as_of=as_of,
            source=run.origin,
            imported_by_id=run.by.person_id,
            imported_at=run.at,
        )
        for (person, name, as_of), row in rows.items()
    ]
    for piece in chunks(new, run, "facts"):
        ExternalFact.objects.bulk_create(piece)
