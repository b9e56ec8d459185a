"""Lists with who stands on them, and suspensions, as far as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from talkoot.directory.models import BodyClosure
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.eligibility.models import ListEntry, NamedList, Suspension
from talkoot.eligibility.rules import SMALLEST_COUNT
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.paging import SIZE, Page, after, cut
from talkoot.kernel.refs import Label, split
from talkoot.ledger.queries.naming import Naming


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list with how many stand on it; None where so few do that the number itself would tell of them."""

    list: NamedList
    count: int | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Who stands on a list, and why."""

    id: int
    who: Label
    reason: str
    language: str
    added_at: datetime


def list_lists(*, viewer: Actor, page_after: str = "", size: int = SIZE) -> Page[ListRow]:
    """Return the lists there are, newest first: that there is a list, what for and who keeps it is public."""
    rows = _counted(NamedList.objects.select_related("body"))
    last = after(page_after)
    if last is not None:
        rows = rows.filter(pk__lt=last)
    found = cut(list(rows.order_by("-pk").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)
    return Page([ListRow(kept, _count(kept)) for kept in found], found.after)


def get_list(slug: str, viewer: Actor) -> ListRow:
    """Return the list of this name; 404 when there is none."""
    kept = _counted(NamedList.objects.select_related("body")).filter(slug=slug).first()
    if kept is None:
        raise Http404
    return ListRow(kept, _count(kept))


def entries_of(kept: NamedList, *, page_after: str = "", size: int = SIZE) -> Page[EntryRow]:
    """Return who stands on a list, in the order they came; ask `permissions` first whether the reader may know."""
    rows = ListEntry.objects.current().filter(named_list=kept).select_related("person", "body")
    last = after(page_after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    found = cut(list(rows.order_by("pk").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)
    return Page([_row(entry) for entry in found], found.after)


def get_entry(kept: NamedList, key: int) -> EntryRow:
    """Return one entry of a list that nobody ended; 404 when there is none."""
    rows = ListEntry.objects.current().filter(named_list=kept, pk=key).select_related("person", "body")
    entry = rows.first()
    if entry is None:
        raise Http404
    return _row(entry)


def suspensions_by(hats: Hats, *, page_after: str = "", size: int = SIZE) -> Page[Suspension]:
    """Return the suspensions of the bodies that somebody tends, by hats in them or above them, newest first."""
    bodies = BodyClosure.objects.filter(ancestor__in=hats.bodies(Power.STEWARD)).values("descendant")
    rows = Suspension.objects.filter(body__in=bodies).select_related("person", "body")
    last = after(page_after)
    if last is not None:
        rows = rows.filter(pk__lt=last)
    return cut(list(rows.order_by("-pk").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)


def get_suspension(key: int, *, viewer: Actor, hats: Hats) -> Suspension:
    """Return a suspension to the person concerned and to who tends the body; to all others there is none."""
    above = BodyClosure.objects.filter(descendant=OuterRef("body"), ancestor__in=hats.bodies(Power.STEWARD))
    rows = Suspension.objects.filter(Q(person=viewer.person_id) | Exists(above), pk=key)
    found = rows.select_related("person", "body").first() if viewer.is_known else None
    if found is None:
        raise Http404
    return found


def get_for_notice(ref: str) -> Suspension:
    """Return the suspension a fact is about, with the person and the body."""
    return Suspension.objects.select_related("person", "body").get(pk=int(ref.partition(":")[2]))


def decision_name(suspension: Suspension) -> str:
    """Return the short name of the decision behind a suspension: ``D-87``."""
    return public_id("D", int(split(suspension.decision)[1]))


labels = Naming(
    lambda keys, viewer: NamedList.objects.filter(pk__in=keys),
    ("name", "slug", "language"),
    lambda key, name, slug, language: Label(name, NamedList(pk=key, slug=slug).get_absolute_url(), language),
)


def _counted(rows: QuerySet[NamedList]) -> QuerySet[NamedList]:
    return rows.annotate(standing=Count("entries", filter=Q(entries__ended_at=None)))


def _count(kept: NamedList) -> int | None:
    standing: int = getattr(kept, "standing", 0)
    return standing if kept.is_public or standing >= SMALLEST_COUNT else None


def _row(entry: ListEntry) -> EntryRow:
    one = entry.person or entry.body
    who = Label(one.name, one.get_absolute_url()) if one else Label("")
    return EntryRow(entry.pk, who, entry.reason, entry.language, entry.added_at)
