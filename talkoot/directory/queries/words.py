"""What the closed lists of the directory are called, for pages and forms alike."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from talkoot.directory.rules import Audience, BodyStatus, ChannelKind, HowChosen, Power, RelationKind
from talkoot.kernel.verdicts import Text

STATUSES: Mapping[BodyStatus, Text] = {
    BodyStatus.FORMING: _("Forming"),
    BodyStatus.ACTIVE: _("Active"),
    BodyStatus.SUSPENDED: _("Suspended"),
    BodyStatus.ENDED: _("Ended"),
}
WAYS_CHOSEN: Mapping[HowChosen, Text] = {
    HowChosen.ELECTION: _("Elected"),
    HowChosen.APPOINTMENT: _("Appointed"),
    HowChosen.LOT: _("Drawn by lot"),
    HowChosen.FOUNDING: _("Founded it"),
    HowChosen.SELF_NOMINATION: _("Came forward"),
    HowChosen.NOT_RECORDED: _("Not recorded"),
}
CHANNELS: Mapping[ChannelKind, Text] = {
    ChannelKind.WEBSITE: _("Website"),
    ChannelKind.WIKI: _("Wiki page"),
    ChannelKind.MAIL: _("E-mail"),
    ChannelKind.LIST: _("Mailing list"),
    ChannelKind.CHAT: _("Chat"),
    ChannelKind.MEETING: _("Meeting"),
    ChannelKind.REPOSITORY: _("Repository"),
    ChannelKind.TEAM: _("Team to call on"),
    ChannelKind.DOCUMENT: _("Document"),
    ChannelKind.SOCIAL: _("Social media"),
    ChannelKind.OTHER: _("Other"),
}
# How the other body is called on the page of the one that has the relation.
RELATIONS: Mapping[RelationKind, Text] = {
    RelationKind.STAKEHOLDER: _("Hears"),
    RelationKind.SERVES: _("Works for"),
    RelationKind.PARTNER: _("Works with"),
}
POWERS: Mapping[Power, Text] = {
    Power.REPRESENT: _("Votes and speaks for the body"),
    Power.MODERATE: _("Moves proposals of the body on"),
    Power.ANSWER: _("Answers what people said to the body"),
    Power.STEWARD: _("Opens and closes decisions, keeps this page"),
    Power.DELIVER: _("Reports on what the body promised"),
    Power.APPOINT: _("Fills the roles of the body"),
}
AUDIENCES: Mapping[Audience, Text] = {
    Audience.PUBLIC: _("Everyone"),
    Audience.MEMBERS: _("People who have signed in"),
    Audience.NOBODY: _("Only me"),
}


def way_chosen(how: str) -> Text:
    """Return how a holder was chosen, nothing when it was not recorded."""
    return WAYS_CHOSEN[HowChosen(how)] if how != HowChosen.NOT_RECORDED else ""
