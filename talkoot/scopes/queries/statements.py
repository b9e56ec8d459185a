"""SQL of the two questions asked on nearly every page, written out: putting it together anew costs more than it runs.

Both databases understand it. Only lists of placeholders are ever put into the text, never a value.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

# (facet, element, what contains it) of one scope.
REACH = """
SELECT 0, e.topic_id, c.ancestor_id FROM scopes_scope_topics e
JOIN scopes_topicclosure c ON c.descendant_id = e.topic_id WHERE e.scope_id = %s
UNION ALL SELECT 1, e.territory_id, c.ancestor_id FROM scopes_scope_territories e
JOIN scopes_territoryclosure c ON c.descendant_id = e.territory_id WHERE e.scope_id = %s
UNION ALL SELECT 2, e.language_id, c.ancestor_id FROM scopes_scope_languages e
JOIN scopes_languageclosure c ON c.descendant_id = e.language_id WHERE e.scope_id = %s
"""

# (scope, facet, element, what contains it) of some scopes.
REACHES = """
SELECT e.scope_id, 0, e.topic_id, c.ancestor_id FROM scopes_scope_topics e
JOIN scopes_topicclosure c ON c.descendant_id = e.topic_id WHERE e.scope_id IN (%(ids)s)
UNION ALL SELECT e.scope_id, 1, e.territory_id, c.ancestor_id FROM scopes_scope_territories e
JOIN scopes_territoryclosure c ON c.descendant_id = e.territory_id WHERE e.scope_id IN (%(ids)s)
UNION ALL SELECT e.scope_id, 2, e.language_id, c.ancestor_id FROM scopes_scope_languages e
JOIN scopes_languageclosure c ON c.descendant_id = e.language_id WHERE e.scope_id IN (%(ids)s)
"""

# The label nearest to a language on its fallback chain; else that of the bare language, English, or the oldest.
LABEL = """COALESCE(
(SELECT l.text FROM {labels} l JOIN scopes_languagefallback f ON f.tag = l.language
 JOIN scopes_language g ON g.id = f.language_id WHERE g.tag = %s AND l.{owner} = e.{owner}
 ORDER BY f.position LIMIT 1),
(SELECT l.text FROM {labels} l WHERE l.{owner} = e.{owner}
 ORDER BY CASE l.language WHEN %s THEN 0 WHEN 'en' THEN 1 ELSE 2 END, l.id LIMIT 1),
o.{plain})"""
TOPIC = LABEL.format(labels="scopes_topiclabel", owner="topic_id", plain="slug")
TERRITORY = LABEL.format(labels="scopes_territorylabel", owner="territory_id", plain="code")

# (scope, facet, name) of every element of some scopes.
NAMES = f"""
SELECT e.scope_id, 0, {TOPIC} FROM scopes_scope_topics e JOIN scopes_topic o ON o.id = e.topic_id
WHERE e.scope_id IN (%(ids)s)
UNION ALL SELECT e.scope_id, 1, {TERRITORY} FROM scopes_scope_territories e
JOIN scopes_territory o ON o.id = e.territory_id WHERE e.scope_id IN (%(ids)s)
UNION ALL SELECT e.scope_id, 2, o.autonym FROM scopes_scope_languages e
JOIN scopes_language o ON o.id = e.language_id WHERE e.scope_id IN (%(ids)s)
"""  # noqa: S608 - made of the constants above


def reach(scope_id: int) -> list[tuple[int, int, int]]:
    """Return (facet, element, what contains it), by key, for one scope."""
    return _rows(REACH, [scope_id] * 3)


def reaches(scope_ids: Collection[int]) -> list[tuple[int, int, int, int]]:
    """Return (scope, facet, element, what contains it), by key, for several scopes."""
    if not scope_ids:
        return []
    text = REACHES.replace("%(ids)s", ", ".join(["%s"] * len(scope_ids)))
    return _rows(text, [*scope_ids] * 3)


def names(scope_ids: Collection[int], tag: str) -> list[tuple[int, int, str]]:
    """Return (scope, facet, name in the language ``tag`` or the nearest) of every element of the scopes."""
    if not scope_ids:
        return []
    ids, speech = list(scope_ids), [tag, tag.split("-", 1)[0]]
    text = NAMES.replace("%(ids)s", ", ".join(["%s"] * len(ids)))
    return _rows(text, [*speech, *ids, *speech, *ids, *ids])


def _rows(text: str, values: Sequence[str | int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows: list[Any] = cursor.fetchall()
        return rows
