"""The public stream of what happens, as a page and as a feed; and the history of one thing."""

from __future__ import annotations

import re
from datetime import UTC
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from talkoot.kernel.actors import VISITOR
from talkoot.portal import queries
from talkoot.portal.forms import RecentForm
from talkoot.portal.queries import Line, Story
from talkoot.portal.templatetags.facts import fact
from talkoot.ui.pages import Request, page

FEED_SIZE = 50
FOUNDED = 2026  # the year in which these addresses became names (RFC 4151)


def recent(request: Request) -> HttpResponse:
    """Show what happened in public, the newest first, narrowed as the form says."""
    form = RecentForm(request.GET, viewer=request.actor)
    story = Story([], "")
    if form.is_valid():
        narrowed = {name: form.cleaned_data[name] for name in ("person", "body", "kind")}
        story = queries.recent_story(viewer=request.actor, after=request.GET.get("after", ""), **narrowed)
    context = {
        "story": story,
        "feed": _address("portal:recent-feed", form.query()),
        "older": story.after and _address("portal:recent", form.query(after=story.after)),
    }
    return page(request, "portal/recent.html", context, form=form)


@conditional_page
def recent_feed(request: HttpRequest) -> HttpResponse:
    """Answer the same list as an Atom feed: what everybody may see, whoever asks."""
    form = RecentForm(request.GET, viewer=VISITOR)
    if not form.is_valid():
        raise Http404("no such person, body or kind")
    narrowed = {name: form.cleaned_data[name] for name in ("person", "body", "kind")}
    story = queries.recent_story(viewer=VISITOR, size=FEED_SIZE, **narrowed)
    feed = _feed(form.query())
    for line in story.lines:
        _add(feed, line)
    answer = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def history(request: Request, ref: str) -> HttpResponse:
    """Show everything that happened to one thing, the newest first."""
    label = queries.describe([ref], viewer=request.actor).get(ref)
    if label is None or not label.url:
        raise Http404(f"nothing is called {ref}")
    story = queries.history_story(ref, viewer=request.actor, after=request.GET.get("after", ""))
    return page(request, "portal/history.html", {"story": story, "label": label})


def _address(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _feed(query: str) -> Atom1Feed:
    # Translators: %(site)s is the site's name.
    title = _("%(site)s: recent changes") % {"site": settings.SITE_NAME}
    return Atom1Feed(
        title=title,
        link=settings.SITE_URL + _address("portal:recent", query),
        description=_("Everything that happens in public."),
        language=get_language(),
        feed_url=settings.SITE_URL + _address("portal:recent-feed", query),
        feed_guid=_tag(f"recent?{query}" if query else "recent"),
    )


def _add(feed: Atom1Feed, line: Line) -> None:
    sentence = re.sub(r'href="/', f'href="{settings.SITE_URL}/', fact(line))
    target = line.subject.url if line.subject and line.subject.url else reverse("portal:recent")
    feed.add_item(
        title=" ".join(unescape(strip_tags(sentence)).split()),
        link=settings.SITE_URL + target,
        description=sentence,
        unique_id=_tag(f"entry:{line.key}"),
        author_name=line.actor.text,
        pubdate=line.at.astimezone(UTC),
        updateddate=line.at.astimezone(UTC),
    )


def _tag(name: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{FOUNDED}:{name}"
