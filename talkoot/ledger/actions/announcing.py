"""Writing facts. Every action of every app runs inside `writing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from talkoot.kernel.actors import Actor
from talkoot.kernel.events import Event
from talkoot.kernel.refusals import AlreadyDone
from talkoot.ledger import rules
from talkoot.ledger.actions.rows import insert
from talkoot.ledger.models import Entry
from talkoot.ledger.queries.prepared import TEXT, Prepared


class Announce:
    """What `writing` gives: puts facts into the ledger, in the running transaction."""

    def __init__(self, by: Actor, at: datetime, token: str) -> None:
        self._by = by
        self._at = at
        self._token = token
        self._key = _mark(by, token)

    def __call__(self, event: Event, *, mandate: str = "", on_behalf: str = "") -> Entry:
        """Write one fact; ``mandate`` is the hat acted under, ``on_behalf`` the body acted for (refs)."""
        entry = self._entry(event, mandate, on_behalf)
        insert(entry)
        return entry

    def all(self, events: Iterable[Event], *, mandate: str = "", on_behalf: str = "") -> None:
        """Write many facts of one write (an import), in order."""
        Entry.objects.bulk_create((self._entry(e, mandate, on_behalf) for e in events), batch_size=1_000)

    @property
    def is_silent(self) -> bool:
        """Tell whether no fact was written yet, for a form with a token."""
        return self._key is not None

    def hand_over(self) -> str:
        """Return the form's token for the one action inside this one whose fact keeps it instead."""
        self._key = None
        return self._token

    def _entry(self, event: Event, mandate: str, on_behalf: str) -> Entry:
        payload = event.payload()
        rules.require_fit(payload, event.__class__.__name__)
        key, self._key = self._key, None
        return Entry(
            kind=event.__class__.kind,
            subject=event.subject,
            actor=self._by.ref,
            mandate=mandate,
            on_behalf=on_behalf,
            at=self._at,
            payload=payload,
            is_public=event.__class__.public,
            key=key,
        )


@contextmanager
def writing(*, by: Actor, at: datetime, key: str = "") -> Iterator[Announce]:
    """Run one write: one transaction, its ledger entries, safe when posted twice.

    ``key`` is the form's token. The first entry announced keeps it, and no two entries have the same: when the same
    actor posts the same token again, later or at the same moment, what the write has done so far is undone and
    `AlreadyDone` carries the first entry's subject. So is a write that stumbles over what the first one did.
    """
    mark = _mark(by, key)
    try:
        with transaction.atomic():
            yield (announce := Announce(by, at, key))
            if announce.is_silent:
                _stop_if_done(mark)  # perhaps there was nothing left to do because the same form came before
    except Exception:
        # Asked only now, not before each write: forms hardly ever come twice, and the question costs a round trip.
        _stop_if_done(mark)
        raise


def _mark(by: Actor, key: str) -> str | None:
    """Return what stands for this actor's form in the ledger: a hash, so that no text of a request is kept for good."""
    return sha256(f"{by.ref}/{key}".encode(errors="replace")).hexdigest() if key else None


_DONE = Prepared(lambda: Entry.objects.filter(key=TEXT).values_list("subject"))


def _stop_if_done(mark: str | None) -> None:
    for (subject,) in _DONE.rows(mark) if mark is not None else ():
        raise AlreadyDone(subject)
