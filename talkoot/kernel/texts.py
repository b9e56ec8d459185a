"""People's words, made safe: one-line texts, long texts, and Markdown rendered once when it is written."""

from __future__ import annotations

import unicodedata
from functools import cache

import nh3
from markdown_it import MarkdownIt

# Controls that reorder or hide text; U+200C, U+200D (needed by Persian and Indic scripts) and U+200E/F stay.
FORBIDDEN = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF)}
# What a page shows as nothing: the characters Unicode lets programs ignore (fillers, joiners, selectors, tags) and the
# empty Braille cell. Beside visible ones they may be needed; alone they are no text.
INVISIBLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6", "a",
    "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class BadText(ValueError):
    """The text holds a character that may not stand in it; ``character`` names it (``U+202E``)."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


def clean_line(text: str) -> str:
    """Return ``text`` in NFC on one line, runs of space folded; raise `BadText` on control or bidi characters.

    A text of nothing but invisible characters is empty.
    """
    return _seen(" ".join(_checked(text, allowed="\t\n\r").split()))


def clean_text(text: str) -> str:
    """Return ``text`` in NFC with Unix line ends, trimmed; raise `BadText` on control or bidi characters.

    A text of nothing but invisible characters is empty.
    """
    return _seen(_checked(text.replace("\r\n", "\n").replace("\r", "\n"), allowed="\t\n").strip())


def render_markdown(text: str) -> str:
    """Return safe HTML for Markdown ``text``: headings start at h3, links open plainly, no images, no raw HTML."""
    if not text:
        return ""
    html: str = _markdown().render(text)
    for level in (4, 3, 2, 1):
        html = html.replace(f"<h{level}>", f"<h{level + 2}>").replace(f"</h{level}>", f"</h{level + 2}>")
    cleaned: str = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="nofollow ugc"
    )
    return cleaned


def _checked(text: str, *, allowed: str) -> str:
    for character in text:
        if character in FORBIDDEN or (
            unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in allowed
        ):
            raise BadText(f"U+{ord(character):04X}")
    return unicodedata.normalize("NFC", text)


def _seen(text: str) -> str:
    return text if any(_is_visible(character) for character in text) else ""


def _is_visible(character: str) -> bool:
    return not character.isspace() and not any(first <= ord(character) <= last for first, last in INVISIBLE)


@cache
def _markdown() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
        .enable(["table", "strikethrough", "linkify"])
        .disable("image")
    )
