"""What each vote weighs: said by a steward before voting opens, and frozen with the roll."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import (
    PART_DIGITS,
    WHOLE_DIGITS,
    Number,
    fit_together,
    read_weight,
    takes_fractions,
    weighed_in,
)
from talkoot.decisions import rules
from talkoot.decisions.actions.holding import Held, hold
from talkoot.decisions.events import WeightsSaid
from talkoot.decisions.models import Chamber, Decision, RollEntry, SaidWeight, Weighing
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.weights import PLACE, lacking_sentence, weights_now
from talkoot.decisions.rules import State, WeightRow
from talkoot.eligibility.actions.imports.persons import Bodies, Persons
from talkoot.eligibility.queries import asked_facts
from talkoot.kernel.actors import Actor
from talkoot.kernel.imports import BadFile, Problem, Reading, Upload, Wrong, gettext_noop, quoted
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import insert_many, writing
from talkoot.rulebooks.rules import AnyChamber, Voters, electorate, rules_of

# Translators: %(value)s is what stands in the file; %(first)s is the number of a line.
SAME_VOTER = gettext_noop("%(value)s is whom line %(first)s named already, under another name.")
TOO_FINE = _("These weights are parts of too many different sizes to be summed exactly. Use fewer kinds of fractions.")


def say_weights(
    decision_id: int,
    *,
    chamber: str,
    listed: Upload | None = None,
    fact: str = "",
    as_of: date | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Weighing:
    """Say what each vote in ``chamber`` shall weigh: as a list says, or as much as a fact that its rules ask for.

    May be said again until voting opens; what was said before is kept. The values of a fact are those known when voting
    opens. Refuses what was opened, votes that all weigh the same, a fact that the conditions of the chamber do not
    name as of that day, and weights too fine to be summed; raises `BadFile` with every mistake of a list by its line.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.SAY_WEIGHTS, by=by, at=at)
        room = _weighable(held.decision, chamber)
        if listed is None:
            _require_fact(room, fact, as_of)
        weighing = _next(held, chamber, by, at)
        weighing.fact, weighing.as_of = ("", None) if listed is not None else (fact, as_of)
        weighing.save(force_insert=True)
        weights = _read(held.decision, room, listed) if listed is not None else {}
        _keep(weighing, electorate(room.electorate).voters, weights)
        said = WeightsSaid(
            subject=held.decision.ref, chamber=chamber, number=weighing.number, voters=len(weights),
            fact=weighing.fact, as_of=weighing.as_of.isoformat() if weighing.as_of else "",
        )  # fmt: skip
        announce(said, mandate=held.mandate, on_behalf=held.on_behalf)
    return weighing


def weights_frozen(
    decision: Decision, chamber: AnyChamber, voters: Collection[int], at: datetime
) -> Mapping[int, Number] | None:
    """Return what the votes of those on a roll weigh, None where all weigh the same or vote elsewhere.

    Refuses while a vote has no weight, naming some.
    """
    kind = electorate(chamber.electorate).voters
    if chamber.key not in weighed_in(decision.rulebook.canonical) or kind is Voters.ELSEWHERE:
        return None
    weights = weights_now(decision, chamber, at)
    lacking = set(voters) - weights.keys()
    if lacking:
        raise Refusal("no_weights", lacking_sentence(chamber.name, kind, lacking))
    return weights


def carry_weights(old: Decision, new: Decision, at: datetime) -> None:
    """Let what was said of the votes of a decision hold for the draft that takes its place."""
    for before in Weighing.objects.filter(decision=old, is_current=True):
        after = Weighing.objects.create(
            decision=new, chamber_key=before.chamber_key, number=1, fact=before.fact, as_of=before.as_of,
            said_by_id=before.said_by_id, mandate=before.mandate, said_at=at,
        )  # fmt: skip
        rows = SaidWeight.objects.filter(weighing=before).values_list("person_id", "body_id", *PLACE)
        insert_many(SaidWeight, ("weighing_id", "person_id", "body_id", *PLACE), [(after.pk, *row) for row in rows])


