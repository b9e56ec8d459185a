"""Pages work under a strict content security policy, without JavaScript, and in both directions of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.reading import Breach, Tree

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
FORBIDDEN_IN_TEMPLATES = {
    re.compile(r"<style\b", re.IGNORECASE): "styles stand in app.css",
    re.compile(r"\sstyle\s*=", re.IGNORECASE): "styles stand in app.css",
    re.compile(r"<script\b(?![^>]*(?:\bsrc=|application/json))", re.IGNORECASE): "scripts stand in a file",
    re.compile(r"\son[a-z]+\s*=", re.IGNORECASE): "no inline handlers: the policy forbids them",
    re.compile(r"\bhx-on\b", re.IGNORECASE): "hx-on builds functions from text: the policy forbids it",
    re.compile(r"""(?:javascript:|['"]js:)""", re.IGNORECASE): "no script in an attribute: the policy forbids it",
    re.compile(
        r"""(?:\bsrc|<link\b[^>]*\bhref)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE
    ): "nothing is loaded from elsewhere",
    re.compile(r"(?<!html)\s*\|\s*safe\b"): "only what an action rendered and stored as …html is safe",
}
# Figures of speech of app.css: what has a start and an end has no left and right.
SIDES = re.compile(r"(?<![\w-])(?:[a-z-]*-)?(?:left|right)(?![\w-])")
CSS_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def templates(tree: Tree) -> Iterator[Breach]:
    """No inline style or script, nothing from elsewhere."""
    for path, text in tree.texts("*.html", "*.txt"):
        shown = _blanked(COMMENTS, text)
        for pattern, instead in FORBIDDEN_IN_TEMPLATES.items():
            for match in pattern.finditer(shown):
                yield Breach(path, _line(shown, match), f"{match.group().strip()}: {instead}")


def styles(tree: Tree) -> Iterator[Breach]:
    """No left or right in a style sheet."""
    for path, text in tree.texts("*.css"):
        shown = _blanked(CSS_COMMENTS, text)
        for match in SIDES.finditer(shown):
            yield Breach(path, _line(shown, match), f"{match.group()}: say start or end (inset-inline-start, …)")


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start() + 1) + 1
