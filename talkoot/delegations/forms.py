"""Forms of delegations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.delegations.rules import MOST_LINKS
from talkoot.directory import queries as directory
from talkoot.ui.facets import Offer, ScopeFields
from talkoot.ui.forms import Day, Form, LineField, offer_choices


class DelegationForm(ScopeFields, Form):
    """Who is to vote for me, where, in which body's questions, and from when until when."""

    delegate_id = LineField(
        label=_("Who votes for you"), help_text=_("The exact name, or the end of the page's address.")
    )
    body_id = LineField(
        label=_("Only in questions of this body"),
        required=False,
        help_text=_("The exact name, or the end of the page's address. Empty: of any body."),
    )
    from_on = Day(label=_("From"))
    until_on = Day(label=_("Until"), help_text=_("The first day on which you vote yourself again."))

    field_order = (
        "delegate_id", "scope_topics", "scope_territories", "scope_languages", "body_id", "from_on", "until_on",
    )  # fmt: skip

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(offer)

    def clean_delegate_id(self) -> int:
        """Return the key of the one person meant."""
        found = directory.person_named(self.cleaned_data["delegate_id"])
        if not found:
            raise forms.ValidationError(_("Nobody here has this name. Look under People for the exact name."))
        return _only(found, several=_SEVERAL_PEOPLE)

    def clean_body_id(self) -> int | None:
        """Return the key of the one body meant, or None for any body."""
        text = self.cleaned_data["body_id"]
        found = directory.bodies_named(text) if text else []
        if text and not found:
            raise forms.ValidationError(_("No body here has this name. Look under People for the exact name."))
        return _only(found, several=_SEVERAL_BODIES) if found else None

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.make_delegation` takes."""
        names = ("delegate_id", "body_id", "from_on", "until_on")
        return {**{name: self.cleaned_data[name] for name in names}, **self.scope}


class EndForm(Form):
    """Nothing to fill in: sending it is the answer."""


class LimitForm(Form):
    """How often a vote may be handed on, and in whose questions."""

    body_id = forms.TypedChoiceField(label=_("Where"), required=False, coerce=int, empty_value=None)
    links = forms.IntegerField(
        label=_("How often a vote may be handed on"),
        min_value=1,
        max_value=MOST_LINKS,
        help_text=_("Once: only the person you choose can vote for you, and nobody they chose."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", places)


# Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
_SEVERAL_PEOPLE = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")
# Translators: %(addresses)s is a list of ends of addresses, such as "circle-2, circle-3".
_SEVERAL_BODIES = _("Several bodies have this name. Give the end of the page's address instead: %(addresses)s.")


def _only(found: Any, *, several: Any) -> int:
    if len(found) > 1:
        raise forms.ValidationError(several, params={"addresses": ", ".join(row.slug for row in found)})
    key: int = found[0].pk
    return key
