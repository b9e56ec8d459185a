"""In which hand a text is written, and MediaWiki's as Markdown, with the marks of its Translate extension taken out."""

from __future__ import annotations

import re
from enum import StrEnum


class Written(StrEnum):
    """How the clauses of a text are marked."""

    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    PLAIN = "plain"


# The units of Translate: <translate>, <!--T:12-->, and the page's own comments, which nobody reads.
MARKS = re.compile(r"</?translate(?: [^<>]{0,100})?>|<!--.{0,2000}?-->|<languages ?/>|__[A-Z]{3,20}__", re.DOTALL)
HEADING = re.compile(r"^(={1,6})[ \t]*(.+?)[ \t]*\1[ \t]*$")
NUMBERED = re.compile(r"^(#+)[ \t]*(?=\S)")
INLINE = (
    (re.compile(r"'''''(.+?)'''''"), r"***\1***"),
    (re.compile(r"'''(.+?)'''"), r"**\1**"),
    (re.compile(r"''(.+?)''"), r"*\1*"),
    (re.compile(r"\[\[[^\[\]|]{1,300}\|([^\[\]|]{1,300})\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]|]{1,300})\]\]"), r"\1"),
    (re.compile(r"\[(https?://[^\s\[\]]{1,1000})[ \t]+([^\[\]\n]{1,300})\]"), r"[\2](\1)"),
    (re.compile(r"\[(https?://[^\s\[\]]{1,1000})\]"), r"<\1>"),
)


def markdown_of(source: str) -> str:
    """Return wikitext as Markdown: headings, emphasis, links, lists. Templates stay as they are written."""
    return "\n".join(_line(line) for line in MARKS.sub("", source).split("\n"))


def _line(line: str) -> str:
    if heading := HEADING.match(line):
        return f"{'#' * len(heading[1])} {_inline(heading[2])}"
    # What begins with # is a list in wikitext and would be a heading in Markdown.
    line = NUMBERED.sub(lambda marks: f"{'   ' * (len(marks[1]) - 1)}1. ", line)
    return _inline(line)


def _inline(text: str) -> str:
    for found, instead in INLINE:
        text = found.sub(instead, text)
    return text
