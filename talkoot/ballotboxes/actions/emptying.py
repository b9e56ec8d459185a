"""Emptying a box: the scrutineers together have its key, every ballot lies open, and nothing says whose it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.actions.keyfiles import drop_key, read_key
from talkoot.ballotboxes.actions.opening import BATCH, fresh_keys, require_next
from talkoot.ballotboxes.events import BoxEmptied, KeyHandedIn
from talkoot.ballotboxes.models import BallotBox, Custodian, Paper, PassedShare, Slip
from talkoot.ballotboxes.permissions import Permission, may
from talkoot.ballotboxes.rules import (
    BadWords,
    BoxState,
    Opened,
    SlipState,
    gather,
    key_in,
    open_share,
    papers_sha256,
    public_key_of,
    seal_share,
    unseal,
)
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text, require
from talkoot.ledger.actions import Announce, writing


def hand_in_key(box_id: int, *, words: str, by: Actor, at: datetime, key: str = "") -> BallotBox:
    """Agree that the closed box be emptied, with the words on one's paper; the last who is needed empties it.

    Until then a share lies in the database sealed to the keys of those who have yet to come, never readable without
    one of their papers. Refuses words that are not the ones written down.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.select_for_update().get(pk=box_id)
        require(may(by, Permission.HAND_IN_KEY, box, at=at))
        require_next(box, BoxState.EMPTIED)
        custodian = Custodian.objects.get(box=box, person_id=by.person_id or 0)
        if custodian.handed_in_at is not None:
            raise Refusal("handed_in", _("You have handed in your key. The others who are needed have yet to."))
        private = _private_key(custodian, words)
        shares = [_share(private, custodian.sealed_share), *_received(private, custodian)]
        custodian.handed_in_at = at
        custodian.save(update_fields=["handed_in_at"])
        announce(KeyHandedIn(subject=box.ref, handed_in=len(shares), needed=box.needed))
        if len(shares) < box.needed:
            _pass_on(custodian, shares[0])
        else:
            _empty(box, _gathered(box, shares), at, announce)
    return box


def empty_box(
    subject: str,
    *,
    words: Sequence[str] = (),
    by: Actor,
    at: datetime,
    key: str = "",
    mandate: str = "",
    on_behalf: str = "",
) -> BallotBox:
    """Empty the closed box at once: with the ``words`` of as many scrutineers as are needed, or with its key file.

    For a box kept by scrutineers, ``by`` is one of them; for one kept by a file, whoever calls has checked the right.
    Refuses too few or wrong words, and a missing file. All or nothing: after a crash it is simply done again.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require(may(by, Permission.EMPTY_BOX, box, at=at))
        require_next(box, BoxState.EMPTIED)
        private = _gathered(box, _shares(box, words)) if box.is_by_scrutineers else read_key(box)
        _empty(box, private, at, announce, mandate=mandate, on_behalf=on_behalf)
    return box


def _private_key(custodian: Custodian, words: str) -> bytes:
    """Return the key that the words stand for, if it is this scrutineer's."""
    private = _key_in(words)
    if public_key_of(private) != bytes(custodian.public_key):
        raise Refusal("other_key", _("These words are a key, but not the one you made for this ballot box."), "words")
    return private


def _key_in(words: str) -> bytes:
    try:
        return key_in(words)
    except BadWords as bad:
        raise Refusal(f"words_{bad.code}", _problem(bad), "words") from None


def _problem(bad: BadWords) -> Text:
    """Return the sentence for what is wrong with typed words."""
    if bad.code == "unknown":
        # Translators: %(word)s is a word that somebody typed.
        return _("“%(word)s” is none of the words. Look at your paper again.") % {"word": bad.word[:30]}
    if bad.code == "count":
        return _("A key has twenty words. Type all of them, in their order.")
    return _("These words do not belong together: at least one is wrong, or they are out of order.")


def _share(private: bytes, sealed: bytes | memoryview) -> bytes:
    share = open_share(private, bytes(sealed))
    if share is None:
        raise Refusal("broken_share", _("What this site keeps for your key was changed, and cannot be used."))
    return share


def _received(private: bytes, keeper: Custodian) -> list[bytes]:
    """Return the shares that those who handed in before left for this scrutineer."""
    rows = PassedShare.objects.filter(keeper=keeper).order_by("custodian_id")
    return [_share(private, row.sealed) for row in rows]


def _pass_on(custodian: Custodian, share: bytes) -> None:
    """Leave the share to each who has not handed in, sealed to their key."""
    others = Custodian.objects.filter(box=custodian.box_id, is_named=True, handed_in_at__isnull=True).order_by("pk")
    PassedShare.objects.bulk_create(
        PassedShare(custodian=custodian, keeper=other, sealed=seal_share(bytes(other.public_key), share))
        for other in others
    )


