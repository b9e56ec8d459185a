"""What an election came to: who is elected, to which seats, and how the count went, round by round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.http import Http404
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from talkoot.counting.rules import Number, hidden_in, whole
from talkoot.decisions.models import Decision
from talkoot.rulebooks.queries import amount, number

ROUNDS = 8
LINES = 10
WIDTH, HEIGHT = 600, 200


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody elected: their place in the order of election, for which reserved seat (else empty), for how long."""

    place: int
    name: str
    seat: str
    has_longer_term: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one candidate had in one round: ``state`` is elected, excluded, held or empty for one who goes on."""

    votes: str
    keep: str
    state: str


@dataclass(frozen=True, slots=True)
class Column:
    """One round: its number, quota and surplus, and the votes that rest with nobody."""

    number: int
    quota: str
    surplus: str
    exhausted: str


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate's way through the rounds: the points of an SVG polyline, and the same in figures.

    ``first`` and ``last`` are the votes in the first and in the last round they were in, ``ended`` is the round in
    which they were elected or excluded, the last of the count where they were neither.
    """

    name: str
    points: str
    is_elected: bool
    first: str
    last: str
    ended: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """Some rounds of a count as a table, with where the ones before and after begin (0: there are none)."""

    columns: Sequence[Column]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    before: int
    after: int
    total: int


@dataclass(frozen=True, slots=True)
class ElectionView:
    """The result of a chamber that elects, as its pages show it. Where votes weigh, ``cast`` and ``eligible`` do."""

    key: str
    seats: int
    cast: Number
    eligible: Number
    winners: Sequence[Winner]
    unfilled: int
    notes: Sequence[str]
    rounds: int
    lines: Sequence[Line]
    quota_y: str
    first: Sequence[tuple[str, str, str]]

    @property
    def cast_said(self) -> str:
        """Return how many ballots were cast, or what they weigh, in the reader's digits."""
        return amount(self.cast)

    @property
    def eligible_said(self) -> str:
        """Return how many could vote, or what all their votes weigh, in the reader's digits."""
        return amount(self.eligible)

    @property
    def sentence(self) -> str:
        """Return in one sentence how many seats are filled."""
        filled = len(self.winners)
        sentence = ngettext(
            # Translators: %(filled)s and %(seats)s are numbers; the plural goes by the number of seats.
            "%(filled)s of %(seats)s seat is filled.",
            "%(filled)s of %(seats)s seats are filled.",
            self.seats,
        )
        return sentence % {"filled": number(filled), "seats": number(self.seats)}


def election_of(decision: Decision, key: str) -> ElectionView | None:
    """Return the result of a chamber of a counted decision, None where it did not elect or was not asked."""
    told = _told(decision, key)
    if told is None:
        return None
    rounds = _rounds(decision, told)
    return ElectionView(
        key=key,
        seats=told["seats"],
        cast=whole(Fraction(told["cast"])),
        eligible=whole(Fraction(told["eligible"])),
        winners=_winners(told),
        unfilled=sum(told["unfilled"].values()),
        notes=[*_ties(told["ties"]), *_passed_over(told["passed_over"])],
        rounds=len(rounds),
        lines=_lines(rounds, told["elected"]) if len(rounds) > 1 else (),
        quota_y=_quota_y(rounds),
        first=_first(rounds),
    )


def winners_of(decision: Decision, key: str) -> list[Winner] | None:
    """Return who is elected in a chamber, in the order of election; None where it did not elect or was not asked."""
    told = _told(decision, key)
    return _winners(told) if told else None


def tests_of(decision: Decision, key: str, *, is_round: bool) -> list[Mapping[str, Any]]:
    """Return the tests of a chamber's verdict; of a round of consent those of its count, where seats say nothing."""
    tests = [t for t in (decision.verdict or {"tests": []})["tests"] if t["chamber"] == key]
    if not is_round:
        return tests
    count = (_told(decision, key) or {}).get("count") or {"tests": []}
    return [*(t for t in tests if t["code"] != "elected"), *count["tests"]]


def rounds_of(decision: Decision, key: str, start: int) -> Rounds:
    """Return the rounds of a chamber's count from number ``start`` on; 404 where there are none."""
    told = _told(decision, key)
    rounds = _rounds(decision, told) if told else []
    if not rounds:
        raise Http404
    start = min(max(start, 1), len(rounds))
    shown = rounds[start - 1 : start - 1 + ROUNDS]
    before = {name for each in rounds[: start - 1] for name in each["elected"]}
    names = list(rounds[0]["totals"])
    states = _states(rounds, names)
    rows = [(name, [_cell(each, name, states[name]) for each in shown]) for name in names]
    kept = [row for row in rows if any(cell.votes for cell in row[1]) or row[0] in before]
    return Rounds(
        columns=[
            Column(each["number"], _short(each["quota"]), _short(each["surplus"]), _short(each["exhausted"]))
            for each in shown
        ],
        rows=kept,
        before=max(1, start - ROUNDS) if start > 1 else 0,
        after=start + ROUNDS if start + ROUNDS <= len(rounds) else 0,
        total=len(rounds),
    )


def _told(decision: Decision, key: str) -> dict[str, Any] | None:
    for chamber in (decision.verdict or {}).get("chambers", ()):
        if chamber["key"] == key and "elected" in chamber:
            return dict(chamber)
    return None


