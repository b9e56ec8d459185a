"""Keys on which other software brings in facts: what a secret looks like, how it is kept, how often it may be used."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256

# In front of every secret, so that whoever finds one in a file knows what it opens.
PREFIX = "talkoot_facts_"
# What a client may call one import by (the header Idempotency-Key): printable ASCII.
MARK = re.compile(r"[!-~]{1,200}\Z")
MOST_FACTS = 20
MOST_USES, WINDOW = 60, timedelta(minutes=1)


def secret_of(chance: str) -> str:
    """Return the secret made of ``chance``, at least 256 bits of it in ASCII."""
    return PREFIX + chance


def digest(said: str) -> str:
    """Return what is kept of a secret, or of a client's name for an import: from it nobody finds the secret again.

    A plain hash is enough: unlike a password, a secret of 256 bits cannot be guessed from it.
    """
    return sha256(said.encode(errors="replace")).hexdigest()


def wait_for(window_at: datetime, at: datetime) -> int:
    """Return in how many seconds a key that was used too often may be used again."""
    return max(1, int((window_at + WINDOW - at).total_seconds()) + 1)
