"""Projects that cost money, chosen within a budget: by votes as long as they fit, or in proportion by equal shares.

Source: D. Peters, G. Pierczynski and P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021);
equalshares.net for the completions. Costs are what the file says of each option under ``cost``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import override

from recount.methods.committees import Choice, Groups, InTurn, Rule, blank, elect, grouped
from recount.methods.conditions import condition
from recount.methods.equal_shares import MOST_INCREMENTS, EqualShares, share_of
from recount.methods.settings import Settings, read_exact
from recount.methods.ties import Ties
from recount.outcomes import Outcome, exact
from recount.profiles import Profile, Uncounted
from recount.rulebook import Json


def greedy(profile: Profile, _seats: int, settings: Settings) -> Outcome:
    """Fund by falling votes each project that still fits into the budget. Totals are votes; seats are not looked at."""
    question = _question(profile, settings)
    return _outcome(question, ByVotes(question.groups, question.costs, question.budget), question.budget)


def equal_shares_budget(profile: Profile, _seats: int, settings: Settings) -> Outcome:
    """Fund projects by equal shares of the budget; seats are not looked at. Totals are the money of those who approve.

    The setting ``utility`` says what a supporter has of a project: 1 (``approval``) or its cost (``cost``).
    ``completion`` says what becomes of money left: ``none``; ``greedy``: by votes as long as they fit; ``add1``: each
    vote has ``increment`` (1 where not said) more, and again, as long as what is bought keeps within the budget and
    something else would fit; ``add1-greedy``: first the one, then the other.
    """
    question = _question(profile, settings)
    share = share_of(question.groups, question.budget)
    if settings["completion"].startswith("add1"):
        share = _raised(question, share)
    shares = question.shares(share)
    if not settings["completion"].endswith("greedy"):
        return _outcome(question, shares, share)
    return _outcome(question, InTurn(shares, question.by_votes), share)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be decided: votes, the cost of each project, and the budget for all."""

    profile: Profile
    settings: Settings
    groups: Groups
    costs: Mapping[int, Fraction]
    budget: Fraction

    def shares(self, share: Fraction) -> EqualShares:
        """Return equal shares of the projects, where one vote has ``share`` to spend."""
        worth = self.costs if self.settings["utility"] == "cost" else None
        return EqualShares(self.groups, share, self.costs, worth)

    def by_votes(self, rule: Rule) -> ByVotes:
        """Return the rule that spends by votes what ``rule`` left of the budget."""
        return ByVotes(self.groups, self.costs, self.budget - self.spent(set(self.costs) - rule.left), set(rule.left))

    def spent(self, options: Iterable[int]) -> Fraction:
        """Return what ``options`` cost together."""
        return sum((self.costs[option] for option in options), Fraction(0))

    def full(self, options: Iterable[int]) -> bool:
        """Say whether no other project that somebody approves of would fit into the budget beside ``options``."""
        chosen = set(options)
        free = self.budget - self.spent(chosen)
        support = self.groups.support
        return all(option in chosen or not support[option] or cost > free for option, cost in self.costs.items())


class ByVotes(Rule):
    """Projects by falling votes, as long as they fit into the money left. What nobody approves of is not funded."""

    def __init__(self, groups: Groups, costs: Mapping[int, Fraction], money: Fraction, left: set[int] | None = None):
        self.groups, self.costs, self.money = groups, costs, money
        self.left = set(groups.standing) if left is None else left

    @override
    def choice(self) -> Choice:
        """Say what is funded next: no tie where all that are equal fit."""
        support = self.groups.support
        totals = {option: Fraction(support[option], self.groups.scale) for option in sorted(self.left)}
        fit = [option for option, votes in totals.items() if votes and self.costs[option] <= self.money]
        most = max((totals[option] for option in fit), default=Fraction(0))
        best = tuple(option for option in fit if totals[option] == most)
        if sum(self.costs[option] for option in best) <= self.money:
            best = best[:1]
        return Choice(best, totals, ({"code": "money_left", "money": exact(self.money)},))

    @override
    def elect(self, option: int) -> None:
        self.money -= self.costs[option]
        self.left.discard(option)

    @override
    def copy(self) -> ByVotes:
        return ByVotes(self.groups, self.costs, self.money, set(self.left))


def costs_of(profile: Profile) -> dict[int, Fraction]:
    """Return the cost of each standing project; `Uncounted` when one has none, or one that is not a positive number."""
    costs = {}
    for option in profile.standing:
        text = profile.about[option].get("cost", "") if profile.about else ""
        cost = read_exact(text)
        if cost is None or cost <= 0:
            raise Uncounted("no_cost", option=profile.options[option], value=text)
        costs[option] = cost
    return costs


def budget_of(profile: Profile, settings: Settings) -> Fraction:
    """Return what may be spent: the setting ``budget``, else what the file says."""
    budget = settings.exact("budget") if settings["budget"] else Fraction(profile.budget)
    if budget <= 0:
        raise Uncounted("no_budget")
    return budget


def _question(profile: Profile, settings: Settings) -> Question:
    return Question(profile, settings, grouped(profile), costs_of(profile), budget_of(profile, settings))


def _raised(question: Question, share: Fraction) -> Fraction:
    """Return the last share of a vote, raised by increments, with which what is bought keeps within the budget."""
    step = question.settings.exact("increment") if question.settings["increment"] else Fraction(1)
    if step <= 0:
        raise Uncounted("no_increment")
    bought, decided = _bought(question, share)
    for _ in range(MOST_INCREMENTS):
        if question.full(bought) or not decided:
            return share
        bought, decided = _bought(question, share + step)
        if question.spent(bought) > question.budget:
            return share
        share += step
    raise Uncounted("too_many_increments", most=MOST_INCREMENTS)


def _bought(question: Question, share: Fraction) -> tuple[tuple[int, ...], bool]:
    """Return what is bought where a vote has ``share``, and whether no tie was left open."""
    ties = Ties(question.profile, question.settings)
    bought, _ = elect(question.shares(share), len(question.costs), ties)
    return bought, not any(tie.by == "nothing" for tie in ties.broken)


def _outcome(question: Question, rule: Rule, share: Fraction) -> Outcome:
    """Return the outcome of ``rule``; its test says that the budget holds, and what is left of it."""
    ties = Ties(question.profile, question.settings)
    funded, rounds = elect(rule, len(question.costs), ties, blank(question.groups))
    spent = question.spent(funded)
    figures: dict[str, Json] = {"budget": exact(question.budget), "spent": exact(spent), "share": exact(share)}
    kept = spent <= question.budget
    sentence = "budget_met" if kept else "budget_missed"
    test = condition("budget", kept, "spent <= budget", figures, option="", sentence=sentence)
    return Outcome(funded, (), tuple(ties.broken), tuple(rounds), tests=(test,))
