"""One exception, one reason: whoever silences a check says why, on the same line."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

from tests.house.reading import Breach, Tree

SILENCERS = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:|fmt:\s*(?:off|skip)|nosec)", re.IGNORECASE)
# The code that is silenced, a dash or a hash, and at least two words. Laying out a table by hand explains itself.
REASONED = re.compile(r"#\s*(?:noqa:[A-Z0-9, ]+?|type:\s*ignore\[[a-z-]+(?:,\s*[a-z-]+)*\])\s*(?:-|#)\s*\S+.*\s\w+")
LAYOUT = re.compile(r"#\s*fmt:\s*skip\s*$")


def reasons(tree: Tree) -> Iterator[Breach]:
    """Every silenced check carries a sentence."""
    for source in tree.sources:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type != tokenize.COMMENT or not SILENCERS.search(token.string):
                continue
            if not REASONED.search(token.string) and not LAYOUT.search(token.string):
                yield Breach(source.path, token.start[0], f"say why, on this line: {token.string}")
