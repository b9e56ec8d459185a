"""What a decision rests on: the consultation in which those concerned were asked (invariant 6)."""

from __future__ import annotations

import re

# Consultations are a neighbour that decisions do not know: they go by what it announced in the ledger.
CONSULTATION_OPENED = "consultations.consultation_opened"
CONSULTATION_CLOSED = "consultations.consultation_closed"
NAMED = re.compile(r"(?:.*/consultations/)?[cC]-(?P<key>[0-9]{1,18})/?(?:[?#].*)?")


def consultation_named(text: str) -> str:
    """Return the ref of the consultation that ``text`` names by its number or its page's address, empty for none.

    >>> consultation_named("C-64"), consultation_named("https://talkoot.example/ar/consultations/C-64/#inputs")
    ('consultation:64', 'consultation:64')
    """
    found = NAMED.fullmatch(text.strip())
    return f"consultation:{int(found['key'])}" if found else ""


def is_consultation(reference: str) -> bool:
    """Tell whether ``reference`` has the form of a consultation's ref: ``consultation:64``."""
    return re.fullmatch(r"consultation:[1-9][0-9]{0,17}", reference) is not None
