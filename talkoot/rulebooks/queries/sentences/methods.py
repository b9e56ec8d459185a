"""Methods of electing, and each of their settings, in the reader's language; the words are those of rulebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.sentences.figures import isolated
from talkoot.rulebooks.rules import in_their_order


def method_name(method: str) -> str:
    """Return what a method is called."""
    return METHODS[method]()


def setting_sentences(method: str, settings: Mapping[str, str]) -> list[str]:
    """Return what the settings of a method say, one sentence each; those that say nothing here are left out."""
    told = [_setting(method, key, value) for key, value in in_their_order(method, settings).items()]
    return [sentence for sentence in told if sentence]


def _setting(method: str, key: str, value: str) -> str:
    for name in (f"{method}.{key}={value}", f"{key}={value}", f"{method}.{key}", key):
        if name in SETTINGS:
            return SETTINGS[name]() % {"value": isolated(value)}
    # Translators: %(value)s is a word or number of a rulebook.
    return _("%(key)s: %(value)s.") % {"key": isolated(key), "value": isolated(value)}


METHODS: dict[str, Callable[[], str]] = {
    "yes-no": lambda: _("yes or no to each candidate"),
    "plurality": lambda: _("one vote for one candidate"),
    "approval": lambda: _("approval: as many candidates as one likes"),
    "two-round": lambda: _("two rounds"),
    "score": lambda: _("points"),
    "star": lambda: _("points, then a run-off of two (STAR)"),
    "allocated-score": lambda: _("points in proportion (allocated score)"),
    "sequentially-spent-score": lambda: _("points in proportion (sequentially spent score)"),
    "reweighted-range": lambda: _("points in proportion (reweighted range)"),
    "irv": lambda: _("instant run-off"),
    "stv-meek": lambda: _("single transferable vote, by Meek's rule"),
    "stv-warren": lambda: _("single transferable vote, by Warren's rule"),
    "stv-securepoll": lambda: _("single transferable vote, as SecurePoll counts it"),
    "stv-scottish": lambda: _("single transferable vote, as in Scotland"),
    "stv-minneapolis": lambda: _("single transferable vote, as in Minneapolis"),
    "stv-wigm": lambda: _("single transferable vote, weighted inclusive Gregory"),
    "schulze": lambda: _("all against all in pairs, by Schulze's rule"),
    "ranked-pairs": lambda: _("all against all in pairs, ranked pairs"),
    "minimax": lambda: _("all against all in pairs, minimax"),
    "debian": lambda: _("all against all in pairs, with a default option, as in Debian"),
    "equal-shares": lambda: _("method of equal shares"),
    "phragmen": lambda: _("Phragmén's sequential rule"),
    "seqpav": lambda: _("proportional approval, one after the other"),
    "sav": lambda: _("satisfaction approval"),
    "greedy": lambda: _("projects by votes, as long as the budget lasts"),
    "equal-shares-budget": lambda: _("projects by equal shares of a budget"),
    "lot": lambda: _("by lot"),
    "consent": lambda: _("consent: no reasoned objection is left"),
}

# What each setting says; first looked up with method and value, then with either, then by its name alone.
SETTINGS: dict[str, Callable[[], str]] = {
    "tie=order": lambda: _("Of equals, who stands first in the list of candidates goes before the others."),
    "tie=lot": lambda: _("Between equals the lot decides."),
    "tie=none": lambda: _("Between equals nothing decides: their seats stay empty."),
    "yes-no.tie=passes": lambda: _("As many yes as no passes."),
    "yes-no.tie=fails": lambda: _("As many yes as no does not pass."),
    "yes-no.tie=bar": lambda: _("As many yes as no is judged by the needed support, like any other count."),
    "seed=at the count": lambda: _("The seed of the lot is published when it is counted."),
    # Translators: %(value)s is a text that random choices are computed from.
    "seed": lambda: _("The seed of the lot is %(value)s."),
    # Translators: %(value)s is a share or a percentage.
    "bar": lambda: _("A candidate needs a share of %(value)s."),
    # Translators: %(value)s is a share or a percentage.
    "two-round.bar": lambda: _("In the first round a candidate needs a share of %(value)s."),
    "strictness=more-than": lambda: _("Exactly that share is not enough."),
    "strictness=at-least": lambda: _("Exactly that share is enough."),
    "base=yes+no": lambda: _("The share is of those who said yes or no to the candidate."),
    "base=yes+no+neutral": lambda: _("The share is of all who voted; neutral works like a no."),
    "base=eligible": lambda: _("The share is of all who may vote; staying away works like a no."),
    "empty=fails": lambda: _("Who has no vote that counts is not elected."),
    "empty=passes": lambda: _("Who has no vote that counts passes."),
    "consent.empty=fails": lambda: _("When nobody speaks, it does not pass."),
    "consent.empty=passes": lambda: _("When nobody speaks, it passes."),
    "quorum=none": lambda: _("There is no quorum for a single candidate."),
    # Translators: %(value)s is a number of ballots or a share.
    "quorum": lambda: _("For each candidate so many must vote: %(value)s."),
    # Translators: %(value)s is a number of ballots.
    "debian.quorum": lambda: _("So many must prefer an option to the default one: %(value)s."),
    "debian.quorum=none": lambda: _("No number of ballots need prefer an option to the default one."),
    "counts=yes+no+neutral": lambda: _("Yes, no and neutral votes count towards that."),
    "counts=yes+no": lambda: _("Yes and no votes count towards that, neutral ones do not."),
    "counts=yes": lambda: _("Only yes votes count towards that."),
    "floor=none": lambda: _("No least number of yes votes is asked for."),
    # Translators: %(value)s is a number of votes.
    "floor": lambda: _("A candidate needs at least so many yes votes: %(value)s."),
    "rank=share": lambda: _("The best are those with the largest share of yes."),
    "rank=net": lambda: _("The best are those with the most yes votes when the no votes are taken off."),
    "unranked=last": lambda: _("Whom a ballot does not rank comes after all whom it does."),
    "unranked=silent": lambda: _("A ballot says nothing about those whom it does not rank."),
    "measure=total": lambda: _("The sum of points decides."),
    "measure=mean": lambda: _("The average of points decides."),
    # Translators: %(value)s is a number of points.
    "top": lambda: _("The most points a ballot can give: %(value)s."),
    "headtohead=matchups": lambda: _("Equals are told apart by how many others they beat."),
    "headtohead=votes": lambda: _("Equals are told apart by the votes for them against each other."),
    "quota=ballots": lambda: _("A seat costs an equal part of all ballots."),
    "quota=weight": lambda: _("A seat costs an equal part of the weight that is left."),
    "quota=recomputed": lambda: _("The quota is worked out anew in each round, from the votes still held."),
    "quota=static": lambda: _("The quota stays the same in all rounds."),
    "quota=fraction": lambda: _("The quota is votes divided by one more than the seats, cut after the last place."),
    "quota=whole": lambda: _("The quota is the next whole number above votes divided by one more than the seats."),
    "quota=hare": lambda: _("The quota is votes divided by seats."),
    "equal=exhaust": lambda: _("Where a ballot ranks several equally, it ends."),
    "equal=skip": lambda: _("Where a ballot ranks several equally, they are passed over."),
    "equal=split": lambda: _("Where a ballot ranks several equally, it is shared between them."),
    "equal=exhaust-if-several": lambda: _("Where a ballot ranks several equally, it ends unless one alone is left."),
    "skipped=skip": lambda: _("A rank that was left out is passed over."),
    "skipped=exhaust": lambda: _("A ballot ends at a rank that was left out."),
    "skipped=exhaust-after-two": lambda: _("A ballot ends where two ranks in a row were left out."),
    "repeated=skip": lambda: _("Who is ranked again is passed over."),
    "repeated=exhaust": lambda: _("A ballot ends where somebody is ranked again."),
    "threshold=continuing": lambda: _("More than half of the ballots still in the count elects."),
    "threshold=first": lambda: _("More than half of the ballots of the first round elects."),
    "threshold=cast": lambda: _("More than half of all ballots elects."),
    "batch=off": lambda: _("Candidates are excluded one at a time."),
    "batch=on": lambda: _("All who have surely lost are excluded at once."),
    "stop=majority": lambda: _("The count ends when somebody has a majority."),
    "stop=two": lambda: _("The count goes on until two are left."),
    "several=sequential": lambda: _("Several seats are filled by one count after the other."),
    "several=bottom-up": lambda: _("For several seats candidates are excluded until as many are left."),
    "earlier=off": lambda: _("Earlier rounds do not tell equals apart."),
    "earlier=on": lambda: _("Equals are first told apart by the last round in which they differed."),
    "write_in=none": lambda: _("Nobody can be written in."),
    # Translators: %(value)s is a name.
    "write_in": lambda: _("Excluded first: %(value)s."),
    "rule=prf": lambda: _("Rounds end as in the reference rule of the Proportional Representation Foundation."),
    "rule=hill": lambda: _("Rounds end as Hill, Wichmann and Woodall wrote in 1987."),
    "places=exact": lambda: _("It is counted in exact fractions."),
    # Translators: %(value)s is a number.
    "places": lambda: _("Decimal places it is counted with: %(value)s."),
    # Translators: %(value)s is a number.
    "omega": lambda: _("Surpluses count as passed on when this many decimals are zero: %(value)s."),
    "value=steps": lambda: _("What a ballot is passed on with is cut after each of two steps."),
    "value=product": lambda: _("What a ballot is passed on with is cut once."),
    "value=fraction": lambda: _("The part of a ballot that is passed on is cut before it is applied."),
    "surpluses=largest": lambda: _("One surplus is passed on in a round, the largest first."),
    "surpluses=all": lambda: _("All surpluses are passed on in one round."),
    "last=stop": lambda: _("Once the last seats are clear, no ballots move any more."),
    "last=transfer": lambda: _("Ballots move also when the last seats are clear."),
    "strength=winning-votes": lambda: _("A win is as strong as the votes for the winner."),
    "strength=margins": lambda: _("A win is as strong as the difference of votes."),
    "strength=opposition": lambda: _("A defeat is as heavy as the votes for the other, also where those are fewer."),
    "default=last": lambda: _("The default option is the last one."),
    # Translators: %(value)s is the name of an option.
    "default": lambda: _("The default option is %(value)s."),
    "developers=none": lambda: _("The quorum does not follow from a number of members."),
    # Translators: %(value)s is a number.
    "developers": lambda: _("The quorum follows from this number of members: %(value)s."),
    # Translators: %(value)s is a number, such as 3 for three to one.
    "majority": lambda: _("So many times more must prefer an option to the default one than the reverse: %(value)s."),
    "ratio=at-least": lambda: _("Exactly that majority is enough."),
    "ratio=more-than": lambda: _("Exactly that majority is not enough."),
    "unapproved=elect": lambda: _("Seats that are left go to candidates of whom nobody approves."),
    "unapproved=leave": lambda: _("Seats that are left stay empty rather than go to somebody of whom nobody approves."),
    "completion=phragmen": lambda: _("Seats that nobody can pay for are filled by Phragmén's rule."),
    "completion=approval": lambda: _("Seats that nobody can pay for go to those with the most marks."),
    "completion=add1": lambda: _("It is counted again with more money until nothing more can be bought."),
    "completion=none": lambda: _("What nobody can pay for is left."),
    "completion=greedy": lambda: _("Money that is left buys projects by votes."),
    "completion=add1-greedy": lambda: _(
        "It is counted again with more money; what is left then buys projects by votes."
    ),
    "budget=none": lambda: _("The budget comes with the ballots."),
    # Translators: %(value)s is an amount.
    "budget": lambda: _("The budget is %(value)s."),
    "utility=approval": lambda: _("A project is worth the same to each of its supporters."),
    "utility=cost": lambda: _("A project is worth its cost to each of its supporters."),
    # Translators: %(value)s is an amount.
    "increment": lambda: _("So much more money for each ballot in the next count: %(value)s."),
    "quotas=none": lambda: _("All have the same chance; no group has a place of its own."),
    "quotas": lambda: _("Groups have least and most numbers of places."),
    "override=none": lambda: _("Nobody can override an objection."),
    # Translators: %(value)s is a share, such as 3/4.
    "override": lambda: _("So many of the others override an objection together: %(value)s."),
    "stand-asides=none": lambda: _("Any number may stand aside."),
    # Translators: %(value)s is a number or a share.
    "stand-asides": lambda: _("So many may stand aside: %(value)s."),
}
