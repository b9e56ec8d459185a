"""The only way doors and other apps reach the directory's rows."""

from talkoot.directory.queries.bodies import bodies_by_id, bodies_of_kind, get_body, particulars_of
from talkoot.directory.queries.body_page import Holder, body_page
from talkoot.directory.queries.exporting import export_of
from talkoot.directory.queries.finding import (
    FoundBody,
    FoundPerson,
    bodies_named,
    ending_soon,
    find_bodies,
    find_people,
    person_named,
    vacancies,
)
from talkoot.directory.queries.hats import (
    NO_HATS,
    Hat,
    Hats,
    hats_of,
    holders_of,
    holders_of_roles,
    members_of,
)
from talkoot.directory.queries.kinds import Kind, kinds
from talkoot.directory.queries.labels import body_labels, mandate_labels, person_labels, role_labels
from talkoot.directory.queries.people import account_ids_of, others, person_names, person_of
from talkoot.directory.queries.person_page import get_person, person_page, topic_ids_of
from talkoot.directory.queries.roles import get_mandate, get_role
from talkoot.directory.queries.tasks import Task, Tasks, in_order, task_of, tasks_in, tasks_of, union_of
from talkoot.directory.queries.tree import acting_mandate, ancestor_ids, bodies_above, descendant_ids
from talkoot.directory.queries.words import AUDIENCES, POWERS, STATUSES, WAYS_CHOSEN

__all__ = [
    "AUDIENCES",
    "NO_HATS",
    "POWERS",
    "STATUSES",
    "WAYS_CHOSEN",
    "FoundBody",
    "FoundPerson",
    "Hat",
    "Hats",
    "Holder",
    "Kind",
    "Task",
    "Tasks",
    "account_ids_of",
    "acting_mandate",
    "ancestor_ids",
    "bodies_above",
    "bodies_by_id",
    "bodies_named",
    "bodies_of_kind",
    "body_labels",
    "body_page",
    "descendant_ids",
    "ending_soon",
    "export_of",
    "find_bodies",
    "find_people",
    "get_body",
    "get_mandate",
    "get_person",
    "get_role",
    "hats_of",
    "holders_of",
    "holders_of_roles",
    "in_order",
    "kinds",
    "mandate_labels",
    "members_of",
    "others",
    "particulars_of",
    "person_labels",
    "person_named",
    "person_names",
    "person_of",
    "person_page",
    "role_labels",
    "task_of",
    "tasks_in",
    "tasks_of",
    "topic_ids_of",
    "union_of",
    "vacancies",
]
