"""Everything that changes scopes: interning, topics and their order, the world's territories and languages.

And what every change of a text begins with: its words made ready, in a language the site knows.
"""

from talkoot.scopes.actions.countries import CountryCounts, CountrySpec, keep_countries
from talkoot.scopes.actions.interning import intern_scope
from talkoot.scopes.actions.topics import TopicSpec, add_topic, label_topic, lift_topic, load_topics, place_topic
from talkoot.scopes.actions.wording import Words, line, rendered, require_languages, words
from talkoot.scopes.actions.world import load_world

__all__ = [
    "CountryCounts",
    "CountrySpec",
    "TopicSpec",
    "Words",
    "add_topic",
    "intern_scope",
    "keep_countries",
    "label_topic",
    "lift_topic",
    "line",
    "load_topics",
    "load_world",
    "place_topic",
    "rendered",
    "require_languages",
    "words",
]
