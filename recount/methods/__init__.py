"""The methods by name. Each is one function from a profile, seats and settings to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from recount.methods.consent import consent
from recount.methods.debian import debian
from recount.methods.equal_shares import equal_shares
from recount.methods.lot import lot
from recount.methods.minimax import minimax
from recount.methods.phragmen import phragmen
from recount.methods.plurality import approval, plurality
from recount.methods.points import score
from recount.methods.projects import equal_shares_budget, greedy
from recount.methods.ranked_pairs import ranked_pairs
from recount.methods.runoff import two_round
from recount.methods.schulze import schulze
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

    A setting whose values are empty takes any text, which the method itself reads. ``required`` settings have no
    usual value. In the quick form ``files`` are given as names of files, and the method gets their text. ``balanced``
    says that totals, exhausted and lost add up to all votes in every round.
    """

    count: Callable[[Profile, int, Settings], Outcome]
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    balanced: bool = False


TIES = {"tie": ("order", "lot", "none"), "seed": ()}

# Rules that elect one after the other by approval: whether options nobody approves of fill the seats left.
ONE_BY_ONE = {**TIES, "unapproved": ("elect", "leave")}
# Rules that spend a budget on projects; the budget is the file's where it is not said.
PROJECTS = {**TIES, "budget": ()}
# Rules that compare pairs of options on ranked ballots.
PAIRS = {**TIES, "unranked": ("last", "silent"), "strength": ("winning-votes", "margins")}
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
    "consent": Method(consent, {"empty": ("fails", "passes"), "stand-asides": ()}, balanced=True),
}


def count(name: str, profile: Profile, seats: int, settings: Settings) -> Outcome:
    """Return the outcome of the method called ``name``; `Uncounted` when it cannot count this profile."""
    outcome = METHODS[name].count(profile, seats, settings)
    return replace(outcome, method=name, settings=dict(settings))
