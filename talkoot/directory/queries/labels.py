"""How people, bodies, roles and mandates are named where something refers to them."""

from __future__ import annotations

from collections.abc import Collection

from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label


def person_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return the labels of persons by id."""
    rows = Person.objects.filter(id__in=keys).only("id", "name", "slug")
    return {person.pk: Label(person.name, person.get_absolute_url()) for person in rows}


def body_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return the labels of bodies by id."""
    rows = Body.objects.filter(id__in=keys).only("id", "name", "slug")
    return {body.pk: Label(body.name, body.get_absolute_url()) for body in rows}


def role_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return the labels of roles by id; a role's page is its place on the page of its body."""
    rows = Role.objects.filter(id__in=keys).select_related("body")
    return {role.pk: Label(role.name, f"{role.body.get_absolute_url()}#{role.slug}", role.language) for role in rows}


def mandate_labels(keys: Collection[int], *, viewer: Actor) -> dict[int, Label]:
    """Return the labels of mandates by id: "role, body", at the role's place."""
    rows = Mandate.objects.filter(id__in=keys).select_related("role__body")
    return {
        mandate.pk: Label(
            f"{mandate.role.name}, {mandate.role.body.name}",
            f"{mandate.role.body.get_absolute_url()}#{mandate.role.slug}",
            mandate.role.language,
        )
        for mandate in rows
    }
