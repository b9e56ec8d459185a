"""Opening a slate: the first moment anybody can be put forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text, require
from talkoot.ledger.actions import writing
from talkoot.notifications.rules import is_own_address
from talkoot.scopes.actions import line, require_languages
from talkoot.slates import rules
from talkoot.slates.events import SlateOpened
from talkoot.slates.models import Slate
from talkoot.slates.permissions import CONVENING, Permission, may
from talkoot.slates.rules import Asked, AskedFault, Fault, Kind

MATTER = re.compile(r"[a-z][a-z_]{0,39}:[1-9][0-9]{0,17}")


def open_slate(
    *,
    matter: str,
    title: str,
    language: str,
    body_id: int,
    kind: str,
    opens_at: datetime,
    closes_at: datetime,
    asks: Sequence[Asked] = (),
    url: str = "",
    seed_source: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Slate:
    """Take names for ``matter`` (a ref, ``decision:87``) from ``opens_at`` until ``closes_at``.

    ``title`` says what they stand for; ``url`` is a path of this site; ``seed_source`` where the seed of the order
    will come from (empty: from the ledger). Refuses a second slate for one matter, nominations that would be over
    before they began or are past, and attributes that no file could name.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.OPEN_SLATE, body_id, at=at, hats=hats))
        require_matter(matter, url)
        _require_times(opens_at, closes_at, at)
        _require_asked(asks)
        require_languages([language])
        slate = Slate.objects.create(
            matter=matter,
            url=url,
            title=line(title, limit=rules.TITLE_MAX, field="title", missing=_("Say what they stand for.")),
            language=language,
            steward_body_id=body_id,
            kind=_kind(kind),
            opened_at=at,
            opens_at=opens_at,
            closes_at=closes_at,
            asks=rules.stored(asks),
            seed_source=line(seed_source, limit=rules.SOURCE_MAX, field="seed_source", missing="")
            if seed_source
            else "",
        )
        mandate = next((found for power in CONVENING if (found := hats.may(power, body_id))), "")
        announce(_opened(slate), mandate=mandate, on_behalf=ref("body", body_id))
    return slate


def _kind(kind: str) -> Kind:
    if kind not in list(Kind):
        raise Refusal("unknown_kind", _("Choose whether people, bodies or projects stand."), "kind")
    return Kind(kind)


def require_matter(matter: str, url: str) -> None:
    """Refuse what is no thing of this site, and one that has a slate."""
    if not MATTER.fullmatch(matter) or (url and not is_own_address(url)):
        raise Refusal(
            "no_matter", _("A slate is for a thing of this site, named by its ref and its own page."), "matter"
        )
    if Slate.objects.filter(matter=matter).exists():
        raise Refusal("slate_there", _("There is a slate for this already."), "matter")


def _require_times(opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    if closes_at <= opens_at:
        raise Refusal("closes_first", _("Nominations must close after they open."), "closes_at")
    if closes_at <= at:
        raise Refusal("closes_past", _("Nominations must close at a time to come."), "closes_at")


def _require_asked(asks: Sequence[Asked]) -> None:
    if fault := rules.fault_in_asked(asks):
        raise Refusal("asked_unclear", _sentence(fault), "asks")


def _sentence(fault: Fault) -> Text:
    match fault.code:
        case AskedFault.TOO_MANY:
            # Translators: %(most)d is a number.
            return _("At most %(most)d things can be asked of candidates.") % {"most": rules.MOST_ASKED}
        case AskedFault.TWICE:
            # Translators: %(key)s is the short name of something asked of candidates, such as home_wiki.
            return _("%(key)s is asked twice.") % {"key": fault.key}
        case AskedFault.KEY:
            # Translators: %(key)s is the short name somebody gave to something asked of candidates.
            sentence = _("“%(key)s” is no key. Use small Latin letters, digits and _, as in home_wiki.")
            return sentence % {"key": fault.key}
    # Translators: %(key)s is the short name of something asked of candidates, such as home_wiki.
    sentence = _("The values allowed for %(key)s are empty, too long, too many, or there twice.")
    return sentence % {"key": fault.key}


def _opened(slate: Slate) -> SlateOpened:
    return SlateOpened(
        subject=slate.ref,
        matter=slate.matter,
        body=ref("body", slate.steward_body_id),
        of=slate.kind,
        opens_at=slate.opens_at.isoformat(),
        closes_at=slate.closes_at.isoformat(),
    )
