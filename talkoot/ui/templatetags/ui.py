"""Tags that every template has: icons, times, languages, slots and the page's fixed frame."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, translation
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext, pgettext
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from talkoot.kernel.difference import Change, Piece, difference
from talkoot.kernel.verdicts import Text

register = template.Library()

# What a question or a sentence ends with, in the scripts of the interface.
ENDED = ("?", "؟", "!", ".", "…", ":")

# What this device's reader chose, by the switcher, by declining another, or by signing in; it outweighs the browser.
LANGUAGE_COOKIE = "language"

# Icons that point along the line of reading turn with it.
FLIPPED = {"reply", "chat", "people", "book", "send", "next", "back"}
RIGHT_TO_LEFT = {
    "ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "ug", "ur",
    "yi",
}  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the icon ``name`` of the sprite, hidden from screen readers: words stand beside it."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    flip = " flip" if name in FLIPPED else ""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', flip, static("ui/icons.svg"), name
    )


def direction(tag: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag."""
    head = tag.split("-", 1)[0].lower()
    if "-arab" in tag.lower() or "-hebr" in tag.lower():
        return "rtl"
    return "rtl" if head in RIGHT_TO_LEFT and "-latn" not in tag.lower() else "ltr"


@register.simple_tag
def lang_attrs(tag: str) -> SafeString:
    """Return ``lang`` and ``dir`` for a text in language ``tag``: ``<p {% lang_attrs input.language %}>``."""
    return _lang_attrs(tag)


@cache
def _lang_attrs(tag: str) -> SafeString:
    return format_html('lang="{}" dir="{}"', tag, direction(tag)) if tag else mark_safe('dir="auto"')


@register.simple_tag
def when(moment: datetime | date | None, form: str = "full") -> SafeString:
    """Return a ``<time>`` element; ``full`` gives date and UTC time, ``day`` the date alone.

    With JavaScript the element's local time is added as its title.
    """
    if moment is None:
        return mark_safe("")
    if not isinstance(moment, datetime):
        return format_html(
            '<time datetime="{}">{}</time>', moment.isoformat(), formats.date_format(moment, "DATE_FORMAT")
        )
    moment = moment.astimezone(UTC)
    iso = moment.strftime("%Y-%m-%dT%H:%MZ")
    day = formats.date_format(moment, "DATE_FORMAT")
    if form == "day":
        return format_html('<time datetime="{}">{}</time>', iso, day)
    return format_html('<time datetime="{}">{}</time>', iso, timed(day, f"{moment:%H:%M}"))


def timed(day: str, clock: str) -> str:
    """Return a day in words and a time of day, joined as the reader's language joins them."""
    # Translators: %(day)s is a date, such as "25 November 2026", and %(time)s a time of day, such as "18:00".
    return gettext("%(day)s, %(time)s UTC") % {"day": day, "time": clock}


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime) -> str:
    """Return a time in plain words for what is read outside a page: in UTC, and by the clock of the context's ``zone``.

    A page shows the local time as the title of `when`; a notice or a mail has no such place.
    """
    return spoken_moment(at, context.get("zone") or "UTC")


def spoken_moment(at: datetime, zone: str = "UTC") -> str:
    """Return a time in words: in UTC and, where it differs, by the clock of ``zone`` (an IANA name)."""
    at = at.astimezone(UTC)
    day = formats.date_format(at, "DATE_FORMAT")
    said = timed(day, f"{at:%H:%M}")
    local = at.astimezone(ZoneInfo(zone))
    if local.utcoffset() == timedelta(0):
        return said
    there, clock = formats.date_format(local, "DATE_FORMAT"), f"{local:%H:%M}"
    if there == day:
        # Translators: %(moment)s is a date and time in UTC, %(time)s the time of day by the reader's own clock.
        return gettext("%(moment)s (%(time)s your time)") % {"moment": said, "time": clock}
    # Translators: %(moment)s is a date and time in UTC; %(day)s, %(time)s are the same by the reader's own clock.
    return gettext("%(moment)s (%(day)s, %(time)s your time)") % {"moment": said, "day": there, "time": clock}


@register.simple_tag
def comma() -> str:
    """Return what stands between two names of a list."""
    # Translators: this stands between two names of a list; keep the space where your language has one.
    return pgettext("between names in a list", ", ")


@register.simple_tag
def labelled(label: Text, sentence: Text) -> str:
    """Return a sentence about a field after the field's name; a name that is a question needs no colon."""
    if str(label).endswith(ENDED):
        return f"{label} {sentence}"
    # Translators: %(field)s is what a field of a form asks for, %(sentence)s says what is wrong with what stands in it.
    return gettext("%(field)s: %(sentence)s") % {"field": label, "sentence": sentence}


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, subject: Any) -> SafeString:
    """Return what other apps show in the slot ``name`` of a page about ``subject`` (see config/slots.py)."""
    request = context["request"]
    parts = [panel(request, subject) for panel in _slots().get(name, [])]
    return mark_safe("".join(render_to_string(part[0], part[1], request=request) for part in parts if part))  # noqa: S308 - rendered templates


