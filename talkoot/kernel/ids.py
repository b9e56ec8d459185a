"""Public ids: short readable ones for public things, long random ones for what must not be guessed."""

from __future__ import annotations

import secrets

# Crockford's alphabet without vowels: no look-alikes, no accidental words, safe in speech and in any script's keyboard.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def public_id(letter: str, key: int) -> str:
    """Return the short id of a public thing: ``public_id("P", 142)`` is ``P-142``."""
    return f"{letter}-{key}"


def key_of(text: str, letter: str) -> int | None:
    """Return the key inside a short id, or None when it is none of that letter (case and zeros forgiven)."""
    head, _, digits = text.partition("-")
    if head.upper() != letter or not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        return None
    return int(digits)


def secret_code(groups: int = 4, size: int = 4) -> str:
    """Return a random code such as ``7KQP-2XHD-M9FR-WC4T`` (4.8 bits a letter; 77 bits by default)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(size)) for _ in range(groups))
