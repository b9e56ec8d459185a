"""What scrutineers and voters type at a ballot box, and what passes from page to page while a key is made."""

from __future__ import annotations

from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from django import forms
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.rules import key_in, public_key_of, words_of
from talkoot.ui.forms import Form, LineField

SALT = "talkoot.ballotboxes.key"
# So long a page with words may lie open before they must be made anew, in seconds.
PATIENCE = 24 * 60 * 60
# The third and fourth word are the same in every key of one scrutineer: who knows them need not have written anything.
ALIKE = (2, 3)


@dataclass(frozen=True, slots=True)
class Note:
    """What a page carries of a key between showing its words and asking for two of them: not the words.

    It is signed, names who may use it and for which box, and holds the public key and two hashes under the site's
    own secret; it lies in the scrutineer's browser and nowhere else.
    """

    box_id: int
    person_id: int
    public_key: str
    asked: tuple[int, int]
    hashes: tuple[str, str]

    @classmethod
    def of(cls, words: str, box_id: int, person_id: int) -> Note:
        """Return the note of a new key, with two of its words drawn to be asked for."""
        public, said = public_key_of(key_in(words)).hex(), words.split()
        telling = [place for place in range(len(said)) if place not in ALIKE]
        first, second = sorted(SystemRandom().sample(telling, 2))
        return cls(
            box_id, person_id, public, (first, second), (_hash(public, said[first]), _hash(public, said[second]))
        )

    @classmethod
    def read(cls, text: str, box_id: int, person_id: int) -> Note | None:
        """Return a note as it was given out; None when it is another's, another box's, too old, or none of ours."""
        try:
            box, person, public, asked, hashes = signing.loads(text, salt=SALT, max_age=PATIENCE)
        except (signing.BadSignature, ValueError):
            return None
        note = cls(box, person, public, tuple(asked), tuple(hashes))
        return note if (note.box_id, note.person_id) == (box_id, person_id) else None

    def written(self) -> str:
        """Return the note as a page carries it."""
        held = [self.box_id, self.person_id, self.public_key, list(self.asked), list(self.hashes)]
        return signing.dumps(held, salt=SALT)

    def has(self, which: int, typed: str) -> bool:
        """Tell whether ``typed`` is the first (0) or the second (1) word that was asked for."""
        word = " ".join(words_of(typed))
        return constant_time_compare(_hash(self.public_key, word), self.hashes[which])


class WrittenForm(Form):
    """Two of the words, from the paper."""

    note = forms.CharField(widget=forms.HiddenInput, max_length=2_000)
    first = LineField(max_length=40, widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "off"}))
    second = LineField(max_length=40, widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "off"}))

    def __init__(self, *args: Any, asks: Note, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = asks
        for name, place in zip(("first", "second"), asks.asked, strict=True):
            # Translators: %(number)s is the place of a word among twenty.
            self.fields[name].label = _("Word number %(number)s") % {"number": place + 1}

    def clean_first(self) -> str:
        """Refuse another word than the one on the paper."""
        return self._checked(0, "first")

    def clean_second(self) -> str:
        """Refuse another word than the one on the paper."""
        return self._checked(1, "second")

    def _checked(self, which: int, name: str) -> str:
        typed: str = self.cleaned_data[name]
        if not self.asks.has(which, typed):
            raise forms.ValidationError(_("That is another word. Look at your paper again."))
        return typed


class HandInForm(Form):
    """The words on a scrutineer's paper."""

    words = forms.CharField(
        label=_("The twenty words on your paper"),
        max_length=1_000,
        help_text=_("In their order, with spaces between them. The first four letters of each are enough."),
        widget=forms.Textarea(
            attrs={"dir": "ltr", "lang": "en", "rows": 4, "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class ReceiptForm(Form):
    """The receipt code of a ballot."""

    code = LineField(
        label=_("Your receipt code"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


def _hash(public_key: str, word: str) -> str:
    return salted_hmac(SALT, f"{public_key} {word}", algorithm="sha256").hexdigest()
