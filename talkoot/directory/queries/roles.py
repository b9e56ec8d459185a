"""Single roles and mandates, for the pages that change them."""

from __future__ import annotations

from django.http import Http404

from talkoot.directory.models import Mandate, Role
from talkoot.kernel.actors import Actor


def get_role(body_slug: str, role_slug: str, *, viewer: Actor) -> Role:
    """Return a role with its body; 404 when there is none at that place. Roles are public."""
    role = Role.objects.select_related("body__kind").filter(body__slug=body_slug, slug=role_slug).first()
    if role is None:
        raise Http404
    return role


def get_mandate(mandate_id: int, *, viewer: Actor) -> Mandate:
    """Return a mandate with its person, role and body; 404 when there is none. Mandates are public."""
    mandate = Mandate.objects.select_related("person", "role__body").filter(pk=mandate_id).first()
    if mandate is None:
        raise Http404
    return mandate
