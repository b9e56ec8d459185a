"""How people, bodies, roles and mandates are named where something refers to them."""

from __future__ import annotations

from django.urls import reverse

from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming


def _role(key: int, name: str, slug: str, language: str, body_slug: str) -> Label:
    """Name a role: its page is its place on the page of its body."""
    return Label(name, f"{reverse('directory:body', args=[body_slug])}#{slug}", language)


def _mandate(key: int, name: str, *place: str) -> Label:
    """Name a mandate "role, body", at the role's place."""
    return _role(key, f"{name}, {place[-1]}", *place[:-1])


person_labels = Naming(
    lambda keys, viewer: Person.objects.filter(pk__in=keys),
    ("name", "slug"),
    lambda key, name, slug: Label(name, reverse("directory:person", args=[slug])),
)
body_labels = Naming(
    lambda keys, viewer: Body.objects.filter(pk__in=keys),
    ("name", "slug"),
    lambda key, name, slug: Label(name, reverse("directory:body", args=[slug])),
)
role_labels = Naming(
    lambda keys, viewer: Role.objects.filter(pk__in=keys), ("name", "slug", "language", "body__slug"), _role
)
mandate_labels = Naming(
    lambda keys, viewer: Mandate.objects.filter(pk__in=keys),
    ("role__name", "role__slug", "role__language", "role__body__slug", "role__body__name"),
    _mandate,
)
