"""The text of a proposal on its way into a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.proposals.models import Proposal, ProposalVersion
from talkoot.proposals.rules import limits
from talkoot.scopes.actions import Words, line, rendered, require_languages


@dataclass(frozen=True, slots=True)
class Text:
    """A proposal's words, cleaned and rendered, all in one language."""

    title: str
    problem: Words
    change: Words
    affected: Words
    language: str

    @property
    def lead(self) -> str:
        """Return the start of the text for lists."""
        return limits.lead_of(self.problem.text)

    @property
    def whole(self) -> str:
        """Return everything but the title, for search."""
        return f"{self.problem.text}\n{self.change.text}\n{self.affected.text}"


def text_of(*, title: str, problem: str, change: str, affected: str, language: str) -> Text:
    """Return the words ready to store; refuses a missing title, problem or "who is affected", and what is too long."""
    require_languages([language])
    found = line(title, limit=limits.TITLE_MAX, field="title", missing=_("Give it a title of a few words."))
    if not any(character.isalpha() for character in found):
        raise Refusal("no_title", _("A title needs words."), "title")
    return Text(
        title=found,
        problem=rendered(
            problem,
            language,
            limit=limits.PROBLEM_MAX,
            field="problem",
            missing=_("Say what is wrong or missing today."),
        ),
        change=rendered(change, language, limit=limits.CHANGE_MAX, field="change"),
        affected=rendered(
            affected, language, limit=limits.AFFECTED_MAX, field="affected", missing=_("Say who would notice a change.")
        ),
        language=language,
    )


def write_version(
    proposal: Proposal, text: Text, number: int, *, by: Actor, at: datetime, mandate: str = "", summary: str = ""
) -> ProposalVersion:
    """Keep the text as version ``number``."""
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=number,
        title=text.title,
        problem=text.problem.text,
        problem_html=text.problem.html,
        change=text.change.text,
        change_html=text.change.html,
        affected=text.affected.text,
        affected_html=text.affected.html,
        language=text.language,
        scope_id=proposal.scope_id,
        summary=summary,
        by_id=by.person_id,
        mandate=mandate,
        at=at,
    )
