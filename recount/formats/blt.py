"""BLT, the format of most programs that count single transferable votes.

The first line says how many options and seats; a line of negative numbers withdraws options; then one ballot a line:
its weight, options by number from the most preferred, ``=`` between equals, ``-`` for a rank left out, ``0`` at the
end; a line ``0`` ends the ballots; then the options' names and a title, each in quotes. ``#`` starts a comment.
Source: the OpenSTV and Droop documentation of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recount.profiles import Profile

MOST_OPTIONS = 10_000


def read_blt(lines: Iterable[str]) -> Profile:
    """Return the profile in the lines of a BLT file."""
    raise NotImplementedError


def write_blt(profile: Profile) -> Iterator[str]:
    """Yield the lines of a BLT file with ``profile``."""
    raise NotImplementedError
