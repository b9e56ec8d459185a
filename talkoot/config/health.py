"""The page a load balancer or a monitor asks whether this site is well."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from talkoot.kernel.clock import now
from talkoot.ledger.models import Heartbeat

# A worker writes its heartbeat every five seconds; a minute without one is no hiccup any more.
PATIENCE = timedelta(minutes=1)


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers, 503 otherwise; the worker's state is told beside it."""
    try:
        connection.ensure_connection()
        beat = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    except DatabaseError:
        return JsonResponse({"database": "down", "worker": "unknown"}, status=503)
    return JsonResponse({"database": "up", "worker": "up" if beat and now() - beat < PATIENCE else "down"})
