"""Whom we tell about decisions, and why them: everybody on a roll; before there is one, those who prepare for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.events import AppealDecided, AppealMade
from talkoot.appeals.queries import maker_account
from talkoot.appeals.rules import Change, Kind
from talkoot.decisions import queries
from talkoot.decisions.events import (
    AnnouncementTakenBack,
    BallotStruck,
    CountSetAside,
    DecisionAnnounced,
    DecisionClosed,
    DecisionCounted,
    DecisionExtended,
    DecisionFinal,
    DecisionOpened,
    DecisionPut,
    DecisionVoided,
    OpeningFailed,
    QuestionAmended,
    QuestionChanged,
    RollAmended,
    RunoffPut,
    StrikeTakenBack,
)
from talkoot.decisions.queries import Expected, Reader, StruckPlace
from talkoot.directory.queries import others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why
from talkoot.notifications.rules import Quote


def decision_put(event: DecisionPut, *, at: datetime, by: str) -> None:
    """Ask the stewards of the body that puts the question to complete it: a matter waits for it."""
    _tell("decision_put", event.subject, at, by, needs_action=True, only_stewards=True)


def runoff_put(event: RunoffPut, *, at: datetime) -> None:
    """Ask the stewards of the body that put the first vote to announce or open its run-off."""
    decision = queries.get_for_notice(event.subject)
    expected = queries.expected_of(decision, at)
    readers = {one.account_id: _why_expected(one) for one in expected if not one.chamber}
    _send(readers, "runoff_put", decision, at, "", needs_action=True, seats=event.seats)


def decision_announced(event: DecisionAnnounced, *, at: datetime, by: str) -> None:
    """Tell those who have to prepare: who represents bodies that will vote, and stewards of those whose members do."""
    _tell("decision_announced", event.subject, at, by)


def announcement_taken_back(event: AnnouncementTakenBack, *, at: datetime, by: str) -> None:
    """Tell the same that voting will not open as it was announced."""
    _tell("announcement_taken_back", event.subject, at, by)


def opening_failed(event: OpeningFailed, *, at: datetime) -> None:
    """Ask those who put the question to bring what is missing."""
    _tell("opening_failed", event.subject, at, needs_action=True, only_stewards=True)


def decision_opened(event: DecisionOpened, *, at: datetime) -> None:
    """Ask everybody on a roll for their vote, whoever opened it: a question is no news."""
    _tell("decision_opened", event.subject, at, needs_action=True)


def question_changed(event: QuestionChanged, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll that the question reads differently now."""
    _tell("question_changed", event.subject, at, by, needs_action=True)


def question_amended(event: QuestionAmended, *, at: datetime, by: str) -> None:
    """Ask everybody on a roll to look at the amended proposal again."""
    _tell("question_amended", event.subject, at, by, needs_action=True)


