"""What a rehearsal finds, in the reader's language; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.sentences.election_problems import SENTENCES as PROBLEMS
from talkoot.rulebooks.queries.sentences.figures import isolated, listed, number
from talkoot.rulebooks.rules import Finding

type Values = Mapping[str, Any]


def finding_sentence(finding: Finding, names: Mapping[str, str]) -> str:
    """Return one finding as a sentence, without the chamber it is about; ``names`` are those of chambers by key."""
    finding = replace(finding, values={key: _named(key, each, names) for key, each in finding.values.items()})
    if finding.code in CASES and "approves" in finding.values:
        return _boundary(finding)
    if finding.code == "cannot_count":
        return _cannot_count(finding.values)
    told = _told(finding.values)
    sentence = SENTENCES[finding.code]() % told
    more = _more(finding)
    return f"{sentence} {more}" if more else sentence


def _named(key: str, value: Any, names: Mapping[str, str]) -> Any:
    if key not in {"first", "later", "never", "from"}:
        return value
    return [names.get(each, each) for each in value] if isinstance(value, list) else names.get(value, value)


def _told(values: Values) -> dict[str, str]:
    told: dict[str, str] = {}
    for key, value in values.items():
        if isinstance(value, list):
            told[key] = listed(isolated(str(each)) for each in value)
        else:
            told[key] = number(value) if type(value) is int else isolated(str(value))
    return told


def _boundary(finding: Finding) -> str:
    values: Mapping[str, Any] = finding.values
    told = {**_told({key: value for key, value in values.items() if key != "approves"}), "case": CASES[finding.code]()}
    if "seats" in values:
        if values["approves"]:
            # Translators: %(case)s is how the vote went ("Nobody votes"); %(elected)s of %(seats)s are numbers.
            return _("%(case)s: %(elected)s of %(seats)s are elected, and it says yes.") % told
        # Translators: %(case)s is how the vote went ("Nobody votes"); %(elected)s of %(seats)s are numbers.
        return _("%(case)s: %(elected)s of %(seats)s are elected, and it says no.") % told
    if values["approves"]:
        # Translators: %(case)s is how the vote went ("Nobody votes"); the others are numbers of ballots and of voters.
        return _("%(case)s (%(yes)s yes, %(no)s no, %(neutral)s neutral of %(eligible)s): it approves.") % told
    # Translators: %(case)s is how the vote went ("Nobody votes"); the others are numbers of ballots and of voters.
    return _("%(case)s (%(yes)s yes, %(no)s no, %(neutral)s neutral of %(eligible)s): it does not approve.") % told


def _cannot_count(values: Values) -> str:
    because = PROBLEMS.get(str(values["because"]))
    told = {"case": CASES[str(values["case"])](), "because": because(values) if because else str(values["because"])}
    # Translators: %(case)s is how the vote went ("Nobody votes"); %(because)s is a whole sentence.
    return _("%(case)s: the ballots cannot be counted, for %(because)s") % told


def _more(finding: Finding) -> str:
    """Return what a finding says beside its sentence: which caps leave too little room."""
    values: Mapping[str, Any] = finding.values
    if finding.code == "cannot_be_filled":
        # Translators: %(values)s, %(most)s and %(let_in)s are numbers; %(attribute)s is such as home_wiki.
        cap = _("They have %(values)s different %(attribute)s; with at most %(most)s from each only %(let_in)s fit.")
        return " ".join(cap % _told(each) for each in values["caps"] if each["tight"])
    if finding.code == "group_capped":
        # Translators: %(left)s is a number; %(attribute)s is such as home_wiki and %(value)s such as frwiki.
        room = _("Of those who may take them so many more may have %(attribute)s %(value)s: %(left)s.")
        return " ".join(room % _told(each) for each in values["caps"])
    if finding.code == "bar_before_quorum" and values["clear"] > values["fewer"]:
        # Translators: all are numbers.
        clear = _("Under the caps even %(clear)s of the %(candidates)s candidates may clear it, and only %(fewer)s of "
                  "them take a seat.")  # fmt: skip
        return clear % _told(values)
    return ""


CASES: dict[str, Callable[[], str]] = {
    "nobody_votes": lambda: _("Nobody votes"),
    "all_neutral": lambda: _("All are neutral"),
    "all_yes": lambda: _("All say yes"),
    "equal": lambda: _("Yes and no are equal"),
    "quorum_exact": lambda: _("Exactly the quorum says yes, and nobody else votes"),
    "quorum_one_short": lambda: _("One less than the quorum says yes, and nobody else votes"),
    "bar_exact": lambda: _("Exactly as many as needed say yes, all others no"),
    "bar_one_short": lambda: _("One less than needed says yes, all others no"),
    "no_ballots": lambda: _("Nobody votes"),
    "blank_ballots": lambda: _("All ballots are blank"),
    "all_equal": lambda: _("All ballots say the same of every candidate"),
    "one_voice": lambda: _("One ballot is cast, for one candidate"),
}

SENTENCES: dict[str, Callable[[], str]] = {
    # Translators: both are numbers.
    "quorum_out_of_reach": lambda: _("The quorum can never be reached: it needs %(needed)s of %(eligible)s."),
    # Translators: %(eligible)s is a number.
    "bar_out_of_reach": lambda: _("It can never approve, not even when all %(eligible)s say yes."),
    "empty_approves": lambda: _("It approves when nobody votes at all."),
    # Translators: %(neutral)s is a number of ballots.
    "neutral_approves": lambda: _("It approves when nobody says yes: neutral ballots are enough (%(neutral)s)."),
    # Translators: %(eligible)s is a number.
    "one_yes_approves": lambda: _("A single yes of %(eligible)s is enough, when nobody else votes."),
    # Translators: both are numbers.
    "unopposed_loses": lambda: _("With %(yes)s yes of %(eligible)s and not one no it does not approve: staying away "
                                 "works like a no."),
    # Translators: %(yes)s is a number.
    "no_helps": lambda: _("One more no makes it approve: with %(yes)s yes alone the quorum is missed, with one no "
                          "beside "
                          "them it is met."),
    # Translators: %(yes)s is a number.
    "neutral_helps": lambda: _("One more neutral ballot makes it approve: with %(yes)s yes alone the quorum is missed, "
                               "with one neutral beside them it is met."),
    "no_candidates_given": lambda: _("It has caps or reserved seats. Whether they can be met was not looked at: give a "
                                     "list of candidates with what is known of each."),
    # Translators: %(attribute)s is what is known of candidates, such as home_wiki; %(option)s is a name.
    "attribute_unsaid": lambda: _("%(attribute)s of %(option)s is not known, and a cap asks for it."),
    # Translators: both are numbers.
    "fewer_candidates": lambda: _("There are fewer candidates (%(candidates)s) than seats (%(seats)s), so some stay "
                                  "empty whatever votes say."),
    # Translators: all are numbers.
    "cannot_be_filled": lambda: _("The body can never be filled: at most %(most)s of %(seats)s seats, whatever the "
                                  "votes "
                                  "say, with %(candidates)s candidates."),
    # Translators: %(attribute)s is such as region and %(value)s such as Africa; the others are numbers.
    "group_too_small": lambda: _("Of the seats reserved for %(attribute)s %(value)s (%(seats)s) at most %(candidates)s "
                                 "can ever be held: so many candidates have that."),
    # Translators: %(attribute)s is such as region and %(value)s such as Africa; the others are numbers.
    "group_capped": lambda: _("Of the seats reserved for %(attribute)s %(value)s (%(seats)s) at most %(most)s can ever "
                              "be held."),
    # Translators: %(attribute)s is such as region and %(value)s such as Africa, %(cap)s such as home_wiki and
    # %(shared)s
    # such as frwiki; the others are numbers.
    "group_shut_out": lambda: _("The seats reserved for %(attribute)s %(value)s (%(seats)s) can be lost: all its "
                                "%(candidates)s candidates share %(cap)s %(shared)s, at most %(most)s members may have "
                                "the same, and %(rivals)s others share it too. Seats open to all are filled first, so "
                                "when %(fills)s of those are elected, nobody is left who may take the reserved ones."),
    # Translators: %(attribute)s is such as region and %(value)s such as Africa, %(cap)s such as home_wiki and
    # %(shared)s
    # such as frwiki, %(bar)s is a share; the others are numbers.
    "group_below_bar": lambda: _("The seats reserved for %(attribute)s %(value)s (%(seats)s) can stay empty: only its "
                                 "%(candidates)s candidates may take them, all of whom share %(cap)s %(shared)s, where "
                                 "at most %(most)s may be elected and %(rivals)s others stand too. When none of the "
                                 "%(candidates)s clears the bar of %(bar)s, nobody may take them."),
    # Translators: %(attribute)s is such as region and %(value)s such as Africa, %(cap)s such as home_wiki and
    # %(shared)s
    # such as frwiki; the others are numbers.
    "group_holds_seats": lambda: _("The seats reserved for %(attribute)s %(value)s (%(seats)s) are kept at the cost of "
                                   "others: all its %(candidates)s candidates share %(cap)s %(shared)s, at most "
                                   "%(most)s "
                                   "may have the same, so a better placed one of the %(rivals)s others is passed "
                                   "over."),
    # Translators: %(groups)s is a list of names; %(most)s and %(wanted)s are numbers.
    "groups_collide": lambda: _("The seats reserved for these cannot all be held together: %(groups)s. Each could be "
                                "alone, but under the caps at most %(most)s of %(wanted)s can."),
    # Translators: both are numbers.
    "own_quorum_above_seats": lambda: _("The body can never act: it needs %(acts_with)s members and has %(seats)s "
                                        "seats."),
    # Translators: all are numbers.
    "own_quorum_out_of_reach": lambda: _("The body can never act: it needs %(acts_with)s members, and at most %(most)s "
                                         "of %(seats)s seats can be filled."),
    # Translators: both are numbers.
    "never_passes": lambda: _("The chamber can never say yes: it asks for all %(seats)s seats, and at most %(most)s "
                              "can "
                              "be filled."),
    # Translators: %(bar)s is a share; the others are numbers.
    "bar_before_quorum": lambda: _("The body may be unable to act: nothing makes %(acts_with)s candidates clear the "
                                   "bar "
                                   "of %(bar)s. With %(fewer)s it is below its own quorum of %(acts_with)s of "
                                   "%(seats)s, "
                                   "and no run-off is named."),
    # Translators: %(from)s is the short name of a chamber; the others are numbers.
    "shortlist_too_short": lambda: _("%(seats)s seats are filled from those whom %(from)s elected, and those are at "
                                     "most "
                                     "%(candidates)s."),
    # Translators: both are numbers.
    "no_ballots_elect": lambda: _("%(elected)s of %(seats)s are elected when nobody votes at all."),
    # Translators: both are numbers.
    "blank_ballots_elect": lambda: _("%(elected)s of %(seats)s are elected by blank ballots alone."),
    # Translators: %(seats)s is a number.
    "equal_elect_nobody": lambda: _("When all candidates are equal, nobody is elected: all %(seats)s seats stay "
                                    "empty."),
    # Translators: both are numbers.
    "one_voice_elects": lambda: _("One ballot is enough: it fills %(elected)s of %(seats)s seats, and the chamber says "
                                  "yes."),
    # Translators: %(needed)s of %(of)s are numbers; %(never)s is a list of short names of chambers.
    "never_adopted": lambda: _("Nothing can ever be adopted: %(needed)s of %(of)s chambers must approve, and these "
                               "never "
                               "can: %(never)s."),
    # Translators: %(first)s is the short name of a chamber, %(later)s a list of such names.
    "veto_first": lambda: _("%(first)s is asked first; when it says no, these are not asked: %(later)s."),
}  # fmt: skip
