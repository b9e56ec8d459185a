"""Whether a body can be filled at all, and which clause prevents it: caps, reserved seats, its own quorum.

The arguments are exact. Seats flow to candidates who may hold them, and from there through the room that each cap
leaves: what cannot flow is a seat that no votes can fill (`recount.structure.limits`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from recount.rulebook import Json
from recount.rulebooks.book import Chamber, ElectionRules, Passes
from recount.simulating.findings import Finding, Kind
from recount.structure.limits import About, Cap, Reserved, Room
from recount.structure.seating import Filled, Vacant


class Seats:
    """The seats of one chamber and those who stand for them."""

    def __init__(
        self, chamber: Chamber, rules: ElectionRules, about: Sequence[About], sitting: Sequence[About]
    ) -> None:
        self.chamber, self.rules, self.limits = chamber, rules, rules.limits
        self.about: Mapping[int, About] = dict(enumerate(about))
        self.room = Room(self.limits, self.about, sitting)
        self.sitting = sitting
        self.options = list(self.about)
        self.most = self.room.most(self.options)
        if rules.vacant is Vacant.AT_LARGE:
            self.most = Room(type(self.limits)(self.limits.seats, self.limits.caps), self.about, sitting).most(
                self.options
            )

    def findings(self) -> Iterator[Finding]:
        """Yield every dead end of the seats, and what surprises in them."""
        yield from self._too_few()
        for group in self.limits.reserved:
            yield from self._group(group)
        yield from self._groups_together()
        yield from self._own_quorum()
        yield from self._below_the_bar()

    def finding(self, kind: Kind, code: str, clause: str, **values: Json) -> Finding:
        """Return a finding on these seats."""
        return Finding(kind, code, self.chamber.key, f"election.{clause}", values)

    @property
    def bar(self) -> str:
        """Return the share of yes that each candidate must have; empty where there is no such bar."""
        return self.rules.settings.get("bar", "") if self.rules.method == "yes-no" else ""

    def _too_few(self) -> Iterator[Finding]:
        seats, standing = self.limits.seats, len(self.options)
        if standing < seats:
            yield self.finding(Kind.DEAD_END, "fewer_candidates", "seats", seats=seats, candidates=standing)
        if self.most < min(seats, standing):
            clauses = [*(["caps"] if self.limits.caps else []), *(["reserved"] if self.limits.reserved else [])]
            yield self.finding(
                Kind.DEAD_END, "cannot_be_filled", " and ".join(clauses), seats=seats, candidates=standing,
                most=self.most, caps=[self._argument(place, cap) for place, cap in enumerate(self.limits.caps)],
            )  # fmt: skip

    def _argument(self, place: int, cap: Cap) -> dict[str, Json]:
        """Return how many a cap lets in at most: the room for each value, or all who have it where they are fewer."""
        values = Counter(said.get(cap.attribute, "") for said in self.about.values())
        let_in = {value: min(number, max(self.room.left(place, value), 0)) for value, number in values.items()}
        tight: list[Json] = [value for value, number in values.items() if let_in[value] < number]
        return {**cap.data(), "values": len(values), "let_in": sum(let_in.values()), "tight": tight}

    def _group(self, group: Reserved) -> Iterator[Finding]:
        own = [option for option in self.options if group.admits(self.about[option])]
        can = self.room.most_of(group, own)
        values = {**group.data(), "candidates": len(own), "most": can, "vacant": self.rules.vacant.value}
        if len(own) < group.seats:
            yield self.finding(Kind.DEAD_END, "group_too_small", "reserved", **values)
        elif can < group.seats:
            yield self.finding(Kind.DEAD_END, "group_capped", "caps", **values, caps=self._caps_on(own))
        for place, cap in enumerate(self.limits.caps):
            if own:
                yield from self._shared(group, own, place, cap)

    def _caps_on(self, own: Sequence[int]) -> list[Json]:
        return [
            {**cap.data(), "value": value, "left": max(self.room.left(place, value), 0)}
            for place, cap in enumerate(self.limits.caps)
            for value in sorted({self.about[option].get(cap.attribute, "") for option in own})
        ]

    def _shared(self, group: Reserved, own: Sequence[int], place: int, cap: Cap) -> Iterator[Finding]:
        """Find a group whose every candidate can be shut out by others who fill the caps on what they share."""
        shared = sorted({self.about[option].get(cap.attribute, "") for option in own})
        rivals = [o for o in self.options if o not in own and self.about[o].get(cap.attribute, "") in shared]
        by_value = Counter(self.about[option].get(cap.attribute, "") for option in rivals)
        needed = {value: max(self.room.left(place, value), 0) for value in shared}
        can_be_full = all(by_value[value] >= needed[value] for value in shared) and sum(needed.values()) > 0
        if not can_be_full or sum(needed.values()) > self.limits.seats - group.seats:
            return
        late = self.rules.filled is Filled.AT_LARGE
        code = "group_shut_out" if late else "group_below_bar" if self.bar else "group_holds_seats"
        yield self.finding(
            Kind.DEAD_END if late or self.bar else Kind.SURPRISE, code, "caps", **group.data(),
            candidates=len(own), shared=[*shared], rivals=len(rivals), cap=cap.attribute, most=cap.most,
            bar=self.bar, fills=sum(needed.values()), filled=self.rules.filled.value, vacant=self.rules.vacant.value,
        )  # fmt: skip

    def _groups_together(self) -> Iterator[Finding]:
        wanted = sum(group.seats for group in self.limits.reserved)
        alone = sum(self.room.most_of(group, self.options) for group in self.limits.reserved)
        together = self.room.most_reserved([], self.options, self.limits.seats)
        if together < alone:
            groups: list[Json] = [group.value for group in self.limits.reserved]
            yield self.finding(
                Kind.DEAD_END, "groups_collide", "caps and reserved", groups=groups, wanted=wanted, most=together
            )

    def _own_quorum(self) -> Iterator[Finding]:
        acts, seats = self.rules.acts_with, self.limits.seats
        values: dict[str, Json] = {"acts_with": acts, "seats": seats, "most": self.most}
        if acts > seats:
            yield self.finding(Kind.DEAD_END, "own_quorum_above_seats", "acts_with", **values)
        elif acts > self.most:
            yield self.finding(Kind.DEAD_END, "own_quorum_out_of_reach", "acts_with", **values)
        if self.rules.passes is Passes.ALL and self.most < seats:
            yield self.finding(Kind.DEAD_END, "never_passes", "passes", **values)

    def _below_the_bar(self) -> Iterator[Finding]:
        """With a bar, how many may clear it and the body still be too small to act."""
        acts = self.rules.acts_with
        if not self.bar or not acts or acts > self.most or self.rules.runoff:
            return
        yield self.finding(
            Kind.DEAD_END, "bar_before_quorum", "settings.bar", bar=self.bar, acts_with=acts, seats=self.limits.seats,
            candidates=len(self.options), clear=self._clear_without_quorum(acts - 1), fewer=acts - 1,
        )  # fmt: skip

    def _clear_without_quorum(self, members: int) -> int:
        """Return how many candidates at most can clear the bar while one cap lets in no more than ``members``.

        Each place lets in its room at most, so the places that let in most candidates for their room are taken
        whole: a knapsack over the room of each place, solved exactly.
        """
        most = min(members, len(self.options))
        for place, cap in enumerate(self.limits.caps):
            values = Counter(said.get(cap.attribute, "") for said in self.about.values())
            best = [0] * (members + 1)
            for value, number in values.items():
                room = max(self.room.left(place, value), 0)
                best = [
                    max(
                        best[used - taken] + (number if taken == min(room, number) else taken)
                        for taken in range(min(room, number, used) + 1)
                    )
                    for used in range(members + 1)
                ]
            most = max(most, best[members])
        return most
