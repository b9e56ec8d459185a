"""A rulebook of the second format, field by field; nothing has a default, and what is unsaid is asked back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.verdicts import Text
from talkoot.rulebooks import rules
from talkoot.rulebooks.forms.asking import (
    CHOICES,
    COURSE,
    HELP,
    IN_CHAMBER,
    LABELS,
    LINES,
    NUMBERS,
    ORDER,
    QUESTION,
    Choice,
    ElectionOrder,
)
from talkoot.rulebooks.forms.publishing import KeptForm
from talkoot.rulebooks.forms.rehearsing import USUAL, CandidatesField, VotersField
from talkoot.rulebooks.queries import DraftView, draft_view, method_name, problem_sentence, setting_sentences
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Choices, LanguageField, LineField, TextField, offer_choices

UNSAID = ("", "—")
NONE = "none"


class ComposingForm(KeptForm):
    """Rules field by field. ``source`` and ``rules`` are what they say, once the form is valid."""

    name = LineField(label=_("Name"))
    names = TextField(
        label=_("The name in other languages"),
        required=False,
        rows=2,
        max_length=4_000,
        help_text=_("A line each: the tag of the language, a colon, the name. For example: es: Consejo"),
    )
    language = LanguageField(label=_("Language of the name"))
    combination = forms.ChoiceField(label=_("When is it adopted?"))
    needed = LineField(label=_("How many chambers"), required=False, max_length=3)
    candidates = CandidatesField()

    source = ""
    rules: rules.Rules | None = None

    def __init__(self, *args: Any, own: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said: Mapping[str, str] = self.data if self.is_bound else self.initial
        offer_choices(self, "combination", [UNSAID, *CHOICES["combination"]])
        language: Any = self.fields["language"]
        language.offer(language_choices(), own)
        self.fields.update(_course_fields(said))
        self.prefixes = rules.chambers_in(said)[: rules.MOST_CHAMBERS]
        for prefix in self.prefixes:
            self.fields.update(_chamber_fields(said, prefix))
        self.asked = [name for name, field in self.fields.items() if field.required]

    def full_clean(self) -> None:
        """Let the reader of rulebooks ask for what is unsaid: it knows what hangs on it."""
        for name in self.asked:
            self.fields[name].required = False
        super().full_clean()
        for name in self.asked:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse rules with anything wrong or unsaid, at the field that says it."""
        values = super().clean() or {}
        if not values.get("course"):
            unsaid = rules.Problem("unsaid_course", 1, values={"key": "course", "readings": ["a table"]})
            self.add_error("course", problem_sentence(unsaid))
        written = rules.toml_of(self.draft)
        self.source = written.source
        try:
            self.rules = rules.read_rulebook(written.source)
        except rules.Unusable as unusable:
            for problem in unusable.problems:
                names = written.fields_of(problem.line, str(problem.values.get("key", "")))
                self.add_error(next((n for n in names if n in self.fields), None), problem_sentence(problem))
        return values

    @property
    def draft(self) -> dict[str, str]:
        """Return what the fields say, as they were typed."""
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if isinstance(value, str)}

    @property
    def eligible(self) -> dict[str, int]:
        """Return how many may vote in each chamber, by its key."""
        values = self.cleaned_data
        return {values[f"{p}key"]: values.get(f"{p}eligible") or USUAL for p in self.prefixes}

    def view(self) -> DraftView | None:
        """Return the rules read back, drawn and rehearsed; None while something is wrong with them."""
        if self.errors or self.rules is None:
            return None
        said = self.cleaned_data
        where = {"slug": said["slug"], "body_id": said["body"]}
        return draft_view(self.rules, self.source, said["candidates"], self.eligible, **where)

    @property
    def general(self) -> list[forms.BoundField]:
        """Return the fields about the whole rulebook."""
        return [self[name] for name in ("body", "slug", "name", "names", "language", "combination", "needed")]

    @property
    def around_the_vote(self) -> list[forms.BoundField]:
        """Return the fields about what comes before voting and after the count."""
        return [self[name] for name in ("course", *COURSE) if name in self.fields]

    def chambers(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return each chamber's prefix, what it is called so far, and its fields."""
        return [
            (prefix, self[f"{prefix}name"].value() or "", [self[n] for n in self.fields if n.startswith(prefix)])
            for prefix in self.prefixes
        ]


def _course_fields(said: Mapping[str, str]) -> dict[str, forms.Field]:
    """Return the fields of the course, those that what is said so far asks for."""
    fields = {"course": _field("course")}
    if not rules.says_course(said):
        return fields
    fields |= {name: _field(name) for name in COURSE}
    if said.get("extension", "") in {"", NONE}:
        del fields["extension_days"], fields["extension_times"]
    if said.get("scrutineers", "") in {"", NONE}:
        del fields["scrutineers_role"]
    return fields


def _chamber_fields(said: Mapping[str, str], prefix: str) -> dict[str, forms.Field]:
    """Return the fields of one chamber, those that what is said so far asks for."""
    order = [name for name in ORDER if name not in IN_CHAMBER or rules.says_course(said)]
    fields = {f"{prefix}{name}": _field(name) for name in order}
    asks = said.get(f"{prefix}asks", "")
    fields[f"{prefix}counts"] = Choice("counts_election" if asks == "election" else "counts_question", LABELS["counts"])
    if said.get(f"{prefix}quorum", "") in {"", "none"}:
        for name in ("size", "counts", "reach"):
            del fields[f"{prefix}{name}"]
    if asks == "question":
        fields |= {f"{prefix}{name}": _field(name) for name in QUESTION}
    elif asks == "election":
        fields |= _election_fields(said, prefix)
    fields[f"{prefix}eligible"] = VotersField(label=_("Could vote, in the rehearsal"))
    return fields


def _election_fields(said: Mapping[str, str], prefix: str) -> dict[str, forms.Field]:
    fields = _method_fields(said, prefix, "method", rules.SETTING)
    has_groups = said.get(f"{prefix}reserved", "").strip() not in {"", "none"}
    order = ElectionOrder.with_groups if has_groups else ElectionOrder.without_groups
    for name in order:
        fields[f"{prefix}{name}"] = _field(name)
        if name == "runoff" and said.get(f"{prefix}runoff", "") not in {"", NONE}:
            fields[f"{prefix}between"] = _field("between")
            fields |= _method_fields(said, prefix, "again", rules.SETTING_AGAIN)
    stands: Any = fields[f"{prefix}candidates"]
    stands.choices = [UNSAID, ("all", _("All candidates stand.")), *_earlier(said, prefix)]
    if said.get(f"{prefix}terms", "") in {"", "same"}:
        del fields[f"{prefix}longer"]
    return fields


def _method_fields(said: Mapping[str, str], prefix: str, name: str, room: str) -> dict[str, forms.Field]:
    """Return the field ``name`` that says a method, and after it what that method asks for."""
    method = said.get(f"{prefix}{name}", "")
    asked = rules.settings_of(method, said, prefix, room)
    return {f"{prefix}{name}": _methods(LABELS[name])} | {
        f"{prefix}{room}{key}": _setting(method, key, words) for key, words in asked.items()
    }


def _earlier(said: Mapping[str, str], prefix: str) -> list[tuple[str, Text]]:
    """Return the chambers before this one that elect: their elected may be who stands here."""
    before = rules.chambers_in(said)
    found: list[tuple[str, Text]] = []
    for each in before[: before.index(prefix)]:
        if said.get(f"{each}asks") == "election" and (key := said.get(f"{each}key", "")):
            # Translators: %(from)s is the name of a group that elected before.
            sentence = _("Only those stand whom %(from)s elected.")
            found.append((f"elected by {key}", sentence % {"from": said.get(f"{each}name") or key}))
    return found


def _field(name: str) -> forms.Field:
    if name in CHOICES:
        return Choice(name, LABELS[name])
    if name in LINES:
        return TextField(label=LABELS[name], rows=2, max_length=4_000, help_text=LINES[name], required=name != "names")
    if name == "candidates":
        return _chosen(LABELS[name], ())
    ltr = {"dir": "ltr", "spellcheck": "false"} if name != "name" else {"dir": "auto"}
    if name in NUMBERS:
        ltr["inputmode"] = "numeric"
    widget = forms.TextInput(attrs=ltr)
    return LineField(label=LABELS[name], widget=widget, required=name != "whom", help_text=HELP.get(name, ""))


def _methods(label: Text) -> forms.Field:
    choices: Iterable[tuple[str, Text]] = [(method, method_name(method)) for method in rules.methods()]
    help_text = _("After another choice press “Show the fields”: each method has settings of its own.")
    return _chosen(label, choices, help_text)


def _chosen(label: Any, choices: Choices, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[UNSAID, *choices], help_text=help_text)


def _setting(method: str, key: str, words: Sequence[str]) -> forms.Field:
    """Return the field of a setting: its words as sentences, or a line where any text may stand."""
    if words:
        told = [(word, setting_sentences(method, {key: word})[0]) for word in words]
        # Translators: %(key)s is the name of a setting, such as tie.
        return forms.ChoiceField(label=_("Setting “%(key)s”") % {"key": key}, choices=[UNSAID, *told])
    (sentence,) = setting_sentences(method, {key: "…"})
    widget = forms.TextInput(attrs={"dir": "auto", "spellcheck": "false"})
    # Translators: %(words)s are words of a rulebook.
    help_text = _("For example: %(words)s") % {"words": ", ".join(rules.readings_of_setting(method, key))}
    return LineField(label=sentence, widget=widget, max_length=4_000, help_text=help_text)
