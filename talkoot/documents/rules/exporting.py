"""A version as a text of its own: Markdown, or plain text for any screen and printer."""

from __future__ import annotations

from collections.abc import Sequence

from talkoot.documents.rules.comparing import Placed


def as_markdown(title: str, clauses: Sequence[Placed]) -> str:
    """Return the whole text as Markdown, which reads back as the same clauses."""
    said = [f"# {title}"]
    for clause in clauses:
        if clause.depth:
            said.append(f"{'#' * min(clause.depth + 1, 6)} {clause.number}. {clause.heading}".rstrip())
        said.append(clause.text)
    return "\n\n".join(filter(None, said)) + "\n"


def as_plain(title: str, clauses: Sequence[Placed]) -> str:
    """Return the whole text with its numbers, the marks of Markdown left as they are."""
    said = [f"{title}\n{'=' * min(len(title), 70)}"]
    for clause in clauses:
        said.append(f"{clause.number}  {clause.heading}".rstrip() if clause.depth else "")
        said.append(clause.text)
    return "\n\n".join(filter(None, said)) + "\n"
