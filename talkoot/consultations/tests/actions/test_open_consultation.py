from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.consultations import actions
from talkoot.consultations.models import AskedIn, Consultation, Party
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import AFTER, given_consultation
from talkoot.directory.tests.given import Cast, given_cast
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return given_cast()


def test_a_consultation_is_open_with_its_parties_invited_once_and_told_why(cast: Cast) -> None:
    parties = [
        PartySpec(body_id=cast.other.pk, must_be_heard=True, reason="Your readers are affected."),
        PartySpec(person_id=cast.bo.person_id, reason="You wrote the tool.", language="fr"),
    ]
    opened = given_consultation(cast.body, parties=parties, by=cast.ada, languages=["ar", "en"])
    assert opened.is_open
    assert opened.html == "<p>What would <em>help</em> you?</p>\n"
    assert opened.languages == ["en", "ar"]
    assert set(AskedIn.objects.values_list("tag", flat=True)) == {"en", "ar"}
    assert [(p.whom, p.must_be_heard, p.language) for p in Party.objects.order_by("pk")] == [
        (f"body:{cast.other.pk}", True, "en"),
        (f"person:{cast.bo.person_id}", False, "fr"),
    ]
    entry = Entry.objects.get(subject=opened.ref)
    assert (entry.kind, entry.on_behalf) == ("consultations.consultation_opened", cast.body.ref)
    assert entry.mandate.startswith("mandate:")


def test_the_same_form_opens_one_consultation(cast: Cast) -> None:
    given = {
        "title": "T",
        "question": "Q",
        "language": "en",
        "answering_body_id": cast.body.pk,
        "parties": (),
        "closes_at": AFTER,
        "languages": (),
        "by": cast.ada,
        "at": MONDAY,
        "key": "once",
    }
    given_consultation(cast.body)
    first = actions.open_consultation(**given)  # type: ignore[arg-type]  # values from a table
    with pytest.raises(AlreadyDone) as done:
        actions.open_consultation(**given)  # type: ignore[arg-type]  # values from a table
    assert done.value.subject == first.ref
    assert Consultation.objects.count() == 2


@pytest.mark.parametrize("who", ["bo", "cy", "dee", "oz"])
def test_only_those_who_act_for_the_body_ask_in_its_name(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        given_consultation(cast.body, by=getattr(cast, who))


def test_a_deadline_lies_in_the_future(cast: Cast) -> None:
    with pytest.raises(Refusal, match="future") as refusal:
        given_consultation(cast.body, closes_at=MONDAY)
    assert refusal.value.field == "closes_at"


def test_a_party_is_invited_once_and_with_a_reason(cast: Cast) -> None:
    twice = [PartySpec(body_id=cast.other.pk, reason="A"), PartySpec(body_id=cast.other.pk, reason="B")]
    for parties, code in [
        (twice, "party_twice"),
        ([PartySpec(reason="Nobody")], "party_is_one"),
        ([PartySpec(body_id=cast.other.pk, reason=" ")], "empty"),
        ([PartySpec(body_id=cast.other.pk, reason="x", language="xx-nope")], "unknown_language"),
    ]:
        with pytest.raises(Refusal) as refusal:
            given_consultation(cast.body, parties=parties)
        assert refusal.value.code == code
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("language", ["xx", "", "en; drop", "zz-" + "a" * 40])
def test_an_unknown_language_is_refused(cast: Cast, language: str) -> None:
    with pytest.raises(Refusal) as refusal:
        given_consultation(cast.body, language=language)
    assert refusal.value.code == "unknown_language"


def test_one_more_party_is_invited_once(cast: Cast) -> None:
    opened = given_consultation(cast.body)
    spec = PartySpec(body_id=cast.other.pk, must_be_heard=True, reason="You were forgotten.")
    party = actions.invite_party(opened.pk, spec, by=cast.ada, at=MONDAY)
    assert party.invited_at == MONDAY
    with pytest.raises(Refusal) as refusal:
        actions.invite_party(opened.pk, spec, by=cast.ada, at=MONDAY)
    assert refusal.value.code == "already_invited"
    with pytest.raises(Refusal) as refusal:
        actions.invite_party(opened.pk, PartySpec(person_id=cast.bo.person_id, reason="x"), by=cast.ada, at=AFTER)
    assert refusal.value.code == "deadline_passed"
    opened.refresh_from_db()
    assert opened.party_count == 1


@pytest.mark.parametrize(
    "values",
    [
        {"body_id": 1, "person_id": 1},
        {},
        {"body_id": 1, "reason": ""},
    ],
)
def test_the_database_lets_a_party_be_one_with_a_reason(cast: Cast, values: dict[str, object]) -> None:
    opened = given_consultation(cast.body)
    ids = {
        k: (cast.body.pk if k == "body_id" else cast.ada.person_id) if k != "reason" else v for k, v in values.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(consultation=opened, language="en", invited_at=MONDAY, **{"reason": "x", **ids})


@pytest.mark.parametrize("field", ["body_id", "role_id", "person_id"])
def test_the_database_invites_a_party_once(cast: Cast, field: str) -> None:
    opened = given_consultation(cast.body)
    key = {"body_id": cast.body.pk, "role_id": cast.body.roles.get(powers=[]).pk, "person_id": cast.bo.person_id}[field]
    Party.objects.create(consultation=opened, language="en", invited_at=MONDAY, reason="x", **{field: key})
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(consultation=opened, language="en", invited_at=MONDAY, reason="y", **{field: key})


@pytest.mark.parametrize(
    "values",
    [
        {"status": "paused"},
        {"closes_at": MONDAY - timedelta(days=1)},
        {"status": "closed"},
        {"answered_count": 1},
        {"heard_count": 1},
        {"status": "closed", "closed_at": MONDAY, "input_count": 1},
    ],
)
def test_the_database_keeps_a_consultation_whole(cast: Cast, values: dict[str, object]) -> None:
    opened = given_consultation(cast.body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=opened.pk).update(**values)
