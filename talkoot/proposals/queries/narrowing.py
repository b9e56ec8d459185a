"""What a list or a search of proposals is asked for, and the proposals it keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from talkoot.kernel.actors import VISITOR, Actor
from talkoot.ledger.queries.prepared import MOMENT, NUMBER, texts
from talkoot.proposals.models import Proposal
from talkoot.proposals.rules import StageKind, Status
from talkoot.scopes.models import ScopeCell, TopicClosure


class Tab(StrEnum):
    """What part of all proposals is shown."""

    OPEN = "open"
    LATE = "late"
    ENDED = "ended"
    ALL = "all"


class Sort(StrEnum):
    """In which order: the nearest deadline first, the newest, the most supported."""

    CLOSING = "closing"
    NEW = "new"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is asked for; everything empty is all open proposals by their next deadline."""

    tab: Tab = Tab.OPEN
    sort: Sort | None = None
    text: str = ""
    stage: StageKind | None = None
    topic: int | None = None
    language: str = ""
    body: str = ""

    @property
    def order(self) -> Sort:
        """Return the order: as asked, else by deadline where there are deadlines."""
        if self.sort is not None and (self.sort != Sort.CLOSING or self.tab in {Tab.OPEN, Tab.LATE}):
            return self.sort
        return Sort.CLOSING if self.tab in {Tab.OPEN, Tab.LATE} else Sort.NEW

    @property
    def address(self) -> str:
        """Return the filters as the parameters of an address; what is usual is left out."""
        return urlencode(self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """Return the filters by the name they have in an address; what is usual is left out."""
        values = {
            "tab": self.tab if self.tab != Tab.OPEN else "",
            "sort": self.sort or "",
            "q": self.text,
            "stage": self.stage or "",
            "topic": self.topic if self.topic is not None else "",
            "language": self.language,
            "body": self.body,
        }
        return {name: str(value) for name, value in values.items() if value != ""}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but tab and order was asked for."""
        return replace(self, tab=Tab.OPEN, sort=None) != Filters()


def narrowed(filters: Filters, viewer: Actor, at: datetime) -> QuerySet[Proposal]:
    """Return the proposals that tab, stage, topic, language and body keep; the words are not looked at."""
    found = Proposal.objects.visible_to(viewer)
    match filters.tab:
        case Tab.OPEN:
            found = found.filter(status=Status.OPEN)
        case Tab.LATE:
            found = found.filter(status=Status.OPEN, due_at__lte=at)
        case Tab.ENDED:
            found = found.exclude(status=Status.OPEN)
        case Tab.ALL:
            pass
    if filters.stage is not None:
        found = found.filter(status=Status.OPEN, stage_kind=filters.stage)
    if filters.language:
        found = found.filter(language=filters.language)
    if filters.body:
        found = found.filter(responsible__slug=filters.body)
    return found.filter(Exists(about_topic(filters.topic))) if filters.topic is not None else found


def about_topic(topic_id: int) -> QuerySet[ScopeCell]:
    """Return the cells of a proposal's scope that lie in the topic or under it, for use in `Exists`."""
    within = TopicClosure.objects.filter(ancestor_id=topic_id).values("descendant_id")
    return ScopeCell.objects.filter(scope_id=OuterRef("scope_id"), topic_key__in=within)


def opened(filters: Filters, at: datetime) -> tuple[Filters, dict[int | str | datetime, int | str | datetime]]:
    """Return ``filters`` with all left open but what shapes a query, and what stands there, for `Prepared`."""
    language, body = texts(2)
    given: dict[int | str | datetime, int | str | datetime] = {MOMENT: at} if filters.tab == Tab.LATE else {}
    given |= {language: filters.language} if filters.language else {}
    given |= {body: filters.body} if filters.body else {}
    given |= {NUMBER: filters.topic} if filters.topic is not None else {}
    shape = Filters(
        tab=filters.tab,
        stage=filters.stage,
        language=language if filters.language else "",
        body=body if filters.body else "",
        topic=NUMBER if filters.topic is not None else None,
    )
    return shape, given


def kept(shape: Filters) -> QuerySet[Proposal]:
    """Return the proposals that `opened` filters keep. All are public: a visitor may know of as many as anybody."""
    return narrowed(shape, VISITOR, MOMENT)
