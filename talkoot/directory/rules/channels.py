"""Channels as people and tables write them: ``kind address | name | note``."""

from __future__ import annotations

from talkoot.directory.rules.privacy import EMAIL, is_personal_email, is_web_address, without_personal_emails
from talkoot.directory.rules.records import ChannelRecord
from talkoot.directory.rules.words import ChannelKind
from talkoot.kernel.imports import Wrong, gettext_noop, line, quoted

# Translators: %(value)s is what somebody wrote.
NOT_A_CHANNEL = gettext_noop("%(value)s is not a kind, a space and an address, such as: website https://example.org")
# Translators: %(value)s is what somebody wrote.
PERSONAL = gettext_noop("%(value)s may be a person's address. Give one of a role or a list.")
# Translators: %(value)s is what somebody wrote.
NOT_AN_ADDRESS = gettext_noop("%(value)s is not an address that starts with https://.")

# Kinds that are met at an address of the web; the others may be told in words.
ON_THE_WEB = frozenset({ChannelKind.WEBSITE, ChannelKind.WIKI, ChannelKind.REPOSITORY})


def read_channel(text: str) -> ChannelRecord:
    """Parse one channel; raise `Wrong` for what is none, and for an address that may be a person's."""
    where, name, note = ([part.strip() for part in line(1_000)(text).split("|")] + ["", ""])[:3]
    kind, _, address = where.partition(" ")
    if kind not in list(ChannelKind) or not address or len(address) > 500:
        raise Wrong(NOT_A_CHANNEL, value=quoted(text))
    if EMAIL.fullmatch(address) and is_personal_email(address):
        raise Wrong(PERSONAL, value=quoted(address))
    if kind in ON_THE_WEB and not is_web_address(address):
        raise Wrong(NOT_AN_ADDRESS, value=quoted(address))
    texts = [without_personal_emails(part) for part in (address, name[:200], note[:300])]
    return ChannelRecord(ChannelKind(kind), *texts)


def write_channel(channel: ChannelRecord) -> str:
    """Return a channel as `read_channel` takes it."""
    return " | ".join([f"{channel.kind.value} {channel.address}", channel.name, channel.note]).rstrip(" |")
