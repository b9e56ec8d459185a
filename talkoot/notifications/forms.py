"""How someone wants to be told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.notifications.rules import EmailChoice
from talkoot.ui.forms import ChoiceCards, Form


class ChannelsForm(Form):
    """One choice for each channel."""

    in_app = forms.BooleanField(
        label=_("Mark new notices here"),
        help_text=_("Without it, notices are kept on this page but no dot calls you to them."),
        required=False,
    )
    email = forms.ChoiceField(
        label=_("E-mail"),
        widget=ChoiceCards,
        choices=[(EmailChoice.AT_ONCE, _("At once, to your confirmed address")), (EmailChoice.OFF, _("No e-mails"))],
    )


class MuteForm(Form):
    """Which of two ways to hear less: of one matter, or of nothing by e-mail."""

    what = forms.ChoiceField(
        label=_("What should stop?"),
        widget=ChoiceCards,
        choices=[("matter", _("Everything about this matter")), ("email", _("All e-mails from this site"))],
        initial="matter",
    )
