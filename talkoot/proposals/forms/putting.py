"""A move into a decision: the question in all languages that the rules ask for, and until when votes are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from talkoot.decisions.queries import MatterRules
from talkoot.decisions.rules import QUESTION_MAX, TITLE_MAX, Translation
from talkoot.proposals.forms.moving import MoveForm
from talkoot.proposals.forms.writing import Bodies
from talkoot.proposals.rules import limits
from talkoot.proposals.rules.openings import DecisionOpening
from talkoot.ui.forms import LineField, TextField, offer_choices
from talkoot.ui.moments import ClockedForm, MomentByClock


class DecisionMoveForm(ClockedForm, MoveForm):
    """A move into a decision: the question, the rulebook, until when; and why nobody was asked, where nobody was.

    ``rules`` are those to choose from, ``names`` own name and direction of the languages that any of them asks for.
    There is a title and a question to fill in for each that the chosen rules ask for, and for each that something is
    sent in; the one that the question is put in has none. Neither these nor a closing time must be given where the
    question is prepared first.
    """

    title = LineField(label=_("Title"), max_length=TITLE_MAX)
    question = TextField(
        label=_("What is decided?"),
        max_length=QUESTION_MAX,
        rows=4,
        help_text=_("A question that can be answered with yes or no."),
    )
    rulebook_id = forms.TypedChoiceField(
        label=_("Under which rules"), coerce=int, help_text=_("After another choice press “Show the fields”.")
    )
    is_prepared = forms.BooleanField(
        label=_("Prepare it first, and open voting later"),
        required=False,
        help_text=_(
            "Everybody sees the question as a draft. Stewards write it in the languages that lack, and say who keeps a "
            "ballot box; then they announce or open voting."
        ),
    )
    closes_at = MomentByClock(
        label=_("Votes are taken until"),
        error_messages={"required": _("Say until when votes are taken.")},
        help_text=_("Without a time it is the end of that day. Not needed where it is prepared first."),
    )
    steward_body_id = forms.TypedChoiceField(label=_("Who puts the question"), coerce=int)
    exemption = TextField(
        label=_("Why was nobody asked?"),
        max_length=limits.REASON_MAX,
        rows=3,
        help_text=_("A decision without a consultation needs a recorded reason. Exemptions are counted in public."),
    )
    field_order = (
        "record", "title", "question", "language", "rulebook_id", "is_prepared", "closes_at", "clock",
        "steward_body_id", "exemption", "reason",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        rules: Sequence[MatterRules] = (),
        names: Mapping[str, tuple[str, str]],
        bodies: Bodies = (),
        needs_exemption: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "rulebook_id", [(one.key, one.name) for one in rules])
        offer_choices(self, "steward_body_id", bodies)
        if not needs_exemption:
            del self.fields["exemption"]
        self._is_prepared = bool(self._said("is_prepared"))
        self.fields["closes_at"].required = not self._is_prepared
        self._source = self._said("language")
        self.rules = self._chosen(rules)
        self._asked = [tag for tag in (self.rules.languages if self.rules else ()) if tag != self._source]
        sent = [tag for tag in names if self._said(f"title_{tag}") or self._said(f"question_{tag}")]
        self.tags = list(dict.fromkeys([*self._asked, *sent]))
        for tag in self.tags:
            self._add_language(tag, *names.get(tag, (tag, "auto")))

    @property
    def translated(self) -> list[BoundField]:
        """Return title and question in each further language."""
        return [self[f"{name}_{tag}"] for tag in self.tags for name in ("title", "question")]

    @property
    def main(self) -> list[BoundField]:
        """Return the fields every move needs, those in further languages left out."""
        others = {field.name for field in self.translated}
        return [field for field in super().main if field.name not in others]

    @property
    def typed(self) -> dict[str, Any]:
        """Return what was sent as it was typed, to fill another form with."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name) for name, field in self.fields.items()
        }

    def clean(self) -> dict[str, Any]:
        """Look at each language, and whether a ballot box or weights have to be ready."""
        data = super().clean()
        for tag in self.tags:
            self._check_language(tag, data)
        if not self._is_prepared and self.rules and self.rules.is_secret and not self.rules.notice_days:
            sentence = _("Under these rules people vote in secret, and a ballot box has to be ready. Prepare it first.")
            self.add_error("is_prepared", sentence)
        if not self._is_prepared and self.rules and self.rules.is_weighed and not self.rules.notice_days:
            sentence = _(
                "Under these rules votes weigh different amounts, and a steward says first how much. Prepare it first."
            )
            self.add_error("is_prepared", sentence)
        return data

    @property
    def opening(self) -> DecisionOpening:
        """Return what to decide, under which rules, until when."""
        values = self.cleaned_data
        said = [(tag, values[f"title_{tag}"], values[f"question_{tag}"]) for tag in self.tags]
        return DecisionOpening(
            title=values["title"],
            question=values["question"],
            language=values["language"],
            translations=[Translation(language=tag, title=t, question=q) for tag, t, q in said if t],
            rulebook_id=values["rulebook_id"],
            closes_at=values.get("closes_at"),
            is_prepared=values["is_prepared"],
            steward_body_id=values["steward_body_id"],
            exemption=values.get("exemption", ""),
        )

    def _said(self, name: str) -> str:
        """Return what a field holds before the form is checked."""
        if self.is_bound:
            return str(self.data.get(name) or "")
        field = self.fields.get(name)
        return str(self.initial.get(name) or (field.initial if field else "") or "")

    def _chosen(self, rules: Sequence[MatterRules]) -> MatterRules | None:
        """Return the rules that are chosen: before somebody does so, the first of the list."""
        said = self._said("rulebook_id")
        return next((one for one in rules if said in {"", str(one.key)}), None)

    def _add_language(self, tag: str, name: str, direction: str) -> None:
        apart = f"\u2068{name}\u2069"  # whichever way it is written, the rest of the label stays as it is
        missing = _("These rules ask for it in this language. Write it, or prepare it first.")
        must: dict[str, Any] = {
            "required": tag in self._asked and not self._is_prepared, "error_messages": {"required": missing},
        }  # fmt: skip
        said = {"lang": tag, "dir": direction}
        # Translators: %s is a language's own name.
        label = _("Title: %s") % apart
        box = forms.TextInput(attrs=said)
        self.fields[f"title_{tag}"] = LineField(label=label, max_length=TITLE_MAX, widget=box, **must)
        # Translators: %s is a language's own name.
        label = _("What is decided? %s") % apart
        area = forms.Textarea(attrs={**said, "rows": 4})
        self.fields[f"question_{tag}"] = TextField(label=label, max_length=QUESTION_MAX, widget=area, **must)

    def _check_language(self, tag: str, data: Mapping[str, Any]) -> None:
        """Refuse a text in the language of the question itself, and half of one: a title or a question alone."""
        places = [place for place in (f"title_{tag}", f"question_{tag}") if place not in self.errors]
        empty = [place for place in places if not data.get(place)]
        if tag == self._source:
            self.add_error(places[0] if places else None, _("The question is put in this language. Leave this empty."))
        elif len(places) == 2 and len(empty) == 1:
            self.add_error(empty[0], _("Write both title and question in this language, or neither."))
