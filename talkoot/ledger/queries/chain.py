"""Whether the ledger is what was sealed: a walk along the chain in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from talkoot.ledger import rules
from talkoot.ledger.models import Entry, Seal

CHUNK = 2_000
# How many triggers stand on each table (migration 0002), and how to count them.
GUARDS = {"postgresql": {"ledger_entry": 3, "ledger_seal": 2}, "sqlite": {"ledger_entry": 4, "ledger_seal": 3}}
TRIGGERS = {
    "postgresql": "SELECT c.relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE t.tgname LIKE 'ledger_%' AND t.tgenabled = 'O' AND pg_table_is_visible(c.oid) GROUP BY 1",
    "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%' GROUP BY 1",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the walk has come: seals checked and the last one's hash."""

    number: int
    hash: str


class Broken(Exception):
    """The chain does not hold. ``code`` is for machines; the message is a sentence that names the first break."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def check_chain(saved: Mapping[int, str] | None = None) -> Iterator[Checked]:
    """Walk the chain from its start and yield how far it holds, every so many seals and at the end.

    Raises `Broken` at the first changed entry, gap, wrong order or missing seal. ``saved`` are hashes kept elsewhere
    by their numbers: they alone show that nobody wrote the whole chain anew or cut off its end.
    """
    saved = saved or {}
    at = Checked(0, rules.GENESIS)
    for seal in _seals():
        at = _checked(seal, at)
        if saved.get(at.number, at.hash) != at.hash:
            raise Broken("rewritten", f"Seal {at.number} is not the one that was saved: {saved[at.number]}.")
        if at.number % CHUNK == 0:
            yield at
    if beyond := [n for n in saved if n > at.number]:
        raise Broken("cut", f"The chain ends at seal {at.number}; seal {min(beyond)} was saved and is gone.")
    _require_all_sealed()
    yield at


def missing_guards() -> list[str]:
    """Return the tables that want a trigger of migration 0002, so that their rows could be changed or go unsealed."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        found = dict(cursor.fetchall())
    return sorted(table for table, number in GUARDS[connection.vendor].items() if found.get(table) != number)


def exported(*, with_private: bool) -> Iterator[dict[str, Any]]:
    """Yield every seal with its entry, in order, for strangers; a private entry shows its digest alone."""
    for seal in _seals():
        form = seal.entry.sealed_form()
        line: dict[str, Any] = {"number": seal.number, "previous": seal.previous, "hash": seal.hash}
        yield line | ({"entry": form} if seal.entry.is_public or with_private else {"digest": rules.digest_of(form)})


def _seals() -> Iterator[Seal]:
    """Yield all seals with their entries in short reads, so that no transaction stays open for long."""
    last = -1
    while chunk := list(Seal.objects.filter(number__gt=last).select_related("entry").order_by("number")[:CHUNK]):
        yield from chunk
        last = chunk[-1].number


def _checked(seal: Seal, before: Checked) -> Checked:
    link = rules.Link(seal.number, seal.previous, seal.hash, rules.digest_of(seal.entry.sealed_form()))
    fault = rules.fault_in(link, number=before.number + 1, previous=before.hash)
    if fault is not None:
        sentence = SENTENCES[fault]
        raise Broken(fault, sentence.format(number=before.number + 1, found=seal.number, entry=seal.entry))
    return Checked(seal.number, seal.hash)


def _require_all_sealed() -> None:
    bare = Entry.objects.filter(seal__isnull=True, waiting__isnull=True).order_by("id").first()
    if bare is not None:
        raise Broken("unsealed", f"Entry {bare.pk} ({bare}) has no seal and waits for none: it was taken away.")


SENTENCES = {
    rules.Fault.GAP: "Seal {number} is missing: the chain goes on with seal {found}.",
    rules.Fault.ORDER: "Seal {number} does not follow the one before it (entry {entry.pk}, {entry}): "
    "the order was changed, or a seal was put in or taken out.",
    rules.Fault.CHANGED: "Entry {entry.pk} ({entry}) is not what was sealed as number {number}: "
    "the entry or its seal was changed.",
}
