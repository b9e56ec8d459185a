"""Finding proposals by words, in any script, with a constant number of queries and a bounded amount of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import log

from django.db.models import Exists, OuterRef, Q, QuerySet

from talkoot.kernel.actors import Actor
from talkoot.proposals.models import Proposal, ProposalWord, Word
from talkoot.proposals.queries.rows import Row, rows
from talkoot.proposals.rules import Candidate, ranked, words_of

# A search looks at no more words, forms of a word, and candidates than these, however long text or table are.
WORDS = 8
FORMS = 60
CANDIDATES = 200
# The rarest words are followed until they stand in about this many proposals.
POSTINGS = 3_000
LAST = "\U0010ffff"


def search(text: str, *, viewer: Actor, at: datetime, limit: int = 20) -> list[Row]:
    """Return the proposals that hold all words of ``text`` (or words that begin so), best first; three queries."""
    keys = ranked_keys(text, Proposal.objects.visible_to(viewer))[:limit]
    found = {row.id: row for row in rows(Proposal.objects.filter(pk__in=keys), at=at)}
    return [found[key] for key in keys if key in found]


def ranked_keys(text: str, among: QuerySet[Proposal]) -> list[int]:
    """Return the keys of at most `CANDIDATES` proposals that hold all words of ``text``, best first; two queries."""
    forms = _forms(words_of(text)[:WORDS])
    if not forms or not all(forms.values()):
        return []
    by_rarity = sorted(forms.values(), key=lambda found: sum(found.values()))
    hits = among
    for place, form in enumerate(by_rarity):
        postings = ProposalWord.objects.filter(word_id__in=list(form))
        if place == 0 and sum(form.values()) <= POSTINGS:
            hits = hits.filter(pk__in=postings.values("proposal_id"))
        else:
            hits = hits.filter(Exists(postings.filter(proposal_id=OuterRef("pk"))))
    found = list(hits.order_by("-id").values_list("id", "title", "lead")[:CANDIDATES])
    # Everything here holds the words; the ranking only says in which order.
    order = dict(ranked(text, "", (Candidate(*values) for values in found), CANDIDATES))
    return sorted((key for key, _title, _lead in found), key=lambda key: (-order.get(key, 0), -key))


def similar(
    title: str, problem: str, *, viewer: Actor, at: datetime, limit: int = 5, without: int | None = None
) -> list[tuple[Row, int]]:
    """Return proposals that say much the same, likest first, each with its likeness in percent; four queries."""
    words = list(dict.fromkeys([*words_of(title), *words_of(problem)[:60]]))
    candidates = _sharing(words, set(words_of(title)))
    candidates.pop(without or 0, None)
    best = sorted(candidates, key=lambda key: (-candidates[key], -key))[:CANDIDATES]
    texts = Proposal.objects.visible_to(viewer).filter(pk__in=best).values_list("id", "title", "lead")
    likest = ranked(title, problem, (Candidate(*values) for values in texts), limit)
    found = {row.id: row for row in rows(Proposal.objects.filter(pk__in=[key for key, _ in likest]), at=at)}
    return [(found[key], round(score)) for key, score in likest if key in found]


def _forms(words: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return, for each word, the words in use that begin with it (key -> uses), the most used ones; one query."""
    if not words:
        return {}
    asked = Q()
    for word in words:
        asked |= Q(text=word) if len(word) < 3 else Q(text__gte=word, text__lt=word + LAST)
    forms: dict[str, dict[int, int]] = {word: {} for word in words}
    in_use = Word.objects.filter(asked, uses__gt=0).order_by("-uses", "id").values_list("id", "text", "uses")
    for key, text, uses in in_use[: FORMS * len(words)]:
        for word in words:
            if text == word or (len(word) >= 3 and text.startswith(word)):
                forms[word][key] = uses
    return forms


def _sharing(words: Sequence[str], in_title: set[str]) -> dict[int, float]:
    """Return proposals that share words (key -> weight), rare words and words of titles weighing more; two queries."""
    known = Word.objects.filter(text__in=words, uses__gt=0).values_list("id", "text", "uses")
    by_rarity = sorted(known, key=lambda row: (row[2] * (1 if row[1] in in_title else 4), row[0]))
    weights: dict[int, float] = {}
    followed = 0
    for key, text, uses in by_rarity:
        if weights and followed + uses > POSTINGS:
            break
        followed += uses
        weights[key] = 1 / log(2 + uses) * (2 if text in in_title else 1)
    return _weighed(weights)


def _weighed(weights: Mapping[int, float]) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    postings = ProposalWord.objects.filter(word_id__in=list(weights)).order_by("-id")
    for word, proposal, is_title in postings.values_list("word_id", "proposal_id", "in_title")[:POSTINGS]:
        scores[proposal] += weights[word] * (2 if is_title else 1)
    return dict(scores)
