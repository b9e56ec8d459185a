"""Facts about people from other software: JSON or CSV in, JSON out, on a key of its own. No session, no cookie.

What goes wrong is told as a problem document (RFC 9457) with a stable ``code``; `docs/integrators.md` lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from talkoot.eligibility import actions, queries
from talkoot.eligibility.rules import MARK
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile, Problem, Upload
from talkoot.kernel.refusals import Refusal, TooOften
from talkoot.kernel.verdicts import PermissionDenied, Text
from talkoot.ui.views import take_in

LIMIT = 20_000_000
FLAGS = {"partial", "rehearse"}


@dataclass(frozen=True)
class Unfit(Exception):
    """The request itself cannot be taken; ``headers`` say what would be."""

    status: int
    code: str
    text: Text
    headers: tuple[tuple[str, str], ...] = ()


def told(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer what a view raises as a problem document."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Unfit as unfit:
            return _problem(unfit.status, unfit.code, unfit.text, headers=unfit.headers)
        except BadFile as bad:
            return _problem(422, "bad_facts", _bad(bad), errors=[_error(problem) for problem in bad.problems])
        except PermissionDenied as denial:
            return _problem(403, "not_opened", denial.reason)
        except TooOften as often:
            return _problem(429, often.code, often.text, headers=(("Retry-After", str(often.seconds)),))
        except Refusal as refusal:
            return _problem(409, refusal.code, refusal.text)

    return answered


@csrf_exempt
@never_cache
@told
def import_facts_by_key(request: HttpRequest) -> HttpResponse:
    """Take in facts; what a key opens and whether it does is asked before anything that was sent is read."""
    if request.method != "POST":
        raise Unfit(405, "not_post", _("Facts are sent here by POST."), (("Allow", "POST"),))
    holder = _holder(request)
    actions.use_fact_key(holder.key_id, at=now())
    sent = _sent(request)
    return JsonResponse(actions.import_facts_by_key(holder.key_id, sent, by=holder.actor, at=now()))


def _holder(request: HttpRequest) -> queries.Holder:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    holder = queries.holder_of(secret.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        sentence = _("Send a key that works: Authorization: Bearer, a space, and the secret.")
        raise Unfit(401, "no_key", sentence, (("WWW-Authenticate", 'Bearer realm="facts"'),))
    return holder


def _sent(request: HttpRequest) -> actions.Sent:
    written_as = _written_as(request)
    mark = request.headers.get("Idempotency-Key", "")
    if not MARK.match(mark):
        sentence = _("Send the header Idempotency-Key: 1 to 200 visible ASCII characters, new for each import.")
        raise Unfit(400, "no_mark", sentence)
    flags = {name: _flag(request, name) for name in FLAGS}
    if unknown := sorted(set(request.GET) - FLAGS):
        # Translators: %(name)s is what somebody wrote.
        raise Unfit(400, "unknown_parameter", _("There is no parameter %(name)s here.") % {"name": unknown[0][:60]})
    name = "facts.csv" if written_as == "text/csv" else "facts.json"
    return actions.Sent(Upload(name, _body(request)), written_as, mark, **flags)


def _written_as(request: HttpRequest) -> str:
    accepted = (("Accept", ", ".join(actions.READERS)),)
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Unfit(415, "encoded", _("Send the facts as they are, without Content-Encoding."), accepted)
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type not in actions.READERS or charset not in {"utf-8", "utf8"}:
        raise Unfit(415, "unknown_type", _("Send application/json or text/csv, in UTF-8."), accepted)
    return str(request.content_type)


def _flag(request: HttpRequest, name: str) -> bool:
    said = request.GET.getlist(name)
    if said not in ([], ["yes"], ["no"]):
        # Translators: %(name)s is the name of a parameter.
        raise Unfit(400, "unclear_parameter", _("%(name)s is yes or no, once.") % {"name": name})
    return said == ["yes"]


def _body(request: HttpRequest) -> bytes:
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal():
        raise Unfit(411, "no_length", _("Send the header Content-Length."))
    if int(length) > LIMIT:
        take_in(request)
        # Translators: %(limit)s is a number of megabytes.
        sentence = _("This is larger than %(limit)s MB. Send it in parts, with partial=yes.")
        raise Unfit(413, "too_large", sentence % {"limit": LIMIT // 1_000_000})
    return request.read()


def _bad(bad: BadFile) -> str:
    sentence = ngettext(
        # Translators: n is a number.
        "%(n)s thing is wrong. Nothing was changed.",
        "%(n)s things are wrong. Nothing was changed.",
        bad.count,
    )
    return sentence % {"n": bad.count}


def _error(problem: Problem) -> dict[str, Any]:
    where: dict[str, Any] = {"line": problem.line, "field": problem.field}
    if problem.file.endswith(".json"):
        entry = f"/facts/{problem.line - 1}" if problem.line else ""
        field = problem.field.replace("~", "~0").replace("/", "~1")
        where = {"pointer": f"{entry}/{field}" if field else entry}
    return where | {"detail": problem.told(_, ngettext)}


def _problem(
    status: int, code: str, text: Text, *, headers: tuple[tuple[str, str], ...] = (), **more: Any
) -> HttpResponse:
    said = {"type": "about:blank", "title": _TITLES[status], "status": status, "code": code, "detail": str(text)}
    return JsonResponse(said | more, status=status, headers=dict(headers), content_type="application/problem+json")


# RFC 9110's own words for what a program is told.
_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    405: "Method Not Allowed",
    409: "Conflict",
    411: "Length Required",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
}
