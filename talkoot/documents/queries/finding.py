"""Documents by address, by title, by body, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import FETCH_RAISE, OuterRef, Q, Subquery
from django.http import Http404

from talkoot.directory.models import Body, BodyClosure
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import BodyStatus, Power
from talkoot.documents.models import Document
from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.scopes.models import Language

# So many bodies are offered to found a document in; an operator begins on the body's own page.
OFFERED = 200

# Documents are public.
labels = Naming(
    lambda keys, viewer: Document.objects.filter(pk__in=keys),
    ("title", "language", "slug"),
    lambda key, title, language, slug: Label(title, Document(slug=slug).get_absolute_url(), language),
)


def get_document(slug: str) -> Document:
    """Return the document at this address, with its body and its language's own name; 404 when there is none."""
    autonym = Language.objects.filter(tag=OuterRef("language")).values("autonym")
    documents = Document.objects.select_related("body").annotate(autonym=Subquery(autonym))
    try:
        return documents.fetch_mode(FETCH_RAISE).get(slug=slug)
    except Document.DoesNotExist:
        raise Http404 from None


def list_documents(after: int | None, body: Body | None = None) -> paging.Page[Document]:
    """Return a page of documents by title, of ``body`` alone where one is named, from after the one with this id."""
    rows = Document.objects.select_related("body").fetch_mode(FETCH_RAISE).order_by("title", "pk")
    if body is not None:
        rows = rows.filter(body=body)
    last = Document.objects.filter(pk=after).values_list("title", flat=True).first() if after else None
    if last is not None:
        rows = rows.filter(Q(title__gt=last) | Q(title=last, pk__gt=after))
    return paging.cut(list(rows[: paging.SIZE + 1]), "pk")


def named_body(slug: str) -> Body | None:
    """Return the body at this address, None where none is named; 404 where there is none."""
    if not slug:
        return None
    found = Body.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def list_bodies(actor: Actor, at: datetime) -> list[tuple[int, str]]:
    """Return the bodies ``actor`` may found documents in, with their names."""
    bodies = Body.objects.exclude(status=BodyStatus.ENDED)
    if not actor.is_operator:
        tended = hats_of(actor, at).bodies(Power.STEWARD)
        bodies = bodies.filter(pk__in=BodyClosure.objects.filter(ancestor__in=tended).values("descendant"))
    return list(bodies.order_by("fold", "pk").values_list("pk", "name")[:OFFERED])


def keeping_body(slug: str, bodies: Sequence[tuple[int, str]]) -> int | None:
    """Return the id of the body at ``slug`` if it is among ``bodies``."""
    found = Body.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    return found if found in {key for key, _name in bodies} else None
