"""Forms of keys for other software."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.eligibility.rules import FACT, MOST_FACTS, NAME_MAX, REASON_MAX, SOURCE_MAX
from talkoot.ui.forms import Form, LineField


class FactKeyForm(Form):
    """A new key: what it is called, and what it opens."""

    name = LineField(label=_("Name"), max_length=NAME_MAX, help_text=_("Which software uses it, and where."))
    source = LineField(
        label=_("Kept under the name"),
        max_length=SOURCE_MAX,
        help_text=_("Everything that comes on this key is kept as from this source, and updates only that."),
    )
    facts = LineField(
        label=_("Facts it may bring in"),
        max_length=1_300,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("As rules call them, with spaces between them: edits blocks."),
    )

    def clean_facts(self) -> list[str]:
        """Return the names; refuse what no rule could call a fact by."""
        names: list[str] = self.cleaned_data["facts"].replace(",", " ").split()
        wrong = next((name for name in names if not FACT.match(name)), None)
        if wrong is not None:
            # Translators: %(name)s is what somebody wrote.
            sentence = _("“%(name)s” is not a name of a fact: small letters, digits, - and _, such as edits.")
            raise forms.ValidationError(sentence, params={"name": wrong})
        if len(names) > MOST_FACTS:
            # Translators: %(most)s is a number.
            raise forms.ValidationError(_("Name at most %(most)s facts."), params={"most": MOST_FACTS})
        return names


class RevokeFactKeyForm(Form):
    """Why a key is taken away."""

    reason = LineField(label=_("Reason"), max_length=REASON_MAX, help_text=_("Kept beside the key, for operators."))
