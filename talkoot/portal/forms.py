"""What people fill in on the portal's pages: how to narrow recent changes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.portal import queries
from talkoot.ui.forms import Form, LineField

# The apps whose facts people narrow the list to.
AREAS = [
    ("proposals", _("Proposals")),
    ("consultations", _("Consultations and input")),
    ("decisions", _("Decisions")),
    ("rulebooks", _("Rulebooks")),
    ("slates", _("Elections")),
    ("appeals", _("Appeals and challenges")),
    ("objections", _("Objections")),
    ("delegations", _("Votes for others")),
    ("ballotboxes", _("Ballot boxes")),
    ("eligibility", _("Who may vote")),
    ("commitments", _("Commitments")),
    ("directory", _("Bodies, roles and mandates")),
    ("documents", _("Documents")),
    ("duties", _("Responsibilities")),
    ("radar", _("Radar")),
    ("scopes", _("Topics")),
]


class RecentForm(Form):
    """Narrows recent changes, by GET; person and body are taken by name or by the last part of their address."""

    person = LineField(label=_("Person"), required=False)
    body = LineField(label=_("Body"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("Everything")), *AREAS])

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def clean_person(self) -> int | None:
        """Return the person's key, or None when the field is empty."""
        if not (text := self.cleaned_data["person"]):
            return None
        match queries.persons_called(text, viewer=self._viewer):
            case [key]:
                return key
            case []:
                raise ValidationError(_("Nobody by this name shows what they did."), code="unknown")
        raise ValidationError(_("Several people have this name. Use the link on the page of the right one."))

    def clean_body(self) -> int | None:
        """Return the body's key, or None when the field is empty."""
        if not (text := self.cleaned_data["body"]):
            return None
        match queries.bodies_called(text):
            case [key]:
                return key
            case []:
                raise ValidationError(_("No body has this name."), code="unknown")
        raise ValidationError(_("Several bodies have this name. Use the link on the page of the right one."))

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self.query())

    def query(self, **more: str) -> str:
        """Return the form's own part of an address (``person=ada&kind=proposals``), with ``more`` in it."""
        own = {name: value for name in self.fields if (value := self.data.get(name, "").strip())}
        return urlencode(own | {name: value for name, value in more.items() if value})
