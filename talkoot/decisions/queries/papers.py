"""Ballot papers of elections: how they are filled in, what is wrong with one, and who stands on them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from talkoot.counting.rules import Misfilled, Paper, Standing, book_of, electing, paper_in
from talkoot.decisions.models import Decision
from talkoot.rulebooks.queries import Name, name_of, number
from talkoot.slates import queries as slates
from talkoot.slates.rules import Status


def paper_of_chamber(decision: Decision, key: str) -> Paper | None:
    """Return how ballots of a chamber are filled in, None where it answers a question."""
    return paper_in(decision.rulebook.canonical, key)


def chamber_name(decision: Decision, key: str) -> Name:
    """Return the name of one chamber of a rulebook of format 2 in the reader's language."""
    book = book_of(decision.rulebook.canonical)
    chamber = book.chamber(key) if book else None
    if book is None or chamber is None:
        raise Http404
    return name_of(chamber, book.language)


def misfilled_sentence(wrong: Misfilled) -> str:
    """Return what is wrong with a mark, and what to do."""
    sentences = {
        # Translators: %(most)s is a number.
        "rank": _("Write a whole number from 1 to %(most)s, or leave the box empty."),
        # Translators: %(most)s is a number.
        "points": _("Write a whole number from 0 to %(most)s, or leave the box empty."),
        # Translators: %(number)s is a number.
        "equal": _("Number %(number)s is given more than once. Under these rules each number may be given once."),
        # Translators: %(number)s is a number.
        "skipped": _("Number %(number)s is left out. Under these rules numbers follow one another without a gap."),
        "several": _("Mark one only."),
        "mark": _("This mark cannot be read. Choose one of the answers."),
    }
    return sentences[wrong.code] % {key: number(int(value)) for key, value in wrong.values}


def candidates_of(decision: Decision) -> list[Standing]:
    """Return who stands in the decision's elections, or stood when it was counted, in the order of the paper; nobody
    where none is held.
    """
    if not electing(decision.rulebook.canonical):
        return []
    return [_standing(entered) for entered in slates.field(decision.ref, counted_at=decision.counted_at)]


def on_the_paper(decision: Decision, languages: Sequence[str]) -> list[slates.Standing]:
    """Return who can be marked, in the order of the paper, each with their statement in one of ``languages``."""
    return slates.standing(decision.ref, languages=languages)


def _standing(entered: slates.Entered) -> Standing:
    about = {**entered.attributes, **({"cost": str(entered.cost)} if entered.cost is not None else {})}
    is_sitting = entered.status is Status.SITTING
    return Standing(entered.key, entered.name, about, entered.status is Status.WITHDRAWN, is_sitting)
