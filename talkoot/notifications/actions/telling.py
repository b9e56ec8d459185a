"""The one way anybody is told of anything: who, why, in their language, at most once a window and matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.template import Context, loader
from django.utils import translation
from django.utils.functional import lazy
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from talkoot.accounts import queries as accounts
from talkoot.kernel.verdicts import Text
from talkoot.notifications import rules
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.rules import EmailChoice, MailingState, Quote
from talkoot.ui.templatetags.ui import lang_attrs, translate_path

BATCH = 500


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told, rendered once for each language of the readers."""

    matter: str
    template: str
    context: Mapping[str, Any]
    url: str
    at: datetime
    needs_action: bool
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """News in one language; what it quotes stays in its own."""

    language: str
    subject: str
    body: str
    html: str
    url: str


def why(sentence: Text, **names: Text) -> Text:
    """Return why somebody is told, with ``names`` put in only once it is said, in the language of who reads it.

    A plain ``%`` would settle on the language of whoever happens to tell.
    """
    said: Text = _named(sentence, names)
    return said


def tell(
    readers: Mapping[int, Text],
    *,
    matter: str,
    template: str,
    context: Mapping[str, Any],
    url: str,
    at: datetime,
    needs_action: bool = False,
    quote: Quote | None = None,
    window: timedelta = rules.WINDOW,
) -> int:
    """Tell each account of ``readers`` (account key -> why you) and return how many had it in their inbox.

    ``template`` is plain text: its first line the subject, then a blank line, then the body; it is rendered once
    for each language and time zone among the readers. ``quote`` follows the body, in its own language. ``url`` is a
    path of this site. News of the same ``matter`` (a ref) within ``window`` of a reader's latest notice folds into that
    one. Who muted the matter, closed their account or is not there is left out silently. Call it inside the
    transaction of the fact it tells of, or in a reaction.
    """
    if not rules.is_own_address(url):
        raise ValueError(f"not a path of this site: {url!r}")
    news = News(matter, template, context, url, at, needs_action, quote)
    ways: dict[int, tuple[str, str]] = {}
    for batch in batched(readers, BATCH):
        zones = accounts.time_zones_of(batch)
        ways |= {
            account: (tag, zones.get(account, "UTC")) for account, tag in accounts.interface_languages(batch).items()
        }
    by_way = {way: _worded(news, *way) for way in set(ways.values())}
    words = {account: by_way[ways[account]] for account in sorted(ways)}
    with transaction.atomic():
        # First every row that is missing, then every lock, both in order of accounts: two who tell the same readers
        # at the same moment wait for one another and never in a circle.
        for batch in batched(words, BATCH):
            missing = (Attention(account_id=account, matter=matter) for account in batch)
            Attention.objects.bulk_create(missing, ignore_conflicts=True)
        return sum(_tell(batch, readers, words, news, window) for batch in batched(words, BATCH))


def _put_in(sentence: Text, names: Mapping[str, Text]) -> str:
    return str(sentence) % names


_named = lazy(_put_in, str)


def _tell(
    batch: Sequence[int], readers: Mapping[int, Text], words: Mapping[int, Words], news: News, window: timedelta
) -> int:
    fresh: list[Attention] = []
    folded: list[Notice] = []
    for attention, latest in _attentions(batch, news.matter):
        if latest is not None and rules.folds(latest.at, news.at, window=window):
            _fold(latest, words[attention.account_id], news)
            folded.append(latest)
        else:
            fresh.append(attention)
    channels = ChannelPreference.objects.in_bulk(batch)
    notices = _save_fresh(fresh, readers, words, news, channels)
    _save_folded(folded, channels)
    _owe_mail([(n, news.at) for n in notices] + [(n, n.at + window) for n in folded], channels)
    return len(fresh) + len(folded)