def _winners(told: Mapping[str, Any]) -> list[Winner]:
    return [
        Winner(place, name, told["seat_of"].get(name, ""), name in told["longer_terms"])
        for place, name in enumerate(told["elected"], 1)
    ]


def _rounds(decision: Decision, told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the rounds of a chamber's count; none where so few voted in secret that they would tell how."""
    if told["key"] in hidden_in(decision.rulebook.canonical, decision.verdict):
        return []
    return list((told["count"] or {}).get("rounds", []))


def _states(rounds: Sequence[Mapping[str, Any]], names: Sequence[str]) -> dict[str, dict[int, str]]:
    """Return for each candidate the round in which they were elected or excluded."""
    found: dict[str, dict[int, str]] = {name: {} for name in names}
    for each in rounds:
        for state in ("elected", "excluded"):
            for name in found.keys() & each[state]:
                found[name][each["number"]] = state
    return found


def _cell(each: Mapping[str, Any], name: str, states: Mapping[int, str]) -> Cell:
    if name not in each["totals"]:
        return Cell("", "", "")
    earlier = any(state == "elected" and at < each["number"] for at, state in states.items())
    state = states.get(each["number"], "held" if earlier else "")
    return Cell(_short(each["totals"][name]), _short(each["keep"].get(name)), state)


def _lines(rounds: Sequence[Mapping[str, Any]], elected: Sequence[str]) -> list[Line]:
    """Return the ways of those elected, and of those who stayed longest beside them."""
    lasting = sorted(
        rounds[0]["totals"], key=lambda name: (name in elected, sum(name in r["totals"] for r in rounds)), reverse=True
    )
    most = max((Fraction(total) for each in rounds for total in each["totals"].values()), default=Fraction(1)) or 1
    shown = lasting[:LINES]
    states = _states(rounds, shown)
    return [_line(rounds, name, Fraction(most), states[name], is_elected=name in elected) for name in shown]


def _line(
    rounds: Sequence[Mapping[str, Any]], name: str, most: Fraction, states: Mapping[int, str], *, is_elected: bool
) -> Line:
    votes = [each["totals"][name] for each in rounds if name in each["totals"]]
    ended = next(iter(states), len(rounds))
    return Line(name, _points(rounds, name, most), is_elected, _short(votes[0]), _short(votes[-1]), ended)


def _points(rounds: Sequence[Mapping[str, Any]], name: str, most: Fraction) -> str:
    steps = max(len(rounds) - 1, 1)
    return " ".join(
        f"{place * WIDTH // steps},{HEIGHT - int(Fraction(each['totals'][name]) / most * HEIGHT)}"
        for place, each in enumerate(rounds)
        if name in each["totals"]
    )


def _quota_y(rounds: Sequence[Mapping[str, Any]]) -> str:
    if len(rounds) < 2 or rounds[0]["quota"] is None:
        return ""
    most = max((Fraction(total) for each in rounds for total in each["totals"].values()), default=Fraction(1)) or 1
    return str(HEIGHT - int(Fraction(rounds[0]["quota"]) / Fraction(most) * HEIGHT))


def _first(rounds: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return name, votes and width in percent of the first round, most votes first."""
    if not rounds:
        return []
    totals = {name: Fraction(total) for name, total in rounds[0]["totals"].items()}
    most = max(totals.values(), default=Fraction(0)) or Fraction(1)
    ordered = sorted(totals, key=lambda name: totals[name], reverse=True)
    return [(name, _short(rounds[0]["totals"][name]), str(int(totals[name] / most * 100))) for name in ordered]


def _ties(ties: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_tie(tie) for tie in ties]


def _tie(tie: Mapping[str, Any]) -> str:
    names = _listed(tie["options"])
    if not tie["chosen"]:
        # Translators: %(names)s is a list of candidates.
        return _("%(names)s were tied, and the rules leave that open.") % {"names": names}
    values = {"names": names, "chosen": _listed(tie["chosen"])}
    if tie["by"] == "lot":
        # Translators: %(names)s is a list of candidates, %(chosen)s those of them that the lot took.
        return _("%(names)s were tied; the lot took %(chosen)s.") % values
    # Translators: %(names)s is a list of candidates, %(chosen)s those of them that the rule took.
    return _("%(names)s were tied; the tie rule took %(chosen)s.") % values


def _passed_over(passed: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_passed(each) for each in passed]


def _passed(each: Mapping[str, Any]) -> str:
    values = each["values"]
    if each["code"] == "cap":
        # Translators: %(name)s is a candidate, %(value)s what some share, such as a home wiki; %(most)s a number.
        sentence = _("%(name)s was passed over: of %(value)s at most %(most)s may be members.")
        return sentence % {"name": each["option"], "value": values["value"], "most": number(values["most"])}
    # Translators: %(name)s is a candidate, %(groups)s a list of groups for whom seats are kept.
    sentence = _("%(name)s was passed over: the seats left are kept for %(groups)s.")
    return sentence % {"name": each["option"], "groups": _listed(values["groups"])}


def _listed(names: Sequence[str]) -> str:
    return pgettext("between names in a list", ", ").join(names)


def _short(text: str | None) -> str:
    """Return an exact figure with at most two decimals, in the reader's digits."""
    if text is None:
        return ""
    value = Fraction(text)
    if value.denominator == 1:
        return number(int(value))
    rounded = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(formats.number_format(rounded, 2, use_l10n=True, force_grouping=True))
