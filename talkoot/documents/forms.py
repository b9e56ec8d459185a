"""Forms of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.documents import rules
from talkoot.documents.queries import Doubt, outline_problem, read
from talkoot.kernel.texts import BadText
from talkoot.ui.forms import ChoiceCards, Choices, Day, LanguageField, LineField, SpokenForm, offer_choices, with_hint

WRITTEN = [
    (rules.Written.MARKDOWN, with_hint(_("Markdown"), _("Headings are marked with # or underlined."))),
    (
        rules.Written.WIKITEXT,
        with_hint(_("Wikitext"), _("Headings stand between = signs; marks of Translate are left out.")),
    ),
    (
        rules.Written.PLAIN,
        with_hint(_("Plain text"), _("A line that begins with its number, such as 4.2., begins a clause.")),
    ),
]
NEW = "new"


class SourceForm(SpokenForm):
    """A whole text, how it is written, and from when it is in force."""

    source = forms.CharField(
        label=_("The whole text"),
        max_length=rules.SOURCE_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 24}),
        help_text=_("Each heading begins a clause. Numbers follow from the order; those you write are left out."),
    )
    written = forms.ChoiceField(label=_("How is it written?"), choices=WRITTEN, widget=ChoiceCards)
    summary = LineField(
        label=_("What changes, and why?"),
        max_length=rules.SUMMARY_MAX,
        help_text=_("Everybody reads it in the history."),
    )
    in_force_on = Day(label=_("In force from"))

    def clean(self) -> dict[str, Any]:
        """Refuse a text that is no document, naming the line."""
        values = super().clean() or {}
        if "source" in values and "written" in values:
            try:
                read(values["source"], values["written"])
            except rules.Unreadable as problem:
                self.add_error("source", str(outline_problem(problem)))
            except BadText as bad:
                # Translators: %(character)s is a code such as U+202E.
                text = gettext(
                    "This text holds a hidden character that cannot be kept: %(character)s. Remove it and send again."
                )
                self.add_error(
                    "source", ValidationError(text, params={"character": bad.character}, code="bad_character")
                )
        return values


class FoundingForm(SourceForm):
    """A new document of one of the bodies one tends."""

    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    slug = LineField(
        label=_("Address"),
        max_length=rules.SLUG_MAX,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
        help_text=_("Small Latin letters, digits and hyphens, such as charter. It stays for good."),
    )
    body_id = forms.TypedChoiceField(label=_("Which body owns it?"), coerce=int)
    language = LanguageField(label=_("Language that binds"))
    review_on = Day(label=_("To be looked at again on"), required=False)

    field_order = (
        "title", "slug", "body_id", "language", "source", "written", "summary", "in_force_on", "review_on",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", [("", "—"), *bodies])


class VersionForm(SourceForm):
    """The next version; where it is not sure which clause is which, it asks."""

    language = LanguageField(label=_("Language of what you say about it"))
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("source", "written", "summary", "language", "in_force_on", "based_on")

    def ask(self, doubts: Sequence[Doubt]) -> None:
        """Ask of each doubtful clause whether it is the old one; unanswered, the form has errors."""
        for doubt in doubts:
            name = f"same-{doubt.place}"
            self.fields[name] = _same_field(doubt)
            answer = self.data.get(name, "")
            if answer in {str(doubt.key), NEW}:
                self.cleaned_data[name] = answer
            else:
                self.add_error(name, gettext("Say whether it is the same clause."))

    @property
    def same(self) -> dict[int, int | None]:
        """Return, by place, the id of the old clause that each doubtful one is said to be, or None."""
        answers = {n: v for n, v in self.cleaned_data.items() if n.startswith("same-")}
        return {int(name.removeprefix("same-")): None if v == NEW else int(v) for name, v in answers.items()}

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.publish_version` takes."""
        names = ("source", "written", "summary", "language", "in_force_on", "based_on")
        return {**{name: self.cleaned_data[name] for name in names}, "same": self.same}


def _same_field(doubt: Doubt) -> forms.Field:
    # Translators: %(number)s is that of a clause in the old text.
    same = gettext("The same clause as %(number)s, in other words") % {"number": doubt.old_number}
    # Translators: %(number)s is that of a clause in the new text, %(heading)s its heading.
    label = gettext("Clause %(number)s, %(heading)s") % {"number": doubt.number, "heading": doubt.heading or "…"}
    choices = [(str(doubt.key), with_hint(same, doubt.old_text[:200])), (NEW, gettext("A new clause"))]
    return forms.ChoiceField(label=label, choices=choices, widget=ChoiceCards, required=False)
