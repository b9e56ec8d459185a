"""What a rulebook of the second format leaves unsaid: both readings, and an example on which they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.sentences.figures import isolated, listed, number
from talkoot.rulebooks.queries.sentences.methods import method_name

type Values = Mapping[str, Any]


def unsaid_sentence(values: Values) -> str:
    """Return what is unsaid, an example on which its first two readings differ, and what to write."""
    key, readings = str(values["key"]), values["readings"]
    advice = written(key, readings)
    if "method" in values:
        return f"{_setting(values)} {advice}"
    # Translators: %(question)s is a question with an example in whole sentences; %(advice)s is a whole sentence.
    sentence = _("%(question)s The rulebook does not say. %(advice)s")
    return sentence % {"question": QUESTIONS[str(values.get("about", key))](), "advice": advice}


def written(key: str, readings: Sequence[str]) -> str:
    """Return the lines of which one must be written."""
    lines = ", ".join(f"{key} = {_as_toml(reading)}" for reading in readings)
    # Translators: %(lines)s are lines of a rulebook, one of which must be written.
    return _("Write one of: %(lines)s") % {"lines": lines}


def _as_toml(reading: str) -> str:
    if reading.isdigit() or reading[:1] in {"[", "{"}:
        return reading
    return {"a list": "[{ … }]", "a table": "{ … }"}.get(reading, f'"{reading}"')


def _setting(values: Values) -> str:
    told = {"key": isolated(values["key"]), "method": isolated(method_name(values["method"]))}
    if "ballots" not in values:
        # Translators: %(key)s is a name in the file, %(method)s names a way to elect.
        return _("The rulebook does not say “%(key)s” of the method %(method)s. No ballots that were tried show a "
                 "difference, yet it must be said.") % told  # fmt: skip
    first, second = (
        # Translators: in a list of who is elected, when it is nobody.
        listed(isolated(name) for name in values[each]) or _("nobody")
        for each in ("first", "second")
    )
    told |= {"ballots": "; ".join(values["ballots"]), "seats": number(values["seats"]), "first": first}
    told |= {"second": second, "one": values["readings"][0], "other": values["readings"][1]}
    sentence = _(
        # Translators: %(key)s is a name in the file, %(method)s names a way to elect, %(ballots)s are examples of
        # ballots, %(seats)s a number, %(one)s and %(other)s two values, %(first)s and %(second)s whom each elects.
        "The rulebook does not say “%(key)s” of the method %(method)s. Of these ballots, with %(seats)s to elect: "
        "%(ballots)s, elected is %(first)s if it is “%(one)s”, and %(second)s if it is “%(other)s”."
    )
    return sentence % told


QUESTIONS: dict[str, Callable[[], str]] = {
    "combination": lambda: _(
        "How do the chambers combine? When the first says no and another yes, “any” adopts and “all” does not; "
        "“in order” does not even ask the others."
    ),
    "votes": lambda: _(
        "Who has a vote, each person or each body? A body of three has three ballots in one case, and one in the other."
    ),
    "weights": lambda: _(
        "Do all votes weigh the same? One voter of weight 3 against two of weight 1 loses if they do, and wins if the "
        "roll says the weight."
    ),
    "split": lambda: _(
        "May a voter split their weight? One of weight 2 who casts a yes and a no is refused if not, and counts once "
        "on each side if so."
    ),
    "recusals": lambda: _(
        "Do those who stand back still count in the number that shares are taken of? With 10 who may vote, 4 of whom "
        "stand back, and 3 ballots, a quorum of half is missed if they do, and met if they do not."
    ),
    "quorum": lambda: _(
        "Must enough people take part? With 1 ballot of 100 anyone may be elected if there is no quorum, and nobody "
        "if it is half."
    ),
    "of": lambda: _(
        "What is the quorum a share of? With 1 ballot of 100 half of those who voted is met, and half of those who may "
        "vote is missed."
    ),
    "counts": lambda: _(
        "Do blank ballots count towards the quorum? With 10 who may vote and 5 ballots, 1 of them blank, half is met "
        "if they do, and missed if they do not."
    ),
    "strictness": lambda: _(
        "Is exactly the quorum enough? With 10 who may vote and 5 ballots half is met if it is, and missed if not."
    ),
    "seats": lambda: _(
        "How many are elected? Of three candidates the second is elected if there are 2 seats, and not if there is 1."
    ),
    "longer": lambda: _("How many serve longer? The second elected does if 2 do, and does not if 1 does."),
    "between": lambda: _(
        "How many are in the run-off? The second best is if it is between 2, and is not if it is between 1."
    ),
    "most": lambda: _(
        "How many may have the same? The second from the same place is elected if 2 may, and passed over if 1 may."
    ),
    "method": lambda: _(
        "How is it counted? Of 4 ballots A, 3 ballots B > C and 2 ballots C > B plurality elects A, and instant "
        "run-off "
        "elects B."
    ),
    "candidates": lambda: _(
        "Who stands? Somebody whom an earlier chamber did not elect can be elected if all stand, and cannot otherwise."
    ),
    "caps": lambda: _(
        "Is there a cap? The three best, all from one place, are elected without one, and not with a cap of two."
    ),
    "reserved": lambda: _(
        "Are seats reserved? The best from a region that has nobody among the first is elected if one is, and not "
        "otherwise."
    ),
    "filled": lambda: _(
        "In which order are seats filled? With one seat of two reserved for the south, at most 1 from a wiki, and the "
        "order A (wiki X, north), B (wiki X, south), C (wiki Y, north): best first seats B and C, at large first A "
        "alone."
    ),
    "vacant": lambda: _(
        "What becomes of a reserved seat that nobody can take? It stays empty, or the next best of all takes it."
    ),
    "terms": lambda: _(
        "Do all serve for the same term? The first elected serves as long as the last if so, and longer otherwise."
    ),
    "by": lambda: _("Who serves longer? The first elected does by order of election, and may not when lots are drawn."),
    "vacancy": lambda: _(
        "What becomes of a seat that falls free? Of 5 ballots A > D, 4 B and 3 C for two seats A and B are elected. "
        "When A leaves, the seat stays empty, or D has it by count-back, or C as the next in order."
    ),
    "runoff": lambda: _(
        "Is there a run-off? A seat that a tie left open stays empty without one, and is voted on again with one."
    ),
    "ballots": lambda: _("Which ballots does the run-off count? New ones ask the voters again, the same ones do not."),
    "passes": lambda: _(
        "When does the chamber say yes? With 2 seats and one elected it does if one is enough, and does not if all "
        "must "
        "be filled."
    ),
    "acts_with": lambda: _(
        "With how many members can the body act? With nobody elected it can if it needs none, and cannot if it needs 1."
    ),
    "chamber_ballots": lambda: _(
        "Who sees how somebody voted? After the close everybody reads it if ballots are open, and nobody ever does if "
        "they are secret."
    ),
    "chamber_delegation": lambda: _(
        "May somebody vote for others who let them? With 10 who may vote, 3 who do and 4 who let one of them vote for "
        "them, a quorum of half is met if so, and missed if not."
    ),
    "course": lambda: _(
        "What comes before voting and after the count? With 7 days of notice nobody can vote today, without everybody "
        "can."
    ),
    "notice_days": lambda: _(
        "How many days before voting opens must it be announced? Announced today, it opens today if 0, and in a week "
        "if 7."
    ),
    "languages": lambda: _(
        "In which languages must the question stand before it is announced? In English alone it may be if none is "
        "named, and may not if Spanish is."
    ),
    "appeal_days": lambda: _(
        "For how many days after the opening are appeals against the roll taken? Who was forgotten can be put there on "
        "the third day if 7, and cannot if 0."
    ),
    "challenge_days": lambda: _(
        "For how many days may the count be challenged? A mistake found the next day is looked at if 7, and stays if 0."
    ),
    "extension": lambda: _(
        "Does voting go on when a quorum is missed? By one vote the answer is no if it does not, and open for 7 more "
        "days if it does."
    ),
    "days": lambda: _("By how many days does voting go on when a quorum is missed? By 1, or by 7."),
    "times": lambda: _(
        "How often may voting go on? With the quorum missed a second time it is over if once, and goes on if 7 times."
    ),
    "when": lambda: _("What makes voting go on? Only a missed quorum may."),
    "clock": lambda: _(
        "Where does the last day end? A vote cast in Hawaii at 16:00 on that day counts if anywhere on Earth, and is "
        "too late if in UTC."
    ),
    "scrutineers": lambda: _(
        "Who may strike ballots after the close? One cast with a stolen password counts if nobody may, and can be "
        "struck if there are scrutineers."
    ),
}
