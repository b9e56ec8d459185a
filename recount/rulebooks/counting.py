"""From what was cast to a verdict under a rulebook of format 2: each chamber in turn, each test with its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from recount.counting import Test, Uncountable, chamber_tests
from recount.outcomes import Outcome
from recount.profiles import Number, Profile, Uncounted
from recount.rulebook import Chamber as Question
from recount.rulebook import Json, Strictness
from recount.rulebooks.book import FORMAT, Again, Book, Chamber, ElectionRules, Marks, Passes, Recusals, Turnout
from recount.rulebooks.electing import needs_seed
from recount.structure.electing import Election, elect, without
from recount.structure.limits import About
from recount.structure.seating import Seating
from recount.structure.terms import Vacancy, count_back, next_in_order
from recount.structure.votes import Tally, plain_number, whole


@dataclass(frozen=True, slots=True)
class Cast:
    """What was cast in an election: ballots, the weight of those eligible and recused, members who stay.

    ``runoff`` holds the ballots of the run-off where the rulebook wants new ones and they have been cast; ``left`` are
    the names of those elected who have left since, whose seats the rule for vacancies fills.
    """

    profile: Profile
    eligible: Number
    recused: Number = 0
    sitting: tuple[About, ...] = ()
    runoff: Profile | None = None
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one chamber said. Not ``is_asked``: an earlier chamber had said no, and its ballots were not looked at."""

    key: str
    is_asked: bool
    has_passed: bool
    tests: tuple[Test, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)
    elected: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict under a rulebook of format 2."""

    rulebook_sha256: str
    is_adopted: bool
    answers: tuple[Answer, ...]
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
            "chambers": [
                {"key": each.key, "asked": each.is_asked, "passed": each.has_passed, **each.data}
                for each in self.answers
            ],
            "tests": [test.data() for test in self.tests],
        }


def count(book: Book, cast: Mapping[str, Tally | Cast], seed: str = "") -> Ruling:
    """Return the verdict on what each chamber cast, by key; `Uncountable` when something is missing or impossible.

    A chamber that is not asked, because one before it said no, needs nothing cast.
    """
    for key in cast:
        if book.chamber(key) is None:
            raise Uncountable("unknown_chamber", chamber=key)
    answers: list[Answer] = []
    for chamber in book.chambers:
        refused = next((each.key for each in answers if not each.has_passed), "") if book.in_order else ""
        if refused:
            answers.append(Answer(chamber.key, False, False, (), {"after": refused}))
            continue
        if chamber.key not in cast:
            raise Uncountable("chamber_not_counted", chamber=chamber.key)
        answers.append(answer(chamber, cast[chamber.key], seed, {each.key: each.elected for each in answers}))
    together = _combined(book, answers)
    tests = [test for each in answers for test in each.tests]
    return Ruling(book.sha256(), together.is_met, tuple(answers), (*tests, together))


def answer(
    chamber: Chamber, cast: Tally | Cast, seed: str = "", stands: Mapping[str, Sequence[str]] | None = None
) -> Answer:
    """Return what one chamber says; ``stands`` has whom earlier chambers elected, by key."""
    if chamber.question is not None and isinstance(cast, Tally):
        return _answered(chamber, cast)
    if chamber.election is not None and isinstance(cast, Cast):
        try:
            return _elected(chamber, chamber.election, cast, seed, stands or {})
        except Uncounted as wrong:
            raise Uncountable(wrong.code, **wrong.values) from None
    raise Uncountable("question_or_ballots", chamber=chamber.key)


def _answered(chamber: Chamber, tally: Tally) -> Answer:
    counted, unit = tally.scaled(leave=chamber.recusals is Recusals.LEAVE)
    quorum, threshold = chamber.quorum, chamber.question
    if threshold is None or isinstance(quorum, Turnout):
        raise Uncountable("question_or_ballots", chamber=chamber.key)
    if quorum is not None and quorum.votes is not None:
        quorum = replace(quorum, votes=quorum.votes * unit)
    tests = chamber_tests(Question(chamber.key, chamber.name, {}, quorum, threshold), counted)
    tests = [replace(test, figures=_unscaled(test.figures, unit, tally)) for test in tests]
    return Answer(chamber.key, True, all(test.is_met for test in tests), tuple(tests), tally.data())


def _unscaled(figures: Mapping[str, Json], unit: int, tally: Tally) -> dict[str, Json]:
    """Return the figures of a test in votes again, where they were counted in parts of one."""
    said = {
        key: plain_number(Fraction(value, unit)) if type(value) is int and unit > 1 else value
        for key, value in figures.items()
    }
    return {**said, "recused": plain_number(tally.recused)} if tally.recused else said


def _elected(
    chamber: Chamber, rules: ElectionRules, cast: Cast, seed: str, stands: Mapping[str, Sequence[str]]
) -> Answer:
    if needs_seed(rules) and not seed:
        raise Uncountable("seed_missing", chamber=chamber.key)
    can_vote = cast.eligible - cast.recused
    if cast.profile.weight > can_vote:
        raise Uncountable("more_than_eligible", cast=str(cast.profile.weight), eligible=str(can_vote))
    base = whole(can_vote if chamber.recusals is Recusals.LEAVE else cast.eligible)
    profile = _standing(cast.profile, rules, stands)
    quorum = [_turnout_test(chamber, cast.profile, base)] if isinstance(chamber.quorum, Turnout) else []
    seating = Seating(unfilled={"": rules.limits.seats})
    election = rules.election(seed, base if isinstance(base, int) else 0)
    if profile.standing:
        seating = elect(election, profile, cast.sitting)
    # Where too few voted nobody is elected, so no seat is left that voters could be asked about again.
    is_asked_again = cast.runoff is not None or all(test.is_met for test in quorum)
    runoff = _run_off(rules, cast, profile, seating, seed, is_asked_again=is_asked_again)
    tests = [*quorum, _filled_test(chamber, rules, seating)]
    data = {
        **_figures(cast, rules, profile, seating, seed),
        **runoff,
        **_vacancies(election, rules.vacancy, cast, profile, seating.elected),
    }
    names, passed = tuple(profile.named(seating.elected)), all(test.is_met for test in tests)
    return Answer(chamber.key, True, passed, tuple(tests), data, names, tuple(seating.outcomes))


def _figures(cast: Cast, rules: ElectionRules, profile: Profile, seating: Seating, seed: str) -> dict[str, Json]:
    longer = rules.terms.given(seating.elected, profile.options, seed) if rules.terms else []
    return {
        "eligible": plain_number(cast.eligible),
        "recused": plain_number(cast.recused),
        "cast": plain_number(cast.profile.weight),
        "seats": rules.limits.seats,
        **seating.data(profile),
        "ties": [
            {"options": [*profile.named(tie.options)], "by": tie.by, "chosen": [*profile.named(tie.chosen)]}
            for tie in seating.ties
        ],
        "longer_terms": [*profile.named(longer)],
        # The last count of all that limits made necessary, round by round.
        "count": seating.outcomes[-1].data(profile) if seating.outcomes else None,
    }


def _standing(profile: Profile, rules: ElectionRules, stands: Mapping[str, Sequence[str]]) -> Profile:
    """Return the profile with only those standing whom an earlier chamber elected, where the rules say so."""
    if not rules.candidates:
        return profile
    chosen = set(stands.get(rules.candidates, ()))
    return without(profile, [option for option, name in enumerate(profile.options) if name not in chosen])


def _run_off(
    rules: ElectionRules, cast: Cast, profile: Profile, seating: Seating, seed: str, *, is_asked_again: bool
) -> dict[str, Json]:
    """Fill seats that stayed empty by the run-off named beforehand; return between whom it is, and if it was held."""
    free = rules.limits.seats - len(seating.elected)
    if rules.runoff is None or not free or not seating.outcomes:
        return {}
    due = _best(seating, rules.runoff.between)
    ballots = profile if rules.runoff.ballots is Again.SAME else cast.runoff
    said: dict[str, Json] = {"between": [*profile.named(due)], "held": bool(due) and ballots is not None}
    if ballots is None or not due:
        return {"runoff": said} if due and is_asked_again else {}
    if ballots.options != profile.options:
        raise Uncounted("runoff_options")
    outside = [option for option in profile.standing if option not in due]
    second = replace(rules, method=rules.runoff.method, settings=rules.runoff.settings).election(seed)
    second = replace(second, limits=replace(rules.limits, seats=free, reserved=()))
    inside = [profile.about[option] for option in seating.elected] if profile.about else []
    standing = without(replace(ballots, about=profile.about, withdrawn=profile.withdrawn), outside)
    _add(seating, elect(second, standing, [*cast.sitting, *inside]))
    return {"runoff": said}


def _vacancies(
    election: Election, rule: Vacancy, cast: Cast, profile: Profile, elected: Sequence[int]
) -> dict[str, Json]:
    """Return who are members once the seats of those who left are filled, as the rulebook says."""
    if not cast.left:
        return {}
    unknown = [name for name in cast.left if name not in profile.named(elected)]
    if unknown:
        raise Uncounted("left_unelected", option=unknown[0])
    left = {option for option in elected if profile.options[option] in cast.left}
    fill = {Vacancy.COUNT_BACK: count_back, Vacancy.NEXT: next_in_order}.get(rule)
    members = [option for option in elected if option not in left]
    if fill is not None:
        members = fill(election, profile, elected, left, cast.sitting).elected
    new = [option for option in members if option not in elected]
    said: dict[str, Json] = {"left": [*cast.left], "by": rule.value, "new": [*profile.named(new)]}
    return {"vacancy": {**said, "members": [*profile.named(members)], "empty": len(elected) - len(members)}}


def _add(seating: Seating, again: Seating) -> None:
    seating.elected += again.elected
    seating.seats |= dict.fromkeys(again.elected, "")
    seating.unfilled = again.unfilled
    seating.outcomes += again.outcomes
    seating.ties += again.ties


def _best(seating: Seating, number: int) -> list[int]:
    """Return the best ``number`` of those not elected nor passed over, with whoever is tied with the last of them."""
    outside = {*seating.elected, *(each.option for each in seating.passed)}
    found: list[int] = []
    for group in seating.outcomes[-1].ranking:
        if len(found) < number:
            found += [option for option in group if option not in outside]
    return found


def _turnout_test(chamber: Chamber, profile: Profile, base: Number) -> Test:
    quorum = chamber.quorum
    if not isinstance(quorum, Turnout):
        raise Uncountable("question_or_ballots", chamber=chamber.key)
    had = profile.weight if quorum.counts is Marks.ALL else _marked(profile)
    needed = quorum.needed(Fraction(base))
    is_met = had >= needed if quorum.strictness is Strictness.AT_LEAST else had > needed
    figures: dict[str, Json] = {
        **quorum.data(),
        "eligible": plain_number(base),
        "needed": plain_number(needed),
        "had": plain_number(had),
        "by": plain_number(Fraction(had) - needed),
    }
    sign = ">=" if quorum.strictness is Strictness.AT_LEAST else ">"
    bar = f"{quorum.data()['share']} * eligible" if quorum.share is not None else str(quorum.votes)
    word = "turnout_met" if is_met else "turnout_missed"
    return Test("quorum", chamber.key, is_met, f"{quorum.counts.value} {sign} {bar}", figures, word)


def _marked(profile: Profile) -> Number:
    """Return the weight of ballots that say anything: a rank, or points."""
    return sum(weight for ballot, weight in profile.ballots.items() if any(ballot.ranks) or ballot.scores)


def _filled_test(chamber: Chamber, rules: ElectionRules, seating: Seating) -> Test:
    needed = {Passes.ONE: 1, Passes.ALL: rules.limits.seats, Passes.ACTS: rules.acts_with}[rules.passes]
    had = len(seating.elected)
    figures: dict[str, Json] = {
        "seats": rules.limits.seats, "passes": rules.passes.value, "unfilled": dict(seating.unfilled),
        "acts_with": rules.acts_with, "needed": needed, "had": had, "by": had - needed,
    }  # fmt: skip
    word = "elected_enough" if had >= needed else "elected_too_few"
    return Test("elected", chamber.key, had >= needed, f"elected >= {needed}", figures, word)


def _combined(book: Book, answers: Sequence[Answer]) -> Test:
    needed, had = book.combination.needed, sum(each.has_passed for each in answers)
    figures: dict[str, Json] = {
        "of": book.combination.of,
        "combination": "in order" if book.in_order else book.combination.word,
        "passed": [each.key for each in answers if each.has_passed],
        "failed": [each.key for each in answers if each.is_asked and not each.has_passed],
        "not_asked": [each.key for each in answers if not each.is_asked],
        "needed": needed,
        "had": had,
        "by": had - needed,
    }
    word = "adopted" if had >= needed else "rejected"
    return Test("combination", "", had >= needed, f"approving chambers >= {needed}", figures, word)
