"""What people fill in: ballots, questions, closing times, tallies and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.rules import CUSTODIANS_MAX, NEEDED_MIN, Custody
from talkoot.decisions import rules
from talkoot.decisions.queries import MyPlace, misfilled_sentence
from talkoot.decisions.rules import Choice, ClockChoice, Filling, Paper, Position, meant, zone_of
from talkoot.directory.queries import person_named
from talkoot.kernel.verdicts import Text
from talkoot.slates.queries import Standing as Candidate
from talkoot.ui.forms import (
    CheckCards,
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


class SealedBallotForm(Form):
    """A ballot for one of the reader's places on the rolls, without a word beside it: as secret chambers cast it."""

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)
    choice = forms.ChoiceField(label=_("How do you vote?"), widget=ChoiceCards)

    no: Text = _("No")

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        if len(places) == 1:
            kwargs["initial"] = {**_cast(places[0]), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["choice"]
        offer_places(self, places)
        if len(places) == 1:
            choice.label = question_words(places[0])
        self.explain_neutral(())

    def explain_neutral(self, sentences: Iterable[str]) -> None:
        """Say beside neutral what it does, where the chambers concerned agree on that."""
        offer_choices(self, "choice", choice_cards(self.no, list(dict.fromkeys(sentences))))


class BallotForm(SealedBallotForm, SpokenForm):
    """A ballot that everybody can read after the close, with a reason in any language."""

    no = with_hint(_("No"), _("A reason is needed and will be public"))
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over; a no needs one."),
    )
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("place", "choice", "reason", "language")


class PositionForm(SpokenForm):
    """Where the reader stands in a round of consent, for one of their places."""

    place = forms.TypedChoiceField(label=_("For whom do you speak?"), coerce=int, widget=ChoiceCards)
    position = forms.ChoiceField(
        label=_("Where do you stand?"),
        widget=ChoiceCards,
        choices=[
            (Position.AGREE, _("I agree")),
            (Position.CONCERN, with_hint(_("I have a concern"), _("It is heard and kept, and holds nothing up"))),
            (Position.STAND_ASIDE, with_hint(_("I stand aside"), _("Let the others decide without you"))),
            (Position.OBJECTION, with_hint(_("I object"), _("The proposal would do harm: name it"))),
        ],
    )
    reason = TextField(
        label=_("Your words"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=4,
        help_text=_(
            "A concern and an objection need them. A reasoned objection says what harm the proposal would do, to whom "
            "or to what. It is none that you would prefer something else, or that it could be better still."
        ),
    )
    language = LanguageField(label=_("Language of your words"))

    field_order = ("place", "position", "reason", "language")

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        ballot = places[0].ballot if len(places) == 1 else None
        if ballot is not None:
            said = {"reason": ballot.reason, "language": ballot.language}
            kwargs["initial"] = {"position": rules.position_in(ballot.marks), **said}
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, place_words(p)) for p in places]
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.required, place.empty_value = False, places[0].entry_id


class OverrideForm(Form):
    """For which of the reader's places an override is supported."""

    place = forms.TypedChoiceField(label=_("For whom do you speak?"), coerce=int, widget=ChoiceCards)

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, _whose(p)) for p in places]
        place.initial = places[0].entry_id


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


class AmendmentForm(SpokenForm):
    """The next version of a proposal, what it is for, and which objections it shall meet."""

    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(label=_("The proposal"), max_length=rules.QUESTION_MAX, rows=6)
    why = TextField(
        label=_("What does the amendment change, and why?"),
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_(
            "Everybody can read it. Whoever objected is asked with these words whether it meets the objection."
        ),
    )
    language = LanguageField()
    meets = forms.TypedMultipleChoiceField(
        label=_("Which objections shall it meet?"), coerce=int, required=False, widget=CheckCards
    )

    field_order = ("title", "question", "why", "language", "meets")

    def __init__(self, *args: Any, objections: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "meets", objections)
        if not objections:
            del self.fields["meets"]


