"""What the form of a new promise offers and understands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from urllib.parse import unquote

from talkoot.directory.models import Body, Role

PAGE = re.compile(r"/bodies/(?P<slug>[^/?#]+)/?(?:[?#].*)?$")


def list_roles(body_ids: Collection[int]) -> Sequence[tuple[int, str, str]]:
    """Return (key, name of the body, name of the role) of the roles of these bodies that are still filled."""
    rows = Role.objects.filter(body__in=body_ids, ended_on=None).order_by("body__fold", "body", "position", "pk")
    return list(rows.values_list("pk", "body__name", "name"))


def body_of_role(role_id: int) -> int:
    """Return the key of the body a role belongs to."""
    return Role.objects.values_list("body_id", flat=True).get(pk=role_id)


def named_body(text: str) -> int | None:
    """Return the key of the body named by the address of its page or by its exact name; None for none or several."""
    found = PAGE.search(text)
    where = {"slug": unquote(found["slug"])} if found else {"name": text}
    keys = list(Body.objects.filter(**where).values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None
