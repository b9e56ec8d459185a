"""What other people's libraries make of the same files; run by a Python that has them, in a process of its own.

`python bench/rivals.py NAME FILE` prints, as JSON, what is elected. None of them reads BLT as they stand except
votelib, so the ballots are read for them by the shortest loop there is, which checks nothing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

OPTIONS, SEATS = 20, 8


def ranked(path: Path) -> list[list[int]]:
    """Return the ballots of a BLT file without equal ranks."""
    found = []
    with path.open() as lines:
        next(lines)
        for line in lines:
            words = line.split()
            if words[0] == "0":
                break
            found.append([int(word) - 1 for word in words[1:-1]])
    return found


def approved(path: Path) -> list[list[int]]:
    """Return the ballots of a BLT file with one rank of equals each."""
    found = []
    with path.open() as lines:
        next(lines)
        for line in lines:
            words = line.split()
            if words[0] == "0":
                break
            found.append([int(word) - 1 for word in words[1].split("=")])
    return found


def irv_pyrankvote(path: Path) -> list[int]:
    """Instant run-off."""
    import pyrankvote

    options = [pyrankvote.Candidate(str(option)) for option in range(OPTIONS)]
    ballots = [pyrankvote.Ballot([options[option] for option in ballot]) for ballot in ranked(path)]
    return [int(option.name) for option in pyrankvote.instant_runoff_voting(options, ballots).get_winners()]


def schulze_votelib(path: Path) -> list[int]:
    """Schulze by winning votes, options that are not ranked last."""
    import votelib.convert
    import votelib.evaluate.condorcet
    import votelib.io.blt

    with path.open() as lines:
        votes = votelib.io.blt.load(lines)[0]
    pairs = votelib.convert.RankedToCondorcetVotes(unranked_at_bottom=True).convert(votes)
    return [option.number - 1 for option in votelib.evaluate.condorcet.Schulze().evaluate(pairs, 1)]


def meek_pref_voting(path: Path) -> list[int]:
    """Meek's count for several seats, in floating point."""
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_meek

    ballots = [{option: rank for rank, option in enumerate(ballot)} for ballot in ranked(path)]
    return [*map(int, stv_meek(ProfileWithTies(ballots, candidates=[*range(OPTIONS)]), num_seats=SEATS))]


def phragmen_abcvoting(path: Path) -> list[int]:
    """Phragmen's sequential rule, in floating point."""
    return _abcvoting(path, "seqphragmen")


def shares_abcvoting(path: Path) -> list[int]:
    """Equal shares, the seats left by Phragmen's rule, in floating point."""
    return _abcvoting(path, "equal-shares")


def chambers_votelib(path: Path) -> list[str]:
    """Yes and no in each chamber: which have more yes."""
    import csv

    import votelib.evaluate.threshold

    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with path.open(newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for chamber, choice in rows:
            found[chamber][choice] += 1
    rule = votelib.evaluate.threshold.RelativeThreshold(0.5, accept_equal=False)
    return sorted(chamber for chamber, votes in found.items() if "yes" in rule.evaluate(votes))


def chambers_pandas(path: Path) -> list[str]:
    """Yes and no in each chamber: which have more yes."""
    import pandas as pd

    table = pd.read_csv(path, dtype="category")
    found = table.groupby(["chamber", "choice"], observed=True).size().to_dict()
    chambers = sorted({chamber for chamber, _choice in found})
    return [chamber for chamber in chambers if found[chamber, "yes"] > found[chamber, "no"]]


def _abcvoting(path: Path, rule: str) -> list[int]:
    from abcvoting import abcrules
    from abcvoting.preferences import Profile

    profile = Profile(OPTIONS)
    profile.add_voters(approved(path))
    (elected,) = abcrules.compute(rule, profile, SEATS, resolute=True, algorithm="float-fractions")
    return [*map(int, elected)]


RIVALS: dict[str, Callable[[Path], list[int] | list[str]]] = {
    f"{each.__name__.replace('_', ' ', 1)}": each
    for each in (
        irv_pyrankvote,
        schulze_votelib,
        meek_pref_voting,
        phragmen_abcvoting,
        shares_abcvoting,
        chambers_votelib,
        chambers_pandas,
    )
}

if __name__ == "__main__":
    print(json.dumps(RIVALS[sys.argv[1]](Path(sys.argv[2]))))
