"""The methods by name. Each is one function from a profile, seats and settings to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from recount.methods.consent import consent
from recount.methods.debian import debian
from recount.methods.equal_shares import equal_shares
from recount.methods.gregory import stv_minneapolis, stv_scottish, stv_wigm
from recount.methods.irv import irv
from recount.methods.lot import lot
from recount.methods.meek import stv_meek, stv_warren
from recount.methods.minimax import minimax
from recount.methods.phragmen import phragmen
from recount.methods.plurality import approval, plurality
from recount.methods.points import score
from recount.methods.preferences import RULES, equal_first
from recount.methods.projects import equal_shares_budget, greedy
from recount.methods.ranked_pairs import ranked_pairs
from recount.methods.runoff import two_round
from recount.methods.schulze import schulze
from recount.methods.securepoll import stv_securepoll
from recount.methods.settings import Settings
from recount.methods.shared_points import allocated_score, reweighted_range, sequentially_spent_score
from recount.methods.star import star
from recount.methods.thiele import sav, seqpav
from recount.methods.yes_no import yes_no
from recount.outcomes import Outcome
from recount.profiles import Profile


@dataclass(frozen=True, slots=True)
class Method:
    """One method: how it counts, and each setting with the values it may have, the usual one first.

    A setting whose values are empty takes any text, which the method itself reads; ``usual`` is what it is when it is
    not said. ``required`` settings have no usual value. In the quick form ``files`` are given as names of files, and
    the method gets their text. ``balanced`` says that totals, exhausted and lost add up to all votes in every round.
    """

    count: Callable[[Profile, int, Settings], Outcome]
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    balanced: bool = False
    usual: Mapping[str, str] = field(default_factory=dict)


TIES = {"tie": ("order", "lot", "none"), "seed": ()}

# Rules that elect one after the other by approval: whether options nobody approves of fill the seats left.
ONE_BY_ONE = {**TIES, "unapproved": ("elect", "leave")}
# Rules that spend a budget on projects; the budget is the file's where it is not said.
PROJECTS = {**TIES, "budget": ()}
# Rules that compare pairs of options on ranked ballots.
PAIRS = {**TIES, "unranked": ("last", "silent"), "strength": ("winning-votes", "margins")}
# Rules that pass ranked ballots on, and those of them that pass on surpluses by keep factors.
SWITCH = ("off", "on")
RANKED = {**TIES, **RULES}
KEPT = {
    **RANKED,
    "equal": equal_first("split", without="exhaust-if-several"),
    "rule": ("prf", "hill"),
    "places": (),
    "omega": (),
    "quota": ("recomputed", "static"),
    "batch": SWITCH,
}
STRICTNESS = ("more-than", "at-least")

METHODS: dict[str, Method] = {
    "yes-no": Method(
        yes_no,
        {
            "threshold": (),
            "bar": (),
            "strictness": ("", *STRICTNESS),
            "base": ("yes+no", "yes+no+neutral", "eligible"),
            "tie": (),
            "seed": (),
            "empty": ("fails", "passes"),
            "eligible": (),
            "quorum": (),
            "counts": ("yes+no+neutral", "yes+no", "yes"),
            "floor": (),
            "rank": ("share", "net"),
        },
    ),
    "plurality": Method(plurality, TIES, balanced=True),
    "approval": Method(approval, TIES),
    "two-round": Method(
        two_round, {**TIES, "unranked": ("last", "silent"), "bar": (), "strictness": STRICTNESS}, balanced=True
    ),
    "score": Method(score, {**TIES, "measure": ("total", "mean")}),
    "star": Method(star, {**TIES, "top": (), "headtohead": ("matchups", "votes")}),
    "allocated-score": Method(allocated_score, {**TIES, "top": (), "quota": ("ballots", "weight")}),
    "sequentially-spent-score": Method(sequentially_spent_score, {**TIES, "top": ()}),
    "reweighted-range": Method(reweighted_range, {**TIES, "top": ()}),
    "irv": Method(
        irv,
        {
            **RANKED,
            "threshold": ("continuing", "first", "cast"),
            "batch": SWITCH,
            "stop": ("majority", "two"),
            "several": ("sequential", "bottom-up"),
            "earlier": SWITCH,
            "write_in": (),
        },
        balanced=True,
    ),
    "stv-meek": Method(stv_meek, KEPT, balanced=True, usual={"places": "9", "omega": "6"}),
    "stv-warren": Method(stv_warren, KEPT, balanced=True, usual={"places": "9", "omega": "6"}),
    "stv-securepoll": Method(
        stv_securepoll, {**RULES, "equal": equal_first("exhaust", without="exhaust-if-several")}, balanced=True
    ),
    "stv-scottish": Method(stv_scottish, RANKED, balanced=True),
    "stv-minneapolis": Method(stv_minneapolis, {**RANKED, "write_in": ()}, balanced=True),
    "stv-wigm": Method(
        stv_wigm,
        {
            **RANKED,
            "places": (),
            "quota": ("fraction", "whole", "hare"),
            "value": ("steps", "product", "fraction"),
            "surpluses": ("largest", "all"),
            "batch": SWITCH,
            "earlier": SWITCH,
            "last": ("stop", "transfer"),
            "write_in": (),
        },
        balanced=True,
        usual={"places": "4"},
    ),
    "schulze": Method(schulze, PAIRS),
    "ranked-pairs": Method(ranked_pairs, PAIRS),
    "minimax": Method(minimax, {**PAIRS, "strength": (*PAIRS["strength"], "opposition")}),
    "debian": Method(
        debian,
        {
            **TIES,
            "unranked": ("last", "silent"),
            "default": (),
            "quorum": (),
            "developers": (),
            "majority": (),
            "ratio": ("at-least", "more-than"),
        },
    ),
    "equal-shares": Method(equal_shares, {**ONE_BY_ONE, "completion": ("phragmen", "approval", "add1", "none")}),
    "phragmen": Method(phragmen, ONE_BY_ONE),
    "seqpav": Method(seqpav, ONE_BY_ONE),
    "sav": Method(sav, ONE_BY_ONE, balanced=True),
    "greedy": Method(greedy, PROJECTS),
    "equal-shares-budget": Method(
        equal_shares_budget,
        {
            **PROJECTS,
            "utility": ("approval", "cost"),
            "completion": ("none", "greedy", "add1", "add1-greedy"),
            "increment": (),
        },
    ),
    "lot": Method(lot, {"seed": (), "quotas": ()}, required=("seed",), files=("quotas",), balanced=True),
    "consent": Method(consent, {"empty": ("fails", "passes"), "stand-asides": (), "override": ()}, balanced=True),
}


def count(name: str, profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of the method called ``name``; `Uncounted` when it cannot count this profile."""
    outcome = METHODS[name].count(profile, seats, settings)
    return replace(outcome, method=name, settings=dict(settings))
