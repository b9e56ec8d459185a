"""Proposals by their ids: one, its versions, its voices, its labels."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.paging import SIZE, Page, cut
from talkoot.kernel.paging import after as key_after
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.proposals.models import Draft, Follow, ProcessTemplate, Proposal, ProposalVersion, Support
from talkoot.proposals.rules import Status

RELATED = ("author", "on_behalf", "responsible", "scope")


def get_proposal(ref: str, viewer: Actor) -> Proposal:
    """Return the proposal named ``P-142`` with its author, bodies and scope; 404 when there is none."""
    key = key_of(ref, "P")
    found = _rows(viewer).filter(pk=key).first() if key is not None else None
    if found is None:
        raise Http404
    return found


def key_in(ref: str) -> int:
    """Return the key that ``P-142`` names, whether there is such a proposal or not; 404 when it names none."""
    key = key_of(ref, "P")
    if key is None:
        raise Http404
    return key


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to a proposal."""

    is_followed: bool
    is_supported: bool


def get_text(ref: str, viewer: Actor) -> tuple[ProposalVersion, Standing]:
    """Return the current text of a proposal and how the viewer stands to it.

    One query; 404 when there is no such proposal.
    """
    key = key_of(ref, "P")
    if key is None:
        raise Http404
    mine = {"proposal_id": OuterRef("proposal_id"), "person_id": viewer.person_id}
    texts = (
        ProposalVersion.objects.filter(proposal_id=key, number=F("proposal__version"))
        .select_related(*(f"proposal__{name}" for name in RELATED))
        .annotate(
            is_followed=Exists(Follow.objects.filter(**mine, ended_at=None)),
            is_supported=Exists(Support.objects.filter(**mine, withdrawn_at=None)),
        )
    )
    found = texts.fetch_mode(FETCH_RAISE).first()
    if found is None:
        raise Http404
    return found, Standing(found.is_followed, found.is_supported)


def get_version(proposal: Proposal, number: int) -> ProposalVersion:
    """Return one version of a proposal's text; 404 when there is none."""
    found = proposal.versions.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def list_versions(proposal: Proposal, *, after: str = "") -> Page[ProposalVersion]:
    """Return a page of versions without their texts, newest first."""
    rows = proposal.versions.select_related("by").only(
        "number", "title", "language", "summary", "at", "mandate", "proposal_id", "by__name", "by__slug"
    )
    last = key_after(after)
    rows = rows.filter(number__lt=last) if last is not None else rows
    return cut(list(rows.order_by("-number").fetch_mode(FETCH_RAISE)[: SIZE + 1]), "number")


def list_supports(
    proposal: Proposal, *, after: str = "", size: int = SIZE, only_comments: bool = False
) -> Page[Support]:
    """Return a page of supports, newest first, with the persons."""
    rows = Support.objects.filter(proposal=proposal, withdrawn_at=None).select_related("person")
    rows = rows.exclude(comment="") if only_comments else rows
    last = key_after(after)
    rows = rows.filter(pk__lt=last) if last is not None else rows
    return cut(list(rows.order_by("-id").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)


def list_drafts(viewer: Actor) -> list[Draft]:
    """Return the viewer's own unsent drafts, the latest first."""
    if viewer.person_id is None:
        return []
    rows = Draft.objects.filter(person_id=viewer.person_id, proposal=None, discarded_at=None)
    return list(rows.order_by("-saved_at"))


def get_draft(draft_id: int, viewer: Actor, *, even_sent: bool = False) -> Draft:
    """Return one of the viewer's own drafts, not sent yet unless ``even_sent``; 404 when it is none."""
    if viewer.person_id is None:
        raise Http404
    mine = Draft.objects.filter(person_id=viewer.person_id, discarded_at=None, pk=draft_id)
    mine = mine.select_related("proposal") if even_sent else mine.filter(proposal=None)
    found = mine.first()
    if found is None:
        raise Http404
    return found


labels = Naming(
    lambda keys, viewer: Proposal.objects.visible_to(viewer).filter(pk__in=keys),
    ("title", "language"),
    lambda key, title, language: Label(title, Proposal(pk=key).get_absolute_url(), language),
)


# Short name and version.
process_labels = Naming(
    lambda keys, viewer: ProcessTemplate.objects.filter(pk__in=keys),
    ("slug", lambda: Cast("version", CharField())),
    lambda key, slug, version: Label(
        f"{slug} {version}", ProcessTemplate(slug=slug, version=int(version)).get_absolute_url()
    ),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The proposal behind an instrument: what a consultation, decision or commitment is part of."""

    proposal_id: int
    title: str
    language: str
    status: str

    @property
    def public_id(self) -> str:
        """Return the short id people use."""
        return f"P-{self.proposal_id}"

    @property
    def has_ended(self) -> bool:
        """Tell whether the proposal came to its end, whatever still goes on beneath it."""
        return self.status != Status.OPEN


def origin_of(*, consultation_id: int | None = None, decision_id: int | None = None) -> Origin | None:
    """Return the proposal whose stage opened this consultation or decision, or None; one query."""
    asked = {"consultation_id": consultation_id} if consultation_id is not None else {"decision_id": decision_id}
    rows = Proposal.objects.filter(**{f"stages__{name}": key for name, key in asked.items()})
    found = rows.values_list("id", "title", "language", "status").first()
    return Origin(*found) if found else None


def origin(proposal_id: int) -> Origin | None:
    """Return a proposal as an origin, None when there is none."""
    found = Proposal.objects.filter(pk=proposal_id).values_list("id", "title", "language", "status").first()
    return Origin(*found) if found else None


def _rows(viewer: Actor) -> QuerySet[Proposal]:
    return Proposal.objects.visible_to(viewer).select_related(*RELATED)
