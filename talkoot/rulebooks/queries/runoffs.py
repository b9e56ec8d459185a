"""What the run-off of a vote is called, in the languages the vote stands in."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override


def runoff_headings(languages: Iterable[str]) -> dict[str, str]:
    """Return what goes around the title of a vote to make that of its run-off, by language; "" is for all others."""
    return {tag: _heading(tag or settings.LANGUAGE_CODE) for tag in ("", *languages)}


def _heading(language: str) -> str:
    with override(language):
        # Translators: %(title)s is the title of a vote, or the name of its rules; keep it as it is.
        return _("Run-off: %(title)s")
