"""What the answering body does with inputs: take them up, and dispose of each with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from talkoot.consultations import rules
from talkoot.consultations.actions.holding import Held, hold
from talkoot.consultations.events import InputDisposed, InputTakenUp
from talkoot.consultations.models import Consultation, Disposition, Input
from talkoot.consultations.permissions import Permission
from talkoot.consultations.rules import Outcome, Status
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import words


def take_up_inputs(consultation_id: int, input_ids: Collection[int], *, by: Actor, at: datetime, key: str = "") -> int:
    """Say of inputs that they are being considered; return of how many it is new. Those answered stay as they are."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(consultation_id, Permission.TAKE_UP_INPUTS, by=by, at=at)
        consultation = held.consultation
        fresh = [i for i in _inputs(consultation, input_ids) if not i.outcome and i.taken_up_at is None]
        Input.objects.filter(pk__in=[i.pk for i in fresh]).update(taken_up_at=at)
        announce.all(
            (InputTakenUp(subject=i.ref, consultation=consultation.ref) for i in fresh),
            mandate=held.mandate,
            on_behalf=held.on_behalf,
        )
    return len(fresh)


def dispose_of_input(
    input_id: int,
    *,
    outcome: str,
    reason: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
    replaces: int | None = None,
) -> Disposition:
    """Answer one input with an outcome and its reason.

    An answer that is there already is superseded, and kept, when ``replaces`` is its key; refused otherwise, so
    that nobody overwrites an answer they have not seen. Refuses an unknown outcome and a closed consultation.
    """
    consultation_id = Input.objects.values_list("consultation_id", flat=True).get(pk=input_id)
    (given,) = dispose_of_inputs(
        consultation_id,
        [input_id],
        outcome=outcome,
        reason=reason,
        language=language,
        by=by,
        at=at,
        key=key,
        replaces=replaces,
    )
    return given


def dispose_of_inputs(
    consultation_id: int,
    input_ids: Collection[int],
    *,
    outcome: str,
    reason: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
    replaces: int | None = None,
) -> Sequence[Disposition]:
    """Answer several inputs of one consultation (at most `rules.BULK_MAX`) with one outcome and one reason.

    All or none: refuses when one of them was answered meanwhile. ``replaces`` is for a single input.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(consultation_id, Permission.DISPOSE_OF_INPUTS, by=by, at=at)
        _require_open(held.consultation)
        answer = _answer(held, outcome, reason, language, at)
        inputs = _inputs(held.consultation, input_ids)
        _supersede(inputs, replaces)
        given = Disposition.objects.bulk_create([_copy(answer, i) for i in inputs])
        _recount(held.consultation, inputs, answer.outcome)
        _repeat(answer, inputs)
        facts = (_fact(held.consultation, i, answer.outcome) for i in inputs)
        announce.all(facts, mandate=held.mandate, on_behalf=held.on_behalf)
    return given


def _require_open(consultation: Consultation) -> None:
    if consultation.status != Status.OPEN:
        raise Refusal("closed", _("This consultation is closed; its answers stand."))


def _answer(held: Held, outcome: str, reason: str, language: str, at: datetime) -> Disposition:
    """Return the answer, checked and rendered, not yet bound to an input."""
    if outcome not in list(Outcome):
        raise Refusal("unknown_outcome", _("Choose what became of it."), "outcome")
    missing = _("Give the reason; everybody can read it.")
    said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
    return Disposition(
        outcome=outcome,
        reason=said.text,
        language=said.language,
        html=said.html,
        person_id=held.person_id,
        mandate=held.mandate,
        at=at,
    )


def _copy(answer: Disposition, given: Input) -> Disposition:
    return Disposition(
        input=given,
        outcome=answer.outcome,
        reason=answer.reason,
        language=answer.language,
        html=answer.html,
        person_id=answer.person_id,
        mandate=answer.mandate,
        at=answer.at,
    )


def _repeat(answer: Disposition, inputs: Sequence[Input]) -> None:
    """Write on each input what its current disposition says."""
    Input.objects.filter(pk__in=[i.pk for i in inputs]).update(
        outcome=answer.outcome, answered_at=answer.at, answer_language=answer.language, answer_html=answer.html
    )


def _inputs(consultation: Consultation, input_ids: Collection[int]) -> Sequence[Input]:
    """Return the inputs meant, in order of key; refuses none, too many, and those of another consultation."""
    wanted = set(input_ids)
    if not wanted:
        raise Refusal("none_chosen", _("Choose at least one input."), "inputs")
    if len(wanted) > rules.BULK_MAX:
        # Translators: %(limit)d is a number of inputs.
        raise Refusal("too_many", _("Choose at most %(limit)d inputs at a time.") % {"limit": rules.BULK_MAX}, "inputs")
    found = list(Input.objects.filter(consultation=consultation, pk__in=wanted).order_by("id"))
    if len(found) != len(wanted):
        raise Refusal("not_of_this", _("Some of the inputs chosen belong to another consultation."), "inputs")
    return found


def _supersede(inputs: Sequence[Input], replaces: int | None) -> None:
    answered = [i for i in inputs if i.outcome]
    if not answered:
        return
    current = Disposition.objects.filter(input__in=answered, is_current=True)
    if len(inputs) > 1 or replaces is None or not current.filter(pk=replaces).exists():
        sentence = ngettext_lazy(
            # Translators: %(count)d is a number of inputs.
            "%(count)d input was answered by somebody else meanwhile. Look at that answer first.",
            "%(count)d inputs were answered by somebody else meanwhile. Look at those answers first.",
            len(answered),
        )
        raise Refusal("answered_meanwhile", sentence % {"count": len(answered)}, "inputs")
    current.update(is_current=False)


def _recount(consultation: Consultation, inputs: Sequence[Input], outcome: str) -> None:
    counts = Counter(consultation.outcome_counts)
    counts.subtract(i.outcome for i in inputs if i.outcome)
    counts[outcome] += len(inputs)
    consultation.outcome_counts = {name: count for name, count in sorted(counts.items()) if count}
    consultation.answered_count += sum(1 for i in inputs if not i.outcome)
    consultation.save(update_fields=["outcome_counts", "answered_count"])


def _fact(consultation: Consultation, given: Input, outcome: str) -> InputDisposed:
    return InputDisposed(subject=given.ref, consultation=consultation.ref, outcome=outcome, supersedes=given.outcome)
