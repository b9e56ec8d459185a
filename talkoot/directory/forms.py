"""What people fill in: bodies, roles, mandates, their own page, and files to import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory import queries
from talkoot.directory.queries import AUDIENCES, POWERS, STATUSES, WAYS_CHOSEN, Kind
from talkoot.directory.rules import BODY_TRANSITIONS, Audience, BodyStatus, HowChosen, Power
from talkoot.kernel.ids import key_of
from talkoot.kernel.imports import Run, Upload
from talkoot.kernel.refs import ref
from talkoot.ui.facets import FacetField, Offer, ScopeFields
from talkoot.ui.forms import CheckCards, ChoiceCards, Form, LanguageField, LineField, TextField

UPLOAD_LIMIT = 20_000_000


class Day(forms.DateField):
    """A day, picked with the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SpokenForm(Form):
    """A form whose text has a language: the reader's first, unless they choose another."""

    language = LanguageField()

    def __init__(
        self, *args: Any, languages: Iterable[tuple[str, str]] = (), own: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        if isinstance(field, LanguageField):
            field.offer(languages, own)


class PersonField(LineField):
    """A person, by name or by the last part of their page's address; names that several have are refused."""

    def clean(self, value: Any) -> Any:
        """Return the id of the one person meant."""
        text = super().clean(value)
        found = queries.person_named(text) if text else []
        if not text:
            return None
        if not found:
            raise forms.ValidationError(_("Nobody here has this name. Look under People for the exact name."))
        if len(found) > 1:
            # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
            message = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")
            raise forms.ValidationError(message, params={"addresses": ", ".join(p.slug for p in found)})
        return found[0].pk


class BodyField(LineField):
    """A body, by name or by the last part of its page's address."""

    def clean(self, value: Any) -> Any:
        """Return the id of the one body meant, None when empty."""
        text = super().clean(value)
        found = queries.bodies_named(text) if text else []
        if not text:
            return None
        if not found:
            raise forms.ValidationError(_("No body here has this name. Look under People for the exact name."))
        if len(found) > 1:
            # Translators: %(addresses)s is a list of ends of addresses, such as "circle-2, circle-3".
            message = _("Several bodies have this name. Give the end of the page's address instead: %(addresses)s.")
            raise forms.ValidationError(message, params={"addresses": ", ".join(b.slug for b in found)})
        return found[0].pk


class EditBodyForm(ScopeFields, SpokenForm):
    """A body's own page."""

    name = LineField(label=_("Name"))
    mission = TextField(
        label=_("What it is for"),
        required=False,
        help_text=_("A few sentences that tell an outsider when to come here. Markdown works."),
    )
    field_order: tuple[str, ...] = (
        "name",
        "mission",
        "language",
        "scope_topics",
        "scope_territories",
        "scope_languages",
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_scope(offer)

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.edit_body` takes."""
        return {"scope": self.scope} | {name: self.cleaned_data[name] for name in ("name", "mission", "language")}


class FoundBodyForm(EditBodyForm):
    """A new body."""

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
        self.fields["kind"].choices = [(kind.key, kind.singular) for kind in kinds]  # type: ignore[attr-defined]  # a ChoiceField, declared above

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
    field_order = ("status", "reason", "language")

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [status for status in BodyStatus if status in BODY_TRANSITIONS[BodyStatus(now)]]
        self.fields["status"].choices = [(s, STATUSES[s]) for s in steps]  # type: ignore[attr-defined]  # a ChoiceField, declared above

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


class RoleForm(Form):
    """A role of a body."""

    name = LineField(label=_("Name of the role"), max_length=120)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=10_000, initial=1)
    term_months = forms.IntegerField(
        label=_("Term in months"), min_value=1, max_value=1_200, required=False, help_text=_("Empty: without end.")
    )
    powers = forms.MultipleChoiceField(
        label=_("What its holders may do"), required=False, widget=CheckCards, choices=list(POWERS.items())
    )

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.create_role` takes."""
        return self.cleaned_data | {"powers": [Power(p) for p in self.cleaned_data["powers"]]}


class NewRoleForm(RoleForm, SpokenForm):
    """A new role, whose name has a language."""

    field_order = ("name", "language", "seats", "term_months", "powers")


class MandateForm(Form):
    """Who is to hold a role, from when, until when, by what right."""

    person_id = PersonField(label=_("Person"), help_text=_("The exact name, or the end of the page's address."))
    from_on = Day(label=_("From"))
    until_on = Day(
        label=_("Until"),
        required=False,
        help_text=_("The first day without the role: the successor may begin on it. Empty: the end of the usual term."),
    )
    how_chosen = forms.ChoiceField(
        label=_("How chosen"), choices=[(h, t) for h, t in WAYS_CHOSEN.items() if h is not HowChosen.NOT_RECORDED]
    )
    decision = LineField(
        label=_("By which decision"),
        max_length=120,
        required=False,
        help_text=_("For example: D-87."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_decision(self) -> str:
        """Return the ledger's ref of the decision named."""
        text = self.cleaned_data["decision"]
        number = key_of(text, "D")
        if text and number is None:
            raise forms.ValidationError(_("Give the decision's short name, such as D-87."))
        return ref("decision", number) if number is not None else ""

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.give_mandate` takes."""
        return self.cleaned_data | {"how_chosen": HowChosen(self.cleaned_data["how_chosen"])}


class EndMandateForm(Form):
    """When a mandate ends, and why."""

    on = Day(label=_("Ends on"), help_text=_("The first day without the role."))
    reason = LineField(label=_("Reason"), max_length=500, help_text=_("Shown to everyone on the body's page."))


class ProfileForm(SpokenForm):
    """A person's own page: each field with its audience."""

    about = TextField(label=_("About me"), required=False, help_text=_("Markdown works."))
    contact = LineField(
        label=_("Where to write to me"),
        max_length=300,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("The address of a page, such as your talk page. No e-mail address: it would be harvested."),
    )
    topics = FacetField(label=_("Topics I follow"))

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]  # a ChoiceField, declared above
        for field, label in SHOWN_TO.items():
            self.fields[f"{field}_shown_to"] = forms.ChoiceField(label=label, choices=list(AUDIENCES.items()))
        self.order_fields([
            "about", "language", "about_shown_to", "contact", "contact_shown_to", "topics", "topics_shown_to",
            "languages_shown_to", "activity_shown_to",
        ])  # fmt: skip

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.edit_profile` takes."""
        values = self.cleaned_data
        return {
            "about": values["about"],
            "language": values["language"] if values["about"] else "",
            "contact": values["contact"],
            "topics": [int(key) for key in values["topics"]],
            "shown_to": {field: Audience(values[f"{field}_shown_to"]) for field in SHOWN_TO},
        }


SHOWN_TO: Mapping[str, Any] = {
    "about": _("Who sees what I wrote about me"),
    "contact": _("Who sees where to write to me"),
    "topics": _("Who sees the topics I follow"),
    "languages": _("Who sees my languages"),
    "activity": _("Who sees, on this page, what I took part in"),
}


class ImportForm(Form):
    """A file to import; trying it out first is the default."""

    source = forms.ChoiceField(label=_("What it is"))
    file = forms.FileField(label=_("File"), help_text=_("At most 20 MB here; larger ones by the command line."))
    origin = LineField(
        label=_("Kept under the name"),
        max_length=40,
        required=False,
        help_text=_("Files with the same name here update each other's rows. Empty: the usual name."),
    )
    dry_run = forms.BooleanField(
        label=_("Only try it out"), required=False, initial=True, help_text=_("Shows what would be done.")
    )
    lenient = forms.BooleanField(
        label=_("Set bad rows aside"), required=False, help_text=_("Otherwise one bad row refuses the whole file.")
    )
    partial = forms.BooleanField(
        label=_("The file holds only a part"),
        required=False,
        help_text=_("Otherwise what it does not hold any more is marked as ended."),
    )

    def __init__(self, *args: Any, sources: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(name, name) for name in sources]  # type: ignore[attr-defined]  # a ChoiceField, declared above

    def clean_file(self) -> Any:
        """Refuse a file too large to be read while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB. Import it by the command line."))
        return file

    @property
    def upload(self) -> Upload:
        """Return the file."""
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())

    def run(self, *, origin: str, by: Any, at: datetime) -> Run:
        """Return how to import; ``origin`` is the source's usual name."""
        values = self.cleaned_data
        flags = {name: values[name] for name in ("dry_run", "lenient", "partial")}
        return Run(origin=values["origin"] or origin, by=by, at=at, **flags)


def first_day(today: date) -> dict[str, Any]:
    """Return how a form about a mandate begins: today."""
    return {"from_on": today, "on": today}
