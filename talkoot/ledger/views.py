"""What operators see of the ledger's running: deliveries that failed too often, and how to set them going again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ledger import actions, queries
from talkoot.ledger.permissions import Permission, may
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page


def parked(request: Request) -> HttpResponse:
    """Show the parked deliveries with their errors."""
    require(may(request.actor, Permission.SEE_PARKED, at=now()))
    rows = queries.parked(viewer=request.actor, after=request.GET.get("after", ""))
    return page(request, "ledger/parked.html", {"rows": rows}, form=Form())


@require_POST
def retry_delivery(request: Request, key: int) -> HttpResponse:
    """Set one going again."""
    require(may(request.actor, Permission.RETRY_DELIVERY, at=now()))
    delivery = queries.get_delivery(key, viewer=request.actor)
    token = f"{Form(request.POST).key}/{key}"  # one page carries one token for all its rows
    actions.retry_delivery(delivery.pk, by=request.actor, at=now(), key=token)
    messages.success(request, _("It will be tried again within a few seconds."))
    return redirect("ledger:parked")
