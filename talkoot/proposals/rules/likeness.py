"""How alike two proposals are, by the words of their titles and texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from talkoot.proposals.rules.words import fold, words_of

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


def likeness(question: Question, candidate: Candidate) -> float:
    """Return from 0 to 100 how alike they are; titles weigh most, a text that repeats the other's helps."""
    title, text = _bag(candidate.title), _bag(candidate.text)
    titles = (fuzz.token_sort_ratio(question.title, title) + fuzz.token_set_ratio(question.title, title)) / 2
    if not question.text or not text:
        return titles
    texts = fuzz.token_sort_ratio(question.text, text)
    return max(titles, 0.6 * titles + 0.4 * texts, texts)


def ranked(title: str, text: str, candidates: Iterable[Candidate], most: int) -> list[tuple[int, float]]:
    """Return (key, likeness) of the candidates alike enough to show, likest first, at most ``most``."""
    question = Question.of(title, text)
    scored = [(c.key, likeness(question, c)) for c in candidates]
    return sorted((s for s in scored if s[1] >= ALIKE), key=lambda s: (-s[1], -s[0]))[:most]


@lru_cache(maxsize=4_096)  # the same titles are compared again at each search
def _bag(text: str) -> str:
    return " ".join(words_of(text)) if text else fold(text)
