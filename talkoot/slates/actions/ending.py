"""Leaving a slate, being taken off it, and fixing the names on the ballot."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Seal
from talkoot.scopes.actions import line, words
from talkoot.slates import rules
from talkoot.slates.actions.holding import HeldSlate, hold_candidate, hold_slate
from talkoot.slates.events import CandidateStruck, CandidateWithdrawn, SlateFrozen
from talkoot.slates.models import Candidate, Slate, Strike
from talkoot.slates.permissions import Permission
from talkoot.slates.rules import State


def withdraw(candidate_id: int, *, by: Actor, at: datetime, key: str = "") -> Candidate:
    """Stand no more, at any time; once on a frozen ballot, the count leaves the name out beforehand.

    Refuses who does not stand.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.WITHDRAW, by=by, at=at)
        candidate = held.candidate
        _leave(candidate, State.WITHDRAWN, at)
        fact = CandidateWithdrawn(
            subject=candidate.ref, slate=candidate.slate.ref, on_ballot=candidate.position is not None
        )
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return candidate


def strike_candidate(
    candidate_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Strike:
    """Take a candidate, or a member entered as sitting, off the slate for a public reason; the row stays.

    Refuses who does not stand or sit, and an empty reason.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.STRIKE_CANDIDATE, by=by, at=at)
        candidate = held.candidate
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        _leave(candidate, State.STRUCK, at)
        strike = Strike.objects.create(
            candidate=candidate,
            reason=said.text,
            language=said.language,
            html=said.html,
            person_id=by.person_id,
            mandate=held.mandate,
            at=at,
        )
        fact = CandidateStruck(
            subject=candidate.ref, slate=candidate.slate.ref, on_ballot=candidate.position is not None
        )
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return strike


def freeze_slate(slate_id: int, *, seed: str = "", by: Actor, at: datetime, key: str = "") -> Slate:
    """Fix the names on the ballot, in an order drawn from a seed by `rules.drawn`.

    The seed is what `Slate.seed_source` announced; without that, the hash of the ledger's last seal before nominations
    closed. Refuses before nominations are closed, twice, with nobody standing, and a seed nobody was told of.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_slate(slate_id, Permission.FREEZE_SLATE, by=by, at=at)
        slate = held.slate
        _require_time(slate, at)
        slate.seed, slate.seed_from = _seed(slate, seed)
        slate.frozen_at = at
        slate.save(update_fields=["seed", "seed_from", "frozen_at"])
        order = _draw(slate)
        fact = SlateFrozen(subject=slate.ref, seed=slate.seed, seed_from=slate.seed_from, order=order)
        announce(fact, mandate=held.mandate, on_behalf=_on_behalf(held))
    return slate


def _on_behalf(held: HeldSlate) -> str:
    return held.on_behalf or ref("body", held.slate.steward_body_id)


def _leave(candidate: Candidate, state: State, at: datetime) -> None:
    if not rules.may_become(State(candidate.state), state, frozen=candidate.slate.is_frozen):
        # Translators: %(name)s is the name of somebody who is not a candidate, or not any more.
        raise Refusal("not_standing", _("%(name)s does not stand.") % {"name": candidate.name})
    candidate.state, candidate.left_at = state, at
    candidate.save(update_fields=["state", "left_at"])


def _require_time(slate: Slate, at: datetime) -> None:
    if slate.is_frozen:
        raise Refusal("frozen", _("The names on the ballot are fixed already."))
    if at < slate.closes_at:
        raise Refusal("too_early", _("People were promised time to come forward; nominations are still open."))


def _seed(slate: Slate, seed: str) -> tuple[str, str]:
    """Return the seed and where it comes from; refuse one that the slate did not announce."""
    if slate.seed_source:
        missing = _("Give the seed that was announced when the slate was opened.")
        return line(seed, limit=rules.SEED_MAX, field="seed", missing=missing), slate.seed_source
    if seed:
        sentence = _("No seed was announced for this slate, so the ledger gives it. Leave this empty.")
        raise Refusal("seed_unannounced", sentence, "seed")
    sealed = Seal.objects.filter(entry__at__lt=slate.closes_at).order_by("-number").first()
    if sealed is None:
        raise Refusal("nothing_sealed", _("The ledger has no seal yet; its worker may not be running. Try again soon."))
    return sealed.hash, f"ledger:{sealed.number}"


def _draw(slate: Slate) -> list[str]:
    """Give everybody who stands their place; return their refs in order."""
    standing = {one.name: one for one in Candidate.objects.filter(slate=slate, state=State.STANDING)}
    if not standing:
        raise Refusal("nobody_stands", _("Nobody stands yet, so there is nothing to freeze."))
    drawn = [standing[name] for name in rules.drawn(slate.seed, standing)]
    for place, candidate in enumerate(drawn, 1):
        candidate.position = place
    Candidate.objects.bulk_update(drawn, ["position"])
    return [candidate.ref for candidate in drawn]
