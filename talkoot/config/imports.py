"""What `talkoot import` and the import page can read: an explicit list, by name."""

from __future__ import annotations

from talkoot.kernel.imports import Source

SOURCES: tuple[Source, ...] = ()

IMPORTS: dict[str, Source] = {source.name: source for source in SOURCES}
