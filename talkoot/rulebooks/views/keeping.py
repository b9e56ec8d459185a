"""For whom the reader may publish rulebooks, and what a new one begins with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied, Text
from talkoot.rulebooks import queries
from talkoot.ui.pages import Request, sign_in_first


def keepers(request: Request) -> list[tuple[int | str, Text]]:
    """Return whom the reader may publish for: the bodies they are stewards of; for operators also no body."""
    hats = hats_of(request.actor, now())
    mine: dict[int | str, Text] = {h.body_id: h.body_name for h in hats.all if Power.STEWARD in h.powers}
    return [*mine.items(), *([("", _("No body: it belongs to the site"))] if request.actor.is_operator else [])]


def required_keepers(request: Request) -> list[tuple[int | str, Text]]:
    """Return the same; ask for a sign-in, and refuse whoever may publish for nobody."""
    sign_in_first(request)
    found = keepers(request)
    if not found:
        raise PermissionDenied(_("Only stewards of a body and operators may publish rulebooks."))
    return found


def beginning(request: Request) -> dict[str, str]:
    """Return the rules to begin with: those of a version or a template that the address names, or an example."""
    slug, _slash, version = request.GET.get("like", "").partition("/")
    if slug and version.isascii() and version.isdigit() and len(version) < 9:
        return {"source": queries.get_rulebook(slug, int(version)).source, "slug": slug}
    template = request.GET.get("template", "")
    return {"source": queries.template_source(template) if template else queries.starter()}
