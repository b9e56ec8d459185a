"""What people fill in: whom they put forward, their consent, statements, questions, answers, a seed, a file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.slates import queries, rules
from talkoot.slates.rules import Asked, Kind
from talkoot.ui.forms import ChoiceCards, Form, LanguageField, LineField, SpokenForm, TextField, offer_choices

OURSELVES, ANOTHER = "self", "another"
FILE_MAX = 5_000_000


class AskedForm(SpokenForm):
    """A form that asks of a candidate what its slate asks, each in a field of its own."""

    def ask(self, asked: Sequence[Asked], *, required: bool = True, given: dict[str, str] | None = None) -> None:
        """Add a field for each attribute: a list where the values are fixed, else a line."""
        self._keys = [one.key for one in asked]
        for one in asked:
            self.fields[f"asked_{one.key}"] = _field(one, required=required, given=(given or {}).get(one.key, ""))

    @property
    def attributes(self) -> dict[str, str]:
        """Return what was said, by key; what was left empty is not there."""
        found = {key: str(self.cleaned_data.get(f"asked_{key}") or "") for key in self._keys}
        return {key: value for key, value in found.items() if value}


class NominateForm(AskedForm):
    """Whom one puts forward."""

    whose = forms.ChoiceField(label=_("Who shall stand?"), widget=ChoiceCards)
    whom = LineField(
        label=_("Whom do you put forward?"),
        required=False,
        max_length=500,
        help_text=_(
            "The address of their page here, or their name exactly. They are asked, and stand once they say yes."
        ),
    )
    name = LineField(
        label=_("Name on the ballot"),
        required=False,
        max_length=rules.NAME_MAX,
        help_text=_("Left empty: the name on their page here."),
    )
    cost = forms.DecimalField(
        label=_("What it costs"),
        min_value=Decimal(0),
        max_value=rules.COST_MAX,
        max_digits=18,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    language = LanguageField(label=_("Language of the name"))

    def __init__(
        self, *args: Any, kind: str, asked: Sequence[Asked], bodies: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind
        if kind == Kind.PROJECTS:
            del self.fields["whose"], self.fields["whom"]
            self.fields["name"].required, self.fields["name"].help_text = True, ""
            self.fields["name"].label = _("Name of the project")
        else:
            del self.fields["cost"]
            offer_choices(self, "whose", self._offered(bodies))
            self.fields["whose"].initial = OURSELVES if kind == Kind.PEOPLE else None
        self.ask(asked, required=kind == Kind.PROJECTS)
        self.order_fields(["whose", "whom", "name", "cost", "language"])

    def _offered(self, bodies: Sequence[tuple[int, str]]) -> list[tuple[str, Any]]:
        if self._kind == Kind.PEOPLE:
            return [(OURSELVES, _("I stand myself")), (ANOTHER, _("I put somebody else forward"))]
        # Translators: %s is the name of a body, such as a chapter.
        mine = [(str(key), _("%s, which I represent") % name) for key, name in bodies]
        return [*mine, (ANOTHER, _("Another body"))]

    def clean(self) -> dict[str, Any]:
        """Refuse another without a name, or with one that nobody or several bear."""
        cleaned = super().clean() or {}
        if self._kind != Kind.PROJECTS and cleaned.get("whose") == ANOTHER:
            found = queries.named_candidate(cleaned.get("whom", ""), self._kind)
            if found is None:
                self.add_error("whom", _("Nobody here, or more than one, has this name or address."))
            cleaned["found"] = found
        return cleaned

    def intent(self, own_person: int | None) -> dict[str, Any]:
        """Return what `actions.nominate` takes."""
        values = {"name": self.cleaned_data["name"], "language": self.cleaned_data["language"]}
        values |= {"attributes": self.attributes, "cost": self.cleaned_data.get("cost")}
        whose = self.cleaned_data.get("whose")
        match Kind(self._kind):
            case Kind.PEOPLE:
                return {**values, "person_id": own_person if whose == OURSELVES else self.cleaned_data["found"]}
            case Kind.BODIES:
                return {**values, "body_id": self.cleaned_data["found"] if whose == ANOTHER else int(whose or 0)}
        return values


class ConsentForm(AskedForm):
    """Yes to being put forward, and what is asked of candidates."""

    name = LineField(label=_("Name on the ballot"), max_length=rules.NAME_MAX)
    language = LanguageField(label=_("Language of the name"))

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(asked)


class StatementForm(SpokenForm):
    """A candidate's statement in one language."""

    text = TextField(
        label=_("Statement"),
        max_length=rules.STATEMENT_MAX,
        rows=12,
        help_text=_("Who you are, what you would do. Everybody can read it, and every version stays readable."),
    )
    language = LanguageField()


class QuestionForm(SpokenForm):
    """A question to a candidate."""

    text = TextField(
        label=_("What do you want to know?"),
        max_length=rules.QUESTION_MAX,
        rows=4,
        help_text=_("Public at once, under your name. In any language."),
    )
    language = LanguageField()


class AnswerForm(SpokenForm):
    """The candidate's answer."""

    text = TextField(label=_("Your answer"), max_length=rules.ANSWER_MAX, rows=6)
    language = LanguageField()


class StrikeForm(SpokenForm):
    """Why a candidate is taken off."""

    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))


class FreezeForm(Form):
    """The seed of the order, where the slate announced where it would come from."""

    seed = LineField(
        label=_("Seed"), max_length=rules.SEED_MAX, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if source:
            self.fields["seed"].help_text = source
        else:
            del self.fields["seed"]


class FileForm(Form):
    """A file of candidates, tried out first."""

    file = forms.FileField(label=_("File (CSV)"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}))
    what = forms.ChoiceField(
        label=_("What shall be done?"),
        widget=ChoiceCards,
        choices=[("try", _("Only say what would be done")), ("do", _("Enter them"))],
        initial="try",
    )

    def clean_file(self) -> Any:
        """Refuse a file no slate could need."""
        file = self.cleaned_data["file"]
        if file.size > FILE_MAX:
            # Translators: %(limit)d is a number of megabytes.
            raise forms.ValidationError(_("A file of candidates has at most %(limit)d MB."), params={"limit": 5})
        return file


def _field(asked: Asked, *, required: bool, given: str) -> forms.Field:
    hint = "" if required else _("Needed if you stand yourself.")
    if asked.allowed:
        choices = [("", "–"), *((value, value) for value in asked.allowed)]
        return forms.ChoiceField(label=asked.label, choices=choices, required=required, initial=given, help_text=hint)
    return LineField(label=asked.label, max_length=rules.VALUE_MAX, required=required, initial=given, help_text=hint)
