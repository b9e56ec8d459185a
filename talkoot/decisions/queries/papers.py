"""Ballot papers of elections: how they are filled in, what is wrong with one, and who stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.decisions.models import Decision
from talkoot.decisions.rules import Filling, Misfilled, Paper, paper_of
from talkoot.rulebooks.queries import number
from talkoot.rulebooks.rules import election_in, rules_of


def paper_of_chamber(decision: Decision, key: str) -> Paper | None:
    """Return how ballots of a chamber are filled in, None where it answers a question."""
    election = election_in(rules_of(decision.rulebook.canonical), key)
    return paper_of(election.method, election.settings) if election else None


def misfilled_sentence(wrong: Misfilled) -> str:
    """Return what is wrong with a mark, and what to do."""
    values = dict(wrong.values)
    match wrong.code:
        case "rank":
            # Translators: %(most)s is a number.
            return _("Write a whole number from 1 to %(most)s, or leave the box empty.") % {"most": number(values["most"])}
        case "points":
            # Translators: %(most)s is a number.
            return _("Write a whole number from 0 to %(most)s, or leave the box empty.") % {"most": number(values["most"])}
        case "equal":
            # Translators: %(number)s is a number.
            sentence = _("Number %(number)s is given more than once. Under these rules each number may be given once.")
            return sentence % {"number": number(values["number"])}
        case "skipped":
            # Translators: %(number)s is a number.
            sentence = _("Number %(number)s is left out. Under these rules numbers follow one another without a gap.")
            return sentence % {"number": number(values["number"])}
        case "several":
            return _("Mark one only.")
    return _("This mark cannot be read. Choose one of the answers.")


def candidates_of(decision: Decision) -> list[Standing]:
    """Return who stands in the decision's elections, in the order of the paper."""
    return [
        Standing(c.key, c.name, c.about, is_withdrawn=c.is_withdrawn, is_sitting=c.is_sitting)
        for c in standing(decision.ref)
    ]
