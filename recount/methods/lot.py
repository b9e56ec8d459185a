"""Drawing a panel by lot from a published seed, so that anyone can draw it again."""

from __future__ import annotations

from collections import Counter

from recount.methods.quotas import Kind, Panels, Quota, conflict, kinds_of, read_quotas
from recount.methods.settings import Settings
from recount.methods.ties import drawn
from recount.outcomes import Outcome, Round
from recount.profiles import Profile, Uncounted
from recount.rulebook import Json


def lot(profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Draw ``seats`` of the options; ballots are not looked at.

    People are put in order by the SHA-256 of seed, a line break and their name, least first; the first ``seats`` are
    drawn. With ``quotas`` the order is gone through once: everyone is drawn with whom, beside those drawn before, a
    panel that meets every quota is still possible, and passed over else. So who is in any such panel at all is drawn
    whenever their hash is least, and nobody who could be drawn has no chance. The ranking is the whole order.
    """
    names, seed = profile.options, settings["seed"]
    order = sorted(profile.standing, key=lambda option: drawn(seed, names[option]))
    elected, passed = tuple(order[:seats]), list[int]()
    if settings["quotas"] and (quotas := read_quotas(settings["quotas"])):
        elected, passed = _within(profile, order, quotas, seats)
    said = [("drawn", option) for option in elected] + [("passed_over", option) for option in passed]
    notes: list[dict[str, Json]] = [
        {"code": code, "option": names[option], "sha256": drawn(seed, names[option])} for code, option in said
    ]
    ranking = tuple((option,) for option in order)
    one = Round(1, {}, elected=elected, exhausted=profile.weight, notes=tuple(notes))
    return Outcome(elected, ranking, rounds=(one,), unfilled_seats=seats - len(elected))


def _within(profile: Profile, order: list[int], quotas: list[Quota], seats: int) -> tuple[tuple[int, ...], list[int]]:
    """Return who is drawn within ``quotas``, and who was passed over until the last was."""
    kinds = kinds_of(profile, quotas)
    panels = Panels.of(kinds, quotas, seats)
    # One panel that is possible: as long as it has room for somebody's kind, no search is needed.
    sure = Panels.of(kinds, quotas, seats).one()
    if sure is None:
        raise _no_panel(kinds, quotas, seats)
    elected, passed, hopeless = list[int](), list[int](), set[Kind]()
    for option in order:
        if len(elected) == seats:
            break
        kind = kinds[option]
        rest = None if kind in hopeless else _rest(panels, sure, kind)
        if rest is None:
            hopeless.add(kind)
            passed.append(option)
            continue
        panels, sure = panels.with_one(kind), rest
        elected.append(option)
    return tuple(elected), passed


def _rest(panels: Panels, sure: Counter[Kind], kind: Kind) -> Counter[Kind] | None:
    """Return who completes a panel with one more of ``kind``, as a number for each kind; None when nobody can."""
    if sure[kind]:
        return sure - Counter([kind])
    if min(panels.most[place] for place in kind) <= 0:
        return None
    return panels.with_one(kind).one()


def _no_panel(kinds: dict[int, Kind], quotas: list[Quota], seats: int) -> Uncounted:
    against = conflict(kinds, quotas, seats)
    if not against:
        return Uncounted("too_few_people", seats=seats, people=len(kinds))
    return Uncounted("quotas_conflict", seats=seats, quotas=", ".join(against))
