"""Facts as sentences."""

from __future__ import annotations

from django import template
from django.template.loader import select_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talkoot.portal.queries import Line

register = template.Library()


@register.simple_tag
def fact(line: Line) -> SafeString:
    """Return a fact's sentence as HTML; for whom it was done stands after it where the sentence does not say so."""
    context = {
        "entry": line,
        "actor": line.actor,
        "subject": line.subject,
        "on_behalf": line.on_behalf,
        "named": line.named,
    }
    sentence = select_template(line.templates).render(context).strip()
    body = line.on_behalf
    told: SafeString = mark_safe(sentence)  # noqa: S308 - a rendered template
    if body is None or body.link in sentence or body == line.subject:
        return told
    # Translators: %(body)s is the name of the group somebody acted for; it stands after a sentence.
    whom = format_html(_("for %(body)s").replace("%(body)s", "{}"), body.link)
    return format_html('{} <span class="sub">· {}</span>', told, whom)
