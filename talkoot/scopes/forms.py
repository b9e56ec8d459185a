"""Forms of topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.ui.forms import Form, LineField, offer_choices


class TopicForm(Form):
    """A new topic: its first name, that name's language, its Wikidata item and the topic it lies under."""

    text = LineField(label=_("Name"))
    language = forms.ChoiceField(label=_("Language of this name"))
    qid = LineField(
        label=_("Wikidata item"), max_length=13, required=False, help_text=_("Q and a number, such as Q42. Optional.")
    )
    broader = forms.ChoiceField(label=_("Lies under"), required=False)

    def __init__(self, *args: Any, languages: list[tuple[str, str]], topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "language", languages)
        offer_choices(self, "broader", [("", _("Nothing: it is a broadest topic")), *topics])

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.add_topic` takes."""
        values = self.cleaned_data
        return {
            "labels": {values["language"]: values["text"]},
            "qid": values["qid"],
            "broader": [int(values["broader"])] if values["broader"] else [],
        }


class LabelForm(Form):
    """A topic's name in one more language, or another name in one it has."""

    language = forms.ChoiceField(label=_("Language"))
    text = LineField(label=_("Name"))

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "language", languages)


class BroaderForm(Form):
    """One more topic that contains this one."""

    broader = forms.ChoiceField(label=_("Lies under"))

    def __init__(self, *args: Any, topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "broader", topics)

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.place_topic` takes."""
        return {"broader_id": int(self.cleaned_data["broader"])}


class LiftForm(Form):
    """Nothing to fill in: sending it is the answer."""
