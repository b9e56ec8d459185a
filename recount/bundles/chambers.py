"""What was cast in each chamber of a bundle, once its roll, its ballots and its strikes hold together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from recount.bundles.archive import Archive
from recount.bundles.ballots import Accounts, count_choices, count_parts, read_profile
from recount.bundles.description import ELSEWHERE, OPEN, WORDS, Description, Papers, Place
from recount.bundles.differing import differ
from recount.bundles.rolls import Roll
from recount.bundles.ruling import Ballots, Rules, is_question, is_split, is_weighed, may_recuse
from recount.bundles.strikes import Strike
from recount.profiles import Number, Profile
from recount.rulebook import Json

RUNOFF = ".runoff"


@dataclass(slots=True)
class Chamber:
    """What was found in one chamber: how many could vote, did, were struck, were counted.

    Where ``voting`` is ``elsewhere`` nothing but ``eligible`` is known, and its tally is what was recorded.
    """

    key: str
    voting: str
    eligible: int = 0
    cast: int = 0
    struck: int = 0
    counted: int = 0

    def data(self) -> dict[str, Json]:
        """Return it as plain data."""
        return asdict(self)


class Gathering:
    """Goes through the chambers of a bundle; ``chambers`` and ``rolls`` (hashes by key) grow on the way."""

    def __init__(self, archive: Archive, description: Description, rules: Rules, strikes: Sequence[Strike]) -> None:
        self.chambers: list[Chamber] = []
        self.rolls: dict[str, str] = {}
        self._archive = archive
        self._decision = description.decision["id"]
        self._rules = rules
        self._strikes = strikes

    def ballots(self, place: Place) -> Ballots:
        """Return what one chamber cast."""
        found = Chamber(place.key, place.voting)
        self.chambers.append(found)
        if place.voting == ELSEWHERE:
            found.eligible = place.tally["eligible"]
            return Ballots(found.eligible, 0, dict[str, Number](place.tally))
        roll = self._roll(place)
        cast = self._counted(place, place.papers, roll, place.key, found) if place.papers else None
        self._check_roll(place, roll, found)
        runoff = None
        if place.runoff:
            again = Chamber(place.key, place.voting)
            runoff = self._counted(place, place.runoff, self._roll(place), place.key + RUNOFF, again)
        recused = sum(roll.weights.get(one, 1) for one in roll.recused)
        ballots = Ballots(roll.weight, recused, sitting=place.sitting, left=place.left)
        ballots.places, ballots.back = roll.size, len(roll.recused)
        if isinstance(cast, Profile):
            ballots.profile, ballots.runoff = cast, runoff if isinstance(runoff, Profile) else None
        elif cast is not None:
            ballots.said = cast
        return ballots

    def _roll(self, place: Place) -> Roll:
        return Roll(self._archive, place.roll, self._decision, place.key)

    def _counted(
        self, place: Place, papers: Papers, roll: Roll, struck_in: str, found: Chamber
    ) -> Profile | dict[str, Number]:
        """Return the ballots of one file that count, and note in ``found`` how many there are."""
        struck = {strike.ballot: strike for strike in self._strikes if strike.chamber == struck_in}
        if place.voting != OPEN:
            for _commitment in roll.commitments():
                pass
        accounts = Accounts(self._archive, papers.file, roll if place.voting == OPEN else None, struck)
        said: Profile | dict[str, Number]
        if is_question(self._rules, place.key):
            if papers.form != "csv":
                self._archive.fail(papers.file, "question_in_csv")
            counted = count_parts if is_split(self._rules, place.key) else count_choices
            said = counted(accounts, WORDS[place.voting])
        else:
            said = read_profile(accounts, papers.form, WORDS[place.voting])
        found.cast = accounts.read + sum(strike.is_sealed for strike in struck.values())
        found.struck, found.counted = len(struck), accounts.counted
        if found.cast != papers.cast:
            differ("cast_differs", papers.file, 1, found=found.cast, said=papers.cast)
        if found.cast > roll.size - len(roll.recused):
            differ("more_cast_than_roll", papers.file, 1, cast=found.cast, roll=roll.size - len(roll.recused))
        return said

    def _check_roll(self, place: Place, roll: Roll, found: Chamber) -> None:
        found.eligible = roll.size
        if roll.size != place.eligible:
            differ("roll_size", place.roll, 1, found=roll.size, said=place.eligible)
        if roll.sha256 != place.roll_sha256:
            differ("roll_hash", place.roll, 1, chamber=place.key)
        self.rolls[place.key] = roll.sha256
        if roll.weights and place.voting != OPEN:
            self._archive.fail(place.roll, "secret_weights")
        if (roll.weights and not is_weighed(self._rules, place.key)) or (roll.recused and not may_recuse(self._rules)):
            self._archive.fail(place.roll, "roll_says_more", chamber=place.key)
