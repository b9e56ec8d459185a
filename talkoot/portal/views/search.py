"""One box over everything."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from talkoot.kernel.clock import now
from talkoot.portal import queries
from talkoot.ui.forms import LineField
from talkoot.ui.pages import Request, page


class SearchForm(forms.Form):
    """The words looked for."""

    q = LineField(max_length=200, required=False)


def search(request: Request) -> HttpResponse:
    """Show what has the words in ``q``; the number of a thing (``P-142``) leads straight to it."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if words and (address := queries.address_of_number(words, viewer=request.actor)):
        return redirect(address)
    found = queries.search(words, viewer=request.actor, at=now()) if words else None
    return page(request, "portal/search.html", {"words": words, "found": found})
