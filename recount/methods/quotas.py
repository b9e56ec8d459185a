"""Quotas of a panel: how many of each group there must be, and whether a panel that meets all of them exists.

People are told apart only by the groups they are in: those alike are of one kind, and a panel is a number of each kind.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recount.methods.settings import read_exact
from recount.profiles import Profile, Uncounted

# How many steps the search for one panel may take before it gives up.
MOST_STEPS = 100_000

# The groups a person is in, by their place in the list of quotas, one for each feature.
type Kind = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """At ``least`` and at ``most`` how many of a panel have ``value`` as their ``feature``."""

    feature: str
    value: str
    least: int
    most: int


def read_quotas(text: str) -> list[Quota]:
    """Return the quotas in a CSV text: feature and value in its first two columns, others named ``min`` and ``max``.

    Further columns are not looked at. `Uncounted` names the line of what is wrong.
    """
    reader = csv.reader(text.splitlines())
    header = [cell.strip() for cell in next(reader, [])]
    if len(header) < 4 or {"min", "max"} - set(header[2:]):
        raise Uncounted("quotas_no_header")
    quotas: dict[tuple[str, str], Quota] = {}
    for row in reader:
        if not any(row):
            continue
        cells = dict(zip(header, row, strict=False))
        least, most = (read_exact(cells.get(key, "")) for key in ("min", "max"))
        if least is None or most is None or least > most or {least.denominator, most.denominator} != {1}:
            raise Uncounted("quota_unclear", quota_line=reader.line_num)
        quota = Quota(row[0].strip(), row[1].strip(), int(least), int(most))
        if (quota.feature, quota.value) in quotas:
            raise Uncounted("quota_twice", quota_line=reader.line_num)
        quotas[quota.feature, quota.value] = quota
    return list(quotas.values())


def kinds_of(profile: Profile, quotas: Sequence[Quota]) -> dict[int, Kind]:
    """Return the kind of each person who can be drawn; one of a group without a quota is `Uncounted`."""
    places = {(quota.feature, quota.value): place for place, quota in enumerate(quotas)}
    features = list(dict.fromkeys(quota.feature for quota in quotas))
    kinds = {}
    for option in profile.standing:
        said = profile.about[option] if profile.about else {}
        kind = []
        for feature in features:
            place = places.get((feature, said.get(feature, "")))
            if place is None:
                name = profile.options[option]
                raise Uncounted("no_quota", option=name, feature=feature, value=said.get(feature, ""))
            kind.append(place)
        kinds[option] = tuple(kind)
    return kinds


@dataclass(slots=True)
class Panels:
    """The panels that are possible: ``free`` of each kind, for each quota at ``least`` and at ``most`` so many yet."""

    free: Counter[Kind]
    least: list[int]
    most: list[int]
    features: list[list[int]]
    seats: int

    @classmethod
    def of(cls, kinds: Mapping[int, Kind], quotas: Sequence[Quota], seats: int) -> Panels:
        """Return all panels of ``seats`` people out of ``kinds`` within ``quotas``."""
        features: dict[str, list[int]] = {}
        for place, quota in enumerate(quotas):
            features.setdefault(quota.feature, []).append(place)
        least, most = [quota.least for quota in quotas], [quota.most for quota in quotas]
        return cls(Counter(kinds.values()), least, most, list(features.values()), seats)

    def with_one(self, kind: Kind) -> Panels:
        """Return the panels that are possible once one of ``kind`` is taken."""
        least, most = list(self.least), list(self.most)
        for place in kind:
            least[place] = max(0, least[place] - 1)
            most[place] -= 1
        free = self.free.copy()
        free[kind] -= 1
        return Panels(free, least, most, self.features, self.seats - 1)

    def without(self, kind: Kind) -> Panels:
        """Return the panels in which there are no more of ``kind``."""
        free = self.free.copy()
        del free[kind]
        return Panels(free, list(self.least), list(self.most), self.features, self.seats)

    def one(self) -> Counter[Kind] | None:
        """Return one panel, as a number for each kind; None when there is none. `Uncounted` after `MOST_STEPS`."""
        open_states = [(self, Counter[Kind]())]
        for _ in range(MOST_STEPS):
            if not open_states:
                return None
            panels, taken = open_states.pop()
            if not panels._tightened():
                continue
            if not panels.seats:
                return taken
            kind = panels._most_urgent()
            open_states.append((panels.without(kind), taken))
            open_states.append((panels.with_one(kind), taken + Counter([kind])))
        raise Uncounted("panel_too_hard", most=MOST_STEPS)

    def _tightened(self) -> bool:
        """Narrow what each quota can still be by the others of its feature; return whether a panel may be left."""
        changed = True
        while changed:
            changed = False
            supply = self._supply()
            for places in self.features:
                least = sum(self.least[place] for place in places)
                most = sum(min(self.most[place], supply[place]) for place in places)
                for place in places:
                    up = min(self.most[place], supply[place])
                    low = max(self.least[place], self.seats - (most - up))
                    high = min(up, self.seats - (least - self.least[place]))
                    if low > high:
                        return False
                    changed |= low != self.least[place] or high != self.most[place]
                    least, most = least - self.least[place] + low, most - up + high
                    self.least[place], self.most[place] = low, high
        return self.seats <= sum(self.free.values())

    def _supply(self) -> list[int]:
        """Return how many there are for each quota, without the kinds of which nobody can be taken any more."""
        supply = [0] * len(self.least)
        for kind, free in list(self.free.items()):
            number = min(free, *(self.most[place] for place in kind))
            if number <= 0:
                del self.free[kind]
                continue
            for place in kind:
                supply[place] += number
        return supply

    def _most_urgent(self) -> Kind:
        """Return the kind whose quotas need most of those there are."""
        supply = self._supply()
        urgency = [1000 * least // number if number else 0 for least, number in zip(self.least, supply, strict=True)]
        return max(sorted(self.free), key=lambda kind: sum(urgency[place] for place in kind))


def conflict(kinds: Mapping[int, Kind], quotas: Sequence[Quota], seats: int) -> list[str]:
    """Return quotas that cannot be met together, each in words; without any one of them the others can.

    For quotas that no panel of ``seats`` meets: limits are left out one by one as long as there is still no panel.
    """
    panels = Panels.of(kinds, quotas, seats)
    if seats > len(kinds):
        return []
    kept = []
    for place in range(len(quotas)):
        for limits, loose in ((panels.least, 0), (panels.most, seats)):
            was = limits[place]
            limits[place] = loose
            if _copied(panels).one() is not None:
                limits[place] = was
                kept.append((place, limits is panels.least))
    there = Counter(place for kind in kinds.values() for place in kind)
    return [_said(quotas[place], is_least, there[place]) for place, is_least in kept]


def _copied(panels: Panels) -> Panels:
    return Panels(panels.free.copy(), list(panels.least), list(panels.most), panels.features, panels.seats)


def _said(quota: Quota, is_least: bool, there: int) -> str:
    limit = f"at least {quota.least}" if is_least else f"at most {quota.most}"
    return f"{quota.feature} {quota.value} {limit} ({there} in the pool)"
