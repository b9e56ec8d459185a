"""What freezes a decision for those who count it again: the hashes of its rolls and of its verdict, by `recount`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import recount
from recount import roll_sha256

__all__ = ["roll_sha256", "verdict_sha256"]


def verdict_sha256(verdict: Mapping[str, Any]) -> str:
    """Return the hash of a verdict's data."""
    return recount.sha256(recount.canonical_json(dict(verdict)))
