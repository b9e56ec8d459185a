"""What is wrong with elections in a rulebook, with a file of candidates, or with a count that was rehearsed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

type Values = Mapping[str, Any]


def _said(sentence: Callable[[], str]) -> Callable[[Values], str]:
    return lambda values: sentence() % values


# In all of these, words in quotes and before an equals sign are parts of a rulebook and stay as they are.
SENTENCES: dict[str, Callable[[Values], str]] = {
    # Translators: %(value)s is what somebody wrote in the file; %(chambers)d is a number of chambers.
    "not_a_way_to_combine": _said(lambda: _("“combination” cannot be “%(value)s”. Write \"all\", \"any\", \"in order\" "
                                            "or \"1 of %(chambers)d\".")),
    # Translators: %(key)s is the short name of a chamber.
    "question_or_election": _said(lambda: _("the chamber “%(key)s” must have either a threshold, which asks a "
                                            "question, "
                                            "or an election.")),
    # Translators: %(key)s is a name in the file, such as seats; %(most)d is a number.
    "not_a_number_up_to": _said(lambda: _("“%(key)s” must be a whole number from 1 to %(most)d.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_an_election": _said(lambda: _("an election cannot be “%(value)s”. Write a table.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_settings": _said(lambda: _("“settings” cannot be “%(value)s”. Write a table with every setting of the "
                                    "method.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_candidates": _said(lambda: _("“candidates” cannot be “%(value)s”. Write \"all\", or \"elected by KEY\" "
                                      "with the "
                                      "key of an election that stands before this chamber.")),
    # Translators: %(key)s is a name in the file; %(value)s is what somebody wrote in the file; %(most)d is a number.
    "not_rows": _said(lambda: _("“%(key)s” cannot be “%(value)s”. Write \"none\" or a list of 1 to %(most)d tables.")),
    # Translators: %(key)s is a name in the file.
    "nothing_reserved": _said(lambda: _("“%(key)s” says how reserved seats are filled, and none are reserved. "
                                        "Leave it out.")),
    # Translators: %(reserved)d and %(seats)d are numbers.
    "too_many_reserved": _said(lambda: _("more seats are reserved (%(reserved)d) than there are (%(seats)d).")),
    "reserved_twice": _said(lambda: _("two groups of reserved seats have the same value. Put them together.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_terms": _said(lambda: _("“terms” cannot be “%(value)s”. Write \"same\" or a table with longer and by.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_runoff": _said(lambda: _("a run-off cannot be “%(value)s”. Write \"none\" or a table.")),
    "acts_with_nobody": _said(lambda: _("the chamber passes when enough are elected to act, and “acts_with” is "
                                        "\"none\". "
                                        "Say how many.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_a_course": _said(lambda: _("“course” cannot be “%(value)s”. Write a table.")),
    # Translators: %(key)s is a name in the file; %(least)d and %(most)d are numbers.
    "not_a_number_between": _said(lambda: _("“%(key)s” must be a whole number from %(least)d to %(most)d.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_languages": _said(lambda: _("“languages” cannot be “%(value)s”. Write a list of language tags such as "
                                     "[\"en\", \"pt-BR\"], or [].")),
    # Translators: %(most)d is a number.
    "languages_twice": _said(lambda: _("name each language once, and at most %(most)d of them.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_an_extension": _said(lambda: _("“extension” cannot be “%(value)s”. Write \"none\" or a table with days, times "
                                        "and when.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "not_scrutineers": _said(lambda: _("“scrutineers” cannot be “%(value)s”. Write \"none\" or a table with body and "
                                       "role.")),
    "extension_without_quorum": _said(lambda: _("voting is extended when a quorum is missed, and no chamber has one.")),
    "secret_delegation": _said(lambda: _("who votes for others would learn what they must not: secret ballots "
                                         "cannot be delegated.")),
    "body_delegation": _said(lambda: _("bodies vote by their delegate already: only votes of persons can be "
                                       "delegated.")),
    "consent_behind_doors": _said(lambda: _("a round of consent is a conversation: its ballots are open, and "
                                            "everybody speaks themselves.")),
    # Translators: %(key)s is a name in the file; %(value)s is what somebody wrote; the others are numbers.
    "not_a_whole_number": _said(lambda: _("“%(key)s” cannot be “%(value)s”. Write a whole number from %(least)s to "
                                          "%(most)s.")),
    # Translators: %(key)s is a name in the file; %(value)s is what somebody wrote.
    "not_an_exact_number": _said(lambda: _("“%(key)s” cannot be “%(value)s”. Write an exact number such as 12, 0.5, "
                                           "1/3 "
                                           "or 40 %%.")),
    "quorum_said_twice": _said(lambda: _("say the quorum once: either “quorum” or “developers”.")),
    # Translators: %(value)s is a number.
    "majority_below_one": _said(lambda: _("a majority of %(value)s is too small. Write 1 or more.")),
    # Translators: %(value)s is what somebody wrote in the file.
    "unknown_tie": _said(lambda: _("“tie” cannot be “%(value)s”. Write passes, fails or bar for a vote; order, lot or "
                                   "none for seats.")),
    "bar_said_twice": _said(lambda: _("“threshold” and “bar” are the same thing. Say one of them.")),
    "eligible_missing": _said(lambda: _("a quorum that is a share needs to know of how many.")),
    "quotas_no_header": _said(lambda: _("quotas are lines with a feature and a value, the least and the most of "
                                        "them.")),
    # Translators: %(quota_line)s is the number of a line.
    "quota_unclear": _said(lambda: _("line %(quota_line)s of the quotas must say the least and the most in whole "
                                     "numbers.")),
    # Translators: %(quota_line)s is the number of a line.
    "quota_twice": _said(lambda: _("line %(quota_line)s of the quotas is about a group that has one already.")),
    # Translators: %(option)s is a name; %(value)s and %(feature)s are what is known of that person.
    "no_quota": _said(lambda: _("“%(option)s” has “%(value)s” as %(feature)s, for which there is no quota.")),
    # Translators: both are numbers.
    "too_few_people": _said(lambda: _("there are too few people (%(people)s) for a panel of %(seats)s.")),
    # Translators: %(seats)s is a number; %(quotas)s is a list.
    "quotas_conflict": _said(lambda: _("no panel of %(seats)s meets these quotas together: %(quotas)s.")),
    "panel_too_hard": _said(lambda: _("whether a panel meets these quotas could not be found out in time.")),
    "no_points": _said(lambda: _("this method needs points, or yes and no for each candidate.")),
    "no_option_stands": _said(lambda: _("no candidate is left to be counted.")),
    # Translators: %(key)s is a name in the file; %(value)s is what somebody wrote.
    "no_such_option": _said(lambda: _("“%(key)s” names “%(value)s”, which is no candidate.")),
    "weights_not_whole": _said(lambda: _("yes and no are counted in whole numbers, and a vote weighs a part of one.")),
    # Translators: %(seats)s is a number.
    "one_seat_only": _said(lambda: _("this method elects one, not %(seats)s.")),
    "too_many_options_to_compare": _said(lambda: _("there are too many candidates to compare them in pairs.")),
    # Translators: %(value)s is what a ballot said.
    "no_position": _said(lambda: _("“%(value)s” is no position in a round of consent.")),
    # Translators: %(option)s is the name of a project.
    "no_cost": _said(lambda: _("“%(option)s” has no cost above 0.")),
    "no_budget": _said(lambda: _("there is no budget above 0.")),
    "no_increment": _said(lambda: _("an increment must be more than 0.")),
    "too_many_committees": _said(lambda: _("ties allow too many outcomes to list them.")),
    "too_many_increments": _said(lambda: _("money was added very often without an end. Set a larger increment.")),
    "seed_missing": _said(lambda: _("lots are drawn, and there is no published seed.")),
    # Translators: %(attribute)s is what is known of candidates, such as home_wiki; %(option)s is a name.
    "attribute_unsaid": _said(lambda: _("“%(attribute)s” of “%(option)s” is not known, and a cap asks for it.")),
    "not_candidates_file": _said(lambda: _("the first line must name the columns, one of them name, each once.")),
    # Translators: %(option)s is a name.
    "candidate_twice": _said(lambda: _("“%(option)s” is named twice.")),
    # Translators: %(option)s is a name; %(status)s is what somebody wrote.
    "candidate_unclear": _said(lambda: _("“%(option)s” is “%(status)s”. A candidate has a name, and is standing, "
                                         "withdrawn or sitting.")),
    # Translators: both are numbers of fields.
    "row_size": _said(lambda: _("this row has %(found)s fields, the first line has %(wanted)s.")),
    # Translators: %(detail)s is the reader's own message, in English.
    "not_csv": _said(lambda: _("this is not CSV. The reader says: %(detail)s")),
}  # fmt: skip
