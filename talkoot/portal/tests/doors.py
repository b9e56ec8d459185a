"""The site's own addresses, and one behind which an action refuses in the way its address says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from talkoot.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from talkoot.kernel.refusals import AlreadyDone, Refusal, TooOften
from talkoot.kernel.verdicts import PermissionDenied


def refuse(request: HttpRequest, how: str) -> HttpResponse:
    """Raise what an action would."""
    raise {
        "done": AlreadyDone("body:987654321"),
        "denied": PermissionDenied("Only members <b>may</b>."),
        "refused": Refusal("closed", "The vote is over."),
        "often": TooOften("Wait a minute.", 60),
    }[how]


urlpatterns = [path("refusing/<str:how>/", refuse), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