def _slots() -> dict[str, list[Any]]:
    module, _, attribute = settings.SLOTS.rpartition(".")
    slots: dict[str, list[Any]] = getattr(import_module(module), attribute)
    return slots


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> SafeString:
    """Return the main navigation with the current section marked; rendered once per language and section."""
    match = getattr(context.get("request"), "resolver_match", None)
    return _navigation(
        get_language() or settings.LANGUAGE_CODE, match.app_name if match else "", match.url_name or "" if match else ""
    )


@cache
def _navigation(language: str, app: str, name: str) -> SafeString:
    module, _, attribute = settings.NAVIGATION.rpartition(".")
    entries = [
        {
            **entry,
            "href": reverse(entry["url"]),
            "is_current": f"{app}:{name}" in entry["pages"] or app in entry["pages"],
        }
        for entry in getattr(import_module(module), attribute)
    ]
    return render_to_string("ui/parts/navigation.html", {"entries": entries, "language": language})


@register.simple_tag
def foot() -> SafeString:
    """Return the page's foot; rendered once per language."""
    return _foot(get_language() or settings.LANGUAGE_CODE)


@cache
def _foot(language: str) -> SafeString:
    module, _, attribute = settings.NAVIGATION.rpartition(".")
    entries = [{**entry, "href": reverse(entry["url"])} for entry in getattr(import_module(module), attribute)]
    return render_to_string(
        "ui/parts/foot.html",
        {"entries": entries, "site_name": settings.SITE_NAME, "autonym": get_language_info(language)["name_local"]},
    )


@register.simple_tag
def autonym() -> str:
    """Return the interface language's own name."""
    return str(get_language_info(get_language() or settings.LANGUAGE_CODE)["name_local"])


@register.simple_tag
def scripts() -> SafeString:
    """Return the script elements: htmx where it was collected, and our few lines. Pages work without either."""
    return _scripts()


@cache
def _scripts() -> SafeString:
    names = [
        n for n in ("ui/vendor/htmx.min.js", "ui/app.js") if finders.find(n) or (settings.STATIC_ROOT / n).exists()
    ]
    return format_html_join("\n", '<script src="{}" defer></script>', ((static(name),) for name in names))


@register.simple_tag(takes_context=True)
def language_offer(context: RequestContext) -> SafeString:
    """Return a line, in the language this device asks for, that leads to this page in it; nothing if it is in it."""
    request, here = context["request"], get_language() or settings.LANGUAGE_CODE
    wanted = request.COOKIES.get(LANGUAGE_COOKIE) or _asked_for(request.headers.get("Accept-Language", ""))
    if request.method != "GET" or wanted == here or wanted not in dict(settings.LANGUAGES):
        return mark_safe("")
    path = request.get_full_path()
    values = {
        "language": wanted,
        "dir": direction(wanted),
        "href": translate_path(path, wanted),
        "declining": language_path(path, here),
    }
    with translation.override(wanted):
        return render_to_string("ui/parts/offer.html", values)


@lru_cache(maxsize=1000)
def _asked_for(accepted: str) -> str:
    for tag, _quality in parse_accept_lang_header(accepted):
        with suppress(LookupError):
            return get_supported_language_variant(tag)
    return ""


def language_path(path: str, language: str) -> str:
    """Return the address that leads to ``path`` in ``language`` and has the device remember it."""
    return f"{reverse('ui:choose-language', args=[language])}?{urlencode({'next': path})}"


@register.simple_tag(takes_context=True)
def languages(context: RequestContext) -> list[dict[str, Any]]:
    """Return the interface languages by autonym, each with the address that leads to this page in it."""
    path = context["request"].GET.get("next") or "/"
    return [
        {
            "code": code,
            "name": name,
            "dir": direction(code),
            "href": language_path(path, code),
            "is_current": code == translation.get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


def translate_path(path: str, language: str) -> str:
    """Return a path of this site with the prefix of ``language`` in place of its own; other sites are refused."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or any(ord(c) < 32 for c in path):
        path = "/"
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            # One slash, or what was a path under the prefix would read as another site.
            path = f"/{path[len(code) + 1 :].lstrip('/')}"
            break
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


@register.filter
def in_this_language(path: str) -> str:
    """Return a stored path of this site with the prefix of the language the page is in."""
    return translate_path(path, get_language() or settings.LANGUAGE_CODE)


@register.filter
def number(value: object) -> str:
    """Return a count in the reader's digits and grouping."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)  # type: ignore[arg-type]  # templates pass ints and Decimals


@register.simple_tag
def changes(pieces: Iterable[Piece]) -> SafeString:
    """Return a text with what was added and removed marked for eyes and ears."""
    return mark_safe("".join(_piece(piece) for piece in pieces))  # noqa: S308 - every piece is escaped


def _piece(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    match piece.change:
        case Change.ADDED:
            return f'<ins><span class="sr">{escape(gettext("Added:"))} </span>{text}</ins>'
        case Change.REMOVED:
            return f'<del><span class="sr">{escape(gettext("Removed:"))} </span>{text}</del>'
        case _:
            return text


@register.simple_tag
def compare(before: str, after: str) -> SafeString:
    """Return what changed between two texts, as `changes` does."""
    return changes(difference(before, after))
