"""What people fill in: ballots, questions, closing times, tallies and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.queries import MyPlace, misfilled_sentence
from talkoot.decisions.rules import Choice, Filling, Paper
from talkoot.kernel.verdicts import Text
from talkoot.slates.queries import Standing as Candidate
from talkoot.ui.forms import (
    ChoiceCards,
    Choices,
    Form,
    LanguageField,
    LineField,
    Moment,
    SpokenForm,
    TextField,
    offer_choices,
    with_hint,
)

LARGEST = 2_000_000_000


class Figure(forms.IntegerField):
    """A number of ballots or of people."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
        super().__init__(min_value=0, max_value=LARGEST, widget=widget, **kwargs)


class BallotForm(SpokenForm):
    """A ballot for one of the reader's places on the rolls."""

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)
    choice = forms.ChoiceField(label=_("How do you vote?"), widget=ChoiceCards)
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over; a no needs one."),
    )
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("place", "choice", "reason", "language")

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        if len(places) == 1:
            kwargs["initial"] = {**_cast(places[0]), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, place_words(p)) for p in places]
        choice: Any = self.fields["choice"]
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.required, place.empty_value = False, places[0].entry_id
            choice.label = question_words(places[0])
        choice.choices = choice_cards(())

    def explain_neutral(self, sentences: Iterable[str]) -> None:
        """Say beside neutral what it does, where the chambers concerned agree on that."""
        offer_choices(self, "choice", choice_cards(list(dict.fromkeys(sentences))))


