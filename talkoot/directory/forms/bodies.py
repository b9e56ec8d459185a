"""Forms of bodies: setting them up, their page, status and place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.directory.forms.fields import BodyField
from talkoot.directory.queries import STATUSES, Kind
from talkoot.directory.rules import (
    BODY_TRANSITIONS,
    BodyStatus,
    ChannelRecord,
    read_channel,
)
from talkoot.kernel.imports import Wrong
from talkoot.ui.facets import Offer, ScopeFields
from talkoot.ui.forms import ChoiceCards, Day, Form, LanguageField, LineField, SpokenForm, TextField, offer_choices


class EditBodyForm(ScopeFields, SpokenForm):
    """A body's own page."""

    name = LineField(label=_("Name"))
    mission = TextField(
        label=_("What it is for"),
        required=False,
        help_text=_("A few sentences that tell an outsider when to come here. Markdown works."),
    )
    language = LanguageField()
    aliases = TextField(
        label=_("Also called"), required=False, rows=3, max_length=2_000, help_text=_("One name a line.")
    )
    channels = TextField(
        label=_("Where to meet it"),
        required=False,
        rows=5,
        # Translators: the words for kinds (website, wiki…) and the example stay as they are.
        help_text=_(
            "One a line: a kind, an address, then a name if you like, as in “website https://example.org | Our page”. "
            "Kinds: website, wiki, mail, list, chat, meeting, repository, team, document, social, other."
        ),
    )
    field_order: tuple[str, ...] = (
        "name", "mission", "language", "aliases", "channels", "scope_topics", "scope_territories", "scope_languages",
    )  # fmt: skip

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(offer)

    def clean_channels(self) -> list[ChannelRecord]:
        """Return the channels; name the first line that is none."""
        try:
            return [read_channel(one) for one in self.cleaned_data["channels"].splitlines() if one.strip()]
        except Wrong as wrong:
            raise forms.ValidationError(gettext(wrong.sentence) % wrong.values) from None

    def clean_aliases(self) -> list[str]:
        """Return the other names; refuse one too long."""
        names = [one.strip() for one in self.cleaned_data["aliases"].splitlines() if one.strip()]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters."))
        return names

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.edit_body` takes."""
        names = ("name", "mission", "language", "aliases", "channels")
        return {"scope": self.scope} | {name: self.cleaned_data[name] for name in names if name in self.fields}


class FoundBodyForm(EditBodyForm):
    """A new body; its other names and channels are added on its page."""

    aliases = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out
    channels = None  # type: ignore[assignment]  # as above

    kind = forms.ChoiceField(label=_("Kind"))
    status = forms.ChoiceField(
        label=_("Status"),
        widget=ChoiceCards,
        initial=BodyStatus.FORMING,
        choices=[(s, STATUSES[s]) for s in (BodyStatus.FORMING, BodyStatus.ACTIVE)],
    )
    started_on = Day(label=_("Founded on"), required=False)
    field_order = (
        "name", "kind", "mission", "language", "status", "started_on", "scope_topics", "scope_territories",
        "scope_languages",
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [(kind.key, kind.singular) for kind in kinds])

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.found_body` takes, but its parent."""
        values = self.cleaned_data
        return super().intent | {
            "kind": values["kind"],
            "status": BodyStatus(values["status"]),
            "started_on": values["started_on"],
        }


class StatusForm(SpokenForm):
    """Another status for a body, and why."""

    status = forms.ChoiceField(label=_("New status"), widget=ChoiceCards)
    reason = LineField(label=_("Reason"), max_length=500, help_text=_("Shown to everyone on the body's page."))
    language = LanguageField()
    field_order = ("status", "reason", "language")

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [status for status in BodyStatus if status in BODY_TRANSITIONS[BodyStatus(now)]]
        offer_choices(self, "status", [(s, STATUSES[s]) for s in steps])

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.change_body_status` takes."""
        return self.cleaned_data | {"status": BodyStatus(self.cleaned_data["status"])}


class MoveForm(Form):
    """Another place in the tree."""

    parent_id = BodyField(
        label=_("Part of"),
        required=False,
        help_text=_("The exact name of the body it is part of, or the end of its page's address. Empty: of none."),
    )
