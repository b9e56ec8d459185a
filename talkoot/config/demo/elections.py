"""Two elections of the board by the affiliates: one counted last year, one in which votes are taken now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from talkoot.config.demo.setting import Setting
from talkoot.counting.rules import Marks
from talkoot.decisions import actions as decisions
from talkoot.decisions.models import Decision
from talkoot.ledger.tasks import drain
from talkoot.slates import actions as slates
from talkoot.slates.queries import field
from talkoot.slates.rules import Asked, Kind

STEWARD = "blue-ledger"
# So that somebody one can sign in as has something to do.
WHOSE_VOTE_IS_OPEN = "volta-free-knowledge-user-group"
HOME = Asked("home", "Home community")
# Who stands, from where, and what they say, in their own language.
LAST_YEAR = {
    "lagoon-kite": ("Photography", "en", "I want meetings that newcomers can follow."),
    "amber-light": ("Media", "en", "Budgets should be readable by everybody who pays for them."),
    "savanna-quill": ("East Africa", "sw", "Sauti za jumuiya ndogo zisikike."),
    "volta-heron": ("West Africa", "fr", "Des décisions expliquées, dans chaque langue."),
    "amber-ferry": ("Technology", "en", "Fewer promises, all of them kept."),
    "pixel-otter": ("Mobile", "en", "The board should meet its readers where they are: on phones."),
    "juniper-vale": ("Reading", "en", "I read minutes so that you need not. I would write shorter ones."),
}
NOW = {
    "lagoon-kite": ("Photography", "en", "One more term to finish what we began."),
    "amber-ferry": ("Technology", "en", "I ask for figures before I vote on money."),
    "savanna-quill": ("East Africa", "sw", "Mikutano katika lugha zetu."),
    "pixel-otter": ("Mobile", "es", "Un consejo que conteste."),
    "juniper-vale": ("Reading", "en", "Readers have no seat yet. I would sit in it."),
}


def elect(setting: Setting, moment: datetime) -> None:
    """Hold last year's election to its count, and open this year's."""
    begins = moment - timedelta(days=400)
    closes = begins + timedelta(days=45)
    last = _opened(setting, "Four seats on the board", LAST_YEAR, begins, closes)
    _vote(setting, last, 64, closes - timedelta(days=10), len(LAST_YEAR))
    decisions.close_due(closes + timedelta(minutes=1))
    drain(closes + timedelta(minutes=2))
    begins = moment - timedelta(days=34)
    this = _opened(setting, "Four seats on the board, next term", NOW, begins, moment + timedelta(days=9))
    _vote(setting, this, 23, moment - timedelta(days=2), len(NOW))


def _opened(
    setting: Setting, title: str, who: dict[str, tuple[str, str, str]], begins: datetime, closes: datetime
) -> int:
    """Ask for candidates for three weeks, then open the vote; return the decision."""
    steward = setting.actor(STEWARD)
    decision = decisions.draft_decision(
        title=title,
        question="Who shall sit on the board for the affiliates?",
        language="en",
        rulebook_id=setting.rulebooks["board-election"].pk,
        steward_body_id=setting.bodies["elections-committee"].pk,
        exemption="The bylaws ask for this election every year.",
        by=steward,
        at=begins,
    )
    until = begins + timedelta(days=21)
    _nominate(setting, decision, who, begins, until)
    drain(until)
    decisions.open_draft(decision.pk, closes_at=closes, by=steward, at=until + timedelta(hours=1))
    return decision.pk


def _nominate(
    setting: Setting, decision: Decision, who: dict[str, tuple[str, str, str]], begins: datetime, until: datetime
) -> None:
    """Let everybody in ``who`` come forward, one a day, and say why."""
    slate = slates.open_slate(
        matter=decision.ref,
        title=decision.title,
        language="en",
        body_id=decision.steward_body_id,
        kind=Kind.PEOPLE,
        opens_at=begins,
        closes_at=until,
        asks=[HOME],
        url=decision.get_absolute_url(),
        by=setting.actor(STEWARD),
        at=begins,
    )
    for day, (slug, (home, language, text)) in enumerate(who.items(), 1):
        at, actor = begins + timedelta(days=day), setting.actor(slug)
        person, said = actor.person_id, {HOME.key: home}
        candidate = slates.nominate(slate.pk, person_id=person, language=language, attributes=said, by=actor, at=at)
        slates.write_statement(candidate.pk, text=text, language=language, by=actor, at=at + timedelta(hours=2))


def _vote(setting: Setting, decision_id: int, number: int, until: datetime, stand: int) -> None:
    """Let so many affiliates rank some of the candidates, each in its own way."""
    kinds = {"chapter", "thematic-organisation", "user-group"}
    bodies = (
        (slug, body)
        for slug, body in setting.bodies.items()
        if body.kind.key in kinds and slug in setting.holders and body.status == "active" and slug != WHOSE_VOTE_IS_OPEN
    )
    keys = [one.key for one in field(f"decision:{decision_id}")]
    for place, (slug, body) in enumerate(
        islice((b for b in bodies if b[0] != "volta-free-knowledge-user-group"), number)
    ):
        at = until - timedelta(minutes=7 * (number - place))
        decisions.cast_marks(
            decision_id,
            chamber="affiliates",
            marks=_ranked(keys, place, stand),
            language="en",
            body_id=body.pk,
            by=setting.holder(slug),
            at=at,
        )


def _ranked(keys: Sequence[int], place: int, stand: int) -> Marks:
    """Return a ranking that differs from voter to voter, some of them short, the same each time the demo is made."""
    order = sorted(range(stand), key=lambda each: (each * (place % 5 + 3) + place * place) % (2 * stand + 1))
    ranked = order[: 2 + place % (stand - 1)]
    return tuple(sorted((keys[each], rank) for rank, each in enumerate(ranked, 1)))
