"""From counts to a verdict: every test with its formula and figures. Whole numbers and fractions only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from recount.rulebook import FORMAT, Chamber, Json, Kinds, Quorum, Rulebook, Settled, Strictness, Threshold, plain

CHOICES = ("yes", "no", "neutral")


class Uncountable(ValueError):
    """These counts cannot be: ``code`` says why, ``values`` holds the figures."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Count:
    """The ballots of one chamber: how many were eligible, how many said what."""

    eligible: int
    yes: int
    no: int
    neutral: int

    def __post_init__(self) -> None:
        for name in ("eligible", *CHOICES):
            value = getattr(self, name)
            if type(value) is not int or value < 0:
                raise Uncountable("not_a_number", field=name)
        if self.eligible == 0:
            raise Uncountable("nobody_eligible")
        if self.cast > self.eligible:
            raise Uncountable("more_than_eligible", cast=self.cast, eligible=self.eligible)

    @property
    def cast(self) -> int:
        """Return how many ballots there are."""
        return self.yes + self.no + self.neutral

    def number(self, kinds: Kinds) -> int:
        """Return how many ballots of ``kinds`` there are, or how many are eligible."""
        if kinds is Kinds.ELIGIBLE:
            return self.eligible
        if kinds is Kinds.YES:
            return self.yes
        return self.cast if kinds is Kinds.YES_NO_NEUTRAL else self.yes + self.no

    def data(self) -> dict[str, Json]:
        """Return the count as plain data."""
        return {"eligible": self.eligible, "yes": self.yes, "no": self.no, "neutral": self.neutral}