def _shares(box: BallotBox, words: Sequence[str]) -> list[bytes]:
    """Return the shares of those whose words these are, each once."""
    custodians = {bytes(c.public_key): c for c in Custodian.objects.filter(box=box, is_named=True)}
    keys = {public_key_of(private): private for private in map(_key_in, words)}
    if not keys.keys() <= custodians.keys():
        raise Refusal("other_key", _("Some of these words are a key, but none made for this ballot box."), "words")
    return [_share(private, custodians[public].sealed_share) for public, private in keys.items()]


def _gathered(box: BallotBox, shares: Sequence[bytes]) -> bytes:
    """Return the key of the box from as many shares as are needed."""
    if len(shares) < box.needed:
        raise Refusal("too_few_keys", _("More scrutineers are needed to empty the ballot box."), "words")
    private = gather(shares[: box.needed])
    if private is None or public_key_of(private) != bytes(box.public_key):
        raise Refusal("broken_share", _("What this site keeps for your key was changed, and cannot be used."))
    return private


def _empty(box: BallotBox, private_key: bytes, at: datetime, announce: Announce, **hat: str) -> None:
    """Open every slip, write the papers in an order of their own, bare the slips, forget the key.

    ``hat`` is the mandate acted under and the body acted for, as `Announce` takes them.
    """
    papers = _papers(_taken_out(box, private_key))
    spoiled = sum(1 for paper in papers if paper is None)
    _write(box, papers)
    _bare(box)
    box.state, box.emptied_at = BoxState.EMPTIED, at
    box.paper_count, box.spoiled_count = len(papers), spoiled
    box.struck_count = Slip.objects.filter(box=box, state=SlipState.STRUCK).count()
    box.papers_sha256 = papers_sha256(((p.code, p.content) for p in papers if p is not None), spoiled)
    counts = ["paper_count", "spoiled_count", "struck_count"]
    box.save(update_fields=["state", "emptied_at", "papers_sha256", *counts])
    announce(_emptied(box), **hat)
    if not box.is_by_scrutineers:
        # Not before the papers are on the disk, or a crash would lose the ballots.
        transaction.on_commit(lambda: drop_key(bytes(box.public_key)))


def _taken_out(box: BallotBox, private_key: bytes) -> Iterator[Opened | None]:
    """Yield what each filled slip says. All are locked first: a ballot on its way is waited for, and then read."""
    list(Slip.objects.select_for_update().filter(box=box).order_by("pk").values_list("pk"))
    filled = Slip.objects.filter(box=box, state=SlipState.FILLED).order_by("pk").values_list("place", "sealed")
    for place, sealed in filled.iterator(BATCH):
        yield unseal(private_key, box.subject, place, bytes(sealed))


def _papers(opened: Iterator[Opened | None]) -> list[Opened | None]:
    """Return the papers by their random codes, the spoiled first; a code that is there twice spoils both."""
    found = list(opened)
    seen = Counter(paper.code for paper in found if paper is not None)
    valid = [paper for paper in found if paper is not None and seen[paper.code] == 1]
    return [*[None] * (len(found) - len(valid)), *sorted(valid, key=lambda paper: paper.code)]


def _write(box: BallotBox, papers: Sequence[Opened | None]) -> None:
    """Write the papers in an order of their own, which is that of nothing else."""
    rows = (
        Paper(id=key, box=box, is_spoiled=True)
        if paper is None
        else Paper(id=key, box=box, code=paper.code, content=paper.content)
        for key, paper in zip(fresh_keys(len(papers)), papers, strict=True)
    )
    Paper.objects.bulk_create(rows, batch_size=BATCH)


def _bare(box: BallotBox) -> None:
    """Take out of the database what could be opened with the key, should somebody have kept it."""
    slips = Slip.objects.filter(box=box)
    slips.filter(state=SlipState.FILLED).update(state=SlipState.TAKEN_OUT, sealed=b"")
    slips.filter(state=SlipState.EMPTY).update(state=SlipState.UNUSED, sealed=b"")
    slips.filter(state=SlipState.STRUCK).update(sealed=b"")
    Custodian.objects.filter(box=box).update(sealed_share=b"")
    PassedShare.objects.filter(custodian__box=box).update(sealed=b"")


def _emptied(box: BallotBox) -> BoxEmptied:
    return BoxEmptied(
        subject=box.ref,
        belongs_to=box.subject,
        papers=box.valid_count,
        spoiled=box.spoiled_count,
        struck=box.struck_count,
        unused=box.unused_count,
        papers_sha256=box.papers_sha256,
    )
