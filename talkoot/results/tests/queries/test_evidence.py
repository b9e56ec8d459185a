"""A stranger counts a decision again from its public evidence, without anything of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import Http404

import recount
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.queries import get_decision
from talkoot.decisions.tests.given import AFTER, given_ballot, given_decision, given_persons, given_tally
from talkoot.kernel.actors import VISITOR
from talkoot.results import queries
from talkoot.rulebooks.tests.given import CHAPTERS, ELSEWHERE, MEMBERS, given_council

pytestmark = pytest.mark.django_db
RECOUNT = Path(recount.__file__).parent
ALONE = """
import sys
sys.path.insert(0, sys.argv.pop(1))
try:
    import django
except ImportError:
    from recount.command import main
    sys.exit(main())
sys.exit("Django can be imported")
"""


def given_counted():
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS, ELSEWHERE, question="¿Sí o *no*?", language="es")
    given_ballot(decision, council.ada, "yes")
    given_ballot(decision, council.bo, "no", reason="سبب", language="ar")
    given_ballot(decision, council.dee, "no")
    given_ballot(decision, council.dee, "yes")
    given_ballot(decision, council.eve, "neutral", chamber="chapters", body=council.chapters[0])
    given_ballot(decision, council.fay, "yes", chamber="chapters", body=council.chapters[1])
    actions.close_due(AFTER)
    given_tally(decision, council.ada)
    actions.count_decision(decision.pk, by=council.ada, at=AFTER)
    return Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)


def recounted(folder, evidence):
    shutil.copytree(RECOUNT, folder / "alone" / "recount", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    path = folder / "evidence.json"
    path.write_text(json.dumps(evidence, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "-c", ALONE, str(folder / "alone"), "count", str(path), "--json"]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def test_a_stranger_counts_to_the_same_verdict_to_the_last_digit(tmp_path):
    decision = given_counted()
    done = recounted(tmp_path, queries.evidence_of(decision))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == decision.verdict


def test_a_ballot_changed_on_the_way_changes_the_verdict(tmp_path):
    evidence = queries.evidence_of(given_counted())
    evidence["chambers"]["council"]["ballots"][0]["choice"] = "no"
    verdict = json.loads(recounted(tmp_path, evidence).stdout)
    assert verdict["outcome"] == "rejected" != evidence["verdict"]["outcome"]


def test_a_voter_slipped_onto_the_roll_is_noticed(tmp_path):
    evidence = queries.evidence_of(given_counted())
    evidence["chambers"]["council"]["roll"].append({"voter": "person:999", "name": "Nobody"})
    done = recounted(tmp_path, evidence)
    assert done.returncode == 2
    assert "is not the one its hash was taken of" in done.stderr


def test_the_evidence_names_voters_and_reasons_and_the_source_of_what_was_held_elsewhere():
    evidence = queries.evidence_of(given_counted())
    council, chapters, individuals = evidence["chambers"].values()
    assert [entry["name"] for entry in council["roll"]] == ["Ada", "Bo", "Dee"]
    said = [(b["choice"], b.get("reason"), b["cast_by"]) for b in council["ballots"]]
    assert said == [("yes", None, "Ada"), ("no", "سبب", "Bo"), ("yes", None, "Dee")]
    assert [entry["name"] for entry in chapters["roll"]] == ["North Chapter", "South Chapter"]
    assert (individuals["source_url"], individuals["recorded_by"]) == ("https://vote.example/result", "Ada")
    assert evidence["verdict_sha256"] == recount.sha256(recount.canonical_json(evidence["verdict"]))


def test_there_is_no_evidence_before_the_count():
    council = given_council()
    decision = given_decision(council)
    given_ballot(decision, council.bo)
    for found in (queries.evidence_of, queries.tallies_csv):
        with pytest.raises(Http404):
            found(decision)


def test_the_counts_are_given_as_csv():
    lines = queries.tallies_csv(given_counted()).splitlines()
    assert lines == [
        "chamber,name,eligible,yes,no,neutral,approves",
        "council,Council,3,2,1,0,yes",
        "chapters,Chapters,2,1,0,1,yes",
        "individuals,Individuals,117275,1710,623,113,yes",
    ]


def test_evidence_costs_the_same_however_many_are_on_the_roll(django_assert_max_num_queries):
    council = given_council()
    persons = ", ".join(f'"{person.slug}"' for person in given_persons(1_000))
    electorate = MEMBERS.replace('{ kind = "members_of_body", body = "technology-council" }',
                                 f'{{ kind = "listed", persons = [{persons}] }}')  # fmt: skip
    decision = given_decision(council, electorate)
    actions.close_due(AFTER)
    decision = get_decision(decision.public_id, VISITOR, AFTER)
    with django_assert_max_num_queries(5):
        assert len(queries.evidence_of(decision)["chambers"]["council"]["roll"]) == 1_000
