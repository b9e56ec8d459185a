"""From an empty slate to a ballot: one comes forward, one is put forward, questions are asked, the order is drawn."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.clock import now
from talkoot.kernel.imports import Run, Upload
from talkoot.slates import actions
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.rules import Asked
from tests.stories.conftest import Stage
from tests.stories.test_every_page_holds import FIRST_LOAD, findings, loaded_by, looks

pytestmark = pytest.mark.browser

WIKIS = ("arwiki", "dewiki", "enwiki", "eswiki", "frwiki", "swwiki")
NAMES = ("Birgitta Maximiliane von Hohenlohe-Waldenburg", "مريم عبد الرحمن", "Li")
SAID = {
    "en": "I read *every* report, and answer within a week.\n\n- fewer rules\n- kinder words\n\n"
    + "More of this. " * 60,
    "ar": "أقرأ *كل* تقرير وأجيب خلال أسبوع.\n\n- قواعد أقل\n- كلام ألطف\n\n" + "والمزيد من هذا. " * 60,
}


def given_election(matter: str, *, at: datetime, candidates: int = 0) -> Slate:
    """Return a slate of the Technology Council with so many names: the demo's people, the rest from a file."""
    slate = actions.open_slate(
        matter=matter,
        title="Conduct committee 2027: eight seats for two years",
        language="en",
        body_id=Body.objects.get(slug="technology-council").pk,
        kind="people",
        opens_at=at,
        closes_at=at + timedelta(days=14),
        asks=[Asked("home_wiki", "Home wiki", WIKIS), Asked("region", "Region")],
        by=SYSTEM,
        at=at,
    )
    people = Person.objects.filter(account__isnull=False, forgotten_on=None).order_by("pk")[:candidates]
    for number, person in enumerate(people):
        who = actor_of(person)
        said = {"home_wiki": WIKIS[number % 6], "region": ("Africa", "Asia", "Europe")[number % 3]}
        one = actions.nominate(slate.pk, person_id=person.pk, language="en", attributes=said, by=who, at=at)
        for language in ("en", "ar")[: number % 3]:
            actions.write_statement(one.pk, text=SAID[language], language=language, by=who, at=at)
    rest = range(len(people), candidates)
    if rest:
        lines = [f"{NAMES[n % 3]} {n},{WIKIS[n % 6]},{('Africa', 'Asia')[n % 2]}" for n in rest]
        file = Upload("rest.csv", "\n".join(["name,home_wiki,region", *lines]).encode())
        actions.import_candidates(slate.pk, file, Run("", SYSTEM, at, dry_run=False))
    return slate


@pytest.mark.parametrize(("scripts", "width"), [(False, 360), (True, 1280)])
def test_a_candidate_comes_to_the_ballot(stage: Stage, scripts: bool, width: int) -> None:
    """The whole way with plain forms: nothing needs a script."""
    slate = given_election(f"decision:{9_000 + width}", at=now())
    page = f"/slates/{slate.public_id}/"
    pixel = stage.person("Pixel Otter", scripts=scripts, width=width)
    pixel.go(f"{page}nominations/")
    pixel.fill(whose="another", whom="Juniper Vale", language="en")
    pixel.send("main form[action$='/nominations/']")
    pixel.sees("They are asked, and stand once they say yes.")
    visitor = stage.visitor(scripts=scripts, width=width)
    visitor.go(page)
    visitor.sees("Nobody stands yet.")
    juniper = stage.person("Juniper Vale", scripts=scripts, width=width)
    one = Candidate.objects.get(slate=slate)
    juniper.go(f"{page}candidates/{one.pk}/consent/")
    juniper.fill(asked_home_wiki="enwiki", asked_region="Europe")
    juniper.send("main form[action$='/consent/']")
    juniper.go(f"{page}candidates/{one.pk}/statement/")
    juniper.fill(text="I *listen*.", language="en")
    juniper.send("main form[action$='/statement/']")
    pixel.go(f"{page}candidates/{one.pk}/questions/")
    pixel.fill(text="How much time have you?", language="en")
    pixel.send("main form[action$='/questions/']")
    question = one.questions.get()
    juniper.go(f"{page}candidates/{one.pk}/questions/{question.pk}/answers/")
    juniper.fill(text="Two evenings a week.", language="en")
    juniper.send("main form[action$='/answers/']")
    visitor.go(f"{page}candidates/{one.pk}/")
    for words in ("I listen.", "How much time have you?", "Two evenings a week."):
        visitor.sees(words)
    juniper.go(f"{page}candidates/{one.pk}/withdrawal/")
    juniper.send("main form[action$='/withdrawal/']")
    juniper.sees("The candidacy was withdrawn.")


@looks
def test_seventy_names_hold_on_every_screen_and_are_found_without_a_script(stage: Stage) -> None:
    """Light pages, no finding, nothing too wide; a name is found by a plain form."""
    slate = given_election("decision:9999", at=now() - timedelta(days=20), candidates=70)
    actions.freeze_slate(slate.pk, by=SYSTEM, at=now())
    one = Candidate.objects.filter(slate=slate, statements__language="ar").order_by("pk")[0]
    left = Candidate.objects.filter(slate=slate).exclude(pk=one.pk).order_by("pk")[0]
    actions.withdraw(left.pk, by=actor_of(Person.objects.get(pk=left.person_id or 0)), at=now())
    paths = ["/slates/", slate.get_absolute_url(), f"{slate.get_absolute_url()}?q=zzz", one.get_absolute_url()]
    paths += [left.get_absolute_url(), f"{one.get_absolute_url()}statement/ar/"]
    for language, width in (("en", 1280), ("ar", 360), ("en", 360), ("ar", 1280)):
        assert findings(stage.visitor(language=language, width=width), paths) == []
    assert loaded_by(stage, stage.visitor(), slate.get_absolute_url()) <= FIRST_LOAD
    visitor = stage.visitor(scripts=False, width=360)
    visitor.go(slate.get_absolute_url())
    visitor.page.fill("#f-q", one.name)
    visitor.page.click("form.filters button")
    visitor.sees("1 of 69")
    assert visitor.page.locator("#names ol > li").count() == 1


@looks
def test_every_form_of_a_slate_holds(stage: Stage) -> None:
    """As somebody who stands, who is put forward, and who is a stranger, in both directions of writing."""
    slate = given_election("decision:9998", at=now(), candidates=3)
    amber = Person.objects.get(name="Amber Ferry")
    pixel = actor_of(Person.objects.get(name="Pixel Otter"))
    before = Candidate.objects.filter(slate=slate, person=amber).first()
    mine = before or actions.nominate(slate.pk, person_id=amber.pk, language="en", by=pixel, at=now())
    page = mine.get_absolute_url()
    other = Candidate.objects.filter(slate=slate, state="standing").exclude(person=amber).order_by("pk")[0]
    paths = [page, f"{slate.get_absolute_url()}nominations/", f"{other.get_absolute_url()}questions/"]
    paths += [f"{page}consent/", f"{page}refusal/", f"{page}statement/", f"{page}withdrawal/"]
    for language, width in (("en", 1280), ("ar", 360)):
        assert findings(stage.person("Amber Ferry", language=language, width=width), paths) == []
