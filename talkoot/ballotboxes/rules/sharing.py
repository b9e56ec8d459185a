"""Dividing the key of a box among scrutineers, so that some of them together have it and fewer have nothing.

Two things are kept apart. What a scrutineer writes down is a key of their own: 128 random bits as twenty words of
SLIP-0039, the last three of which are a checksum. What the database keeps is their share of the box's key (SLIP-0039
again: Shamir's scheme, k of n), sealed to that key. A paper alone opens nothing, nor does the database alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import blake2b

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

WORD_COUNT = 20
NEEDED_MIN = 2
# SLIP-0039 has four bits for the number of a share.
CUSTODIANS_MAX = 16
_SECRET_BYTES = 16
# Words differ in length: padded, a sealed share does not tell which ones it is made of.
_SHARE_SIZE = 512
# No other use of these bits gives the same key.
_PERSON = b"talkoot custody"
# Four letters tell each word from all others.
_BY_START = {word[:4]: word for word in WORDLIST}


class BadWords(ValueError):
    """Words that are no key; ``code`` says why: ``count``, ``unknown`` (then ``word`` is the first) or ``checksum``."""

    def __init__(self, code: str, word: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.word = word


def fresh_key() -> str:
    """Return the words of a new key, to be written down."""
    [[words]] = generate_mnemonics(1, [(1, 1)], secrets.token_bytes(_SECRET_BYTES), iteration_exponent=0)
    return str(words)


def words_of(text: str) -> list[str]:
    """Return the words in what somebody typed, in full: four letters of each are enough, the case does not matter."""
    return [_BY_START.get(word[:4], word) if len(word) == 4 else word for word in text.lower().split()]


def tidy(text: str) -> str:
    """Return typed words as `fresh_key` writes them."""
    return " ".join(words_of(text))


def key_in(text: str) -> bytes:
    """Return the private key that the words stand for; raise `BadWords`."""
    words = words_of(text)
    if unknown := next((word for word in words if word not in _BY_START.values()), None):
        raise BadWords("unknown", unknown)
    if len(words) != WORD_COUNT:
        raise BadWords("count")
    try:
        secret = combine_mnemonics([" ".join(words)])
    except MnemonicError:
        raise BadWords("checksum") from None
    return blake2b(secret, digest_size=32, person=_PERSON).digest()


def split(private_key: bytes, needed: int, number: int) -> list[bytes]:
    """Return ``number`` shares of a key, of which any ``needed`` give it back."""
    [shares] = generate_mnemonics(1, [(needed, number)], private_key, iteration_exponent=0)
    return [share.encode() for share in shares]


def gather(shares: Sequence[bytes]) -> bytes | None:
    """Return the key from exactly as many shares as are needed; None when they do not belong together."""
    try:
        return bytes(combine_mnemonics([share.decode() for share in shares]))
    except (MnemonicError, ValueError):
        return None


def seal_share(public_key: bytes, share: bytes) -> bytes:
    """Seal a share so that only the key of one scrutineer opens it."""
    return SealedBox(PublicKey(public_key)).encrypt(sodium_pad(share, _SHARE_SIZE))


def open_share(private_key: bytes, sealed: bytes) -> bytes | None:
    """Return a share out of its seal; None when the key is not the right one."""
    try:
        padded = SealedBox(PrivateKey(private_key)).decrypt(sealed)
        return sodium_unpad(padded, len(padded))
    except (CryptoError, ValueError, TypeError):
        return None