class DayAndTime(forms.MultiWidget):
    """A day, and a time beside it that may stay empty; takes both in one text, too."""

    use_fieldset = True

    def __init__(self) -> None:
        day = forms.DateInput(attrs={"type": "date", "dir": "ltr", "aria-label": _("Day")}, format="%Y-%m-%d")
        clock = forms.TimeInput(attrs={"type": "time", "dir": "ltr", "aria-label": _("Time")}, format="%H:%M")
        super().__init__({"": day, "time": clock})

    def decompress(self, value: Any) -> list[Any]:
        """Return the parts of a stored time, by UTC."""
        told = value.astimezone(UTC) if value else None
        return [told.date(), told.time()] if told else [None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return day and time as they were sent."""
        day, clock = super().value_from_datadict(data, files, name)
        whole, _t, rest = str(day or "").partition("T")
        return [whole, clock or rest]


class MomentByClock(forms.MultiValueField):
    """A day and perhaps a time; the form's clock says what moment that is. A day alone is its end."""

    def __init__(self, **kwargs: Any) -> None:
        parts = (forms.DateField(input_formats=["%Y-%m-%d"]), forms.TimeField(input_formats=["%H:%M"], required=False))
        super().__init__(fields=parts, widget=DayAndTime(), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> Any:
        """Return the parts as they are: the form knows the clock."""
        return tuple(data_list)


class ClockedForm(Form):
    """A form whose times are meant by a clock that is chosen with them."""

    clock = forms.ChoiceField(label=_("By which clock?"), required=False)

    def __init__(self, *args: Any, own: str = "UTC", anywhere: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, first = own, ClockChoice.ANYWHERE if anywhere else ClockChoice.UTC
        # Translators: %(zone)s is the name of a time zone such as Africa/Accra.
        mine = (ClockChoice.OWN, _("Your time zone, %(zone)s") % {"zone": own})
        everywhere = (ClockChoice.ANYWHERE, _("Anywhere on Earth: when the day has ended everywhere"))
        offer_choices(self, "clock", [(ClockChoice.UTC, _("UTC")), mine, everywhere])
        self.fields["clock"].initial = first

    def clean(self) -> dict[str, Any]:
        """Return the moments that are meant."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        zone = zone_of(ClockChoice(data.pop("clock", "") or ClockChoice.UTC), self.own)
        return {
            name: meant(value[0], value[1], zone) if isinstance(value, tuple) else value for name, value in data.items()
        }


class OpeningForm(ClockedForm):
    """Until when votes are taken."""

    closes_at = MomentByClock(
        label=_("Closing time"),
        help_text=_("Without a time it is the end of that day. Voting cannot be cut short afterwards."),
    )

    field_order = ("closes_at", "clock")


class AnnouncementForm(ClockedForm):
    """When voting opens by itself, and until when votes are taken."""

    opens_at = MomentByClock(label=_("Opening time"), help_text=_("Without a time it is the end of that day."))
    closes_at = MomentByClock(
        label=_("Closing time"),
        help_text=_("Without a time it is the end of that day. Voting cannot be cut short afterwards."),
    )

    field_order = ("opens_at", "closes_at", "clock")


class ChallengeForm(SpokenForm):
    """What is wrong with a count, and what should be done about it."""

    change = forms.ChoiceField(
        label=_("What should be done?"),
        widget=ChoiceCards,
        choices=[("recount", _("Correct it and count again")), ("void", _("Void the decision"))],
    )
    reason = TextField(label=_("What is wrong?"), max_length=rules.REASON_MAX, rows=5)
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("change", "reason", "language")


class ChallengeAnswerForm(SpokenForm):
    """What comes of a challenge, and why."""

    outcome = forms.ChoiceField(
        label=_("What comes of it?"),
        widget=ChoiceCards,
        choices=[
            ("dismissed", with_hint(_("Dismiss it"), _("The count stays"))),
            ("recount", with_hint(_("Uphold it and count again"), _("The count is set aside until it was corrected"))),
            ("void", with_hint(_("Uphold it and void the decision"), _("Nothing is decided then"))),
        ],
    )
    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=5, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("outcome", "reason", "language")


class ReasonForm(SpokenForm):
    """Why a decision does not stand, or a roll should change."""

    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order: tuple[str, ...] = ("reason", "language")


class RecusalForm(ReasonForm):
    """Why somebody stands back from a vote, and in which of their places."""

    place = forms.TypedChoiceField(label=_("Who stands back?"), coerce=int, widget=ChoiceCards)

    field_order = ("place", "reason", "language")

    def __init__(self, *args: Any, places: Sequence[MyPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, places)


class TallyForm(Form):
    """What a vote held elsewhere came to, and where that can be checked."""

    chamber = forms.ChoiceField(label=_("Chamber"))
    eligible = Figure(label=_("Could vote"))
    yes = Figure(label=_("Yes"))
    no = Figure(label=_("No"))
    neutral = Figure(label=_("Neutral"))
    source_url = forms.URLField(
        label=_("Where the result is published"), max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
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


def offer_places(form: forms.Form, places: Sequence[MyPlace]) -> None:
    """Offer the reader's places to vote in; where there is one only, it needs no asking."""
    place: Any = form.fields["place"]
    place.choices = [(each.entry_id, place_words(each)) for each in places]
    if len(places) == 1:
        place.widget = forms.HiddenInput()
        place.required, place.empty_value = False, places[0].entry_id


def choice_cards(no: Text, neutral: Sequence[str]) -> list[tuple[str, Text]]:
    """Return the choices; what neutral does is said where it is the same in all chambers concerned."""
    return [
        (Choice.YES, _("Yes")),
        (Choice.NO, no),
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
    return with_hint(label, _("Has voted; a new vote takes the place of the old one")) if place.voted_at else label


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


class CodeForm(Form):
    """The receipt code of a secret ballot."""

    code = LineField(
        label=_("Your receipt code"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


class SeedForm(Form):
    """What lots are drawn from, where the rulebook leaves it to the count."""

    seed = LineField(
        label=_("Seed"),
        required=False,
        max_length=500,
        help_text=_("For the lot: a text that nobody could know before the close, such as the numbers of a lottery."),
    )


class SealedMarksForm(Form):
    """The paper of an election: a box for each candidate, and for which of the reader's places it is.

    ``marks`` in the cleaned data are what was written (`rules.Marks`); what cannot be taken is told beside its box.
    """

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)

    def __init__(
        self, *args: Any, paper: Paper, places: Sequence[MyPlace], candidates: Sequence[Candidate], **kwargs: Any
    ) -> None:
        self.paper, self.candidates = paper, candidates
        kwargs["initial"] = {**_marked(paper, places), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields |= {mark_name(each.key): mark_field(paper, each) for each in candidates}
        offer_places(self, places)
        self.order_fields(["place", *(mark_name(each.key) for each in candidates), "reason", "language"])

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data with ``marks``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {each.key: _typed(data.pop(mark_name(each.key), "")) for each in self.candidates}
        marks, wrong = rules.read_marks(self.paper, typed, list(typed))
        for each in wrong:
            self.add_error(mark_name(each.option) if each.option in typed else None, misfilled_sentence(each))
        return {**data, "marks": marks}


class MarksForm(SealedMarksForm, SpokenForm):
    """The paper of an election that everybody can read after the close, with a reason in any language."""

    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over."),
    )
    language = LanguageField(label=_("Language of the reason"))


class BoxesForm(Form):
    """Who keeps the keys of a draft's ballot boxes."""

    custody = forms.ChoiceField(
        label=_("Who keeps the key?"),
        widget=ChoiceCards,
        choices=[
            (Custody.SCRUTINEERS, with_hint(_("Scrutineers"), _("Nobody opens the box alone, whoever runs this site"))),
            (
                Custody.KEY_FILE,
                with_hint(_("A file on the server"), _("Weaker: whoever runs this site could read who voted how")),
            ),
        ],
    )
    custodians = TextField(
        label=_("Scrutineers"),
        required=False,
        rows=5,
        max_length=4_000,
        help_text=_("One in each line: the name, or the last part of the address of the person's page."),
    )
    needed = forms.IntegerField(
        label=_("How many of them are needed to open the box?"),
        required=False,
        min_value=NEEDED_MIN,
        max_value=CUSTODIANS_MAX,
        help_text=_("Less than all of them, so that one who loses the key does not lose every ballot."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )

    def clean_custodians(self) -> list[int]:
        """Return the persons who are named, each once."""
        lines = [line.strip() for line in str(self.cleaned_data["custodians"]).splitlines()]
        return list(dict.fromkeys(_person(line) for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Return what is asked of `prepare_boxes`: a file has no scrutineers, whatever stands in their fields."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("custody") == Custody.KEY_FILE:
            return {"custody": Custody.KEY_FILE, "custodians": [], "needed": 0}
        return {**data, "needed": data.get("needed") or 0}


def _person(text: str) -> int:
    found = person_named(text)
    if len(found) == 1:
        return found[0].pk
    if not found:
        # Translators: %(name)s is what somebody typed.
        nobody = _("Nobody here is called “%(name)s”. Look under People for the exact name.")
        raise forms.ValidationError(nobody, params={"name": text[:60]})
    # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
    several = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")
    raise forms.ValidationError(several, params={"addresses": ", ".join(person.slug for person in found)})


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
