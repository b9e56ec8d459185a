"""The only way doors and other apps reach the rows of proposals."""

from talkoot.proposals.queries.choices import bodies_with_proposals, body_name, body_named, my_bodies, rulebook_choices
from talkoot.proposals.queries.exporting import export_of
from talkoot.proposals.queries.facts import facts_of, gathered, named_consultation
from talkoot.proposals.queries.finding import (
    Origin,
    Standing,
    get_draft,
    get_key,
    get_proposal,
    get_text,
    get_version,
    labels,
    list_drafts,
    list_supports,
    list_versions,
    origin,
    origin_of,
    process_labels,
)
from talkoot.proposals.queries.lists import Filters, Sort, Tab, list_proposals
from talkoot.proposals.queries.processes import (
    current_process,
    get_process,
    parsed,
    process_of,
    process_with,
    processes,
    versions_of,
)
from talkoot.proposals.queries.reading import ProposalPage, Relations, Step, get_page, is_late, stage_records, steps
from talkoot.proposals.queries.rows import Row, rows
from talkoot.proposals.queries.search import search, similar
from talkoot.proposals.queries.today import (
    Moved,
    Waiting,
    by_person,
    follower_ids,
    matter_of,
    movers,
    of_body,
    on_topic,
    text_for_notice,
    waiting_for,
)

__all__ = [
    "Filters", "Moved", "Origin", "ProposalPage", "Relations", "Row", "Sort", "Standing", "Step", "Tab", "Waiting",
    "bodies_with_proposals", "body_name", "body_named", "by_person", "current_process", "export_of", "facts_of",
    "follower_ids", "gathered", "get_draft", "get_key", "get_page", "get_process", "get_proposal", "get_text",
    "get_version", "is_late", "labels", "list_drafts", "list_proposals", "list_supports", "list_versions",
    "matter_of", "movers", "my_bodies", "named_consultation", "of_body", "on_topic", "origin", "origin_of",
    "parsed", "process_labels", "process_of", "process_with", "processes", "rows", "rulebook_choices", "search",
    "similar", "stage_records", "steps", "text_for_notice", "versions_of", "waiting_for",
]  # fmt: skip
