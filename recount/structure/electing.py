"""One election under a body's limits: any method, its order or its counts again, within caps and reserved seats."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.methods import METHODS, count
from recount.methods.settings import Settings
from recount.methods.ties import places
from recount.outcomes import Outcome
from recount.profiles import Profile
from recount.structure.limits import About, Limits, Reserved, Room
from recount.structure.seating import Filled, Passed, Seating, Vacant, Walk, labels, unfilled

# Methods whose ranking is the order in which seats are taken; all others share seats out and are counted again.
BY_ORDER = frozenset(
    {"yes-no", "plurality", "approval", "score", "schulze", "ranked-pairs", "minimax", "debian", "lot"}
)


@dataclass(frozen=True, slots=True)
class Election:
    """A method with its settings and the limits of the seats it fills."""

    method: str
    settings: Settings
    limits: Limits
    filled: Filled = Filled.BEST
    vacant: Vacant = Vacant.EMPTY


def elect(election: Election, profile: Profile, sitting: Sequence[About] = ()) -> Seating:
    """Return who is elected from ``profile``, whose ``about`` says what limits ask; `Uncounted` where it does not.

    ``sitting`` are members who stay: they hold no seat of these, but count towards caps.
    """
    about = about_of(profile)
    election.limits.check(about, profile.options)
    walk = Walk(Room(election.limits, about, sitting), profile.options, election.filled, election.vacant)
    if not election.limits.caps and not election.limits.reserved:
        return _plain(election, profile)
    if election.method in BY_ORDER:
        return _by_order(election, profile, walk)
    return _Again(election, profile, walk).seating()


def about_of(profile: Profile) -> dict[int, About]:
    """Return what is known of each option that stands."""
    return {option: profile.about[option] if profile.about else {} for option in profile.standing}


def without(profile: Profile, options: Collection[int]) -> Profile:
    """Return the profile as if ``options`` had not stood: every ballot passes on to what it says next."""
    return replace(profile, withdrawn=profile.withdrawn | frozenset(options))


def _plain(election: Election, profile: Profile) -> Seating:
    outcome = count(election.method, profile, election.limits.seats, election.settings)
    seating = Seating(list(outcome.elected), dict.fromkeys(outcome.elected, ""), outcomes=[outcome])
    seating.ties = list(outcome.ties)
    seating.unfilled = unfilled(election.limits, seating)
    return seating


def _by_order(election: Election, profile: Profile, walk: Walk) -> Seating:
    """Walk down the ranking of all whom the method lets in at all (such as those above the bar)."""
    outcome = count(election.method, profile, max(1, len(profile.standing)), _open_to_all(election))
    fit = set(outcome.elected)
    ranking = [[option for option in group if option in fit] for group in outcome.ranking]
    rule = election.settings.get("tie", "order")
    rule = rule if rule in {"order", "lot", "none"} else "order"
    order = None if rule == "none" else places(profile, rule, election.settings.get("seed", ""))
    seating = walk.by_order([group for group in ranking if group], order, rule)
    seating.outcomes = [outcome]
    return seating


def _open_to_all(election: Election) -> Settings:
    """Return the settings under which every option that can be elected is: a lot without quotas of its own."""
    known = METHODS[election.method].settings
    return Settings({**election.settings, **({"quotas": ""} if "quotas" in known else {})})


class _Again:
    """Counts again without whoever would be elected beyond a limit, until nobody is."""

    def __init__(self, election: Election, profile: Profile, walk: Walk) -> None:
        self.election, self.profile, self.walk = election, profile, walk
        self.room, self.limits = walk.room, election.limits
        self.passed: dict[int, Passed] = {}
        self.outcomes: list[Outcome] = []

    def seating(self) -> Seating:
        if self.election.filled is Filled.BEST:
            self._all_together()
        else:
            self._one_by_one()
        seating = self.walk.seating
        seating.passed = [each for each in self.passed.values() if each.option not in seating.elected]
        seating.outcomes = self.outcomes
        seating.ties = list(self.outcomes[-1].ties) if self.outcomes else []
        seating.unfilled = unfilled(self.limits, seating)
        return seating

    def _all_together(self) -> None:
        most = self.walk.most(self.profile.standing)
        if not most:
            return
        while True:
            self._clear()
            self._shut_out(most)
            if not set(self.profile.standing) - set(self.passed):
                break
            outcome = self._count(most, self.passed)
            if self._accepts(outcome.elected, most):
                break
        self.walk.seating.seats = labels(self.limits, self.walk.seating.elected, self.room.about)

    def _shut_out(self, most: int) -> None:
        """Withdraw those whom members who stay, or seats kept for others, shut out from the start."""
        for option in self.profile.standing:
            if option not in self.passed:
                others = [o for o in self.profile.standing if o != option and o not in self.passed]
                reason = self.walk.refused(option, others, most)
                if reason:
                    self.passed[option] = reason

    def _accepts(self, elected: Sequence[int], most: int) -> bool:
        """Seat ``elected`` in order; the first who passes a limit is noted as passed over."""
        left = [option for option in self.profile.standing if option not in self.passed]
        for option in elected:
            left.remove(option)
            reason = self.walk.refused(option, left, most)
            if reason:
                self.passed[option] = reason
                return False
            self.walk.elect(option)
        return True

    def _one_by_one(self) -> None:
        """Count each group's seats among its own, and the seats open to all among everyone not yet elected."""
        parts: list[Reserved | None] = [*self.limits.reserved]
        at = 0 if self.election.filled is Filled.AT_LARGE else len(parts)
        parts.insert(at, None)
        for place, group in enumerate(parts):
            seats = self.limits.at_large() if group is None else group.seats
            last = place == len(parts) - 1 and group is None
            if self.election.vacant is Vacant.AT_LARGE and last:
                seats = self.limits.seats - len(self.walk.seating.elected)
            self._part(group, seats)
        if self.election.vacant is Vacant.AT_LARGE and at == 0:
            self._part(None, self.limits.seats - len(self.walk.seating.elected))

    def _part(self, group: Reserved | None, seats: int) -> None:
        before = list(self.walk.seating.elected)
        outside = set(before)
        if group is not None:
            outside |= {o for o in self.profile.standing if not group.admits(self.room.about[o])}
        while seats > 0:
            self._clear(before)
            doomed = {o: reason for o in self.profile.standing if o not in outside and (reason := self.walk.capped(o))}
            self.passed.update(doomed)
            outside |= set(doomed)
            if not set(self.profile.standing) - outside:
                return
            outcome = self._count(seats, outside)
            over = self._first_over(outcome.elected, "" if group is None else group.value)
            if over is None:
                return
            self.passed[over.option] = over
            outside.add(over.option)

    def _first_over(self, elected: Sequence[int], seat: str) -> Passed | None:
        for option in elected:
            reason = self.walk.capped(option)
            if reason:
                return reason
            self.walk.elect(option, seat)
        return None

    def _clear(self, kept: Sequence[int] = ()) -> None:
        seats: Mapping[int, str] = self.walk.seating.seats
        self.walk.seating.elected = list(kept)
        self.walk.seating.seats = {option: seats.get(option, "") for option in kept}

    def _count(self, seats: int, outside: Collection[int]) -> Outcome:
        profile = without(self.profile, outside)
        outcome = count(self.election.method, profile, seats, self.election.settings)
        self.outcomes.append(outcome)
        return outcome
