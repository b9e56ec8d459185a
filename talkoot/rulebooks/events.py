"""Facts that rulebooks announce."""

from __future__ import annotations

from typing import ClassVar

from talkoot.kernel.events import Event


class RulebookPublished(Event):
    """A version of a rulebook can be used from now on and never changes. ``subject`` is the version."""

    slug: str
    version: int
    sha256: str

    # Rulebooks once lived with decisions.
    formerly: ClassVar = ("decisions.rulebook_published",)
