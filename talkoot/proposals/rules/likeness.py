"""How alike two proposals are, by the words of their titles and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from talkoot.proposals.rules.words import words_of

# Below this (of 100) nobody sees a likeness; found by trying real resubmissions of a wish list.
ALIKE = 45


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal that shares words: its key, title and the start of its text."""

    key: int
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is being written, folded once for many comparisons."""

    title: str
    text: str

    @classmethod
    def of(cls, title: str, text: str) -> Question:
        """Return the question for a title and a text as typed."""
        return cls(_bag(title), _bag(text))


def ranked(title: str, text: str, candidates: Iterable[Candidate], most: int) -> list[tuple[int, float]]:
    """Return (key, likeness) of the candidates alike enough to show, likest first, at most ``most``."""
    question = Question.of(title, text)
    compared = list(candidates)
    titles = _of_titles(question.title, [c.title for c in compared])
    scored = [(c.key, _likeness(question, c, score)) for c, score in zip(compared, titles, strict=True)]
    return sorted((s for s in scored if s[1] >= ALIKE), key=lambda s: (-s[1], -s[0]))[:most]


def by_title(asked: str, titles: Sequence[str]) -> list[int]:
    """Return the places of ``titles``, likest ``asked`` first; the equally alike and the unlike as they came."""
    alike = [score if score >= ALIKE else 0.0 for score in _of_titles(_bag(asked), titles)]
    return sorted(range(len(alike)), key=alike.__getitem__, reverse=True)


def _likeness(question: Question, candidate: Candidate, titles: float) -> float:
    """Return from 0 to 100 how alike they are; titles weigh most, a text that repeats the other's helps."""
    text = _bag(candidate.text) if question.text else ""
    if not text:
        return titles
    texts = fuzz.ratio(question.text, text)
    return max(titles, 0.6 * titles + 0.4 * texts, texts)


def _of_titles(asked: str, titles: Sequence[str]) -> list[float]:
    bags = [_bag(title) for title in titles]
    sorts, sets = (_scores(asked, bags, by) for by in (fuzz.ratio, fuzz.token_set_ratio))
    return [(by_sort + by_set) / 2 for by_sort, by_set in zip(sorts, sets, strict=True)]


def _scores(asked: str, bags: Sequence[str], by: Callable[..., float]) -> list[float]:
    """Return each bag's score; asked for all at once, what is asked is taken apart only once."""
    scores = [0.0] * len(bags)
    for _same, score, place in process.extract(asked, bags, scorer=by, limit=None):
        scores[place] = score
    return scores


@lru_cache(maxsize=4_096)  # the same titles are compared again at each search
def _bag(text: str) -> str:
    """Return the words of ``text`` in the order of the alphabet: whoever compares two need not sort them."""
    return " ".join(sorted(words_of(text)))
