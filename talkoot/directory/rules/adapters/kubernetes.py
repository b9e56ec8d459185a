"""``kubernetes-roles``: the file ``sigs.yaml`` of Kubernetes' community repository.

Groups become bodies below one body for the whole project, their subprojects bodies below them; chairs, tech leads,
subproject leads and liaisons hold mandates, emeritus leads held one until a day the file does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from talkoot.directory.rules.adapters.nodes import BadNode, Node, load
from talkoot.directory.rules.privacy import is_personal_email, is_web_address, without_personal_emails
from talkoot.directory.rules.records import (
    BodyRecord,
    ChannelRecord,
    Harvest,
    MandateRecord,
    PersonRecord,
    Place,
    RelationRecord,
    RoleRecord,
)
from talkoot.directory.rules.words import ChannelKind, HowChosen, Power, RelationKind
from talkoot.kernel.imports import BadFile, Problem, Upload, gettext_noop

# Translators: %(known)s is a list of words that may stand there.
NO_GROUPS = gettext_noop("The file has none of the lists of groups: %(known)s.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_GROUP = gettext_noop("There is no special interest group named %(value)s in this file.")
# Translators: %(value)s is what stands in the file; %(first)s is the number of a line.
DOUBLE = gettext_noop("%(value)s stood in line %(first)s already.")

ROOT = "kubernetes"
BOARD_SEAT = "gb_rep"
REPOSITORY = "https://github.com/kubernetes/community/tree/master/"
SLACK = "https://kubernetes.slack.com/messages/"
TEAM = "https://github.com/orgs/kubernetes/teams/"
PROFILE = "https://github.com/"

KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "project-community": {"en": ("Project community", "Project communities")},
    "special-interest-group": {"en": ("Special interest group", "Special interest groups")},
    "working-group": {"en": ("Working group", "Working groups")},
    "user-group": {"en": ("User group", "User groups")},
    "committee": {"en": ("Committee", "Committees")},
    "subproject": {"en": ("Subproject", "Subprojects")},
}
# List in the file -> (kind of body, name, long name).
GROUPS = {
    "sigs": ("special-interest-group", "SIG {name}", "Special Interest Group {name}"),
    "workinggroups": ("working-group", "WG {name}", "Working Group {name}"),
    "usergroups": ("user-group", "UG {name}", "User Group {name}"),
    "committees": ("committee", "{name} Committee", "Committee on {name}"),
}
LEAD_POWERS = (Power.REPRESENT, Power.MODERATE, Power.ANSWER, Power.STEWARD, Power.DELIVER, Power.APPOINT)
# Role in the file -> (name, powers). Nobody acts by an emeritus title.
ROLES: Mapping[str, tuple[str, tuple[Power, ...]]] = {
    "chairs": ("Chair", LEAD_POWERS),
    "tech_leads": ("Tech lead", (Power.MODERATE, Power.ANSWER, Power.DELIVER)),
    "leads": ("Lead", (Power.ANSWER, Power.DELIVER)),
    "liaison": ("Liaison of the Steering Committee", ()),
    "emeritus_leads": ("Emeritus lead", ()),
    BOARD_SEAT: ("Representative in the Governing Board", ()),
}
GROUP_FIELDS = (
    "dir", "name", "mission_statement", "charter_link", "label", "leadership", "meetings", "contact", "subprojects",
    "stakeholder_sigs",
)  # fmt: skip
LEADERSHIP = ("chairs", "tech_leads", "emeritus_leads")
SUBPROJECT_FIELDS = ("name", "description", "owners", "contact", "meetings", "leads")
CONTACT_FIELDS = ("slack", "mailing_list", "private_mailing_list", "teams", "liaison")
MEETING_FIELDS = (
    "description", "day", "time", "tz", "frequency", "url", "archive_url", "recordings_url", "calendar_url",
)  # fmt: skip
PERSON_FIELDS = ("github", "name", "company", "email")


def read_kubernetes(upload: Upload) -> Harvest:
    """Read ``sigs.yaml``. Raises `BadFile` when it is no such file; what is wrong inside is among the problems."""
    content = load(upload)
    if not any(name in content.values for name in GROUPS):
        raise BadFile([Problem(upload.name, 1, "", NO_GROUPS, {"known": ", ".join(GROUPS)})])
    reader = _Reader(upload.name)
    reader.read(content)
    return reader.harvest


@dataclass(slots=True)
class _Reader:
    """Walks through the file once."""

    file: str
    harvest: Harvest = field(default_factory=Harvest)
    persons: dict[str, PersonRecord] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    groups_by_name: dict[str, str] = field(default_factory=dict)

    def read(self, content: Node) -> None:
        """Fill the harvest from the file's outermost mapping."""
        self.harvest.kinds = dict(KINDS)
        self.harvest.bodies.append(BodyRecord(ROOT, "Kubernetes", "project-community", "en", place=content.place))
        try:
            content.only((*GROUPS, BOARD_SEAT))
            for name in GROUPS:
                for group in content.nodes(name):
                    self._each(self._group, name, group)
            if content.values.get(BOARD_SEAT) is not None:
                self._hold(ROOT, BOARD_SEAT, [content.node(BOARD_SEAT)], 1)
            for group in content.nodes("workinggroups"):
                self._each(self._stakeholders, group)
        except BadNode as bad:
            self.harvest.problems.append(bad.problem)
        self.harvest.persons = list(self.persons.values())

    def _each[**P](self, take: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            take(*args, **kwargs)
        except BadNode as bad:
            self.harvest.problems.append(bad.problem)

    def _group(self, kind: str, group: Node) -> None:
        group.only(GROUP_FIELDS)
        key, name = group.line("dir", needed=True), group.line("name", 100, needed=True)
        self._once(group, "dir", key)
        body_kind, short, long = GROUPS[kind]
        contact = group.node("contact").only(CONTACT_FIELDS)
        record = BodyRecord(
            key,
            short.format(name=name),
            body_kind,
            "en",
            parent=ROOT,
            mission=without_personal_emails(group.text("mission_statement")),
            aliases=tuple(dict.fromkeys((long.format(name=name), key, group.line("label", 100) or key))),
            channels=tuple(_group_channels(key, group, contact)),
            place=group.place,
        )
        self.harvest.bodies.append(record)
        self.groups_by_name.setdefault(name, key)
        self._leadership(kind, key, group)
        if contact.values.get("liaison") is not None:
            self._hold(key, "liaison", [contact.node("liaison")], 1, HowChosen.APPOINTMENT)
        for subproject in group.nodes("subprojects"):
            self._each(self._subproject, key, subproject)

    def _leadership(self, kind: str, key: str, group: Node) -> None:
        leadership = group.node("leadership").only(LEADERSHIP)
        for role in LEADERSHIP:
            people = leadership.nodes(role)
            # Every special interest group is to have a chair and a tech lead: where the file has none, a seat is empty.
            least = 1 if kind == "sigs" and role != "emeritus_leads" else 0
            if people or least:
                self._hold(key, role, people, max(len(people), least) if role != "emeritus_leads" else 0)

    def _subproject(self, group: str, node: Node) -> None:
        node.only(SUBPROJECT_FIELDS)
        name = node.line("name", needed=True)
        key = f"{group}/{name}"
        self._once(node, "name", key)
        contact = node.node("contact").only(CONTACT_FIELDS)
        self.harvest.bodies.append(
            BodyRecord(
                key,
                name,
                "subproject",
                "en",
                parent=group,
                mission=without_personal_emails(node.text("description")),
                channels=tuple(_distinct([*_contacts(contact), *_owners(node), *_meetings(node)])),
                place=node.place,
            )
        )
        if node.values.get("leads"):
            people = node.nodes("leads")
            self._hold(key, "leads", people, len(people))

    def _hold(
        self, body: str, role: str, people: Sequence[Node], seats: int, how: HowChosen = HowChosen.NOT_RECORDED
    ) -> None:
        name, powers = ROLES[role]
        key = f"{body}/{role}"
        place = people[0].place if people else Place(self.file)
        self.harvest.roles.append(RoleRecord(key, body, name, "en", seats, powers, place=place))
        for node in people:
            self._each(self._mandate, key, node, role == "emeritus_leads", how)

    def _mandate(self, role: str, node: Node, is_over: bool, how: HowChosen) -> None:
        login = node.only(PERSON_FIELDS).line("github", 100, needed=True)
        person = login.casefold()
        name = without_personal_emails(node.line("name", 120) or login)
        self.persons.setdefault(person, PersonRecord(person, name, contact=f"{PROFILE}{login}", place=node.place))
        key = f"{role}/{person}"
        self._once(node, "github", key)
        self.harvest.mandates.append(
            MandateRecord(key, person, role, how_chosen=how, is_over=is_over, place=node.place)
        )

    def _stakeholders(self, group: Node) -> None:
        key = group.line("dir")
        for name in group.words("stakeholder_sigs"):
            if name not in self.groups_by_name:
                raise group.bad("stakeholder_sigs", UNKNOWN_GROUP, value=name)
            self.harvest.relations.append(
                RelationRecord(key, self.groups_by_name[name], RelationKind.STAKEHOLDER, group.place)
            )

    def _once(self, node: Node, name: str, key: str) -> None:
        if key in self.keys:
            raise node.bad(name, DOUBLE, value=key, first=self.keys[key])
        self.keys[key] = node.place.line


def _group_channels(key: str, group: Node, contact: Node) -> list[ChannelRecord]:
    charter = group.line("charter_link", 300)
    found = [ChannelRecord(ChannelKind.WEBSITE, REPOSITORY + key)]
    if charter:
        address = charter if is_web_address(charter) else f"{REPOSITORY}{key}/{charter}"
        found.append(ChannelRecord(ChannelKind.DOCUMENT, address, "Charter"))
    return _distinct([*found, *_contacts(contact), *_meetings(group)])


def _contacts(contact: Node) -> Iterator[ChannelRecord]:
    if slack := contact.line("slack"):
        yield ChannelRecord(ChannelKind.CHAT, SLACK + slack, f"#{slack}")
    for name in ("mailing_list", "private_mailing_list"):
        address = contact.line(name, 300)
        if is_web_address(address):
            yield ChannelRecord(ChannelKind.LIST, address)
        elif "@" in address and not is_personal_email(address):
            yield ChannelRecord(ChannelKind.MAIL, address)
    for team in contact.nodes("teams"):
        login = team.only(("name", "description")).line("name", needed=True)
        yield ChannelRecord(ChannelKind.TEAM, TEAM + login, f"@kubernetes/{login}", _note(team, "description"))


def _owners(subproject: Node) -> Iterator[ChannelRecord]:
    for address in subproject.words("owners"):
        yield ChannelRecord(ChannelKind.REPOSITORY, address)


def _meetings(node: Node) -> Iterator[ChannelRecord]:
    for meeting in node.nodes("meetings"):
        meeting.only(MEETING_FIELDS)
        name = without_personal_emails(meeting.line("description", needed=True))
        clock = " ".join(filter(None, (_note(meeting, n) for n in ("day", "time", "tz"))))
        note = ", ".join(filter(None, (clock, _note(meeting, "frequency"))))[:300]
        address = next(filter(is_web_address, (meeting.line(n, 500) for n in ("url", "calendar_url"))), "")
        yield ChannelRecord(ChannelKind.MEETING, address or note, name, note)
        for part, words in (("archive_url", "notes"), ("recordings_url", "recordings")):
            if is_web_address(meeting.line(part, 500)):
                yield ChannelRecord(ChannelKind.DOCUMENT, meeting.line(part, 500), f"{name}: {words}"[:200])


def _note(node: Node, name: str) -> str:
    return without_personal_emails(node.line(name, 300))


def _distinct(channels: Sequence[ChannelRecord]) -> list[ChannelRecord]:
    return list({(c.kind, c.address, c.name): c for c in channels}.values())
