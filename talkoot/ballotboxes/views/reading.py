"""A box: who keeps its key, where it stands, what lay in it, and whether one's own ballot did."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from talkoot.ballotboxes import queries
from talkoot.ballotboxes.forms import ReceiptForm
from talkoot.ui.pages import Request, page


def box(request: Request, ref: str) -> HttpResponse:
    """Show a box: its scrutineers, its state, and once it is emptied its figures."""
    found = queries.get_box(ref, request.actor)
    context = {"shown": queries.page_of(found, request.actor), "strikes": queries.list_strikes(found)}
    return page(request, "ballotboxes/box.html", {**context, "receipt": ReceiptForm()})


@sensitive_post_parameters("code")
@never_cache
def find_paper(request: Request, ref: str) -> HttpResponse:
    """Show the published ballot with a receipt code. The code is posted, so that no log or address has it."""
    found = queries.get_box(ref, request.actor)
    form = ReceiptForm(request.POST or None)
    context: dict[str, object] = {"box": found}
    if request.method == "POST" and form.is_valid():
        context |= {"is_asked": True, "paper": queries.read_paper(found.subject, form.cleaned_data["code"])}
    return page(request, "ballotboxes/find_paper.html", context, form=form)
