"""What the form of a rulebook asks of each chamber, in which words, and what there is to choose from."""

from __future__ import annotations

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.verdicts import Text
from talkoot.rulebooks.queries import rule_sentence

# The sentence a rule is read back in is also what one chooses by.
said = lazy(rule_sentence, str)

ORDER = (
    "key", "name", "names", "who", "whom", "votes", "weights", "split", "recusals", "ballots",
    "delegation", "quorum", "size", "counts", "reach",
    "asks",
)  # fmt: skip
# What the whole rulebook says of the course of a decision, and each chamber where it says so.
COURSE = (
    "notice_days", "languages", "appeal_days", "extension", "extension_days", "extension_times", "clock", "scrutineers",
    "scrutineers_role", "challenge_days",
)  # fmt: skip
IN_CHAMBER = ("ballots", "delegation")
QUESTION = ("share", "base", "strictness", "tie", "empty")


class ElectionOrder:
    """The fields of an election in their order, with reserved seats and without."""

    without_groups = (
        "seats", "candidates", "caps", "reserved", "terms", "longer", "vacancy", "runoff", "passes",
        "acts_with",
    )  # fmt: skip
    with_groups = (
        "seats", "candidates", "caps", "reserved", "filled", "vacant", "terms", "longer", "vacancy", "runoff",
        "passes", "acts_with",
    )  # fmt: skip


LABELS: dict[str, Text] = {
    "course": _("What comes before voting and after the count?"),
    "notice_days": _("How many days before voting opens is it announced?"),
    "languages": _("In which languages must the question stand before that?"),
    "appeal_days": _("For how many days are appeals against the roll taken?"),
    "extension": _("Does voting go on when a quorum is missed?"),
    "extension_days": _("By how many days does it go on?"),
    "extension_times": _("How often at most?"),
    "clock": _("Where does the last day end?"),
    "scrutineers": _("May somebody strike ballots after the close?"),
    "scrutineers_role": _("Who are the scrutineers?"),
    "challenge_days": _("For how many days may the count be challenged?"),
    "ballots": _("Who sees how somebody voted?"),
    "delegation": _("May somebody vote for others who let them?"),
    "key": _("Short name of the chamber"),
    "name": _("Name of the chamber"),
    "names": _("The name in other languages"),
    "who": _("Who may vote?"),
    "whom": _("Which ones?"),
    "votes": _("Who has a vote?"),
    "weights": _("What does a vote weigh?"),
    "split": _("May a vote be split?"),
    "recusals": _("Those who stand back"),
    "quorum": _("Must enough take part?"),
    "size": _("How many must take part?"),
    "counts": _("Which ballots count towards the quorum?"),
    "reach": _("Is exactly the quorum enough?"),
    "asks": _("What is the chamber asked?"),
    "share": _("How much support is needed?"),
    "base": _("What is the needed support a share of?"),
    "strictness": _("Is exactly the needed share enough?"),
    "tie": _("What does an equal vote come to?"),
    "empty": _("What does it come to when no ballot counts towards support?"),
    "method": _("Method"),
    "seats": _("How many are elected?"),
    "candidates": _("Who stands?"),
    "caps": _("Caps"),
    "reserved": _("Reserved seats"),
    "filled": _("In which order are seats filled?"),
    "vacant": _("A reserved seat that nobody can take"),
    "terms": _("For how long?"),
    "longer": _("How many serve longer?"),
    "vacancy": _("A seat that falls free"),
    "runoff": _("Is there a run-off for seats that stay empty?"),
    "between": _("Between how many of the best is the run-off?"),
    "again": _("Method of the run-off"),
    "passes": _("When does the chamber say yes?"),
    "acts_with": _("With how many members can the body act?"),
}

NUMBERS = {
    "seats", "longer", "between", "acts_with", "notice_days", "appeal_days", "challenge_days", "extension_days",
    "extension_times",
}  # fmt: skip
# Fields of several lines, and how a line is written.
LINES: dict[str, Text] = {
    "names": _("A line each: the tag of the language, a colon, the name. For example: es: Consejo"),
    "caps": _("A line each, such as home_wiki: 2 for at most two with the same home wiki. Write none for no cap."),
    "reserved": _("A line each, such as region = Africa: 1 for one seat. Write none for no reserved seat."),
}
HELP: dict[str, Text] = {
    "course": _("After another choice press “Show the fields”."),
    "notice_days": _("From 0 to 90; 0 means that voting may open at once."),
    "languages": _("Their tags, such as en, es. Write none when one language is enough."),
    "appeal_days": _("From 0 to 90, counted from the opening; 0 means that there are none."),
    "extension": _("After another choice press “Show the fields”."),
    "scrutineers": _("After another choice press “Show the fields”."),
    "scrutineers_role": _("Write body/role, both short names."),
    "challenge_days": _("From 0 to 90; 0 means that the count is final at once."),
    "quorum": _("After another choice press “Show the fields”."),
    "asks": _("After another choice press “Show the fields”."),
    "terms": _("After another choice press “Show the fields”."),
    "runoff": _("After another choice press “Show the fields”."),
    "between": _("At least 2, counted among those whom the first count left out."),
}

