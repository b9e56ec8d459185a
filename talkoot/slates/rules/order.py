"""The order of names on a ballot, by lot from a published seed; anyone can draw it again by hand."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

SEED_MAX = 200


def drawn(seed: str, names: Iterable[str]) -> list[str]:
    r"""Return ``names`` in the order of the SHA-256 of the seed, a line break and the name, least first.

    The rule of recount's lots: ``printf 'SEED\nNAME' | sha256sum``. The name itself tells equal hashes apart.
    """
    return sorted(names, key=lambda name: (sha256(f"{seed}\n{name}".encode()).hexdigest(), name))
