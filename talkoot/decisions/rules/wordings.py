"""A question as somebody wrote it in a further language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Title and question in the language ``language`` (a tag), beside the one the question is put in."""

    title: str
    question: str
    language: str
