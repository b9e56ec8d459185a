"""A volunteer's proposal is asked about, decided by two chambers, promised, delivered and reviewed; once in English
with scripts, once in Arabic without."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.commitments.models import Commitment
from talkoot.consultations.models import Consultation
from talkoot.kernel.clock import now
from talkoot.proposals.models import Proposal, StageRecord
from tests.stories.conftest import Stage
from tests.stories.crowd import vote_yes
from tests.stories.people import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.moves_the_clock]

TEXTS = {
    "en": {
        "title": "Read articles aloud on the bus",
        "problem": "Half of our readers are on the move; **reading a small screen in a bus makes them sick**.",
        "affected": "Readers on phones, blind readers, people who cannot read well.",
        "language": "en",
        "input": "The voice must say where the sources are.",
    },
    "ar": {
        "title": "قراءة المقالات بصوت مسموع في الحافلة",
        "problem": "نصف قرائنا يتنقلون، والقراءة على شاشة صغيرة في الحافلة تتعبهم.",
        "affected": "قرّاء الهواتف، والمكفوفون، ومن لا يجيدون القراءة.",
        "language": "ar",
        "input": "يجب أن يذكر الصوت أين المصادر.",
    },
}


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("ar", False)])
def test_a_matter_goes_all_the_way(stage: Stage, language: str, scripts: bool) -> None:
    """Seven people take one matter from its first words to its review."""
    words = TEXTS[language]

    def enters(name: str) -> Visitor:
        return stage.person(name, language=language, scripts=scripts)

    # A volunteer puts it forward; a translator, an organiser and a hub's coordinator support it.
    volunteer = enters("Juniper Vale")
    volunteer.go("/proposals/new/")
    volunteer.fill(**{name: words[name] for name in ("title", "problem", "affected", "language")})
    volunteer.fill(topics_named={"en": "Mobile apps", "ar": "تطبيقات الجوال"}[language])
    volunteer.send()
    volunteer.send("main form[action$='/submission/']")
    proposal = Proposal.objects.get(title=words["title"])
    volunteer.sees(words["title"])
    for name in ("نخلة الواحة", "Volta Heron", "Savanna Quill"):
        supporter = enters(name)
        supporter.go(f"/proposals/{proposal.public_id}/")
        supporter.send("main form[action$='/supports/']")
    proposal.refresh_from_db()
    assert proposal.support_count == 3

    # The council finds out who must be asked, and asks.
    council = enters("Amber Ferry")
    council.go(f"/proposals/{proposal.public_id}/stages/consultation/")
    council.fill(
        question=words["title"], closes_at=_day(14), reason="Those concerned are known.", language=words["language"]
    )
    council.send("main form[action$='/stages/consultation/']")
    stage.work()
    consultation = _now_in(proposal).consultation
    assert consultation is not None
    parties = {party.whom: party.reason for party in consultation.parties.all()}
    assert parties, "the duties name nobody to ask"
    assert all(parties.values())

    # An organiser answers and gets a receipt; so does the product team, in the name of its body.
    organiser = enters("Volta Heron")
    organiser.go(f"/consultations/{consultation.public_id}/inputs/new/")
    organiser.fill(text=words["input"], language=words["language"])
    organiser.send("main form[action$='/inputs/new/']")
    given = consultation.inputs.get()
    organiser.sees(given.receipt)
    stranger = stage.visitor(language=language, scripts=scripts)
    stranger.go(f"/consultations/receipts/{given.receipt}/")
    stranger.sees(words["input"])

    # After the deadline nothing can close before every input has an answer; then it does, and two chambers decide.
    stage.later(days=15)
    council = enters("Amber Ferry")
    council.go(f"/consultations/{consultation.public_id}/closure/")
    council.send_if_there("main form[action$='/closure/']")
    assert _is_open(consultation)
    council.go(f"/consultations/{consultation.public_id}/inputs/{given.pk}/disposition/")
    council.fill(outcome="adopted", reason="It will be said at the end of each section.", language="en")
    council.send("main form[action$='/disposition/']")
    council.go(f"/consultations/{consultation.public_id}/closure/")
    council.send("main form[action$='/closure/']")
    assert not _is_open(consultation)
    council.go(f"/proposals/{proposal.public_id}/stages/decision/")
    council.choose("rulebook_id", "Council and affiliates")
    council.fill(question=words["title"], closes_at=_day(10), reason="Every input has an answer.", language="en")
    council.press(council.page.locator("main form[action$='/stages/decision/'] button.primary"))
    decision = _now_in(proposal).decision
    assert decision is not None

    council.go(f"/decisions/{decision.public_id}/")
    council.fill(choice="yes")
    council.send("main form[action$='/ballots/new/']")
    organiser = enters("Volta Heron")
    organiser.go(f"/decisions/{decision.public_id}/")
    organiser.fill(choice="yes")
    organiser.send("main form[action$='/ballots/new/']")
    assert vote_yes(decision.pk, chamber="council", most=5) == 5
    assert vote_yes(decision.pk, chamber="affiliates", most=25) == 25
    stage.later(days=11)
    decision.refresh_from_db()
    assert decision.is_final
    assert decision.outcome == "adopted"
    reader = stage.visitor(language=language, scripts=scripts)
    reader.go(f"/decisions/{decision.public_id}/")
    reader.sees("recount")
    proposal.refresh_from_db()
    assert proposal.stage == "delivery"

    # A product team promises, reports, and the council judges.
    team = enters("Pixel Otter")
    team.go(f"/proposals/{proposal.public_id}/promises/")
    team.fill(
        text="Every article can be read aloud in the app.",
        language="en",
        due_on=_day(20),
        review_body="Technology Council",
    )
    team.send("main form[action$='/promises/']")
    commitment = _promise(proposal)
    stage.later(days=15)
    team = enters("Pixel Otter")
    team.go(f"/commitments/{commitment.public_id}/updates/")
    team.fill(text="It reads aloud.", language="en", evidence_url="https://example.org/release")
    team.page.locator("main [name=says_done]").check()
    team.send("main form[action$='/updates/']")
    council = enters("Amber Ferry")
    council.go(f"/proposals/{proposal.public_id}/stages/review/")
    council.fill(reason="The promise is said to be kept.", language="en")
    council.send("main form[action$='/stages/review/']")
    council.go(f"/commitments/{commitment.public_id}/review/")
    council.fill(outcome="kept", reason="We tried it in three languages.", language="en")
    council.send("main form[action$='/review/']")
    council.go(f"/proposals/{proposal.public_id}/stages/completed/")
    council.fill(reason="Reviewed.", language="en")
    council.send("main form[action$='/stages/completed/']")
    proposal.refresh_from_db()
    assert proposal.status == "completed"

    # Everyone sees what became of what they said, and the record can be checked.
    organiser = enters("Volta Heron")
    organiser.go("/")
    organiser.sees("It will be said at the end of each section.")
    operator = enters("Root Cellar")
    assert operator.go("/recent/").status == 200
    operator.sees(words["title"])


def _now_in(proposal: Proposal) -> StageRecord:
    return StageRecord.objects.select_related("consultation", "decision").get(proposal=proposal, left_at=None)


def _is_open(consultation: Consultation) -> bool:
    consultation.refresh_from_db()
    return consultation.is_open


def _promise(proposal: Proposal) -> Commitment:
    return Commitment.objects.get(matter=proposal.ref)


def _day(days: int) -> str:
    return (now() + timedelta(days=days)).strftime("%Y-%m-%d")
