"""Pages of duties: the map, matters, duties, and what is done about them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from talkoot.duties import actions, queries
from talkoot.duties.forms import CHANGED, REVIEW, ConfirmForm, DutyForm, FilterForm, ReasonForm, RetireForm
from talkoot.duties.permissions import Permission, may
from talkoot.kernel import paging
from talkoot.kernel.clock import now
from talkoot.scopes import queries as scopes
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def responsibility_map(request: Request) -> HttpResponse:
    """Show matters by bodies, and first what is wrong."""
    form, filters = _filters(request)
    after = paging.after(request.GET.get("after"))
    is_plain = filters.is_empty and after is None
    context = {
        "filters": form,
        "letters": queries.letters(),
        "is_narrowed": not filters.is_empty,
        "is_about_duties": bool(filters.body or filters.letter or filters.scope or filters.document),
        "address": urlencode({k: v for k, v in form.cleaned_data.items() if v}),
        "map": queries.get_map(filters, viewer=request.actor, after=after),
        "overview": queries.get_overview(viewer=request.actor, day=now().date()),
        "troubles": queries.get_troubles(viewer=request.actor) if is_plain else [],
        "may_assign": may(request.actor, Permission.ASSIGN_DUTY, at=now()),
    }
    return page(request, "duties/map.html", context)


def export(request: Request) -> StreamingHttpResponse:
    """Give the map, as filtered, as a file of comma-separated values."""
    rows = queries.export_rows(_filters(request)[1], viewer=request.actor)
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="responsibilities.csv"'
    return answer


def matter(request: Request, matter_id: int) -> HttpResponse:
    """Show who is what in one matter, in sentences."""
    shown = queries.get_matter(matter_id, viewer=request.actor, at=now())
    may_retire = may(request.actor, Permission.RETIRE_MATTER, shown.matter, at=now())
    return page(request, "duties/matter.html", {"shown": shown, "may_retire": may_retire})


def duty(request: Request, duty_id: int) -> HttpResponse:
    """Show one duty and what was done about it."""
    shown = queries.get_duty(duty_id, viewer=request.actor, at=now())
    may_change = may(request.actor, Permission.CONFIRM_DUTY, shown.duty, at=now())
    return page(request, "duties/duty.html", {"shown": shown, "may_change": may_change})


def assign_duty(request: Request) -> HttpResponse:
    """Choose a body, then say what it is responsible for."""
    sign_in_first(request)
    body = queries.get_holding_body(request.GET.get("body", ""))
    basis = queries.get_basis(request.GET.get("clause", ""), day=now().date())
    if body is None:
        return _choose_body(request, basis)
    holders = queries.holder_choices(body, day=now().date())
    offer = scopes.ScopeOffer(own=request.actor.languages)
    own = {"languages": offer.languages, "own": request.actor.languages, "initial": {"source": basis and basis.source}}
    form = DutyForm(request.POST or None, holders=holders, offer=offer, **own)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            clause = basis.clause_id if basis else None
            return redirect(
                actions.assign_duty(**form.intent, clause_id=clause, by=request.actor, at=now(), key=form.key)
            )
    return page(request, "duties/assign_duty.html", {"body": body, "basis": basis}, form=form)


def confirm_duty(request: Request, duty_id: int) -> HttpResponse:
    """Say that a duty stands, and when it is looked at next."""
    shown = queries.get_duty(duty_id, viewer=request.actor, at=now())
    seen = shown.basis.today.wording_id if shown.basis and shown.basis.today else None
    form = ConfirmForm(request.POST or None, initial={"seen": seen}, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.confirm_duty(duty_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(shown.duty)
    return page(request, "duties/confirm_duty.html", {"shown": shown}, form=form)


def end_duty(request: Request, duty_id: int) -> HttpResponse:
    """End a duty, with a reason."""
    shown = queries.get_duty(duty_id, viewer=request.actor, at=now())
    form = ReasonForm(request.POST or None, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.end_duty(duty_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(shown.duty)
    return page(request, "duties/end_duty.html", {"shown": shown}, form=form)


def retire_matter(request: Request, matter_id: int) -> HttpResponse:
    """Take a matter that needs nobody off the map; asks first."""
    shown = queries.get_matter(matter_id, viewer=request.actor, at=now())
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.retire_matter(matter_id, by=request.actor, at=now(), key=form.key))
    return page(request, "duties/retire_matter.html", {"shown": shown}, form=form)


def _choose_body(request: Request, basis: queries.Basis | None) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    bodies = queries.bodies_to_choose(text, viewer=request.actor, at=now())
    return page(request, "duties/choose_body.html", {"bodies": bodies, "text": text, "basis": basis})


def _filters(request: Request) -> tuple[FilterForm, queries.Filters]:
    form = FilterForm(request.GET)
    form.is_valid()
    values = form.cleaned_data
    issue = values.get("issue", "")
    return form, queries.Filters(
        text=values.get("q", ""),
        body=values.get("body", ""),
        letter=values.get("letter", ""),
        scope=values.get("scope", ""),
        issue="" if issue in {REVIEW, CHANGED} else issue,
        document=values.get("document", ""),
        review_by=now().date() if issue == REVIEW else None,
        changed_by=now().date() if issue == CHANGED else None,
    )


def _own(request: Request) -> dict[str, Any]:
    return {"languages": scopes.language_choices(), "own": request.actor.languages}


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([_plain(cell) for cell in row])


def _plain(cell: str) -> str:
    """Return the cell so that a spreadsheet takes it for text, never for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
