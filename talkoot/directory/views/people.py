"""Pages of people: finding them, one of them, one's own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from talkoot.directory import actions, queries
from talkoot.directory.forms import SHOWN_TO, ProfileForm
from talkoot.directory.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import ScopeOffer
from talkoot.ui.pages import Request, page, refusals_to


def people(request: Request) -> HttpResponse:
    """Find people, see which seats are empty and which mandates end soon."""
    text = request.GET.get("q", "").strip()[:200]
    found = queries.find_people(text, viewer=request.actor, at=now(), page_after=request.GET.get("after", ""))
    context = {
        "may_import": may(request.actor, Permission.IMPORT, at=now()),
        "text": text,
        "found": found,
        "vacancies": queries.vacancies(viewer=request.actor, size=5),
        "ending": queries.ending_soon(viewer=request.actor, at=now(), size=5),
    }
    return page(request, "directory/people.html", context)


def vacancies(request: Request) -> HttpResponse:
    """List roles with empty seats, and mandates that end soon."""
    found = queries.vacancies(viewer=request.actor, page_after=request.GET.get("after", ""))
    ending = queries.ending_soon(viewer=request.actor, at=now(), size=100)
    return page(request, "directory/vacancies.html", {"found": found, "ending": ending})


def person(request: Request, slug: str) -> HttpResponse:
    """Show one person: hats, languages, topics, what they took part in."""
    shown = queries.person_page(slug, viewer=request.actor, at=now())
    return page(request, "directory/person.html", {"shown": shown, "person": shown.person})


def edit_profile(request: Request, slug: str) -> HttpResponse:
    """Change one's own page and who sees which part of it."""
    owner = queries.get_person(slug)
    require(may(request.actor, Permission.EDIT_PROFILE, owner, at=now()))
    initial = {f"{field}_shown_to": getattr(owner, f"{field}_shown_to") for field in SHOWN_TO}
    initial |= {"about": owner.about, "contact": owner.contact, "topics": queries.topic_ids_of(owner.pk)}
    if owner.language:
        initial["language"] = owner.language
    offer, own = ScopeOffer(own=request.actor.languages), request.actor.languages
    form = ProfileForm(request.POST or None, initial=initial, offer=offer, languages=offer.languages, own=own)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.edit_profile(owner.pk, **form.intent, by=request.actor, at=now(), key=form.key))
    return page(request, "directory/edit_profile.html", {"person": owner}, form=form)
