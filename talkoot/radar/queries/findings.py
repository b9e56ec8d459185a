"""Findings as pages show them: one by one, in lists, for a body and for a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.http import Http404
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from talkoot.directory import queries as directory
from talkoot.directory.models import Body, Role
from talkoot.directory.rules import BodyStatus, Power, fold
from talkoot.duties.models import Duty
from talkoot.duties.queries import findings_of, held_in, holder_of
from talkoot.duties.queries.wording import role_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE, Page, cut
from talkoot.kernel.refs import Label, ref, split
from talkoot.ledger.queries.naming import Naming
from talkoot.radar.models import Finding, FindingStep
from talkoot.radar.queries.causes import Region
from talkoot.radar.queries.wording import KINDS, cause_words, kind_words, sentence
from talkoot.radar.rules import MERGEABLE, REASSIGNABLE, Kind

KINDS_SHOWN = tuple(KINDS)
AGES = (7, 30, 90)
# So many bodies and roles are offered to take duties over.
OFFERED = 200
WITH = (
    "body", "matter", "role__body", "holder", "person", "duty__body", "duty__role__body", "other__body",
    "other__role__body",
)  # fmt: skip

# Findings are public.
labels = Naming(
    lambda keys, viewer: Finding.objects.filter(pk__in=keys),
    ("kind", "matter__title", "holder__name", "role__name", "person__name"),
    lambda key, kind, *names: Label(
        f"{kind_words(kind)}: {next(filter(None, names), '')}", Finding(pk=key).get_absolute_url()
    ),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows the list to: a kind, part of a body's name or its address, days of age, and a state."""

    kind: str = ""
    body: str = ""
    age: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its words, in the language of whoever asks."""

    finding: Finding
    days: int

    @property
    def ref(self) -> str:
        """Return how the ledger names the finding."""
        return self.finding.ref

    @property
    def word(self) -> str:
        """Return the word for its kind."""
        return kind_words(self.finding.kind)

    @property
    def sentence(self) -> SafeString:
        """Return what is wrong, for a page."""
        told = sentence(self.finding, lambda name: format_html("<bdi>{}</bdi>", name))
        return mark_safe(told)  # noqa: S308 - our own sentence, its names escaped above

    @property
    def plain(self) -> str:
        """Return what is wrong, as text."""
        return sentence(self.finding, str)

    @property
    def is_reassignable(self) -> bool:
        """Tell whether giving duties on may settle it."""
        return self.finding.kind in REASSIGNABLE

    @property
    def is_mergeable(self) -> bool:
        """Tell whether ending one of two duties may settle it."""
        return self.finding.kind in MERGEABLE


@dataclass(frozen=True, slots=True)
class StepLine:
    """What became of a finding, by whom and through what."""

    step: FindingStep
    actor: Label | None
    cause: str


def told(finding: Finding, at: datetime) -> Told:
    """Return a finding, read with what it names, in words."""
    return Told(finding, ((finding.ended_at or at) - finding.found_at).days)


def get_finding(finding_id: int, *, viewer: Actor) -> Finding:
    """Return a finding with what it names; 404 when there is none. Findings are public."""
    finding = _worded(Finding.objects.filter(pk=finding_id)).first()
    if finding is None:
        raise Http404
    return finding


def list_findings(filters: Filters, *, viewer: Actor, at: datetime, after: int | None) -> Page[Told]:
    """Return a page of findings, newest first (one query)."""
    rows = _filtered(filters, at)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = cut(list(_worded(rows).order_by("-pk")[: SIZE + 1]), "pk")
    return Page([told(finding, at) for finding in found], found.after)


def count_open(*, viewer: Actor) -> dict[str, int]:
    """Return how many findings are open by kind, and how many of them are ``accepted`` (one query)."""
    rows = Finding.objects.open().values_list("kind").order_by("kind")
    counted = rows.annotate(n=Count("pk", filter=Q(accepted_until=None)), accepted=Count("accepted_until"))
    found, accepted = {}, 0
    for kind, number, lived_with in counted:
        found[kind] = number
        accepted += lived_with
    return {**found, "accepted": accepted}


def steps_of(finding: Finding, *, viewer: Actor) -> list[StepLine]:
    """Return what became of a finding, latest first (two queries)."""
    steps = list(FindingStep.objects.filter(finding=finding).order_by("-at", "-pk"))
    people = {int(key) for kind, key in (split(step.by) for step in steps) if kind == "person"}
    names = directory.person_labels(people, viewer=viewer) if people else {}
    by_ref = {ref("person", key): label for key, label in names.items()}
    return [StepLine(step, by_ref.get(step.by), cause_words(step.cause)) for step in steps]


def of_body(body_id: int, *, at: datetime, limit: int) -> list[Told]:
    """Return what is open and up to a body, the oldest first (one query)."""
    rows = Finding.objects.open().filter(body=body_id).order_by("accepted_until", "pk")
    return [told(finding, at) for finding in _worded(rows)[:limit]]


def of_matter(matter_id: int, *, at: datetime) -> list[Told]:
    """Return what is open in a matter (one query)."""
    rows = Finding.objects.open().filter(matter=matter_id).order_by("pk")
    return [told(finding, at) for finding in _worded(rows)[:SIZE]]


def overseers(finding: Finding, at: datetime) -> tuple[list[int], list[int]]:
    """Return the accounts of those who tend the body that must act, and of those who tend the one it is part of."""
    if finding.body is None:
        return [], []
    held = directory.holders_of([b for b in (finding.body_id, finding.body.parent_id) if b], Power.STEWARD, at)
    own = [account for _person, account in held.get(finding.body_id or 0, ()) if account]
    above = [account for _person, account in held.get(finding.body.parent_id or 0, ()) if account]
    return own, [account for account in above if account not in own]


def region_of(finding: Finding) -> Region:
    """Return the region that is the one thing the finding is about."""
    about = (finding.matter_id, finding.role_id, finding.holder_id, finding.person_id)
    matters, roles, bodies, persons = (frozenset([key] if key else []) for key in about)
    return Region(matters, roles, bodies, persons)


def hanging_on(finding: Finding) -> list[Duty]:
    """Return the duties to give on: those of a holder that is gone, or one for each scope in which nobody decides.

    Of a matter nobody has a duty in, the one that ended last.
    """
    duties = Duty.objects.select_related("matter", "scope", "role").order_by("pk")
    if finding.kind != Kind.GAP:
        held = Q(role=finding.role_id) if finding.role_id else Q(body=finding.holder_id)
        return list(duties.filter(held, ended_on=None))
    matter = finding.matter_id or 0
    held_now = held_in(matter, finding.found_at)
    gaps = findings_of(held_now).gaps or tuple(held.duty_id for held in held_now)
    by_scope = {duty.scope_id: duty for duty in duties.filter(pk__in=gaps)}
    return list(by_scope.values()) or list(duties.filter(matter=matter).order_by("-ended_on", "-pk")[:1])


def pair_of(finding: Finding) -> list[tuple[int, str]]:
    """Return the two duties of an overlap or a contradiction, by who holds them and the text that says so."""
    pair = [duty for duty in (finding.duty, finding.other) if duty is not None]
    return [(duty.pk, " · ".join(filter(None, (holder_of(duty).name, duty.source)))) for duty in pair]


def holders_to_choose(finding: Finding, *, viewer: Actor, at: datetime) -> list[tuple[str, str]]:
    """Return the bodies (as refs, by name) whom the viewer may give duties, and the roles of the one that must act."""
    bodies = Body.objects.exclude(status=BodyStatus.ENDED)
    if not viewer.is_operator:
        tended = directory.hats_of(viewer, at).bodies(Power.STEWARD)
        bodies = bodies.filter(above__ancestor__in=tended).distinct()
    current = Q(ended_on=None) | Q(ended_on__gt=at.date())
    roles = Role.objects.filter(current, body=finding.body_id).select_related("body")
    own: Sequence[Body] = list(bodies.order_by("fold", "pk")[:OFFERED])
    return [*((b.ref, b.name) for b in own), *((r.ref, role_of(r.name, r.body.name)) for r in roles)]


def _worded(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.select_related(*WITH).fetch_mode(FETCH_RAISE)


def _filtered(filters: Filters, at: datetime) -> QuerySet[Finding]:
    rows = Finding.objects.filter(ended_at__isnull=filters.state != "ended")
    if filters.state in {"", "accepted"}:
        rows = rows.filter(accepted_until__isnull=filters.state == "")
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.body:
        rows = rows.filter(Q(body__slug=filters.body) | Q(body__fold__contains=fold(filters.body)))
    if filters.age:
        rows = rows.filter(found_at__lte=at - timedelta(days=filters.age))
    return rows
