"""Rules of the second format of rulebooks, which asks and elects, as sentences; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.sentences.figures import isolated, number
from talkoot.rulebooks.queries.sentences.methods import method_name

type Values = Mapping[str, Any]


def _told(values: Values) -> dict[str, str]:
    """Return values as they stand in a sentence: numbers in the reader's digits, names kept apart."""
    told = {key: number(value) if isinstance(value, int) else isolated(str(value)) for key, value in values.items()}
    if "method" in values:
        told["method"] = method_name(str(values["method"]))
    return told


def _order(v: Values) -> str:
    # Translators: what stands between two steps that follow each other.
    order = _(" → ").join(isolated(name) for name in v["order"])
    # Translators: %(order)s are names of groups that vote separately, with arrows between them.
    return _("Asked in this order: %(order)s. As soon as one says no, the others are not asked.") % {"order": order}


def _said(sentence: Callable[[], str]) -> Callable[[Values], str]:
    return lambda values: sentence() % _told(values)


SENTENCES: dict[str, Callable[[Values], str]] = {
    "combination_in_order": _order,
    "votes_one_per_person": _said(lambda: _("Each person has one vote.")),
    "votes_one_per_body": _said(lambda: _("Each body has one vote, cast by its delegate.")),
    "weights_equal": _said(lambda: _("All votes weigh the same.")),
    "weights_as_on_the_roll": _said(lambda: _("Votes weigh what the roll says.")),
    "split_whole": _said(lambda: _("A vote is not split.")),
    "split_split": _said(lambda: _("A voter may split their weight over several ballots.")),
    "recusals_leave_the_base": _said(
        lambda: _("Who stands back from the vote leaves the number that shares are taken of.")
    ),
    "recusals_stay_in_the_base": _said(
        lambda: _("Who stands back from the vote still counts in the number that shares are taken of.")
    ),
    "ballots_open": _said(lambda: _("After the close everybody sees who voted how.")),
    "ballots_secret": _said(lambda: _("Ballots are secret: nobody ever sees who voted how.")),
    "delegation_none": _said(lambda: _("Nobody votes for somebody else.")),
    "delegation_allowed": _said(
        lambda: _("Whoever does not vote may have let somebody vote for them. That ballot counts like their own, "
                  "towards a quorum too.")
    ),
    "turnout_counts_all_ballots": _said(lambda: _("Blank ballots count towards the quorum.")),
    "turnout_counts_marked_ballots": _said(lambda: _("Blank ballots do not count towards the quorum.")),
    # Translators: %(seats)s is a number, %(method)s names a way to elect.
    "elects": _said(lambda: _("Elected: %(seats)s. Method: %(method)s.")),
    "candidates_all": _said(lambda: _("All candidates stand.")),
    # Translators: %(from)s is the name of a group that elected before.
    "candidates_from": _said(lambda: _("Only those stand whom %(from)s elected.")),
    # Translators: %(most)s is a number, %(attribute)s what is known of candidates, such as home_wiki.
    "cap": _said(lambda: _("At most %(most)s with the same %(attribute)s, members who stay counted.")),
    # Translators: %(seats)s is a number, %(attribute)s what is known of candidates (region), %(value)s such as Africa.
    "reserved": _said(lambda: _("Reserved seats: %(seats)s, for candidates whose %(attribute)s is %(value)s.")),
    "filled_best_first": _said(
        lambda: _("The best are seated first; seats are kept for reserved groups as long as those can fill them.")
    ),
    "filled_reserved_first": _said(lambda: _("Reserved seats are filled first, then those open to all.")),
    "filled_at_large_first": _said(lambda: _("Seats open to all are filled first, then the reserved ones.")),
    "vacant_stays_empty": _said(lambda: _("A reserved seat that nobody can take stays empty.")),
    "vacant_goes_to_all": _said(lambda: _("A reserved seat that nobody can take is open to all.")),
    "terms_same": _said(lambda: _("All serve for the same term.")),
    # Translators: %(longer)s and %(seats)s are numbers.
    "terms_order_of_election": _said(lambda: _("The first elected serve longer: %(longer)s of %(seats)s.")),
    # Translators: %(longer)s and %(seats)s are numbers.
    "terms_lot": _said(lambda: _("The lot decides who serves longer: %(longer)s of %(seats)s.")),
    "vacancy_stays_empty": _said(lambda: _("A seat that falls free stays empty.")),
    "vacancy_count_back": _said(
        lambda: _("A seat that falls free is filled by counting the same ballots without who left.")
    ),
    "vacancy_next_in_order": _said(lambda: _("A seat that falls free goes to the next in the order of the count.")),
    "runoff_none": _said(lambda: _("There is no run-off.")),
    "runoff_new_ballots": _said(
        # Translators: %(between)s is a number of candidates, %(method)s names a way to elect.
        lambda: _("For seats that stay empty though enough voted, voters are asked again: a run-off of its own between "
                  "the best of the others (%(between)s). Method: %(method)s.")
    ),
    "runoff_the_same_ballots": _said(
        # Translators: %(between)s is a number of candidates, %(method)s names a way to elect.
        lambda: _("For seats that stay empty the same ballots are counted between the best of the others "
                  "(%(between)s). Method: %(method)s.")
    ),
    "passes_one_is_elected": _said(lambda: _("It says yes when anyone is elected.")),
    "passes_all_seats_are_filled": _said(lambda: _("It says yes when every seat is filled.")),
    "passes_enough_to_act_are_elected": _said(
        # Translators: %(acts_with)s is a number of members.
        lambda: _("It says yes when enough are elected to act: %(acts_with)s.")
    ),
    # Translators: %(seats)s and %(acts_with)s are numbers of members.
    "acts_with": _said(lambda: _("The body of %(seats)s can act with so many members: %(acts_with)s.")),
}  # fmt: skip
