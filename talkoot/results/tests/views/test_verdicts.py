"""The verdict on the page of its decision, test by test, and what can be downloaded."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from recount.tests.given import RATIFICATION
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision, given_tally
from talkoot.decisions.tests.views.test_pages import given_counted, text
from talkoot.results.queries import chambers, evidence, verdicts
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


def test_a_counted_decision_leads_with_the_verdict_and_explains_every_test() -> None:
    council = given_council()
    page = text(Client().get(given_counted(council).get_absolute_url()))
    assert page.index("Adopted by 1 of 2 chambers") < page.index("How each chamber voted")
    assert "66.67% said yes: 2 of 3 (yes and no). Needed: 2 (more than 50%). Met by 0." in page
    assert "Enough took part: 3 ballots (yes, no and neutral), 2 needed (at least 50% of 3). Met by 1." in page
    assert '<path class="tick" d="M50 0v20"/>' in page
    assert '<td class="n in" role="cell" data-h="Voted">3 of 3</td>' in page
    assert "Not approved by:" in page
    assert "recount count D-" in page


def test_the_verdict_is_three_sentences_what_why_and_how_close() -> None:
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "yes")
    actions.close_due(AFTER)
    page = text(Client().get(decision.get_absolute_url()))
    verdict = page.partition('<section class="verdict')[2].partition("</section>")[0]
    said = [re.sub(r"<.*?>", "", part).strip() for part in re.findall(r"<(?:strong|p)>(.*?)</(?:strong|p)>", verdict)]
    assert said == [
        "Adopted by its one chamber",
        "100.00% said yes: 2 of 2 (yes and no). Needed: 2 (more than 50%). Met by 0.",
        "1 ballot that said something else would have brought another result.",
    ]


def test_a_chamber_that_failed_is_named_with_the_test_it_missed() -> None:
    page = text(Client().get(given_counted(given_council()).get_absolute_url()))
    verdict = page.partition('<section class="verdict')[2].partition("</section>")[0]
    assert re.search(r"Approved by: <bdi[^>]*>Council</bdi></p>", verdict)
    assert re.search(r"Not approved by: <bdi[^>]*>Chapters</bdi> \(0.00% said yes: 0 of 1", verdict)


def test_how_close_it_was_is_a_table_with_a_column_for_each_chamber() -> None:
    page = text(Client().get(given_counted(given_council()).get_absolute_url()))
    table = page.partition('id="h-close"')[2].partition("</table>")[0]
    assert re.findall(r'<th class="n"[^>]*>(?:<bdi[^>]*>)?([^<]*)', table) == ["The decision", "Council", "Chapters"]
    row = table.partition("Ballots that say something else")[2].partition("</tr>")[0]
    assert re.findall(r"<td[^>]*>([^<]*)", row) == ["1", "1", "1"]


def test_of_few_secret_ballots_only_what_they_came_to_is_shown(monkeypatch) -> None:
    decision = given_counted(given_council())
    for module in (verdicts, chambers, evidence):
        monkeypatch.setattr(module, "hidden_in", lambda *_: frozenset({"council"}))
    page = text(Client().get(decision.get_absolute_url())).partition("<main")[2].partition("</main>")[0]
    council = page.partition('id="c-council"')[2].partition('id="c-chapters"')[0]
    assert "Enough said yes." in council
    assert "Enough took part." in council
    assert "figures would tell how people voted" in council
    assert "66.67" not in page
    assert '<svg class="chart tally"' not in council
    assert "How close it was" not in page
    assert re.search(r'data-h="Yes">–<', page)
    assert "council,Council,3,,,,yes" in text(Client().get(f"{decision.get_absolute_url()}tallies.csv"))


def test_what_was_counted_before_closeness_was_kept_says_nothing_of_it() -> None:
    decision = given_counted(given_council())
    Decision.objects.filter(pk=decision.pk).update(closeness=None)
    page = text(Client().get(decision.get_absolute_url()))
    assert "Adopted by 1 of 2 chambers" in page
    assert "How close it was" not in page


def test_the_evidence_is_downloaded_under_the_decisions_name() -> None:
    decision = given_counted(given_council())
    answer = Client().get(f"{decision.get_absolute_url()}evidence.json")
    assert answer["Content-Disposition"] == f'attachment; filename="{decision.public_id}.json"'
    assert json.loads(answer.content)["verdict"]["outcome"] == "adopted"
    assert text(Client().get(f"{decision.get_absolute_url()}tallies.csv")).startswith("chamber,name,eligible")


def test_there_is_nothing_to_download_while_voting() -> None:
    decision = given_decision(given_council())
    for name in ("evidence.json", "tallies.csv"):
        assert Client().get(f"{decision.get_absolute_url()}{name}").status_code == 404


def test_a_real_ratification_reads_as_it_was() -> None:
    council = given_council()
    source = RATIFICATION
    for electorate in ('{ kind = "bodies_of_kind", kinds = ["chapter", "thematic", "user-group"] }',
                       '{ kind = "listed", bodies = ["foundation-board"] }'):  # fmt: skip
        source = source.replace(electorate, '{ kind = "held_elsewhere" }')
    rulebook = publish_rulebook(source=source, body_id=council.body.pk, by=council.ada, at=OPENED)
    decision = given_decision(council, rulebook=rulebook)
    actions.close_decision(decision.pk, by=council.ada, at=DURING)
    given_tally(decision, council.ada)
    given_tally(decision, council.ada, chamber="affiliates", eligible=186, yes=93, no=18, neutral=18)
    given_tally(decision, council.ada, chamber="board", eligible=1, yes=0, no=1, neutral=0)
    actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    page = text(Client().get(decision.get_absolute_url()))
    assert "Not adopted: 2 of 3 chambers approved, 3 had to" in page
    assert "2,346 needed (at least 2% of 117,275). Met by 100." in page
    assert "73.30% said yes" in page
    assert '<section class="verdict not"' in page
