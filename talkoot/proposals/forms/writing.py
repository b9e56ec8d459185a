"""What people fill in about a proposal: the proposal itself, an edit, a comment, a reply, a reason to withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.proposals.rules import limits
from talkoot.scopes.queries import ScopeOffer
from talkoot.ui.facets import FacetField, Picked
from talkoot.ui.forms import Form, LanguageField, LineField, SpokenForm, TextField, offer_choices

FACETS = ("topics", "territories", "languages")

type Bodies = Sequence[tuple[int, str]]


class ScopedForm(SpokenForm):
    """A form that also asks what the text is about: topics, places, languages; all may stay open."""

    topics = FacetField(
        "topics",
        label=_("Topics"),
        help_text=_("They decide who is asked and who answers you. Choose nothing for all topics."),
    )
    territories = FacetField(
        "territories",
        label=_("Places"),
        help_text=_("Regions and countries it is for. Choose nothing for everywhere."),
    )
    languages = FacetField(
        "languages",
        label=_("Language communities"),
        help_text=_("Whose readers and writers it is for. Choose nothing for all languages."),
    )

    def __init__(self, *args: Any, offer: ScopeOffer, **kwargs: Any) -> None:
        super().__init__(*args, languages=offer.languages, **kwargs)
        for field in self.fields.values():
            if isinstance(field, FacetField):
                field.offer(offer)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what a field begins with; a facet, with what was ticked and the names typed, as `typed` keeps both."""
        if isinstance(field, FacetField):
            picker: Any = field.widget
            return picker.value_from_datadict(self.initial, {}, field_name)
        return super().get_initial_for_field(field, field_name)

    @property
    def typed(self) -> dict[str, Any]:
        """Return everything as it was typed, right or wrong, in plain values a form can begin with or be sent."""
        kept: dict[str, Any] = {}
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, {}, name)
            kept |= value.kept_as(name) if isinstance(value, Picked) else {name: value}
        return kept

    @property
    def scope(self) -> dict[str, Any]:
        """Return the three facets as the actions take them."""
        facets = {name: self.cleaned_data[name] for name in FACETS}
        return {**facets, "topics": [int(topic) for topic in facets["topics"]]}


class ProposalForm(ScopedForm):
    """A proposal: five questions, two of which may be left open."""

    title = LineField(
        label=_("What do you propose?"),
        max_length=limits.TITLE_MAX,
        help_text=_("One line that says it to somebody who knows nothing of it yet."),
    )
    problem = TextField(
        label=_("What is wrong or missing today?"),
        max_length=limits.PROBLEM_MAX,
        rows=6,
        help_text=_("Whom it happens to, how often, what it costs. A few sentences are enough."),
    )
    change = TextField(
        label=_("What should change?"),
        max_length=limits.CHANGE_MAX,
        rows=4,
        required=False,
        help_text=_("If you have an idea. How it is done best, others may know."),
    )
    affected = TextField(
        label=_("Who is affected?"),
        max_length=limits.AFFECTED_MAX,
        rows=3,
        help_text=_("Who would notice a change, for better or worse: they will be asked."),
    )
    language = LanguageField()
    on_behalf = forms.TypedChoiceField(label=_("You write"), coerce=int, empty_value=None, required=False)
    field_order = ("title", "problem", "change", "affected", "language", *FACETS, "on_behalf")

    def __init__(self, *args: Any, bodies: Bodies = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            # Translators: %s is the name of a body, such as a chapter.
            named = [(key, _("For %s") % name) for key, name in bodies]
            offer_choices(self, "on_behalf", [("", _("For yourself")), *named])
        else:
            del self.fields["on_behalf"]


class EditForm(ScopedForm):
    """A new version of the text. ``base_version`` is the one the writer saw."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = LineField(label=_("What do you propose?"), max_length=limits.TITLE_MAX)
    problem = TextField(label=_("What is wrong or missing today?"), max_length=limits.PROBLEM_MAX, rows=8)
    change = TextField(label=_("What should change?"), max_length=limits.CHANGE_MAX, rows=5, required=False)
    affected = TextField(label=_("Who is affected?"), max_length=limits.AFFECTED_MAX, rows=3)
    language = LanguageField()
    summary = LineField(
        label=_("What did you change, and why?"),
        max_length=limits.SUMMARY_MAX,
        help_text=_("One line; it stands in the history."),
    )
    field_order = ("base_version", "title", "problem", "change", "affected", "language", *FACETS, "summary")

    def __init__(self, *args: Any, takes_scope: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_scope:
            for name in FACETS:
                del self.fields[name]

    @property
    def values(self) -> dict[str, Any]:
        """Return the cleaned values as the action takes them."""
        plain = {name: value for name, value in self.cleaned_data.items() if name not in FACETS}
        return plain | self.scope if "topics" in self.fields else plain


class SupportForm(SpokenForm):
    """Support, with some words if one likes."""

    comment = TextField(
        label=_("Why do you support it?"),
        max_length=limits.COMMENT_MAX,
        rows=4,
        required=False,
        help_text=_("Everybody can read it. Reasons weigh more than numbers."),
    )
    language = LanguageField(label=_("Language of your comment"))
    follow = forms.BooleanField(label=_("Tell me when it moves on"), required=False, initial=True)


class ReplyForm(SpokenForm):
    """The answer of the body responsible."""

    text = TextField(
        label=_("Answer"),
        max_length=limits.REPLY_MAX,
        rows=8,
        help_text=_("What happens with it next, and when. Everybody can read it."),
    )
    language = LanguageField(label=_("Language of the answer"))


class ReasonForm(SpokenForm):
    """A public reason."""

    reason = TextField(label=_("Reason"), max_length=limits.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))


class ChargeForm(Form):
    """Which of one's bodies takes charge."""

    body_id = forms.TypedChoiceField(label=_("Body that takes charge"), coerce=int)

    def __init__(self, *args: Any, bodies: Bodies = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", bodies)


class ProcessForm(Form):
    """A process as TOML, and the body that looks after what no duty covers."""

    source = forms.CharField(
        label=_("Process, as TOML"),
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "ltr", "rows": 24, "spellcheck": "false"}),
    )
    body_id = forms.TypedChoiceField(
        label=_("Who looks after matters that no duty covers"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, bodies: Bodies = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", [("", _("Nobody")), *bodies])
