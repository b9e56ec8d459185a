"""Pages of scopes and topics."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from talkoot.kernel.clock import now
from talkoot.scopes import actions, queries
from talkoot.scopes.forms import BroaderForm, LabelForm, LiftForm, TopicForm
from talkoot.scopes.permissions import Permission, may
from talkoot.ui.pages import Request, page, refusals_to


def topics(request: Request) -> HttpResponse:
    """List the broadest topics, or those a search finds by their name in any language."""
    text = request.GET.get("q", "").strip()[:200]
    found = queries.find_topics(text, viewer=request.actor) if text else []
    groups = [] if text else queries.list_topics(viewer=request.actor)
    may_add = may(request.actor, Permission.ADD_TOPIC, at=now())
    context = {"text": text, "found": found, "groups": groups, "may_add": may_add}
    return page(request, "scopes/topics.html", context)


def topic(request: Request, slug: str) -> HttpResponse:
    """Show one topic: names, place, and what other apps know about it."""
    shown = queries.get_topic(slug, viewer=request.actor)
    may_edit = may(request.actor, Permission.LABEL_TOPIC, shown.topic, at=now())
    return page(request, "scopes/topic.html", {"shown": shown, "may_edit": may_edit})


def scope(request: Request, scope_id: int) -> HttpResponse:
    """Show one scope by its facets, and what other apps know about it."""
    return page(request, "scopes/scope.html", {"shown": queries.get_scope(scope_id, viewer=request.actor)})


def add_topic(request: Request) -> HttpResponse:
    """Add a topic with its first name."""
    languages = queries.language_choices(get_language() or "")
    form = TopicForm(request.POST or None, languages=languages, topics=queries.topic_choices())
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            topic = actions.add_topic(**form.intent, by=request.actor, at=now(), key=form.key)
            return redirect(topic)
    may_add = may(request.actor, Permission.ADD_TOPIC, at=now())
    return page(request, "scopes/add_topic.html", {"may_add": may_add}, form=form)


def label_topic(request: Request, slug: str) -> HttpResponse:
    """Name a topic in one more language."""
    shown = queries.get_topic(slug, viewer=request.actor)
    form = LabelForm(request.POST or None, languages=queries.language_choices(get_language() or ""))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.label_topic(shown.topic.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(shown.topic)
    return page(request, "scopes/label_topic.html", {"shown": shown}, form=form)


def place_topic(request: Request, slug: str) -> HttpResponse:
    """Put a topic under one more broader topic."""
    shown = queries.get_topic(slug, viewer=request.actor)
    form = BroaderForm(request.POST or None, topics=queries.topic_choices())
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.place_topic(shown.topic.pk, **form.intent, by=request.actor, at=now(), key=form.key)
            return redirect(shown.topic)
    return page(request, "scopes/place_topic.html", {"shown": shown}, form=form)


def lift_topic(request: Request, slug: str, broader_id: int) -> HttpResponse:
    """Take a topic out from under a broader one; asks first."""
    shown = queries.get_topic(slug, viewer=request.actor)
    broader = next((link for link in shown.broader if link.id == broader_id), None)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.lift_topic(shown.topic.pk, broader_id=broader_id, by=request.actor, at=now(), key=form.key)
            return redirect(shown.topic)
    return page(request, "scopes/lift_topic.html", {"shown": shown, "broader": broader}, form=form)