def _attentions(account_ids: Sequence[int], matter: str) -> list[tuple[Attention, Notice | None]]:
    """Return the locked rows of those who did not mute the matter, each with the latest notice."""
    rows = Attention.objects.select_for_update().filter(account_id__in=account_ids, matter=matter)
    locked = list(rows.filter(muted_at__isnull=True).order_by("account_id"))
    # Only after the lock: what another transaction made in the meantime would be missing from a join.
    latest = Notice.objects.in_bulk([row.latest_id for row in locked if row.latest_id])
    return [(row, latest.get(row.latest_id or 0)) for row in locked]


def _worded(news: News, language: str, zone: str) -> Words:
    with translation.override(language):
        template: Any = loader.get_template(news.template)
        # Plain text: escaping is for the places that make HTML of it.
        rendered = template.template.render(Context({**news.context, "zone": zone}, autoescape=False))
    subject, body = rules.parted(rendered)
    html = linebreaks(body, autoescape=True) if body else ""
    if news.quote is not None:
        body, html = _with_quote(body, html, news.quote)
    return Words(language, subject, body, html, translate_path(news.url, language))


def _with_quote(body: str, html: str, quote: Quote) -> tuple[str, str]:
    """Return text and HTML with what is quoted after them: as mail marks it, and in its language and direction."""
    marked = "\n".join(f"> {line}".rstrip() for line in quote.text.splitlines())
    quoted = format_html("<blockquote {}>{}</blockquote>", lang_attrs(quote.language), SafeString(quote.html))
    return f"{body}\n\n{marked}".strip(), html + quoted


def _fold(notice: Notice, words: Words, news: News) -> None:
    notice.folded += 1
    notice.more = [*notice.more, words.subject][-rules.MORE_KEPT :]
    notice.needs_action = notice.needs_action or news.needs_action
    notice.read_at = None


def _save_fresh(
    fresh: Sequence[Attention],
    readers: Mapping[int, Text],
    words: Mapping[int, Words],
    news: News,
    channels: Mapping[int, ChannelPreference],
) -> list[Notice]:
    notices = []
    for account in (attention.account_id for attention in fresh):
        with translation.override(words[account].language):
            reason = str(readers[account])
        notices.append(_notice(account, reason, words[account], news, read=not _in_app(channels, account)))
    made = Notice.objects.bulk_create(notices)
    for attention, notice in zip(fresh, made, strict=True):
        attention.latest = notice
    Attention.objects.bulk_update(fresh, ["latest"])
    return made


def _notice(account: int, why: str, words: Words, news: News, *, read: bool) -> Notice:
    return Notice(
        account_id=account,
        matter=news.matter,
        why=why,
        subject=words.subject,
        body=words.body,
        html=words.html,
        url=words.url,
        language=words.language,
        at=news.at,
        read_at=news.at if read else None,
        needs_action=news.needs_action,
    )


def _save_folded(folded: Sequence[Notice], channels: Mapping[int, ChannelPreference]) -> None:
    for notice in folded:
        if not _in_app(channels, notice.account_id):
            notice.read_at = notice.at
    Notice.objects.bulk_update(folded, ["folded", "more", "needs_action", "read_at"])


def _owe_mail(notices: Sequence[tuple[Notice, datetime]], channels: Mapping[int, ChannelPreference]) -> None:
    """Owe each notice one mail at its time; a mail already pending will hold what was folded in."""
    wanted = [(n, due) for n, due in notices if _by_mail(channels, n.account_id)]
    if not wanted or not accounts.mail_is_on():
        return
    reachable = accounts.mail_addresses([n.account_id for n, _ in wanted])
    Mailing.objects.bulk_create(
        (Mailing(notice=n, due_at=due, state=MailingState.PENDING) for n, due in wanted if n.account_id in reachable),
        ignore_conflicts=True,
    )


def _in_app(channels: Mapping[int, ChannelPreference], account: int) -> bool:
    return account not in channels or channels[account].in_app


def _by_mail(channels: Mapping[int, ChannelPreference], account: int) -> bool:
    return account not in channels or channels[account].email == EmailChoice.AT_ONCE
