"""Supporting and following, and taking both back: a person's own acts, which no mandate gives or takes away."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.queries import NO_HATS
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import change, insert, insert_unless_there, writing
from talkoot.proposals.actions.holding import locked, person
from talkoot.proposals.events import ProposalFollowed, ProposalSupported, ProposalUnfollowed, SupportWithdrawn
from talkoot.proposals.models import Follow, Proposal, Support
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.rules import limits
from talkoot.scopes.actions import Words, rendered, require_languages


def support_proposal(
    proposal_id: int,
    *,
    comment: str = "",
    language: str = "",
    follow: bool = False,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Support:
    """Add ``by``'s support, with a comment in ``language`` or without, and on wish let them hear of what follows.

    Who supports already changes nothing, unless they say something new now: it takes the place of what they said.
    Refuses when the stage counts no support, a comment that is too long or in no known language.
    """
    with writing(by=by, at=at, key=key) as announce:
        said = rendered(comment, language, limit=limits.COMMENT_MAX, field="comment")
        if said.text:
            require_languages([language])
        proposal = locked(proposal_id)
        require(may(by, Permission.SUPPORT_PROPOSAL, proposal, at=at, hats=NO_HATS))
        support = _support(proposal, said, by=by, at=at)
        if not insert_unless_there(support):
            there = Support.objects.get(proposal=proposal, person_id=person(by), withdrawn_at=None)
            if said.text in {"", there.comment}:
                return there
            announce(_taken_back(proposal, there, at=at))
            insert(support)
        _count(proposal, support, 1)
        fact = ProposalSupported(subject=proposal.ref, supports=proposal.support_count, has_comment=bool(said.text))
        announce(fact)
        if follow and _follow(proposal, by=by, at=at):
            announce(ProposalFollowed(subject=proposal.ref))
    return support


def withdraw_support(proposal_id: int, *, by: Actor, at: datetime, key: str = "") -> None:
    """Take ``by``'s support back; the comment goes with it. Without support nothing changes."""
    with writing(by=by, at=at, key=key) as announce:
        proposal = locked(proposal_id)
        require(may(by, Permission.WITHDRAW_SUPPORT, proposal, at=at, hats=NO_HATS))
        support = Support.objects.filter(proposal=proposal, person_id=person(by), withdrawn_at=None).first()
        if support is None:
            return
        announce(_taken_back(proposal, support, at=at))


def follow_proposal(proposal_id: int, *, by: Actor, at: datetime, key: str = "") -> None:
    """Let ``by`` hear of the proposal from now on. Who follows already changes nothing."""
    with writing(by=by, at=at, key=key) as announce:
        proposal = locked(proposal_id)
        require(may(by, Permission.FOLLOW_PROPOSAL, proposal, at=at, hats=NO_HATS))
        if _follow(proposal, by=by, at=at):
            announce(ProposalFollowed(subject=proposal.ref))


def unfollow_proposal(proposal_id: int, *, by: Actor, at: datetime, key: str = "") -> None:
    """Let ``by`` hear of the proposal no more. Who does not follow changes nothing."""
    with writing(by=by, at=at, key=key) as announce:
        proposal = locked(proposal_id)
        require(may(by, Permission.FOLLOW_PROPOSAL, proposal, at=at, hats=NO_HATS))
        ended = Follow.objects.filter(proposal=proposal, person_id=person(by), ended_at=None).update(ended_at=at)
        if not ended:
            return
        _count_followers(proposal, -1)
        announce(ProposalUnfollowed(subject=proposal.ref))


def _support(proposal: Proposal, said: Words, *, by: Actor, at: datetime) -> Support:
    return Support(
        proposal=proposal,
        person_id=person(by),
        comment=said.text,
        language=said.language if said.text else "",
        html=said.html,
        given_at=at,
    )


def _count(proposal: Proposal, support: Support, step: int) -> None:
    proposal.support_count += step
    proposal.comment_count += step if support.comment else 0
    change(proposal, "support_count", "comment_count")


def _taken_back(proposal: Proposal, support: Support, *, at: datetime) -> SupportWithdrawn:
    support.withdrawn_at = at
    support.save()
    _count(proposal, support, -1)
    return SupportWithdrawn(subject=proposal.ref, supports=proposal.support_count)


def _follow(proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """Tell whether it is new that ``by`` follows."""
    is_new = insert_unless_there(Follow(proposal=proposal, person_id=person(by), from_at=at))
    if is_new:
        _count_followers(proposal, 1)
    return is_new


def _count_followers(proposal: Proposal, step: int) -> None:
    proposal.follower_count += step
    change(proposal, "follower_count")
