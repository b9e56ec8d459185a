"""HTML in and out of rulebooks."""

from talkoot.rulebooks.views.composing import compose_rulebook, library
from talkoot.rulebooks.views.publishing import publish_rulebook
from talkoot.rulebooks.views.reading import (
    latest_rulebook,
    rulebook,
    rulebook_schema,
    rulebook_source,
    rulebooks,
)
from talkoot.rulebooks.views.trying import rehearsal, trial

__all__ = [
    "compose_rulebook",
    "latest_rulebook",
    "library",
    "publish_rulebook",
    "rehearsal",
    "rulebook",
    "rulebook_schema",
    "rulebook_source",
    "rulebooks",
    "trial",
]
