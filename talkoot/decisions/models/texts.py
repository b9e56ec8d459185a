"""The question in further languages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from talkoot.decisions.models.decisions import Decision


class QuestionText(models.Model):
    """A decision's title and question in a further language, by a person. Writing it anew adds a row; all are kept.

    None counts any more (``is_current``) once the question itself reads differently.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=35)
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    question = models.TextField()
    html = models.TextField()
    written_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "language", "number"], name="decisions_text_number_once"),
            models.UniqueConstraint(
                fields=["decision", "language"], condition=Q(is_current=True), name="decisions_text_one_counts"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(question=""), name="decisions_text_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.language} #{self.number}"