def weight_added(chamber: Chamber, text: str) -> Fraction:
    """Return what the vote of a place weighs that is added to a weighed roll; refuses what is no weight there."""
    if not text.strip():
        raise Refusal("weight_missing", _("Votes weigh different amounts here. Say what this one weighs."), "weight")
    weight = read_weight(text.strip())
    if weight is None:
        sentence = _(
            # Translators: %(digits)s and %(places)s are numbers of digits.
            "Write a number above zero such as 3, 2.5 or 1/3, with at most %(digits)s digits and %(places)s after the "
            "point or below the line."
        )
        raise Refusal("not_a_weight", sentence % {"digits": WHOLE_DIGITS, "places": PART_DIGITS}, "weight")
    if weight.denominator != 1 and not takes_fractions(chamber.decision.rulebook.canonical, chamber.key):
        raise Refusal("not_whole", _("By these rules weights are whole numbers."), "weight")
    units = RollEntry.objects.filter(chamber=chamber).values_list("weight_denominator", flat=True).distinct()
    if not fit_together([weight, *(Fraction(1, unit or 1) for unit in units)]):
        raise Refusal("too_fine", TOO_FINE, "weight")
    return weight


def _weighable(decision: Decision, key: str) -> AnyChamber:
    """Return the rules of a chamber of which it may be said now what its votes weigh."""
    if decision.state not in {State.DRAFT, State.ANNOUNCED}:
        raise Refusal("not_a_draft", _("This decision was opened before."))
    canonical = decision.rulebook.canonical
    chamber = rules_of(canonical).chamber(key) if key in weighed_in(canonical) else None
    if chamber is None:
        raise Refusal("all_equal", _("By these rules all votes of this chamber weigh the same."))
    if electorate(chamber.electorate).voters is Voters.ELSEWHERE:
        raise Refusal("wrong_chamber", _("This chamber votes on another site; its roll is there."))
    return chamber


def _require_fact(chamber: AnyChamber, fact: str, as_of: date | None) -> None:
    """Refuse a fact that the public rules do not name: no numbers come to light that they never asked for."""
    told = electorate(chamber.electorate)
    known = asked_facts(told.conditions) if told.conditions and told.voters is Voters.PERSONS else []
    if (fact, as_of) not in known:
        sentence = _("Votes can only weigh a number that the conditions of this chamber ask for. Choose one of those.")
        raise Refusal("unknown_fact", sentence, "fact")


def _next(held: Held, chamber: str, by: Actor, at: datetime) -> Weighing:
    """Return what is said from now on, not written yet; what was said before counts no more."""
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    before = Weighing.objects.filter(decision=held.decision, chamber_key=chamber, is_current=True).first()
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    return Weighing(
        decision=held.decision, chamber_key=chamber, number=before.number + 1 if before else 1,
        said_by_id=by.person_id, mandate=held.mandate, said_at=at,
    )  # fmt: skip


def _read(decision: Decision, chamber: AnyChamber, listed: Upload) -> dict[int, Fraction]:
    """Return the weights in a list by the key of the voter; `BadFile` with whatever is wrong."""
    in_whole = not takes_fractions(decision.rulebook.canonical, chamber.key)
    reading = rules.read_weights(listed, in_whole=in_whole)
    weights = _found(reading, electorate(chamber.electorate).voters)
    if reading.problems:
        raise BadFile(sorted(reading.problems, key=lambda problem: problem.line))
    if not fit_together(weights.values()):
        raise Refusal("too_fine", TOO_FINE, "listed")
    return weights


def _found(reading: Reading[WeightRow], kind: Voters) -> dict[int, Fraction]:
    """Return the weights by whom their lines name; note as problems who is nobody, or named twice."""
    called = {row.voter for row in reading.rows}
    voters = Bodies(called, "") if kind is Voters.BODIES else Persons(called, "")
    weights: dict[int, Fraction] = {}
    first: dict[int, int] = {}
    for row in reading.rows:
        try:
            key = voters.find(row.voter)
            if first.setdefault(key, row.line) != row.line:
                raise Wrong(SAME_VOTER, value=quoted(row.voter), first=first[key])
        except Wrong as wrong:
            reading.problems.append(Problem(row.file, row.line, "voter", wrong.sentence, wrong.values))
        else:
            weights[key] = row.weight
    return weights


def _keep(weighing: Weighing, kind: Voters, weights: Mapping[int, Fraction]) -> None:
    column = "body_id" if kind is Voters.BODIES else "person_id"
    rows: Sequence[tuple[int, ...]] = [
        (weighing.pk, key, *weight.as_integer_ratio()) for key, weight in weights.items()
    ]
    insert_many(SaidWeight, ("weighing_id", column, *PLACE), rows)
