"""A round of consent in which an amendment resolves an objection: said, answered, confirmed, for everybody to see."""

from __future__ import annotations

import pytest

from talkoot.decisions.models import Decision
from talkoot.objections.models import Objection
from tests.stories.conftest import Stage
from tests.stories.test_every_page_holds import findings

pytestmark = pytest.mark.browser

HARM = "Who is late by a minute would be filmed looking for a chair."
BETTER = "Every meeting of the working group is recorded from its second minute on, sound only."


def test_an_amendment_resolves_an_objection(stage: Stage) -> None:
    """Juniper objects, Amber amends and asks, Juniper confirms; a visitor reads it all in Arabic without scripts."""
    decision = Decision.objects.get(title="Recordings of our meetings")
    page = decision.get_absolute_url()
    juniper = stage.person("Juniper Vale")
    juniper.go(page)
    juniper.fill(position="objection", reason=HARM, language="en")
    juniper.send("main form[action$='/positions/new/']")
    juniper.sees("Everybody can see now where you stand.")
    objection = Objection.objects.get(text=HARM)
    amber = stage.person("Amber Ferry")
    amber.go(f"{page}amendments/new/")
    amber.fill(
        question=BETTER, why="No picture, and nobody is filmed coming in.", language="en", meets=str(objection.pk)
    )
    amber.send("main form[action$='/amendments/new/']")
    amber.sees("said before the last amendment")
    juniper.go(objection.get_absolute_url())
    juniper.sees("An amendment is proposed. Does it meet your objection?")
    juniper.go(f"{objection.get_absolute_url()}resolution/confirmation/")
    juniper.send("main form.card")
    juniper.sees("Your objection is resolved.")
    reader = stage.visitor(language="ar", scripts=False, width=360)
    reader.go(objection.get_absolute_url())
    reader.sees("حُلَّ")
    reader.sees(HARM)
    assert findings(stage.visitor(language="ar", width=360), [page, objection.get_absolute_url()]) == []
