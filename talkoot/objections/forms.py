"""What people fill in about objections: words, in a language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.objections import rules
from talkoot.ui.forms import LanguageField, SpokenForm, TextField


class WordsForm(SpokenForm):
    """Why somebody takes a step."""

    text = TextField(label=_("Reason"), max_length=rules.WORDS_MAX, rows=5, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("text", "language")


class ResolutionForm(SpokenForm):
    """The words of an amendment that meets an objection."""

    text = TextField(
        label=_("The amendment, and how it meets the objection"),
        max_length=rules.WORDS_MAX,
        rows=6,
        help_text=_("Quote the words that are new. Everybody can read it."),
    )
    language = LanguageField()
    amended = forms.BooleanField(label=_("The proposal was amended so: link its latest version"), required=False)

    field_order = ("text", "language", "amended")

    def __init__(self, *args: Any, is_amended: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_amended:
            self.fields["amended"].initial = True
        else:
            del self.fields["amended"]
