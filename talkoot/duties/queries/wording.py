"""The sentence that explains a duty, in the page's language. Names stand in it as they are, or marked for a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from talkoot.duties.rules import Letter
from talkoot.kernel.verdicts import Text

EVERYWHERE: Mapping[str, Text] = {
    # Translators: holder is a body or a role, matter an area of work: "Technology Council is accountable for …".
    Letter.ACCOUNTABLE: _("%(holder)s is accountable for %(matter)s, everywhere"),
    # Translators: holder is a body or a role, matter an area of work.
    Letter.RESPONSIBLE: _("%(holder)s is responsible for the work on %(matter)s, everywhere"),
    # Translators: holder is a body or a role, matter an area of work.
    Letter.CONSULTED: _("%(holder)s must be consulted on %(matter)s, everywhere"),
    # Translators: holder is a body or a role, matter an area of work.
    Letter.INFORMED: _("%(holder)s is informed about %(matter)s, everywhere"),
}
WITHIN: Mapping[str, Text] = {
    # Translators: holder is a body or a role, matter an area of work, where e.g. "Kenya and Uganda · Kiswahili".
    Letter.ACCOUNTABLE: _("%(holder)s is accountable for %(matter)s, in %(where)s"),
    # Translators: holder is a body or a role, matter an area of work, where e.g. "Kenya and Uganda · Kiswahili".
    Letter.RESPONSIBLE: _("%(holder)s is responsible for the work on %(matter)s, in %(where)s"),
    # Translators: holder is a body or a role, matter an area of work, where e.g. "Kenya and Uganda · Kiswahili".
    Letter.CONSULTED: _("%(holder)s must be consulted on %(matter)s, in %(where)s"),
    # Translators: holder is a body or a role, matter an area of work, where e.g. "Kenya and Uganda · Kiswahili".
    Letter.INFORMED: _("%(holder)s is informed about %(matter)s, in %(where)s"),
}
SHORT: Mapping[str, Text] = {
    Letter.ACCOUNTABLE: _("Accountable"),
    Letter.RESPONSIBLE: _("Responsible"),
    Letter.CONSULTED: _("Consulted"),
    Letter.INFORMED: _("Informed"),
}
SIGN: Mapping[str, Text] = {
    Letter.ACCOUNTABLE: pgettext_lazy("letter for accountable", "A"),
    Letter.RESPONSIBLE: pgettext_lazy("letter for responsible", "R"),
    Letter.CONSULTED: pgettext_lazy("letter for consulted", "C"),
    Letter.INFORMED: pgettext_lazy("letter for informed", "I"),
}


def letter_words(letter: str) -> str:
    """Return the word for a letter: ``Accountable``."""
    return str(SHORT[letter])


def letters() -> list[tuple[str, str]]:
    """Return the letters and their words, by weight."""
    return [(letter, letter_words(letter)) for letter in Letter]


def letter_sign(letter: str) -> str:
    """Return the one letter that stands in the map: ``A``."""
    return str(SIGN[letter])


def sentence(letter: str, *, holder: str, matter: str, where: str, source: str) -> str:
    """Return why a holder is concerned; ``where`` is empty for everywhere, ``source`` where nothing backs it."""
    words = {"holder": holder, "matter": matter, "where": where}
    told = str((WITHIN if where else EVERYWHERE)[letter]) % words
    # Translators: reason is a whole sentence, source the text that says so: "… is accountable for …: Charter 4.2".
    return gettext("%(reason)s: %(source)s") % {"reason": told, "source": source} if source else told


def marked(letter: str, *, role: str, body: str, matter: str, where: str, source: str) -> SafeString:
    """Return the same for a page, the names in it kept apart from the direction of the sentence.

    The holder is ``body``, or ``role`` in it; what is empty is left out as in `sentence`.
    """
    held, kept, about, place, text = (
        format_html("<bdi>{}</bdi>", name) if name else "" for name in (role, body, matter, where, source)
    )
    holder = role_of(held, kept) if role else kept
    told = sentence(letter, holder=holder, matter=about, where=place, source=text)
    return mark_safe(told)  # noqa: S308 - our own sentence, its names escaped above


def role_of(role: str, body: str) -> str:
    """Return how a role is named outside its body: ``Chair of Technology Council``."""
    # Translators: role is a place in a body, such as Chair.
    return gettext("%(role)s of %(body)s") % {"role": role, "body": body}
