"""Kinds of body in the reader's words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from talkoot.directory.models import BodyKind, BodyKindLabel


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body as the reader knows it."""

    key: str
    singular: str
    plural: str


def kinds(language: str = "") -> list[Kind]:
    """Return all kinds in their order, named in ``language`` (the page's when empty), else English, else by key."""
    labels: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    rows = BodyKind.objects.order_by("position", "id").values_list(
        "key", "labels__language", "labels__singular", "labels__plural"
    )
    for key, tag, singular, plural in rows:
        labels[key][tag or ""] = (singular or key, plural or key)
    return [Kind(key, *_best(words, language)) for key, words in labels.items()]


def kind_name(language: str = "", *, kind: str = "kind", form: str = "singular") -> Coalesce:
    """Return an expression: what the kind in the column ``kind`` is called; ``form`` is ``singular`` or ``plural``."""
    labels = BodyKindLabel.objects.filter(kind=OuterRef(kind))
    tries = [Subquery(labels.filter(language=tag).values(form)[:1]) for tag in _chain(language)]
    return Coalesce(*tries, F(f"{kind}__key"), output_field=CharField())


def _chain(language: str) -> list[str]:
    tag = language or get_language() or "en"
    return list(dict.fromkeys((tag, tag.split("-", 1)[0], "en")))


def _best(words: dict[str, tuple[str, str]], language: str) -> tuple[str, str]:
    tags = [tag for tag in _chain(language) if tag in words]
    return words[tags[0]] if tags else next(iter(words.values()))
