"""What the directory keeps about one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.directory.models import Interest, Mandate, Person

PROFILE = (
    "name",
    "slug",
    "about",
    "language",
    "contact",
    "languages",
    "about_shown_to",
    "contact_shown_to",
    "languages_shown_to",
    "topics_shown_to",
    "activity_shown_to",
    "source",
    "created_at",
)
TERM = ("seat", "from_on", "until_on", "is_over", "how_chosen", "ended_reason")


def export_of(account_id: int) -> dict[str, Any]:
    """Return the person behind an account with its topics and mandates as JSON values; empty when it has none yet."""
    person = Person.objects.filter(account_id=account_id).values("pk", *PROFILE).first()
    if person is None:
        return {}
    key = person.pop("pk")
    topics = Interest.objects.filter(person=key).order_by("pk")
    mandates = Mandate.objects.filter(person=key).order_by("pk")
    return {
        **person,
        "topics": list(topics.values("ended_at", slug=F("topic__slug"))),
        "mandates": list(mandates.values(*TERM, in_role=F("role__name"), body=F("role__body__name"))),
    }
