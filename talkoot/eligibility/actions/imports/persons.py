"""Whom a cell of a file means: a key of the same origin, the address of a page, or the exact name of an account."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from talkoot.directory.models import Body, Person
from talkoot.kernel.imports import Wrong, gettext_noop, quoted

UNKNOWN_PERSON = gettext_noop(
    # Translators: %(value)s is what stands in the file.
    "There is no person %(value)s: no key of this origin, no address of a page, no name of an account."
)
# Translators: %(value)s is what stands in the file; %(addresses)s are two ends of addresses of pages.
TWO_PERSONS = gettext_noop("%(value)s is one person's address and the name of another's account: %(addresses)s.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_BODY = gettext_noop("There is no body %(value)s, neither in this origin nor by address.")

# How many values one query may be asked with; SQLite's own limit is 32,766.
MANY = 10_000


class Persons:
    """Finds persons by what files call them; whoever had everything personal erased is nobody."""

    def __init__(self, wanted: Collection[str], origin: str) -> None:
        rows = Person.objects.filter(forgotten_on=None)
        self._keys = _by(rows.filter(source=origin), "source_key", wanted)
        self._slugs = _by(rows, "slug", wanted)
        self._accounts = _by(rows.filter(account__erased_at=None), "account__name", wanted)

    def find(self, called: str) -> int:
        """Return the person's key; raise `Wrong` for nobody, and for a name that means two."""
        if called in self._keys:
            return self._keys[called]
        found = {key for key in (self._slugs.get(called), self._accounts.get(called)) if key is not None}
        if not found:
            raise Wrong(UNKNOWN_PERSON, value=quoted(called))
        if len(found) > 1:
            slugs = Person.objects.filter(pk__in=found).order_by("pk").values_list("slug", flat=True)
            raise Wrong(TWO_PERSONS, value=quoted(called), addresses=", ".join(slugs))
        return found.pop()


class Bodies:
    """Finds bodies by key of the same origin, or else by address."""

    def __init__(self, wanted: Collection[str], origin: str) -> None:
        self._keys = _by(Body.objects.filter(source=origin), "source_key", wanted)
        self._slugs = _by(Body.objects.all(), "slug", wanted)

    def find(self, called: str) -> int:
        """Return the body's key; raise `Wrong` when there is none."""
        found = self._keys.get(called) or self._slugs.get(called)
        if found is None:
            raise Wrong(UNKNOWN_BODY, value=quoted(called))
        return found


def _by(rows: QuerySet[Any], column: str, wanted: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    names = sorted({name for name in wanted if name})
    for start in range(0, len(names), MANY):
        piece = names[start : start + MANY]
        found |= dict(rows.filter(**{f"{column}__in": piece}).values_list(column, "pk"))
    return found
