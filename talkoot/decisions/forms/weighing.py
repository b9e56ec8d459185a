"""What each vote weighs, for a draft; and what one weighs that an appeal adds to a roll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from talkoot.decisions.forms.reasons import ChallengeAnswerForm
from talkoot.kernel.imports import BadFile, Upload
from talkoot.ui.forms import ChoiceCards, Form, LineField, offer_choices, with_hint

LISTED_MAX = 400_000
FILE_MAX = 20_000_000
SHOWN = 20
LIST, FILE, FACT = "list", "file", "fact"


class WeightsForm(Form):
    """Weights as a list, as a file, or as a number that the conditions of the chamber ask for."""

    source = forms.ChoiceField(label=_("Where do the weights stand?"), widget=ChoiceCards)
    listed = forms.CharField(
        label=_("The list"),
        required=False,
        strip=False,
        max_length=LISTED_MAX,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "spellcheck": "false"}),
        help_text=_(
            "A line for each vote: the end of the address of the person's or body's page, and a number above zero such "
            "as 3, 2.5 or 1/3. The first line names the columns; the names are there for you to read."
        ),
    )
    file = forms.FileField(
        label=_("File (CSV)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,text/csv"}),
        help_text=_("The same columns: voter and weight, and name if you like."),
    )
    fact = forms.ChoiceField(
        label=_("The number"),
        required=False,
        help_text=_("As it is known when voting opens. Everybody can read it on the roll then, so tell people before."),
    )

    def __init__(self, *args: Any, facts: Sequence[tuple[str, date]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources: list[tuple[str, Any]] = [
            (LIST, with_hint(_("In the list below"), _("For everybody who would vote today there is a line"))),
            (FILE, _("In a file")),
        ]
        if facts:
            hint = _("A vote weighs as much as a number that the rules ask for, such as edits")
            sources.append((FACT, with_hint(_("In a number kept here"), hint)))
            offer_choices(self, "fact", [("", "—"), *((_code(*each), _said(*each)) for each in facts)])
        else:
            del self.fields["fact"]
        offer_choices(self, "source", sources)

    def clean(self) -> dict[str, Any]:
        """Return what is asked of `say_weights`; refuse a source that nothing was given in."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        match data.get("source"):
            case "list":
                return {"listed": Upload("", str(data.get("listed") or "").encode("utf-8", "replace"))}
            case "file" if file := data.get("file"):
                if file.size > FILE_MAX:
                    # Translators: %(limit)d is a number of megabytes.
                    too_large = forms.ValidationError(_("The file has more than %(limit)d MB."), params={"limit": 20})
                    self.add_error("file", too_large)
                    return {}
                with file:
                    return {"listed": Upload(file.name, file.read())}
            case "file":
                self.add_error("file", _("Choose the file."))
            case "fact" if code := data.get("fact"):
                fact, _space, day = str(code).rpartition(" ")
                return {"fact": fact, "as_of": date.fromisoformat(day)}
            case "fact":
                self.add_error("fact", _("Choose the number."))
        return {}

    def tell(self, bad: BadFile) -> None:
        """Show what is wrong with the list or the file, line by line, at its field."""
        told = [_problem(problem.line, problem.told(gettext, ngettext)) for problem in bad.problems[:SHOWN]]
        if (more := bad.count - len(told)) > 0:
            sentence = ngettext(
                # Translators: %(number)d is a number of mistakes.
                "And %(number)d more mistake.",
                "And %(number)d more mistakes.",
                more,
            )
            told.append(sentence % {"number": more})
        self.add_error("file" if self.data.get("source") == FILE else "listed", [*map(forms.ValidationError, told)])


class WeighedAnswerForm(ChallengeAnswerForm):
    """What comes of an appeal that asks for a place where votes weigh different amounts."""

    weight = LineField(
        label=_("What does this vote weigh?"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal"}),
        help_text=_("Needed if you grant it. A number above zero such as 3, 2.5 or 1/3; everybody can read it."),
    )

    field_order = ("outcome", "weight", "reason", "language")


def _problem(line: int, sentence: str) -> str:
    if not line:
        return sentence
    # Translators: %(line)d is the number of a line, %(problem)s a sentence.
    return gettext("Line %(line)d: %(problem)s") % {"line": line, "problem": sentence}


def _code(fact: str, as_of: date) -> str:
    return f"{fact} {as_of.isoformat()}"


def _said(fact: str, as_of: date) -> Any:
    # Translators: %(fact)s is the name of a number kept elsewhere, such as edits; %(day)s is a date such as 2026-11-01.
    return _("%(fact)s as of %(day)s") % {"fact": fact, "day": as_of.isoformat()}