class DecisionForm(SpokenForm):
    """A question and the rules it is put under."""

    body = forms.TypedChoiceField(label=_("Which body puts the question?"), coerce=int)
    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(
        label=_("Question"),
        max_length=rules.QUESTION_MAX,
        rows=6,
        help_text=_("Word it so that yes, no and neutral can answer it. It cannot change once somebody has voted."),
    )
    rests_on = LineField(
        label=_("Which consultation does it rest on?"),
        required=False,
        help_text=_("Its number, such as C-64, or the address of its page. Voting opens once it is closed."),
    )
    exemption = TextField(
        label=_("Why was nobody asked?"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("Only where it rests on no consultation. Everybody can read it."),
    )
    language = LanguageField(label=_("Language of what you write"))
    rulebook = forms.TypedChoiceField(label=_("Rulebook"), coerce=int)

    field_order = ("body", "title", "question", "rests_on", "exemption", "language", "rulebook")

    def __init__(self, *args: Any, bodies: Choices = (), rulebooks: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body", bodies)
        offer_choices(self, "rulebook", rulebooks)

    def clean_rests_on(self) -> str:
        """Return the ref of the consultation named, or nothing when none is."""
        text = str(self.cleaned_data["rests_on"])
        found = rules.consultation_named(text)
        if text and not found:
            sentence = _("There is no such consultation. Give its number, such as C-64, or the address of its page.")
            raise forms.ValidationError(sentence)
        return found


class QuestionForm(SpokenForm):
    """The same question in other words."""

    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(label=_("Question"), max_length=rules.QUESTION_MAX, rows=6)
    language = LanguageField(label=_("Language of the question"))

    field_order = ("title", "question", "language")


class OpeningForm(Form):
    """Until when votes are taken."""

    closes_at = Moment(label=_("Closing time (UTC)"), help_text=_("Voting cannot be cut short afterwards."))


class ReasonForm(SpokenForm):
    """Why a decision does not stand."""

    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("reason", "language")


class TallyForm(Form):
    """What a vote held elsewhere came to, and where that can be checked."""

    chamber = forms.ChoiceField(label=_("Chamber"))
    eligible = Figure(label=_("Could vote"))
    yes = Figure(label=_("Yes"))
    no = Figure(label=_("No"))
    neutral = Figure(label=_("Neutral"))
    source_url = forms.URLField(
        label=_("Where the result is published"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    evidence_sha256 = LineField(
        label=_("SHA-256 of the published result"),
        max_length=64,
        help_text=_("64 digits and letters from a to f; the command sha256sum prints it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, chambers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "chamber", chambers)

    def clean_evidence_sha256(self) -> str:
        """Forgive capitals: they mean the same."""
        return str(self.cleaned_data["evidence_sha256"]).lower()


def choice_cards(neutral: Sequence[str]) -> list[tuple[str, Text]]:
    """Return the choices; what neutral does is said where it is the same in all chambers concerned."""
    return [
        (Choice.YES, _("Yes")),
        (Choice.NO, with_hint(_("No"), _("A reason is needed and will be public"))),
        (Choice.NEUTRAL, with_hint(_("Neutral"), neutral[0]) if len(neutral) == 1 else _("Neutral")),
    ]


def question_words(place: MyPlace) -> Text:
    """Return the question to whoever has one place only."""
    if place.body is None:
        return _("How do you vote?")
    # Translators: %(body)s is the name of a body, such as a chapter.
    return _("How does %(body)s vote?") % {"body": place.body.name}


def place_words(place: MyPlace) -> Text:
    """Return whom a place is for, and whether a ballot is in it."""
    label = _whose(place)
    return with_hint(label, _("Has voted; a new vote takes the place of the old one")) if place.ballot else label


def _whose(place: MyPlace) -> Text:
    if place.body is None:
        # Translators: %(chamber)s is the name of a group that votes separately.
        return _("Yourself, in %(chamber)s") % {"chamber": place.chamber.name}
    # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
    return _("%(body)s, in %(chamber)s") % {"body": place.body.name, "chamber": place.chamber.name}


def _cast(place: MyPlace) -> dict[str, Any]:
    ballot = place.ballot
    said = {"choice": ballot.choice, "reason": ballot.reason, "language": ballot.language} if ballot else {}
    return {"place": place.entry_id, **said}


class NominationsForm(Form):
    """Who may stand, and between when people come forward."""

    kind = forms.ChoiceField(
        label=_("Who or what stands?"),
        widget=ChoiceCards,
        choices=[("people", _("People")), ("bodies", _("Bodies")), ("projects", _("Projects"))],
    )
    opens_at = Moment(label=_("Nominations open (UTC)"))
    closes_at = Moment(label=_("Nominations close (UTC)"), help_text=_("Voting can open from then on."))


class SeedForm(Form):
    """What lots are drawn from, where the rulebook leaves it to the count."""

    seed = LineField(
        label=_("Seed"),
        required=False,
        max_length=500,
        help_text=_("For the lot: a text that nobody could know before the close, such as the numbers of a lottery."),
    )


class MarksForm(SpokenForm):
    """The paper of an election: a box for each candidate, and for which of the reader's places it is.

    ``marks`` in the cleaned data are what was written (`rules.Marks`); what cannot be taken is told beside its box.
    """

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over."),
    )
    language = LanguageField(label=_("Language of the reason"))

    def __init__(
        self, *args: Any, paper: Paper, places: Sequence[MyPlace], candidates: Sequence[Candidate], **kwargs: Any
    ) -> None:
        self.paper, self.candidates = paper, candidates
        kwargs["initial"] = {**_marked(paper, places), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields |= {mark_name(each.key): mark_field(paper, each) for each in candidates}
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, place_words(p)) for p in places]
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.required, place.empty_value = False, places[0].entry_id
        self.order_fields(["place", *(mark_name(each.key) for each in candidates), "reason", "language"])

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data with ``marks``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {each.key: _typed(data.pop(mark_name(each.key), "")) for each in self.candidates}
        marks, wrong = rules.read_marks(self.paper, typed, list(typed))
        for each in wrong:
            self.add_error(mark_name(each.option) if each.option in typed else None, misfilled_sentence(each))
        return {**data, "marks": marks}


def mark_name(candidate: int) -> str:
    """Return the name of a candidate's box."""
    return f"m{candidate}"


def mark_field(paper: Paper, candidate: Candidate) -> forms.Field:
    """Return the box beside a candidate: for a number, a tick, or a stance."""
    shown: dict[str, Any] = {"label": candidate.name, "required": False, "template_name": "decisions/forms/mark.html"}
    if paper.filling is Filling.STANCES:
        choices = [("support", _("Support")), ("neutral", _("Neutral")), ("oppose", _("Oppose"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shown)
    if paper.filling in {Filling.APPROVALS, Filling.ONE}:
        return forms.BooleanField(**shown)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "size": "3"}
    return LineField(max_length=8, widget=forms.TextInput(attrs=attributes), **shown)


def _typed(value: object) -> str:
    return "1" if value is True else str(value or "")


def _marked(paper: Paper, places: Sequence[MyPlace]) -> dict[str, Any]:
    """Return what the boxes hold when the one place there is has a ballot already."""
    ballot = places[0].ballot if len(places) == 1 else None
    if ballot is None or ballot.marks is None:
        return {}
    said = rules.typed(paper, tuple((option, number) for option, number in ballot.marks))
    is_tick = paper.filling in {Filling.APPROVALS, Filling.ONE}
    boxes = {mark_name(option): True if is_tick else text for option, text in said.items()}
    return {**boxes, "reason": ballot.reason, "language": ballot.language}
