"""Writing about bodies: founding them, their page, their place in the tree, their status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.actions.addresses import free_slug
from talkoot.directory.actions.particulars import keep_aliases, keep_channels
from talkoot.directory.actions.tree import attach, move
from talkoot.directory.events import BodyEdited, BodyFounded, BodyMoved, BodyStatusChanged
from talkoot.directory.models import Body, BodyKind, BodyKindLabel, BodyStatusChange
from talkoot.directory.permissions import Permission, may
from talkoot.directory.queries.hats import hats_of
from talkoot.directory.queries.tree import acting_mandate
from talkoot.directory.rules import BodyStatus, ChannelRecord, Power, can_become, fold
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import render_markdown
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import intern_scope

# Topic ids, territory codes and language tags under their names, as `intern_scope` takes them.
type Facets = Mapping[str, Sequence[Any]]


def keep_kind(key: str, labels: Mapping[str, tuple[str, str]], *, position: int = 0) -> BodyKind:
    """Add or update a kind of body; ``labels`` maps a language tag to (singular, plural). Part of setting a site up."""
    kind, _created = BodyKind.objects.update_or_create(key=key, defaults={"position": position})
    for language, (singular, plural) in labels.items():
        BodyKindLabel.objects.update_or_create(
            kind=kind, language=language, defaults={"singular": singular, "plural": plural}
        )
    return kind


def found_body(
    *,
    name: str,
    kind: str,
    language: str,
    parent_id: int | None = None,
    scope_id: int | None = None,
    scope: Facets | None = None,
    mission: str = "",
    status: BodyStatus = BodyStatus.ACTIVE,
    started_on: date | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Body:
    """Set a body up under ``parent_id``. ``kind`` is a `BodyKind` key; ``scope`` is given by id, by its facets
    (``topics``, ``territories``, ``languages``), or not at all, which means everywhere.

    Refuses an unknown kind, a status a body cannot begin with, and facets nobody knows.
    """
    with writing(by=by, at=at, key=key) as announce:
        parent = Body.objects.select_for_update().get(pk=parent_id) if parent_id is not None else None
        hats = hats_of(by, at)
        require(may(by, Permission.FOUND_BODY, parent, at=at, hats=hats))
        body = Body.objects.create(
            name=name,
            fold=fold(name),
            slug=free_slug(Body.objects.all(), name, "body"),
            kind=_kind(kind),
            parent=parent,
            scope_id=_scope_id(scope_id, scope) or everywhere(),
            status=_first_status(status),
            mission=mission,
            html=render_markdown(mission),
            language=language,
            started_on=started_on,
            created_at=at,
        )
        attach(body)
        mandate = hats.may(Power.APPOINT, parent_id) or hats.may(Power.STEWARD, parent_id) or ""
        announce(
            BodyFounded(subject=body.ref, body_kind=kind, parent=parent.ref if parent else ""),
            mandate=mandate,
            on_behalf=parent.ref if parent and mandate else "",
        )
    return body


def edit_body(
    body_id: int,
    *,
    name: str,
    mission: str,
    language: str,
    scope_id: int | None = None,
    scope: Facets | None = None,
    aliases: Sequence[str] | None = None,
    channels: Sequence[ChannelRecord] | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Body:
    """Change what the page of a body says; the address stays, and so do scope, other names and channels not given.

    Refuses facets nobody knows.
    """
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        hats = hats_of(by, at)
        require(may(by, Permission.EDIT_BODY, body, at=at, hats=hats))
        new: dict[str, Any] = {"name": name, "mission": mission, "language": language}
        wanted = _scope_id(scope_id, scope)
        if wanted is not None:
            new["scope_id"] = wanted
        changed = [field for field, value in new.items() if getattr(body, field) != value]
        for field in changed:
            setattr(body, field, new[field])
        body.fold = fold(name)
        body.html = render_markdown(mission)
        body.save()
        if aliases is not None and keep_aliases({body.pk: (name, aliases)}, at.date()):
            changed.append("aliases")
        if channels is not None and keep_channels({body.pk: channels}, at.date()):
            changed.append("channels")
        announce(
            BodyEdited(subject=body.ref, fields=[f.removesuffix("_id") for f in changed]),
            mandate=acting_mandate(hats, Power.STEWARD, body.pk),
        )
    return body


def move_body(body_id: int, *, parent_id: int | None, by: Actor, at: datetime, key: str = "") -> Body:
    """Make a body part of another (or of none). Refuses to make it part of itself or of what is part of it."""
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        require(may(by, Permission.MOVE_BODY, body, at=at))
        before = body.parent_id
        move(body, parent_id)
        announce(
            BodyMoved(
                subject=body.ref,
                parent=ref("body", parent_id) if parent_id else "",
                before=ref("body", before) if before else "",
            )
        )
    return body


def change_body_status(
    body_id: int, *, status: BodyStatus, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Body:
    """Change a body's status for a reason. Ending sets the day; mandates stay on record but give no rights.

    Refuses a status it cannot go to from where it is, and an empty reason.
    """
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        hats = hats_of(by, at)
        require(may(by, Permission.CHANGE_BODY_STATUS, body, at=at, hats=hats))
        before = BodyStatus(body.status)
        if not can_become(before, status):
            raise Refusal("no_such_step", _("A body in this status cannot go to that one."), "status")
        if not reason:
            raise Refusal("no_reason", _("Say why, for those who read this later."), "reason")
        body.status = status
        body.ended_on = at.date() if status is BodyStatus.ENDED else None
        body.save()
        BodyStatusChange.objects.create(body=body, before=before, after=status, reason=reason, language=language, at=at)
        announce(
            BodyStatusChanged(subject=body.ref, before=before, after=status),
            mandate=acting_mandate(hats, Power.STEWARD, body.pk),
        )
    return body


def everywhere() -> int:
    """Return the id of the scope that covers everything."""
    return intern_scope(topics=(), territories=(), languages=()).pk


def _scope_id(scope_id: int | None, scope: Facets | None) -> int | None:
    return intern_scope(**scope).pk if scope is not None else scope_id


def _kind(key: str) -> BodyKind:
    kind = BodyKind.objects.filter(key=key).first()
    if kind is None:
        # Translators: %(kind)s is the key of a kind of body, such as "hub".
        raise Refusal("unknown_kind", _("There is no kind of body called %(kind)s.") % {"kind": key}, "kind")
    return kind


def _first_status(status: BodyStatus) -> BodyStatus:
    if status not in {BodyStatus.FORMING, BodyStatus.ACTIVE}:
        raise Refusal("not_a_first_status", _("A new body is either forming or active."), "status")
    return status
