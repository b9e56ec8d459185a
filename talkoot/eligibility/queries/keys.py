"""Keys on which other software brings in facts, for operators and for the door such software knocks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE
from django.http import Http404

from talkoot.eligibility.models import FactImport, FactKey
from talkoot.eligibility.rules import digest
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.paging import SIZE, Page, after, cut

RECENT = 20


@dataclass(frozen=True, slots=True)
class FactKeyRow:
    """A key, and whether it opens anything: nobody revoked it, and who made it may still bring in facts."""

    key: FactKey
    works: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who shows a secret: the key's number, and a program that acts for the person who made the key."""

    key_id: int
    actor: Actor


def fact_keys(*, page_after: str = "", size: int = SIZE) -> Page[FactKeyRow]:
    """Return all keys, newest first; ask `permissions` first whether the reader may know of them."""
    rows = FactKey.objects.select_related("made_by__account")
    last = after(page_after)
    if last is not None:
        rows = rows.filter(pk__lt=last)
    found = cut(list(rows.order_by("-pk").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)
    return Page([_row(key) for key in found], found.after)


def get_fact_key(key_id: int) -> FactKeyRow:
    """Return one key, with who made and who revoked it; 404 when there is none."""
    key = FactKey.objects.select_related("made_by__account", "revoked_by").filter(pk=key_id).first()
    if key is None:
        raise Http404
    return _row(key)


def imports_on(key: FactKey) -> Sequence[FactImport]:
    """Return what came on a key of late, newest first."""
    return list(FactImport.objects.filter(key=key).order_by("-pk")[:RECENT])


def holder_of(secret: str) -> Holder | None:
    """Return who shows this secret; None for a secret nobody gave out, and for a revoked one."""
    rows = FactKey.objects.select_related("made_by__account")
    key = rows.filter(digest=digest(secret), revoked_at=None).first()
    if key is None:
        return None
    account = key.made_by.account
    actor = Actor(
        ActorKind.TOKEN,
        person_id=key.made_by_id,
        account_id=account.pk if account else None,
        name=key.name,
        is_operator=_may_import(key),
    )
    return Holder(key.pk, actor)


def _may_import(key: FactKey) -> bool:
    account = key.made_by.account
    return account is not None and account.is_active and account.is_operator


def _row(key: FactKey) -> FactKeyRow:
    return FactKeyRow(key, works=key.revoked_at is None and _may_import(key))
