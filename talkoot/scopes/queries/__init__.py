"""Reading scopes: what contains what, what things are called, and what pages and forms show."""

from talkoot.scopes.queries.choices import (
    Choices,
    language_choices,
    topic_choices,
)
from talkoot.scopes.queries.containment import (
    about_topic,
    ancestry_of,
    covering,
    facets_of,
    mentioning,
    overlapping,
    reaches_of,
    world,
)
from talkoot.scopes.queries.names import (
    describe,
    element_rows,
    fallback_chain,
    in_words,
    labels,
    language_names,
    places,
    territory_names,
    topic_names,
)
from talkoot.scopes.queries.offers import ScopeOffer
from talkoot.scopes.queries.pages import ScopePage, TopicLink, TopicPage, find_topics, get_scope, get_topic, list_topics

__all__ = [
    "Choices",
    "ScopeOffer",
    "ScopePage",
    "TopicLink",
    "TopicPage",
    "about_topic",
    "ancestry_of",
    "covering",
    "describe",
    "element_rows",
    "facets_of",
    "fallback_chain",
    "find_topics",
    "get_scope",
    "get_topic",
    "in_words",
    "labels",
    "language_choices",
    "language_names",
    "list_topics",
    "mentioning",
    "overlapping",
    "places",
    "reaches_of",
    "territory_names",
    "topic_choices",
    "topic_names",
    "world",
]
