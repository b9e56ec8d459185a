"""What people fill in: the receipt code of their ballot."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.ui.forms import Form, LineField


class CodeForm(Form):
    """The receipt code of a secret ballot."""

    code = LineField(
        label=_("Your receipt code"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
