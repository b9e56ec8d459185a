"""Publishing processes: versions that never change, given to what is submitted afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry
from talkoot.proposals import actions
from talkoot.proposals.actions.processes import SHIPPED
from talkoot.proposals.models import ProcessTemplate
from talkoot.proposals.queries import process_of
from talkoot.proposals.tests.given import DAY, MONDAY, WEEK, given_circle, given_proposal

pytestmark = pytest.mark.django_db
SOURCE = (SHIPPED / "proposal.toml").read_text(encoding="utf-8")
SECOND = SOURCE.replace("version = 1", "version = 2").replace("clock_days = 14", "clock_days = 21")


def test_shipping_is_done_once_however_often_it_is_run():
    given_circle()
    actions.publish_shipped_processes(at=MONDAY)
    assert ProcessTemplate.objects.count() == len(list(Path(SHIPPED).glob("*.toml")))
    assert Entry.objects.filter(kind="proposals.process_published").count() == 1


def test_a_new_version_is_for_new_proposals_and_running_ones_keep_theirs():
    circle = given_circle()
    running = given_proposal(circle.bo)
    actions.publish_process(source=SECOND, body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    new = given_proposal(circle.bo, title="Later", at=MONDAY + DAY)
    running.refresh_from_db()
    assert process_of(running).first.clock_days == 14
    assert process_of(new).first.clock_days == 21
    assert [p.version for p in ProcessTemplate.objects.filter(is_current=True)] == [2]


def test_a_later_version_of_ones_own_is_not_overrun_by_the_shipped_one():
    circle = given_circle()
    actions.publish_process(source=SECOND, body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    actions.publish_shipped_processes(at=MONDAY + WEEK)
    assert ProcessTemplate.objects.get(is_current=True).version == 2


def test_the_same_file_again_changes_nothing():
    circle = given_circle()
    first = actions.publish_process(source=SECOND, body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    again = actions.publish_process(source=SECOND + "\n# note", body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    assert again == first


def test_another_content_under_a_published_version_is_refused():
    circle = given_circle()
    changed = SOURCE.replace("clock_days = 14", "clock_days = 15")
    with pytest.raises(Refusal, match="Make this version 2"):
        actions.publish_process(source=changed, body_id=circle.body.pk, by=circle.ada, at=MONDAY)


def test_mistakes_are_named_by_line_and_field():
    circle = given_circle()
    broken = SECOND.replace("clock_days = 21", 'clock_days = "soon"').replace('"has_owner"', '"has_ownr"')
    with pytest.raises(Refusal) as refused:
        actions.publish_process(source=broken, body_id=circle.body.pk, by=circle.ada, at=MONDAY)
    lines = str(refused.value.text).splitlines()
    assert lines[0].startswith("Line 23, stage[1].clock_days: this must be a whole number, 1–3650; not “soon”")
    assert "there is no requirement called “has_ownr”" in lines[1]
