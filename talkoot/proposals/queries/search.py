"""Finding proposals by words, in any script, with a constant number of queries and a bounded amount of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache, reduce
from math import log
from operator import or_

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from talkoot.kernel.actors import Actor
from talkoot.ledger.queries.prepared import Prepared, numbers, padded, texts
from talkoot.proposals.models import Proposal, ProposalWord, Word
from talkoot.proposals.queries.narrowing import Filters, Tab, kept, opened
from talkoot.proposals.queries.rows import Row, rows_in_order
from talkoot.proposals.rules import Candidate, by_title, ranked, words_of

# A search looks at no more words, forms of a word, and candidates than these, however long text or table are.
WORDS = 8
FORMS = 60
CANDIDATES = 200
# The rarest words are followed until they stand in about this many proposals.
POSTINGS = 3_000
LAST = "\U0010ffff"
# So short a word is not looked for as the beginning of others.
SHORT = 3


def search(text: str, *, viewer: Actor, at: datetime, limit: int = 20) -> list[Row]:
    """Return the proposals that hold all words of ``text`` (or words that begin so), best first; three queries."""
    return rows_in_order(ranked_keys(text, Filters(tab=Tab.ALL), at)[:limit], at=at)


def ranked_keys(text: str, filters: Filters, at: datetime) -> list[int]:
    """Return the keys of at most `CANDIDATES` of the proposals that ``filters`` keep, best first; two queries.

    They hold all words of ``text``; of more, the newest are ranked.
    """
    forms = _forms(words_of(text)[:WORDS])
    if not forms or not all(forms.values()):
        return []
    found = _holding_all(list(forms.values()), filters, at)
    # Everything here holds the words; the ranking only says in which order.
    return [found[place][0] for place in by_title(text, [title for _key, title in found])]


def similar(
    title: str, problem: str, *, viewer: Actor, at: datetime, limit: int = 5, without: int | None = None
) -> list[tuple[Row, int]]:
    """Return proposals that say much the same, likest first, each with its likeness in percent; four queries."""
    words = list(dict.fromkeys([*words_of(title), *words_of(problem)[:60]]))
    candidates = _sharing(words, set(words_of(title)))
    candidates.pop(without or 0, None)
    best = sorted(candidates, key=lambda key: (-candidates[key], -key))[:CANDIDATES]
    stored = Proposal.objects.visible_to(viewer).filter(pk__in=best).values_list("id", "title", "lead")
    likest = ranked(title, problem, (Candidate(*values) for values in stored), limit)
    percent = {key: round(score) for key, score in likest}
    return [(row, percent[row.id]) for row in rows_in_order(list(percent), at=at)]


def _forms(words: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return, for each word, the words in use that begin with it (key -> uses), the most used ones; one query."""
    if not words:
        return {}
    forms: dict[str, dict[int, int]] = {word: {} for word in words}
    begun = [word for word in words if len(word) >= SHORT]
    bounds = [*(word for word in words if len(word) < SHORT), *begun, *(word + LAST for word in begun)]
    in_use = _in_use(len(words) - len(begun), len(begun))
    for key, text, uses in in_use.rows_with(dict(zip(texts(len(bounds)), bounds, strict=True))):
        for word in words:
            if text == word or (len(word) >= SHORT and text.startswith(word)):
                forms[word][key] = uses
    return forms


@lru_cache(maxsize=64)
def _in_use(whole: int, begun: int) -> Prepared:
    """Find the most used words: the ``whole`` ones themselves, the ``begun`` ones by how they begin."""
    bounds = texts(whole + 2 * begun)
    asked = reduce(or_, (Q(text=word) for word in bounds[:whole]), Q())
    for least, beyond in zip(bounds[whole : whole + begun], bounds[whole + begun :], strict=True):
        asked |= Q(text__gte=least, text__lt=beyond)
    found = Word.objects.filter(asked, uses__gt=0).order_by("-uses", "id").values_list("id", "text", "uses")
    return Prepared(lambda: found[: FORMS * (whole + begun)])


def _holding_all(forms: Sequence[dict[int, int]], filters: Filters, at: datetime) -> list[tuple[int, str]]:
    """Return key and title of the newest proposals that hold a form of each word; one query."""
    by_rarity = sorted(forms, key=lambda form: sum(form.values()))
    width = max(len(form) for form in forms)
    keys = [key for form in by_rarity for key in padded(list(form), width)]
    shape, given = opened(filters, at)
    given |= zip(numbers(len(keys)), keys, strict=True)
    make = _holding if width <= FORMS else _holding.__wrapped__  # queries that long are too large to keep
    query = make(shape, len(forms), len(keys) // len(forms), sum(by_rarity[0].values()) <= POSTINGS)
    return query.rows_with(given)


@lru_cache(maxsize=128)
def _holding(shape: Filters, words: int, width: int, is_rare: bool) -> Prepared:
    """Find proposals by ``words`` lists of ``width`` forms each, the rarest word first.

    A rare word's proposals are gathered and each is looked at for the others; how to combine common ones is the
    database's to choose. An ``Exists`` PostgreSQL would take apart and plan as one more join, which takes it longer
    than the few lookups.
    """
    stand_ins = numbers(words * width)
    hits = kept(shape)
    for place in range(words):
        postings = ProposalWord.objects.filter(word_id__in=stand_ins[place * width : (place + 1) * width])
        here = postings.filter(proposal_id=OuterRef("pk")).values("proposal_id")
        if not is_rare:
            hits = hits.filter(Exists(here))
        elif place == 0:
            hits = hits.filter(pk__in=postings.values("proposal_id"))
        else:
            hits = hits.filter(IsNull(Subquery(here[:1]), False))
    return Prepared(lambda: hits.order_by("-id").values_list("id", "title")[:CANDIDATES])


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
