"""Persons: finding them, naming them, linking accounts to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from talkoot.directory.models import Person


def person_of(account_id: int) -> Person | None:
    """Return the person behind an account, or None when it has none yet."""
    return Person.objects.filter(account_id=account_id).first()


def person_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of persons by id."""
    return dict(Person.objects.filter(id__in=ids).values_list("id", "name"))


def account_ids_of(person_ids: Collection[int]) -> dict[int, int]:
    """Return the accounts of those persons who have one."""
    return dict(Person.objects.filter(id__in=person_ids, account__isnull=False).values_list("id", "account_id"))


def others[T](readers: Mapping[int, T], by: str) -> dict[int, T]:
    """Return ``readers`` (by account) without ``by``, the ref of who did what they read of: nobody is told of that."""
    own = account_ids_of([int(by.removeprefix("person:"))]).values() if by.startswith("person:") else ()
    return {account: why for account, why in readers.items() if account not in own}
