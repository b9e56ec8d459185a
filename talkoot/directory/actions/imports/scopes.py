"""Scopes of an import: each distinct one is looked up or made once."""

from __future__ import annotations

from collections.abc import Iterable

from talkoot.directory.rules import BodyRecord
from talkoot.kernel.imports import Wrong, gettext_noop
from talkoot.kernel.refusals import Refusal
from talkoot.scopes.actions import intern_scope
from talkoot.scopes.models import Topic
from talkoot.scopes.rules import language_tag

# Translators: %(value)s is what stands in the file.
UNKNOWN_TOPIC = gettext_noop("There is no topic %(value)s, neither by address nor by Wikidata id.")
# Translators: %(reason)s is a whole sentence that is translated elsewhere; leave it alone.
REFUSED = gettext_noop("%(reason)s")

type Facets = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class ScopeFinder:
    """Finds the scope of each record; asks the database once per distinct scope."""

    def __init__(self) -> None:
        self._found: dict[Facets, int] = {}
        self._topics: dict[str, int] | None = None

    def scope_id(self, record: BodyRecord) -> int:
        """Return the id of the record's scope; raise `Wrong` for a topic, territory or language nobody knows."""
        facets = (record.topics, record.territories, tuple(language_tag(tag) for tag in record.languages))
        if facets not in self._found:
            self._found[facets] = self._find(facets)
        return self._found[facets]

    def _find(self, facets: Facets) -> int:
        topics, territories, languages = facets
        try:
            return intern_scope(topics=self._topic_ids(topics), territories=territories, languages=languages).pk
        except Refusal as refusal:
            raise Wrong(REFUSED, reason=str(refusal.text)) from None

    def _topic_ids(self, names: Iterable[str]) -> list[int]:
        if self._topics is None:
            rows = list(Topic.objects.values_list("slug", "qid", "id"))
            self._topics = {slug: key for slug, _qid, key in rows} | {qid: key for _slug, qid, key in rows if qid}
        unknown = next((name for name in names if name not in self._topics), None)
        if unknown is not None:
            raise Wrong(UNKNOWN_TOPIC, value=unknown)
        return [self._topics[name] for name in names]
