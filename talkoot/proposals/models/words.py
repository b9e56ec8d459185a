"""Words of proposals, folded, so that search and likeness work in any script on any database."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from talkoot.proposals.models.proposals import Proposal


class Word(models.Model):
    """One folded word and in how many proposals it stands; rare words tell more and are looked up first."""

    text = models.CharField(max_length=40, unique=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="proposals_word_not_empty")]

    def __str__(self) -> str:
        return self.text


class ProposalWord(models.Model):
    """The word stands in the proposal's title, or only in its text."""

    word = models.ForeignKey(Word, models.PROTECT, related_name="uses_in", db_index=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="words")
    in_title = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "proposal"], name="proposals_word_once")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.proposal_id}"
