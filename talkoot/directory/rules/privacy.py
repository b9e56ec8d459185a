"""Which addresses may be shown: pages and addresses of roles yes, addresses of people never."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)

# Words in the part before @ that name a function, not a person.
ROLE_WORDS = frozenset({
    "abuse", "admin", "admins", "answers", "appeals", "arbcom", "archive", "board", "bot", "bugs", "chair", "chairs",
    "chapter", "commission", "committee", "communications", "community", "conduct", "contact", "contacts", "council",
    "donate", "editor", "editors", "education", "elections", "emergency", "events", "finance", "foundation", "grants",
    "group", "hello", "help", "helpdesk", "hub", "info", "inquiries", "l", "leads", "legal", "list", "mail",
    "mailbox", "media", "membership", "moderators", "office", "ombuds", "oversight", "owner", "partnerships", "policy",
    "postmaster", "press", "privacy", "private", "program", "programs", "project", "research", "safety", "secretariat",
    "secretary", "security", "service", "sig", "steering", "steward", "stewards", "support", "team", "tech",
    "training", "treasurer", "trust", "user", "volunteers", "webmaster", "wg", "wiki", "wikimedia",
})  # fmt: skip
LIST_HOSTS = (
    "lists.",
    "groups.",
    "googlegroups.",
    "list.",
    "listserv.",
    "mailman.",
    "discoursemail.",
    "group.calendar.",
)
WITHHELD = "[address withheld]"


def is_web_address(text: str) -> bool:
    """Tell whether ``text`` is an http or https address of a named host, without a name or password in it."""
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and named and not any(c.isspace() for c in text)


def is_personal_email(address: str) -> bool:
    """Tell whether an e-mail address must be taken for a person's: neither a role's name nor a mailing list.

    An address is a role's when a word of its first part is a function (``info``, ``press``, ``steering-private``)
    or when its host serves lists. In doubt it is a person's.
    """
    local, _, host = address.casefold().partition("@")
    words = re.split(r"[^\w]|_", local)
    return not (any(word in ROLE_WORDS for word in words) or host.startswith(LIST_HOSTS))


def without_personal_emails(text: str) -> str:
    """Return ``text`` with each personal e-mail address replaced by `WITHHELD`; role addresses stay."""
    return EMAIL.sub(lambda found: WITHHELD if is_personal_email(found[0]) else found[0], text)
