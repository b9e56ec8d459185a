"""Tries an election on the ballots at its edges: none, blank ones, all equal, one voice, exactly the bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from recount.counting import Uncountable
from recount.methods.consent import AGREE, CONCERN, OBJECTION
from recount.methods.settings import read_exact
from recount.profiles import Ballot, Number, Profile
from recount.rulebook import Json
from recount.rulebooks.book import Chamber, ElectionRules, Turnout
from recount.rulebooks.candidates import Field
from recount.rulebooks.counting import Answer, Cast, answer
from recount.simulating.findings import Finding, Kind
from recount.simulating.seats import Seats

SEED = "rehearsal"


def rehearse(chamber: Chamber, rules: ElectionRules, field: Field | None, eligible: int) -> Iterator[Finding]:
    """Yield what an election comes to at its boundaries, what surprises in it, and its dead ends."""
    turnout = chamber.quorum
    if isinstance(turnout, Turnout) and turnout.smallest(eligible) > eligible:
        values: dict[str, Json] = {"needed": turnout.smallest(eligible), "eligible": eligible}
        yield Finding(Kind.DEAD_END, "quorum_out_of_reach", chamber.key, "quorum", values)
    if field is None and (rules.limits.caps or rules.limits.reserved):
        yield Finding(Kind.SURPRISE, "no_candidates_given", chamber.key, "election.caps and reserved", {})
        return
    missing = _unknown(rules, field)
    if missing:
        yield Finding(Kind.DEAD_END, "attribute_unsaid", chamber.key, "election.caps", missing)
        return
    profile = field.profile() if field else _made_up(rules)
    sitting = field.sitting if field else ()
    if rules.method != "consent":
        yield from Seats(chamber, rules, profile.about or [{} for _ in profile.options], sitting).findings()
    for code, ballots in boundaries(profile, rules, eligible):
        yield from _tried(chamber, code, Cast(replace(profile, ballots=ballots), eligible, sitting=sitting))


def boundaries(profile: Profile, rules: ElectionRules, eligible: int) -> Iterator[tuple[str, dict[Ballot, Number]]]:
    """Yield the ballots at the edges of an election, each with its name."""
    options = range(len(profile.options))
    everyone = Ballot((tuple(options),), tuple((option, 1) for option in options))
    yield "no_ballots", {}
    yield "blank_ballots", {Ballot(): eligible}
    yield "all_equal", {everyone: eligible}
    if profile.options:
        yield "one_voice", {Ballot(((0,),), tuple((option, int(option == 0)) for option in options)): 1}
    bar = read_exact(rules.settings.get("bar", "")) if rules.method == "yes-no" else None
    if bar is not None and 0 < bar <= 1 and profile.options:
        yield from _at_the_bar(len(profile.options), bar, eligible)


def _at_the_bar(options: int, bar: Fraction, eligible: int) -> Iterator[tuple[str, dict[Ballot, Number]]]:
    """Everybody votes on everyone: exactly the bar (or the next above), and one yes less."""
    exact = -(-bar.numerator * eligible // bar.denominator)
    for code, yes in (("bar_exact", exact), ("bar_one_short", exact - 1)):
        said = [(1, yes), (-1, eligible - yes)]
        yield (
            code,
            {Ballot((), tuple((o, points) for o in range(options))): weight for points, weight in said if weight > 0},
        )


def _tried(chamber: Chamber, code: str, cast: Cast) -> Iterator[Finding]:
    stands = {chamber.election.candidates: cast.profile.options} if chamber.election else {}
    try:
        found = answer(chamber, cast, SEED, stands)
    except Uncountable as wrong:
        values: dict[str, Json] = {"case": code, "because": wrong.code, **wrong.values}
        # A boundary without ballots says nothing against the rules; one with them does.
        kind = Kind.DEAD_END if cast.profile.weight else Kind.BOUNDARY
        yield Finding(kind, "cannot_count", chamber.key, "election.method", values)
        return
    values = {"approves": found.has_passed, "elected": len(found.elected), "seats": found.data["seats"]}
    yield Finding(Kind.BOUNDARY, code, chamber.key, "", values)
    yield from _surprises(chamber, code, found)


def _surprises(chamber: Chamber, code: str, found: Answer) -> Iterator[Finding]:
    values: dict[str, Json] = {"elected": len(found.elected), "seats": found.data["seats"]}
    rules = chamber.election
    if code in {"no_ballots", "blank_ballots"} and found.elected and (rules is None or rules.method != "lot"):
        yield Finding(Kind.SURPRISE, f"{code}_elect", chamber.key, "quorum", values)
    ties = found.data["ties"]
    if code == "all_equal" and isinstance(ties, list) and not found.elected:
        yield Finding(Kind.SURPRISE, "equal_elect_nobody", chamber.key, "election.settings.tie", values)
    if code == "one_voice" and found.has_passed:
        yield Finding(Kind.SURPRISE, "one_voice_elects", chamber.key, "quorum", values)


def _unknown(rules: ElectionRules, field: Field | None) -> dict[str, Json]:
    """Return the first candidate of whom a capped attribute is not known."""
    for cap in rules.limits.caps:
        for name, about in (field.standing if field else {}).items():
            if not about.get(cap.attribute, ""):
                return {"option": name, "attribute": cap.attribute}
    return {}


def _made_up(rules: ElectionRules) -> Profile:
    """Return candidates for a rehearsal that has none: one more than there are seats; or positions, for consent."""
    if rules.method == "consent":
        return Profile((AGREE, CONCERN, OBJECTION), {})
    names = tuple(f"Candidate {number}" for number in range(1, rules.limits.seats + 2))
    return Profile(names, {}, about=tuple({"cost": "1"} for _ in names), budget=rules.limits.seats)
