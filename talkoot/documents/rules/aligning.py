"""Which clause of a new text is which of the old: alike enough to be itself, doubtful, or new."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from talkoot.documents.rules.outlines import Part

# Likeness is a share of words in percent. From SURE on, and clear of every other, a clause is taken for itself.
SURE, DOUBTFUL, CLEAR = 65, 40, 10
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """A clause of the old text; ``key`` is its id, which is never used again."""

    key: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """What is thought of a new clause: the ``key`` of the old one it is, if any; and whether a person should look."""

    key: int | None
    likeness: int
    is_sure: bool


def align(old: Sequence[Known], new: Sequence[Part]) -> list[Match]:
    """Return for each new clause which old one it is: each old one at most once, the most alike first."""
    found: dict[int, Match] = dict(_unchanged(old, new))
    taken = {match.key for match in found.values()}
    left_old = [each for each in old if each.key not in taken]
    left_new = {place: part for place, part in enumerate(new) if place not in found}
    likeness = _likeness(left_old, left_new)
    rivals = _rivals(likeness)
    for score, place, key in sorted(((s, p, k) for (p, k), s in likeness.items()), key=lambda x: (-x[0], x[1], x[2])):
        if place in found or key in taken:
            continue
        found[place] = Match(key, score, score >= SURE and score - rivals[place, key] >= CLEAR)
        taken.add(key)
    return [found.get(place, Match(None, 0, is_sure=True)) for place in range(len(new))]


def _unchanged(old: Sequence[Known], new: Sequence[Part]) -> Iterator[tuple[int, Match]]:
    waiting: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for each in old:
        waiting[each.heading, each.text].append(each.key)
    for place, part in enumerate(new):
        if keys := waiting[part.heading, part.text]:
            yield place, Match(keys.pop(0), 100, is_sure=True)


def _likeness(old: Sequence[Known], new: Mapping[int, Part]) -> dict[tuple[int, int], int]:
    """Return the likeness of each pair that is at least doubtful, by place and key; only pairs with words in common."""
    words = {each.key: _words(each) for each in old}
    places: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for key, said in words.items():
        for word in said:
            places[word][key] += 1
    found: dict[tuple[int, int], int] = {}
    headed: defaultdict[str, set[int]] = defaultdict(set)
    for each in old:
        headed[each.heading].add(each.key)
    for place, part in new.items():
        said, alike = _words(part), headed.get(part.heading, set()) if part.heading else set()
        for key in alike.union(_sharing(said, words, places)):
            score = _score(said, words[key], is_headed_alike=key in alike)
            if score >= DOUBTFUL:
                found[place, key] = score
    return found


def _sharing(said: Sequence[str], words: Mapping[int, list[str]], places: Mapping[str, Counter[int]]) -> Iterator[int]:
    """Yield the clauses that have enough words in common with ``said`` for their order to be looked at."""
    common: Counter[int] = Counter()
    for word, times in Counter(said).items():
        for key, others in places.get(word, Counter[int]()).items():
            common[key] += min(times, others)
    for key, shared in common.items():
        if 200 * shared >= DOUBTFUL * (len(said) + len(words[key])) * 0.6:
            yield key


def _score(said: Sequence[str], known: Sequence[str], *, is_headed_alike: bool) -> int:
    if not said or not known:
        return 0
    kept = LCSseq.similarity(said, known)
    score = round(200 * kept / (len(said) + len(known)))
    # The same heading counts for half of what is missing.
    return (score + 100) // 2 if is_headed_alike else score


def _rivals(likeness: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Return for each pair the most that either of the two is like another."""
    by_place: defaultdict[int, list[int]] = defaultdict(list)
    by_key: defaultdict[int, list[int]] = defaultdict(list)
    for (place, key), score in likeness.items():
        by_place[place].append(score)
        by_key[key].append(score)
    return {
        (place, key): max(_second(by_place[place], score), _second(by_key[key], score))
        for (place, key), score in likeness.items()
    }


def _second(scores: Sequence[int], own: int) -> int:
    others = sorted(scores)
    others.remove(own)
    return others[-1] if others else 0


def _words(clause: Known | Part) -> list[str]:
    return WORD.findall(f"{clause.heading} {clause.text}".casefold())
