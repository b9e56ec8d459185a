"""The words of proposals, kept up by every write of a text, so that searching never reads the texts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from talkoot.proposals.models import ProposalWord, Word
from talkoot.proposals.rules import words_of


def index(proposal_id: int, *, title: str, text: str) -> None:
    """Make the word rows of one proposal be those of its title and text."""
    wanted = dict.fromkeys(words_of(text), False) | dict.fromkeys(words_of(title), True)
    rows = ProposalWord.objects.filter(proposal_id=proposal_id).select_related("word")
    there = {row.word.text: row for row in rows}
    keys = word_keys(set(wanted) - set(there))
    ProposalWord.objects.bulk_create(
        ProposalWord(word_id=keys[text], proposal_id=proposal_id, in_title=wanted[text]) for text in sorted(keys)
    )
    gone = [row for text, row in there.items() if text not in wanted]
    ProposalWord.objects.filter(pk__in=[row.pk for row in gone]).delete()
    moved = [row.pk for text, row in there.items() if text in wanted and row.in_title != wanted[text]]
    ProposalWord.objects.filter(pk__in=moved).update(in_title=~F("in_title"))
    count(keys.values(), 1)
    count([row.word_id for row in gone], -1)


def word_keys(texts: Collection[str]) -> dict[str, int]:
    """Return the key of each word, made where it is new; always in one order, so that writers never wait crosswise."""
    if not texts:
        return {}
    in_order = sorted(texts)
    known = dict(Word.objects.filter(text__in=in_order).values_list("text", "pk"))
    new = [text for text in in_order if text not in known]
    if new:
        Word.objects.bulk_create((Word(text=text) for text in new), ignore_conflicts=True)
        known |= dict(Word.objects.filter(text__in=new).values_list("text", "pk"))
    return known


def count(keys: Collection[int], step: int) -> None:
    """Add ``step`` to the number of uses of these words, their rows locked in order."""
    if not keys:
        return
    list(Word.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    Word.objects.filter(pk__in=keys).update(uses=F("uses") + step)