CHOICES: dict[str, list[tuple[str, Text]]] = {
    "combination": [
        ("all", _("All chambers must say yes.")),
        ("any", _("Any one of them is enough.")),
        ("some", _("So many of them must say yes:")),
        ("in order", _("They are asked one after the other, until one says no.")),
    ],
    "course": [
        ("none", _("Nothing: voting opens at once, ballots are open, nobody votes for others, the count is final.")),
        ("said", _("What is said below: notice, appeals, challenges, secret ballots, votes given to others.")),
    ],
    "extension": [
        ("none", said("course_no_extension")),
        ("quorum missed", _("When a quorum is missed at the closing time, voting goes on.")),
    ],
    "clock": [("UTC", said("course_clock_utc")), ("anywhere on Earth", said("course_clock_anywhere"))],
    "scrutineers": [
        ("none", said("course_no_scrutineers")),
        ("role", _("Those who hold a role may, for a reason everybody reads.")),
    ],
    "ballots": [(word, said(f"ballots_{word}")) for word in ("open", "secret")],
    "delegation": [(word, said(f"delegation_{word}")) for word in ("none", "allowed")],
    "who": [
        ("members_of_body", _("Everyone with a mandate in a body (write its short name)")),
        ("holders_of_role", _("Everyone who holds a role (write body/role)")),
        ("bodies_of_kind", _("Every body of these kinds, by its delegate (write the kinds)")),
        ("listed_bodies", _("These bodies, each by its delegate (write their short names)")),
        ("listed_persons", _("These persons (write their short names)")),
        ("held_elsewhere", _("The vote is held on another site")),
    ],
    "votes": [(word, said(f"votes_{word}")) for word in ("one per person", "one per body")],
    "weights": [(word, said(f"weights_{word}")) for word in ("equal", "as on the roll")],
    "split": [(word, said(f"split_{word}")) for word in ("whole", "split")],
    "recusals": [(word, said(f"recusals_{word}")) for word in ("leave the base", "stay in the base")],
    "quorum": [
        ("none", said("quorum_none")),
        ("share", _("A share of those who may vote")),
        ("votes", _("A number of ballots")),
    ],
    "counts_question": [
        ("yes+no+neutral", said("quorum_counts_all")),
        ("yes+no", said("quorum_counts_yes_no")),
        ("yes", said("quorum_counts_yes")),
    ],
    "counts_election": [(word, said(f"turnout_counts_{word}")) for word in ("all ballots", "marked ballots")],
    "reach": [("at least", _("Yes, exactly that is enough")), ("more than", _("No, more is needed"))],
    "asks": [("question", _("A question: yes, no or neutral")), ("election", _("To elect or to choose"))],
    "base": [
        ("yes+no", _("Of yes and no; neutral ballots are left out.")),
        ("yes+no+neutral", _("Of all ballots; neutral works like a no.")),
        ("eligible", _("Of all who may vote; staying away works like a no.")),
    ],
    "strictness": [("at least", _("Yes, exactly that is enough")), ("more than", _("No, more is needed"))],
    "tie": [(word, said(f"tie_{word}")) for word in ("passes", "fails", "bar")],
    "empty": [(word, said(f"empty_{word}")) for word in ("passes", "fails")],
    "filled": [(word, said(f"filled_{word}")) for word in ("best first", "reserved first", "at large first")],
    "vacant": [(word, said(f"vacant_{word}")) for word in ("stays empty", "goes to all")],
    "terms": [
        ("same", said("terms_same")),
        ("order of election", _("The first elected serve longer.")),
        ("lot", _("The lot decides who serves longer.")),
    ],
    "vacancy": [(word, said(f"vacancy_{word}")) for word in ("stays empty", "count-back", "next in order")],
    "runoff": [
        ("none", _("There is no run-off.")),
        ("new ballots", _("Voters are asked again, with new ballots.")),
        ("the same ballots", _("The same ballots are counted once more, between the best.")),
    ],
    "passes": [
        ("one is elected", said("passes_one_is_elected")),
        ("all seats are filled", said("passes_all_seats_are_filled")),
        ("enough to act are elected", _("It says yes when enough are elected to act.")),
    ],
}


class Choice(forms.ChoiceField):
    """One of the words that a rulebook may say, each told as the sentence it is read back in."""

    def __init__(self, name: str, label: Text) -> None:
        super().__init__(choices=[("", "—"), *CHOICES[name]])
        self.label, self.help_text = label, HELP.get(name, "")  # type: ignore[assignment]  # lazy texts of ours
