"""Taking in proposals: the same file updates and never doubles, what is wrong is named, what vanished is marked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from talkoot.consultations.tests.given import given_languages
from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import given_body, given_person
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.imports import BadFile, Run, Source, Upload, run_source
from talkoot.kernel.refs import split
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import import_files
from talkoot.ledger.models import Entry
from talkoot.proposals import actions
from talkoot.proposals.models import Link, Pointer, Proposal, ProposalWord, StageRecord, Support, Word
from talkoot.proposals.rules import Outcome, Status
from talkoot.proposals.rules.adapters.peps import STATES
from talkoot.proposals.tests.given import DAY, MONDAY, given_circle

pytestmark = pytest.mark.django_db

RUN = Run(origin="csv", by=SYSTEM, at=MONDAY, dry_run=False)
HEAD = "key,title,language,submitted_on,status,stage,reason,authors,supporters,responsible,replaces\n"
ONE = "p1,Night mode,en,2026-01-31,open,triage,,bo,ada;dee,wiki-circle,\n"
TWO = "p2,Dark mode,en,2025-01-31,declined,,Not ours.,bo,,,p1\n"

WISHES = [
    {"category": "Reading", "title": "Night_mode", "proposers": ["u1", "u2", "u1"], "supporters": ["u1", "u2", "u3"],
     "phabricator": ["T1", "T1", "T2", "none"], "put_to_vote": True, "archived_reason": None},
    {"category": "Reading", "title": "Blame tool", "proposers": ["u2"], "supporters": ["u3"], "phabricator": [],
     "put_to_vote": True, "archived_reason": None},
    {"category": "Maps", "title": "Free tea", "proposers": [], "supporters": [], "phabricator": [],
     "put_to_vote": False, "archived_reason": ""},
    {"category": "Maps", "title": "Social change", "proposers": ["u3"], "supporters": [], "phabricator": [],
     "put_to_vote": False, "archived_reason": "Proposes a social change"},
]  # fmt: skip
DONE = (
    "year\tproposal\tdevelopment_status\tdevelopment_by\tlink\r\n"
    "2019\tNight mode for all\tdone \tCT\thttps://meta.wikimedia.org/wiki/Community_Wishlist_Survey_2019/Reading/Night_mode\r\n"
    "2019\tBlame tool\tdeclined\tNone\t\r\n"
)
PEPS = [
    {"PEP": 1, "Title": "Purpose", "Author": "Barry Warsaw, Fred L. Drake, Jr.", "Status": "Active",
     "Type": "Process", "Created": "13-Jun-2000", "Superseded-By": "3"},
    {"PEP": 2, "Title": "Retirement", "Author": "Barry Warsaw", "Status": "April Fool!", "Type": "Process",
     "Created": "01-Apr-2009"},
    {"PEP": 3, "Title": "Purpose again", "Author": "Aahz,", "Status": "Draft", "Type": "Process",
     "Created": "07-Jul-2001", "Requires": "2", "Topic": "Governance, Packaging",
     "Resolution": "`08-May-2023 <https://example.org/1>`__"},
]  # fmt: skip


@pytest.fixture
def world():
    given_languages()
    for name in ("Ada", "Bo", "Dee"):
        given_person(name)
    given_body("Wiki Circle")


def table(*rows: str) -> Upload:
    return Upload("proposals.csv", (HEAD + "".join(rows)).encode())


def wishes(entries=WISHES, name="2019.json") -> Upload:
    return Upload(name, json.dumps(entries).encode())


def wish_run(**changes) -> Run:
    return replace(RUN, origin="wikimedia-wishlist", **changes)


def test_a_table_makes_proposals_with_text_author_supports_links_and_stage(world):
    outcome = actions.import_proposals(table(ONE, TWO), RUN)
    assert outcome.created == {"proposal": 2}
    first, second = Proposal.objects.order_by("source_key")
    assert (first.status, first.stage, first.support_count) == (Status.OPEN, "triage", 2)
    assert first.due_at is not None
    assert first.due_at > MONDAY
    record = StageRecord.objects.get(proposal=second)
    assert (second.status, record.outcome, record.reason) == (Status.DECLINED, Outcome.DECLINED, "Not ours.")
    assert Link.objects.get().proposal == second
    assert Word.objects.get(text="mode").uses == ProposalWord.objects.filter(word__text="mode").count() == 2


def test_the_same_table_again_changes_nothing(world):
    actions.import_proposals(table(ONE, TWO), RUN)
    before = Entry.objects.count()
    outcome = actions.import_proposals(table(ONE, TWO), RUN)
    assert outcome.unchanged == {"proposal": 2}
    assert Entry.objects.count() == before


def test_a_changed_row_is_brought_up_to_date(world):
    actions.import_proposals(table(ONE), RUN)
    changed = ONE.replace("Night mode", "Night mode everywhere").replace("ada;dee", "ada;bo")
    outcome = actions.import_proposals(table(changed), replace(RUN, at=MONDAY + DAY))
    assert outcome.updated == {"proposal": 1}
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.version, proposal.support_count) == ("Night mode everywhere", 2, 2)
    supporters = Support.objects.filter(withdrawn_at=None).values_list("person__name", flat=True)
    assert set(supporters) == {"Ada", "Bo"}


def test_what_ends_at_the_source_ends_here_with_its_reason(world):
    actions.import_proposals(table(ONE), RUN)
    ended = ONE.replace("open,triage,,", "declined,,Too late.,")
    actions.import_proposals(table(ended), replace(RUN, at=MONDAY + DAY))
    proposal = Proposal.objects.get()
    record = proposal.stages.get()
    assert (proposal.status, record.reason, record.left_at) == (Status.DECLINED, "Too late.", MONDAY + DAY)


def test_what_begins_anew_at_the_source_is_open_again(world):
    actions.import_proposals(table(ONE.replace("open,triage,,", "declined,,Too late.,")), RUN)
    actions.import_proposals(table(ONE), replace(RUN, at=MONDAY + DAY))
    proposal = Proposal.objects.get()
    assert proposal.status == Status.OPEN
    assert [record.outcome for record in proposal.stages.all()] == ["declined", ""]


def test_what_vanished_is_marked_and_what_was_under_way_ends(world):
    actions.import_proposals(table(ONE, TWO), RUN)
    outcome = actions.import_proposals(table(TWO.replace(",p1", ",")), replace(RUN, at=MONDAY + DAY))
    gone = Proposal.objects.get(source_key="p1")
    assert outcome.ended == {"proposal": 1}
    assert (gone.status, gone.gone_on) == (Status.GONE, (MONDAY + DAY).date())
    actions.import_proposals(table(ONE, TWO), replace(RUN, at=MONDAY + 2 * DAY))
    gone.refresh_from_db()
    assert (gone.status, gone.gone_on) == (Status.OPEN, None)


def test_a_partial_file_ends_nothing(world):
    actions.import_proposals(table(ONE, TWO), RUN)
    outcome = actions.import_proposals(table(ONE), replace(RUN, partial=True))
    assert outcome.ended == {}


def test_a_dry_run_changes_nothing(world):
    outcome = run_source(Source("proposals", actions.import_proposals), table(ONE), replace(RUN, dry_run=True))
    assert outcome.created == {"proposal": 1}
    assert not Proposal.objects.exists()
    assert not Entry.objects.filter(kind__startswith="proposals.").exists()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("open,triage", "open,", "proposals.csv:2:stage"),
        ("open,triage", "open,decision", "proposals.csv:2:stage"),
        ("open,triage", "lost,triage", "proposals.csv:2:status"),
        ("2026-01-31", "31.1.2026", "proposals.csv:2:submitted_on"),
        (",bo,", ",nobody,", "proposals.csv:2:authors"),
        ("ada;dee", "ada;nobody", "proposals.csv:2:supporters"),
        ("wiki-circle", "no-such-body", "proposals.csv:2:responsible"),
        (",en,", ",qq,", "proposals.csv:2:language"),
        ("open,triage,,bo,ada;dee,wiki-circle", "completed,,Done.,bo,,", "proposals.csv:2:responsible"),
        ("open,triage,", "declined,,", "proposals.csv:2:reason"),
        ("wiki-circle,\n", "wiki-circle,p1\n", "proposals.csv:2:replaces"),
    ],
)
def test_a_bad_row_is_named_by_file_line_and_field_and_spoils_the_file_unless_set_aside(world, old, new, place):
    assert old in ONE
    with pytest.raises(BadFile) as bad:
        actions.import_proposals(table(ONE.replace(old, new), TWO.replace(",p1", ",")), RUN)
    assert [problem.place for problem in bad.value.problems] == [place]
    assert not Proposal.objects.exists()
    outcome = actions.import_proposals(
        table(ONE.replace(old, new), TWO.replace(",p1", ",")), replace(RUN, lenient=True)
    )
    assert outcome.created == {"proposal": 1}
    assert [problem.place for problem in outcome.set_aside] == [place]


def test_only_operators_and_the_command_import():
    circle = given_circle()
    with pytest.raises(PermissionDenied):
        actions.import_proposals(table(ONE), replace(RUN, by=circle.ada))


def test_a_round_of_wishes_comes_with_people_supports_reasons_and_tasks(world):
    outcome = actions.import_wishlist(wishes(), wish_run())
    assert (outcome.created["proposal"], outcome.created["person"]) == (4, 3)
    night = Proposal.objects.get(title="Night mode")
    assert (night.support_count, night.author_count, night.dated_to_year) == (3, 2, True)
    assert set(Pointer.objects.filter(proposal=night).values_list("name", flat=True)) == {
        "Category: Reading", "T1", "T2",
    }  # fmt: skip
    reasons = dict(Proposal.objects.values_list("title", "stages__reason"))
    assert reasons["Social change"] == "Proposes a social change"
    assert reasons["Free tea"] == "No reason is recorded at the source."
    assert Person.objects.filter(source="wikimedia-wishlist", account=None).count() == 3
    assert [p.text for p in outcome.noted] == ["1 title was written with underscores; it has spaces now."]


def test_what_became_of_a_wish_is_its_delivery_and_outlives_its_round(world):
    actions.import_wishlist(wishes(), wish_run())
    outcome = actions.import_wishlist(Upload("implementation.tsv", DONE.encode()), wish_run())
    assert outcome.updated == {"proposal": 2}
    assert [str(p) for p in outcome.noted] == [
        "implementation.tsv:2:development_status: A stray space after “done” was left out."
    ]
    night = Proposal.objects.get(title="Night mode")
    assert (night.status, night.source_status, night.responsible) == (
        Status.COMPLETED,
        "done",
        Body.objects.get(name="Community Tech"),
    )
    assert [(r.stage, r.outcome, r.reason) for r in night.stages.all()] == [
        ("triage", "moved", "Put to the vote and chosen to be worked on."),
        ("delivery", "completed", "Done by Community Tech."),
    ]
    again = actions.import_wishlist(wishes(), wish_run())
    told = actions.import_wishlist(Upload("implementation.tsv", DONE.encode()), wish_run())
    assert (again.unchanged["proposal"], told.unchanged) == (4, {"proposal": 2})


SOURCE = Source("wikimedia-wishlist", actions.import_wishlist)


@pytest.mark.parametrize("dry_run", [True, False])
def test_files_taken_in_together_see_each_other_and_a_rehearsal_of_them_leaves_nothing(world, dry_run):
    files = [wishes(), Upload("implementation.tsv", DONE.encode())]
    outcome = import_files(SOURCE, files, wish_run(dry_run=dry_run))
    assert (outcome.created["proposal"], outcome.updated["proposal"], len(outcome.noted)) == (4, 2, 2)
    assert Proposal.objects.count() == (0 if dry_run else 4)
    assert Entry.objects.filter(kind__startswith="proposals.").exists() is not dry_run


def test_one_refused_file_refuses_those_taken_in_with_it(world):
    files = [wishes(), Upload("implementation.tsv", DONE.replace("Blame tool", "Never wished").encode())]
    with pytest.raises(BadFile):
        import_files(SOURCE, files, wish_run())
    assert not Proposal.objects.exists()
    outcome = import_files(SOURCE, files, wish_run(lenient=True))
    assert [problem.place for problem in outcome.set_aside] == ["implementation.tsv:3:proposal"]


def test_a_round_that_changed_does_not_undo_what_became_of_its_wishes(world):
    actions.import_wishlist(wishes(), wish_run())
    actions.import_wishlist(Upload("implementation.tsv", DONE.encode()), wish_run())
    changed = [{**WISHES[0], "supporters": ["u1"]}, *WISHES[1:]]
    actions.import_wishlist(wishes(changed), wish_run())
    night = Proposal.objects.get(title="Night mode")
    assert (night.status, night.support_count) == (Status.COMPLETED, 1)


def test_another_round_leaves_the_first_alone(world):
    actions.import_wishlist(wishes(), wish_run())
    outcome = actions.import_wishlist(wishes(WISHES[:1], "2020.json"), wish_run())
    assert outcome.ended == {}
    assert Proposal.objects.count() == 5


def test_a_delivery_of_an_unknown_wish_is_named(world):
    actions.import_wishlist(wishes(), wish_run())
    unknown = Upload("implementation.tsv", DONE.replace("Blame tool", "Never wished").encode())
    with pytest.raises(BadFile) as bad:
        actions.import_wishlist(unknown, wish_run())
    assert [problem.place for problem in bad.value.problems] == ["implementation.tsv:3:proposal"]


def test_a_delivery_that_proves_its_wish_by_its_page_is_set_aside_where_the_round_lacks_it(world):
    page = "https://meta.wikimedia.org/wiki/Community_Wishlist_Survey_2019/Maps/Icon_improvements"
    told = f"{DONE}2019\tIcon improvements\tdone\tCT\t{page}\r\n"
    with pytest.raises(BadFile):
        actions.import_wishlist(Upload("implementation.tsv", told.encode()), wish_run())
    actions.import_wishlist(wishes(), wish_run())
    outcome = actions.import_wishlist(Upload("implementation.tsv", told.encode()), wish_run())
    assert outcome.updated == {"proposal": 2}
    (aside,) = outcome.set_aside
    assert aside.place == "implementation.tsv:4:proposal"
    assert aside.text == "The file of the round of 2019 does not hold “icon improvements”; the row was left out."


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{", "2019.json:1"),
        (b"{}", "2019.json:1"),
        (b"[3]", "2019.json:1"),
        (b'[{"category": 3}]', "2019.json:1:category"),
        (b"", "2019.json"),
        (b"\xff\xfe", "2019.json:1"),
        (json.dumps([{**WISHES[0], "title": "x" * 300}]).encode(), "2019.json:1:title"),
        (json.dumps([{**WISHES[0], "supporters": [1]}]).encode(), "2019.json:1:supporters"),
        (json.dumps([{**WISHES[0], "put_to_vote": "yes"}]).encode(), "2019.json:1:put_to_vote"),
    ],
)
def test_a_damaged_round_is_named(world, content, place):
    with pytest.raises(BadFile) as bad:
        actions.import_wishlist(Upload("2019.json", content), wish_run())
    assert [problem.place for problem in bad.value.problems] == [place]


def test_peps_come_with_states_authors_and_what_they_replace(world):
    outcome = actions.import_peps(Upload("peps.json", json.dumps(PEPS).encode()), replace(RUN, origin="python-peps"))
    assert (outcome.created["proposal"], outcome.created["person"]) == (3, 3)
    assert dict(Proposal.objects.values_list("source_status", "status")) == {
        "Active": "completed",
        "April Fool!": "declined",
        "Draft": "open",
    }
    names = set(Person.objects.filter(source="python-peps").values_list("name", flat=True))
    assert names == {"Barry Warsaw", "Fred L. Drake, Jr.", "Aahz"}
    links = {
        (a.proposal.source_key, a.kind, a.other.source_key) for a in Link.objects.select_related("proposal", "other")
    }
    assert links == {("3", "replaces", "1"), ("3", "requires", "2")}
    assert Pointer.objects.get(name="Resolution").url == "https://example.org/1"
    assert [str(p).split(":")[2] for p in outcome.noted] == ["Status"]
    assert dict(Proposal.objects.values_list("source_key", "relation_count")) == {"1": 2, "2": 2, "3": 6}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"Status": "Lost"}, "Status"),
        ({"Created": "31-Feb-2001"}, "Created"),
        ({"Created": "2001-02-03"}, "Created"),
        ({"Author": " , "}, "Author"),
        ({"Requires": "999"}, "Requires"),
        ({"Replaces": "PEP 1"}, "Replaces"),
        ({"PEP": "three"}, "PEP"),
        ({"PEP": 1}, "PEP"),
    ],
)
def test_a_wrong_pep_is_named_by_entry_and_field(world, change, field):
    content = json.dumps([*PEPS[:2], {**PEPS[2], **change}]).encode()
    with pytest.raises(BadFile) as bad:
        actions.import_peps(Upload("peps.json", content), replace(RUN, origin="python-peps"))
    assert (3, field) in {(problem.line, problem.field) for problem in bad.value.problems}


def test_every_state_of_a_pep_leads_to_rows_the_database_takes(world):
    all_states = [{**PEPS[1], "PEP": n, "Status": word} for n, word in enumerate(STATES, 1)]
    outcome = actions.import_peps(
        Upload("peps.json", json.dumps(all_states).encode()), replace(RUN, origin="python-peps")
    )
    assert outcome.created["proposal"] == len(STATES)
    kinds = {split(entry.subject)[0] for entry in Entry.objects.filter(kind="proposals.proposal_imported")}
    assert kinds == {"proposal"}