@dataclass(frozen=True, slots=True)
class Test:
    """One test: what it is (``code``), where, whether it is met, how it is worked out, and in which words.

    ``figures`` always holds ``needed``, ``had`` and ``by`` (``had - needed``: negative by how much it is missed).
    ``sentence`` is a code for words; recount has them in English, others may say them in any language.
    """

    # pytest would take a class of this name for a test case.
    __test__ = False

    code: str
    chamber: str
    is_met: bool
    formula: str
    figures: Mapping[str, Any]
    sentence: str

    def data(self) -> dict[str, Json]:
        """Return the test as plain data."""
        return {
            "code": self.code,
            "chamber": self.chamber,
            "met": self.is_met,
            "formula": self.formula,
            "figures": dict(self.figures),
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """One chamber's count and whether it approves."""

    key: str
    count: Count
    has_passed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say about the counts, and every test that led there."""

    rulebook_sha256: str
    is_adopted: bool
    results: tuple[Result, ...]
    tests: tuple[Test, ...]

    @property
    def outcome(self) -> str:
        """Return ``adopted`` or ``rejected``."""
        return "adopted" if self.is_adopted else "rejected"

    def data(self) -> dict[str, Json]:
        """Return the verdict as plain data, as `recount count --json` prints it."""
        return {
            "format": FORMAT,
            "rulebook_sha256": self.rulebook_sha256,
            "outcome": self.outcome,
            "chambers": [{"key": r.key, **r.count.data(), "passed": r.has_passed} for r in self.results],
            "tests": [test.data() for test in self.tests],
        }


def tally(choices: Iterable[str], *, eligible: int) -> Count:
    """Return the count of ``choices`` (``yes``, ``no``, ``neutral``); their order does not matter."""
    found = Counter(choices)
    for choice in found:
        if choice not in CHOICES:
            raise Uncountable("unknown_choice", choice=str(choice))
    return Count(eligible, found["yes"], found["no"], found["neutral"])


def count(rulebook: Rulebook, counts: Mapping[str, Count]) -> Verdict:
    """Return the verdict on one `Count` for every chamber, by key; raise `Uncountable` when keys differ."""
    for key in counts:
        if rulebook.chamber(key) is None:
            raise Uncountable("unknown_chamber", chamber=key)
    tests: list[Test] = []
    results: list[Result] = []
    for chamber in rulebook.chambers:
        if chamber.key not in counts:
            raise Uncountable("chamber_not_counted", chamber=chamber.key)
        found = chamber_tests(chamber, counts[chamber.key])
        tests += found
        results.append(Result(chamber.key, counts[chamber.key], all(t.is_met for t in found)))
    tests.append(combination_test(rulebook, results))
    return Verdict(rulebook.sha256(), tests[-1].is_met, tuple(results), tuple(tests))


def chamber_tests(chamber: Chamber, counted: Count) -> list[Test]:
    """Return the tests of one chamber; it approves when all are met."""
    quorum = [quorum_test(chamber, counted)] if chamber.quorum else []
    return [*quorum, threshold_test(chamber, counted)]


def approves(chamber: Chamber, counted: Count) -> bool:
    """Tell whether a chamber with this count approves."""
    return (chamber.quorum is None or _is_quorate(chamber.quorum, counted)) and _is_carried(chamber.threshold, counted)


def quorum_test(chamber: Chamber, counted: Count) -> Test:
    """Return the test whether enough took part."""
    quorum = chamber.quorum
    if quorum is None:
        raise Uncountable("no_quorum", chamber=chamber.key)
    needed, had = quorum.needed(counted.eligible), counted.number(quorum.counts)
    bar = f"{plain(quorum.share)} * eligible" if quorum.share is not None else str(quorum.votes)
    figures = {**counted.data(), **quorum.data(), **_by(needed, had)}
    is_met = _is_quorate(quorum, counted)
    word = "met" if is_met else "missed"
    return Test("quorum", chamber.key, is_met, _formula(quorum.counts, quorum.strictness, bar), figures,
                f"quorum_{word}")  # fmt: skip


def threshold_test(chamber: Chamber, counted: Count) -> Test:
    """Return the test whether enough of the base said yes."""
    rule = chamber.threshold
    base = counted.number(rule.base)
    needed, had = rule.needed(base), counted.yes
    is_met = _is_carried(rule, counted)
    ratio = Fraction(had, base) if base else None
    figures: dict[str, Json] = {
        **counted.data(), **rule.data(), "strictness": rule.effective.value,
        "of": base, **_by(needed if base else 0, had),
        "ratio": plain(ratio) if ratio is not None else None,
        "percent": percent(ratio, rule.share) if ratio is not None else None,
    }  # fmt: skip
    is_tie = rule.tie is not Settled.BAR and counted.yes == counted.no and base > 0
    word = ("met" if is_met else "missed") if base and not is_tie else ("passes" if is_met else "fails")
    kind = "threshold" if base and not is_tie else "tie" if base else "empty"
    formula = _formula(Kinds.YES, rule.effective, f"{plain(rule.share)} * ({_sum(rule.base)})")
    return Test("threshold", chamber.key, is_met, formula, figures, f"{kind}_{word}")


def combination_test(rulebook: Rulebook, results: Iterable[Result]) -> Test:
    """Return the test whether enough chambers approve."""
    passed = {r.key: r.has_passed for r in results}
    needed, had = rulebook.combination.needed, sum(passed.values())
    figures: dict[str, Json] = {
        "of": rulebook.combination.of,
        "combination": rulebook.combination.word,
        "passed": [key for key, has_passed in passed.items() if has_passed],
        "failed": [key for key, has_passed in passed.items() if not has_passed],
        **_by(needed, had),
    }
    word = "adopted" if had >= needed else "rejected"
    return Test("combination", "", had >= needed, f"approving chambers >= {needed}", figures, word)


def percent(ratio: Fraction, bar: Fraction | None = None) -> str:
    """Return a ratio as a percentage with two decimals, or as many more as tell it from ``bar``.

    A ratio just below 55 % must not read "55.00": 5,499,999 of ten million is "54.99999".
    """
    for places in range(2, 13):
        shown = _decimal(ratio * 100, places)
        if bar is None or ratio == bar or Fraction(shown) != bar * 100:
            return shown
    return shown


def _is_quorate(quorum: Quorum, counted: Count) -> bool:
    return counted.number(quorum.counts) >= quorum.needed(counted.eligible)


def _is_carried(rule: Threshold, counted: Count) -> bool:
    base = counted.number(rule.base)
    return counted.yes >= rule.needed(base) if base else rule.empty is Settled.PASSES


def _decimal(value: Fraction, places: int) -> str:
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}d}"


def _by(needed: int, had: int) -> dict[str, Any]:
    return {"needed": needed, "had": had, "by": had - needed}


def _formula(left: Kinds, strictness: Strictness, right: str) -> str:
    return f"{_sum(left)} {'>=' if strictness is Strictness.AT_LEAST else '>'} {right}"


def _sum(kinds: Kinds) -> str:
    return kinds.value.replace("+", " + ")