def decision_counted(event: DecisionCounted, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll what the count says, and until when they may challenge it."""
    _tell("decision_counted", event.subject, at, by)


def decision_extended(event: DecisionExtended, *, at: datetime) -> None:
    """Ask everybody who has not voted once more for their vote."""
    decision = queries.get_for_notice(event.subject)
    silent = [reader for reader in queries.readers_of(decision, at) if not reader.has_voted]
    _send(_readers(silent), "decision_extended", decision, at, "", needs_action=True)


def decision_closed(event: DecisionClosed, *, at: datetime) -> None:
    """Tell everybody who voted for others too how many they were; who they are stands on their own page. Ask
    scrutineers to look at the ballots.
    """
    decision = queries.get_for_notice(event.subject)
    _ask_scrutineers(decision, at)
    for account, number in queries.casters_of(decision).items():
        tell(
            {account: _("You voted yourself, and others let you vote for them.")},
            matter=decision.ref,
            template="decisions/notices/decision_closed.txt",
            context={**_context(decision), "number": number},
            url=decision.get_absolute_url(),
            at=at,
        )


def count_set_aside(event: CountSetAside, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll that what was published does not stand. Ask scrutineers to look at the ballots again."""
    _tell("count_set_aside", event.subject, at, by)
    _ask_scrutineers(queries.get_for_notice(event.subject), at)


def appeal_made(event: AppealMade, *, at: datetime, by: str) -> None:
    """Ask those who judge the decision to decide it."""
    decision = queries.get_for_notice(event.subject)
    judges = queries.judges_of(decision, at)
    readers = {account: why(_("You decide what is said against this decision.")) for account in judges}
    name = "roll_appealed" if event.against == Kind.ROLL else "count_challenged"
    _send(readers, name, decision, at, by, needs_action=True)


def appeal_decided(event: AppealDecided, *, at: datetime, by: str) -> None:
    """Tell whoever appealed what came of it; who has a place now is told so by `roll_amended`."""
    account = maker_account(event.appeal)
    if account is None or event.outcome == Change.ADD:
        return
    on_roll = event.against == Kind.ROLL
    reason = why(_("You appealed against its roll.")) if on_roll else why(_("You challenged its count."))
    name = "roll_appeal_decided" if on_roll else "challenge_decided"
    _send({account: reason}, name, queries.get_for_notice(event.subject), at, by)


def roll_amended(event: RollAmended, *, at: datetime, by: str) -> None:
    """Tell those whose place it was about that they may vote now, or may not any more."""
    accounts = queries.accounts_of([event.voter], at)
    readers = {account: why(_("It is about your place, or that of a body you represent.")) for account in accounts}
    is_added = event.change == Change.ADD
    name = "place_added" if is_added else "place_struck"
    _send(readers, name, queries.get_for_notice(event.subject), at, by, needs_action=is_added)


def ballot_struck(event: BallotStruck, *, at: datetime, by: str) -> None:
    """Tell those in whose place the ballot was that it does not count, why, and what they can do; nothing where that
    was taken back in the meantime.
    """
    struck = queries.struck_place(event.entry)
    if struck.reason:
        _tell_struck("ballot_struck", event.subject, struck, at, by)


def strike_taken_back(event: StrikeTakenBack, *, at: datetime, by: str) -> None:
    """Tell the same that the ballot counts again; nothing where it was struck anew in the meantime."""
    struck = queries.struck_place(event.entry)
    if not struck.reason:
        _tell_struck("strike_taken_back", event.subject, struck, at, by)


def decision_final(event: DecisionFinal, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll, and so everybody who voted, what was decided."""
    _tell("decision_final", event.subject, at, by)


def decision_voided(event: DecisionVoided, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll that nothing was decided."""
    _tell("decision_voided", event.subject, at, by)


def _tell_struck(name: str, subject: str, struck: StruckPlace, at: datetime, by: str) -> None:
    """Tell those whose ballot it is, and then whose ballots went with it; each is a notice of its own, as a reason
    that was folded into another notice would not be read.
    """
    own, through = (queries.accounts_of(voters, at) for voters in ([struck.voter], struck.along))
    whys = dict.fromkeys(through, why(_("Your vote had gone through to this ballot.")))
    whys |= dict.fromkeys(own, why(_("It is about your place, or that of a body you represent.")))
    decision = queries.get_for_notice(subject)
    tell(
        others(whys, by),
        matter=decision.ref,
        template=f"decisions/notices/{name}.txt",
        context={**_context(decision), "challenge_days": queries.challenge_days(decision)},
        url=decision.get_absolute_url(),
        at=at,
        needs_action=bool(struck.reason),
        quote=Quote(struck.reason, struck.language, struck.html) if struck.reason else None,
        window=timedelta(),
    )


def _ask_scrutineers(decision: Any, at: datetime) -> None:
    asked = queries.judges_of(decision, at) if decision.is_in_scrutiny else ()
    readers = {account: why(_("You are a scrutineer of this decision.")) for account in asked}
    _send(readers, "scrutiny_begun", decision, at, "", needs_action=True)


def _tell(
    name: str, subject: str, at: datetime, by: str = "", *, needs_action: bool = False, only_stewards: bool = False
) -> None:
    decision = queries.get_for_notice(subject)
    if decision.opened_at is not None:
        readers = _readers(queries.readers_of(decision, at))
    else:
        expected = queries.expected_of(decision, at)
        readers = {one.account_id: _why_expected(one) for one in expected if not (only_stewards and one.chamber)}
    _send(readers, name, decision, at, by, needs_action=needs_action)


def _send(
    readers: Mapping[int, Text],
    name: str,
    decision: Any,
    at: datetime,
    by: str,
    *,
    needs_action: bool = False,
    seats: int = 0,
) -> None:
    tell(
        others(readers, by),
        matter=decision.ref,
        template=f"decisions/notices/{name}.txt",
        context={
            **_context(decision),
            "trouble": partial(queries.trouble_sentence, decision),
            "lacking": queries.lacking_of(decision),
            "seats": seats,
        },
        url=decision.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )


def _context(decision: Any) -> dict[str, Any]:
    """Return what every notice says: the decision, and its title in the language of who reads."""
    return {"decision": decision, "title": partial(queries.title_here, decision)}


def _readers(readers: Iterable[Reader]) -> dict[int, Text]:
    return {reader.account_id: _why(reader) for reader in readers}


def _why_expected(one: Expected) -> Text:
    if not one.chamber:
        # Translators: %(body)s is the name of a body.
        return why(_("You are a steward of %(body)s, which puts the question."), body=one.body)
    if one.represents:
        # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
        sentence = _("You represent %(body)s, which is to vote in “%(chamber)s”.")
    else:
        # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
        sentence = _("You are a steward of %(body)s, whose members are to vote in “%(chamber)s”.")
    return why(sentence, body=one.body, chamber=one.chamber)


def _why(reader: Reader) -> Text:
    if reader.body:
        # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
        sentence = _("You represent %(body)s, which votes in “%(chamber)s”.")
        return why(sentence, body=reader.body, chamber=reader.chamber)
    # Translators: %(chamber)s is the name of a group that votes separately.
    return why(_("You are on the roll of “%(chamber)s”."), chamber=reader.chamber)
