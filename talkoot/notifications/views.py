"""The inbox, and what can be done from a notice or from the e-mail of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from talkoot.accounts import queries as accounts
from talkoot.kernel import paging
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.clock import now
from talkoot.notifications import actions, queries
from talkoot.notifications.forms import ChannelsForm, MuteForm
from talkoot.notifications.rules import EmailChoice
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return ``view`` for signed-in people, given the key of their account; never kept by a cache."""

    @wraps(view)
    @never_cache
    def answered(request: Request, **values: Any) -> HttpResponse:
        sign_in_first(request)
        return view(request, request.actor.account_id, **values)

    return answered


@own
def inbox(request: Request, account_id: int) -> HttpResponse:
    """Show the notices, unread ones unless all are asked for."""
    everything = request.GET.get("show") == "all"
    notices = queries.notices_of(account_id, only_unread=not everything, after=paging.after(request.GET.get("after")))
    return page(request, "notifications/inbox.html", {"notices": notices, "everything": everything})


@require_POST
@own
def read_notice(request: Request, account_id: int, key: int) -> HttpResponse:
    """Mark a notice as read; go to what it is about when it was opened."""
    notice = queries.get_notice(key, viewer=request.actor)
    actions.read_notice(notice.pk, by=request.actor, at=now())
    return redirect(notice.url if "open" in request.POST else "notifications:inbox")


@require_POST
@own
def read_everything(request: Request, account_id: int) -> HttpResponse:
    """Mark all as read."""
    actions.read_everything(account_id, by=request.actor, at=now())
    messages.success(request, _("All notices are marked as read."))
    return redirect("notifications:inbox")


@require_POST
@own
def mute_matter(request: Request, account_id: int, key: int) -> HttpResponse:
    """Tell the reader no more of what a notice is about, or tell them again."""
    notice = queries.get_notice(key, viewer=request.actor)
    if "again" in request.POST:
        actions.unmute_matter(account_id, notice.matter, by=request.actor, at=now())
        messages.success(request, _("You will be told of this again."))
    else:
        actions.mute_matter(account_id, notice.matter, by=request.actor, at=now())
        messages.success(request, _("You will hear no more of this."))
    return redirect("notifications:inbox")


@own
def channels(request: Request, account_id: int) -> HttpResponse:
    """Show and keep how the reader wants to be told."""
    kept = queries.channels_of(account_id)
    form = ChannelsForm(request.POST or None, initial={"in_app": kept.in_app, "email": kept.email})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.choose_channels(
                account_id,
                in_app=form.cleaned_data["in_app"],
                email=EmailChoice(form.cleaned_data["email"]),
                by=request.actor,
                at=now(),
            )
            messages.success(request, _("Saved."))
            return redirect("notifications:channels")
    address = accounts.mail_addresses([account_id]).get(account_id, "")
    muted = queries.muted_matters(account_id, after=paging.after(request.GET.get("after")))
    return page(request, "notifications/channels.html", {"address": address, "muted": muted}, form=form)


@require_POST
@own
def unmute_matter(request: Request, account_id: int) -> HttpResponse:
    """Tell the reader of a matter again."""
    actions.unmute_matter(account_id, request.POST.get("matter", ""), by=request.actor, at=now())
    messages.success(request, _("You will be told of this again."))
    return redirect("notifications:channels")


@csrf_exempt
@never_cache
def mute_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Mute from an e-mail, without signing in: a page that asks, or at once when the mail program does it (RFC 8058).

    The link itself is the proof; it lets its holder hear less and nothing else.
    """
    account_id, matter = queries.muter_of(token)
    holder = Actor(ActorKind.TOKEN, account_id=account_id)
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        actions.mute_matter(account_id, matter, by=holder, at=now())
        return HttpResponse(status=204)
    form = MuteForm(request.POST or None)
    done = ""
    if request.method == "POST" and form.is_valid():
        done = form.cleaned_data["what"]
        _hear_less(account_id, matter, done, holder)
    subject = queries.subject_of(account_id, matter)
    return page(request, "notifications/mute_by_link.html", {"subject": subject, "done": done}, form=form)


def _hear_less(account_id: int, matter: str, what: str, holder: Actor) -> None:
    if what == "matter":
        actions.mute_matter(account_id, matter, by=holder, at=now())
    else:
        kept = queries.channels_of(account_id)
        actions.choose_channels(account_id, in_app=kept.in_app, email=EmailChoice.OFF, by=holder, at=now())
