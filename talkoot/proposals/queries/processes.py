"""Processes: the version in force, and each proposal's own. What is frozen is read from the database once."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache

from django.http import Http404

from talkoot.kernel.actors import Actor
from talkoot.proposals.models import ProcessTemplate, Proposal
from talkoot.proposals.rules import Process, read


def process_of(proposal: Proposal) -> Process:
    """Return the process a proposal follows: the version it was submitted under."""
    return process_with(proposal.template_sha256)


@lru_cache(maxsize=256)
def process_with(sha256: str) -> Process:
    """Return the published process with this hash. What a hash stands for never changes, so it is kept in memory."""
    return parsed(ProcessTemplate.objects.values_list("canonical", flat=True).get(sha256=sha256))


@lru_cache(maxsize=256)
def parsed(canonical: str) -> Process:
    """Return the process in its canonical text."""
    return read(json.loads(canonical))


def current_process(slug: str) -> ProcessTemplate | None:
    """Return the version that new proposals of this process follow, or None when it was never published."""
    return ProcessTemplate.objects.filter(slug=slug, is_current=True).first()


def processes(viewer: Actor) -> list[ProcessTemplate]:
    """Return every process in its current version, by slug. Processes are public."""
    return list(ProcessTemplate.objects.filter(is_current=True).select_related("body").order_by("slug"))


def get_process(slug: str, version: int, viewer: Actor) -> ProcessTemplate:
    """Return one version; 404 when there is none."""
    found = ProcessTemplate.objects.select_related("body").filter(slug=slug, version=version).first()
    if found is None:
        raise Http404
    return found


def versions_of(slug: str, viewer: Actor) -> list[tuple[int, str]]:
    """Return (version, sha256) of every version of a process, newest first."""
    return list(ProcessTemplate.objects.filter(slug=slug).order_by("-version").values_list("version", "sha256"))


def versions_in(ids: Collection[int]) -> dict[int, ProcessTemplate]:
    """Return versions by their key."""
    return ProcessTemplate.objects.in_bulk(ids)
