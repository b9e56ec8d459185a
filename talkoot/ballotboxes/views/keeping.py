"""What scrutineers do: write down a key, show that they did, and hand it in.

Whoever is not signed in is sent to do that with empty hands: the words of a posted form are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.forms import HandInForm, Note, WrittenForm
from talkoot.ballotboxes.permissions import Permission, may
from talkoot.ballotboxes.rules import fresh_key
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to

type View = Callable[[Request, str], HttpResponse]


def with_care(view: View) -> View:
    """Let in only whom we know, keep the page out of caches and what is posted to it out of reports of errors."""

    @wraps(view)
    def careful(request: Request, ref: str) -> HttpResponse:
        if not request.actor.is_known:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        return view(request, ref)

    kept: View = sensitive_post_parameters()(never_cache(careful))
    return kept


@with_care
def show_key(request: Request, ref: str) -> HttpResponse:
    """Make a new key and show its words, this once; they are in this answer and nowhere else."""
    box = queries.get_box(ref, request.actor)
    require(may(request.actor, Permission.MAKE_KEY, box, at=now()))
    shown = queries.page_of(box, request.actor)
    context: dict[str, object] = {"shown": shown, "box": box}
    if request.method == "POST" and shown.against_key is None:
        words = fresh_key()
        note = Note.of(words, box.pk, request.actor.person_id or 0)
        context |= {"words": words.split(), "note": note.written()}
    return page(request, "ballotboxes/show_key.html", context)


@with_care
def make_key(request: Request, ref: str) -> HttpResponse:
    """Ask for two of the words, without showing any, and take the public half of the key."""
    box = queries.get_box(ref, request.actor)
    require(may(request.actor, Permission.MAKE_KEY, box, at=now()))
    note = Note.read(request.POST.get("note", ""), box.pk, request.actor.person_id or 0)
    if note is None:
        return redirect("ballotboxes:show-key", ref=box.public_id)
    answered = request.POST if "first" in request.POST else None
    form = WrittenForm(answered, asks=note, initial={"note": note.written()})
    if answered and form.is_valid():
        with refusals_to(form):
            public = bytes.fromhex(note.public_key)
            actions.make_key(box.pk, public_key=public, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your key is made. Keep the paper until the ballot box is emptied."))
            return redirect(box)
    return page(request, "ballotboxes/make_key.html", {"box": box}, form=form)


@with_care
def hand_in_key(request: Request, ref: str) -> HttpResponse:
    """Take the words on one's paper; the last one who is needed empties the box."""
    box = queries.get_box(ref, request.actor)
    require(may(request.actor, Permission.HAND_IN_KEY, box, at=now()))
    form = HandInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            words = form.cleaned_data["words"]
            after = actions.hand_in_key(box.pk, words=words, by=request.actor, at=now(), key=form.key)
            told = _("The ballot box is emptied.") if after.emptied_at else _("Your key is handed in.")
            messages.success(request, told)
            return redirect(box)
    context = {"box": box, "shown": queries.page_of(box, request.actor)}
    return page(request, "ballotboxes/hand_in_key.html", context, form=form)
