"""Publishing versions of processes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.problems import sentences
from talkoot.proposals.events import ProcessPublished
from talkoot.proposals.models import ProcessTemplate
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.rules import NotAProcess, Process, canonical, parse, sha256

SHIPPED = Path(__file__).resolve().parent.parent / "seed"


def publish_process(
    *, source: str, body_id: int | None = None, by: Actor, at: datetime, key: str = ""
) -> ProcessTemplate:
    """Publish the process that the TOML ``source`` describes; proposals submitted from now on follow it.

    ``body_id`` looks after matters no duty covers. Published before with the same content, nothing changes. Refuses
    a file with mistakes (each named by field and line), and a version that is not above the latest.
    """
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.PUBLISH_PROCESS, body_id, at=at))
        process = _parsed(source)
        text = canonical(process)
        there = ProcessTemplate.objects.select_for_update().filter(slug=process.slug)
        same = there.filter(version=process.version, sha256=sha256(text)).first()
        if same is not None:
            return same
        _require_newer(process, max(there.values_list("version", flat=True), default=0))
        there.filter(is_current=True).update(is_current=False)
        template = ProcessTemplate.objects.create(
            slug=process.slug,
            version=process.version,
            source=source,
            canonical=text,
            sha256=sha256(text),
            body_id=body_id,
            published_at=at,
            published_by=by.ref,
        )
        announce(
            ProcessPublished(subject=template.ref, slug=template.slug, version=template.version, sha256=template.sha256)
        )
    return template


def publish_shipped_processes(*, body_id: int | None = None, by: Actor = SYSTEM, at: datetime) -> list[ProcessTemplate]:
    """Publish the processes that come with Talkoot, where no later version is in force; may be run at every start."""
    found = []
    for path in sorted(SHIPPED.glob("*.toml")):
        source = path.read_text(encoding="utf-8")
        process = parse(source)
        current = ProcessTemplate.objects.filter(slug=process.slug, is_current=True).first()
        if current is None or current.version < process.version:
            current = publish_process(source=source, body_id=body_id, by=by, at=at)
        found.append(current)
    return found


def _parsed(source: str) -> Process:
    try:
        return parse(source)
    except NotAProcess as wrong:
        raise Refusal("not_a_process", "\n".join(sentences(wrong.problems)), "source") from None


def _require_newer(process: Process, latest: int) -> None:
    if process.version <= latest:
        sentence = _(
            # Translators: %(latest)d and %(next)d are version numbers.
            "Version %(latest)d is published already, and what is published never changes. Make this version %(next)d."
        )
        raise Refusal("version_taken", sentence % {"latest": latest, "next": latest + 1}, "source")
