"""Times that are meant by a clock chosen with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.clocks import ClockChoice, meant, zone_of
from talkoot.ui.forms import Form, offer_choices


class ClockedForm(Form):
    """A form whose times are meant by a clock that is chosen with them.

    ``zone`` is the IANA name of the reader's; ``anywhere`` makes anywhere on Earth the first choice.
    """

    clock = forms.ChoiceField(label=_("By which clock?"), required=False)

    def __init__(self, *args: Any, zone: str = "UTC", anywhere: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, first = zone, ClockChoice.ANYWHERE if anywhere else ClockChoice.UTC
        # Translators: %(zone)s is the name of a time zone such as Africa/Accra.
        mine = (ClockChoice.OWN, _("Your time zone, %(zone)s") % {"zone": zone})
        everywhere = (ClockChoice.ANYWHERE, _("Anywhere on Earth: when the day has ended everywhere"))
        offer_choices(self, "clock", [(ClockChoice.UTC, _("UTC")), mine, everywhere])
        self.fields["clock"].initial = first

    def clean(self) -> dict[str, Any]:
        """Return the moments that are meant."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        zone = zone_of(ClockChoice(data.pop("clock", "") or ClockChoice.UTC), self.zone)
        return {
            name: meant(value[0], value[1], zone) if isinstance(value, tuple) else value for name, value in data.items()
        }


class MomentByClock(forms.MultiValueField):
    """A day and perhaps a time; the form's clock says what moment that is. A day alone is its end."""

    def __init__(self, **kwargs: Any) -> None:
        parts = (forms.DateField(input_formats=["%Y-%m-%d"]), forms.TimeField(input_formats=["%H:%M"], required=False))
        super().__init__(fields=parts, widget=DayAndTime(), require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> Any:
        """Return the parts as they are, None where none was given: the form knows the clock."""
        return tuple(data_list) or None


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
