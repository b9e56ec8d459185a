"""Keys in files outside the database, for boxes without scrutineers. Weaker: whoever runs the site has them.

A file is named after its public key, so that one which a failed write left behind stands in nobody's way.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import BoxState, public_key_of
from talkoot.kernel.refusals import Refusal

ENDING = ".key"
HEAD = (
    "# The key of Talkoot's ballot box of {subject}. Whoever has this file and a copy of the database can read who\n"
    "# voted how. Keep it out of the database's backups. It is deleted once the box is emptied.\n"
)


def keep_key(subject: str, private_key: bytes) -> None:
    """Write a key to a new file of its own that only the site's user can read, and see it on the disk."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(_path(public_key_of(private_key)), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as out:
        out.write(HEAD.format(subject=subject) + private_key.hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    _settle(folder)


def read_key(box: BallotBox) -> bytes:
    """Return the key of a box from its file; refuses when it is not there or is another one."""
    try:
        lines = _path(bytes(box.public_key)).read_text().splitlines()
        key = bytes.fromhex(next(line for line in lines if not line.startswith("#")))
        if public_key_of(key) == bytes(box.public_key):
            return key
    except (OSError, ValueError, StopIteration, TypeError):
        pass
    # Translators: %(file)s is the name of a file.
    sentence = _("The key of this ballot box is not where it should be. Put the file %(file)s back, then try again.")
    raise Refusal("no_key_file", sentence % {"file": _path(bytes(box.public_key)).name})


def drop_key(public_key: bytes) -> None:
    """Delete the file of a key that has done its work."""
    _path(public_key).unlink(missing_ok=True)


def forget_keys() -> int:
    """Delete the files of boxes that are over, should a crash have left one; return how many there were."""
    kept = {path.stem: path for path in _folder().glob(f"*{ENDING}")} if _folder().is_dir() else {}
    over = [BoxState.EMPTIED, BoxState.DISCARDED]
    boxes = BallotBox.objects.filter(state__in=over, public_key__in=_keys(kept)) if kept else []
    names = [bytes(box.public_key).hex() for box in boxes]
    for name in names:
        kept[name].unlink(missing_ok=True)
    return len(names)


def _settle(folder: Path) -> None:
    """See the name of a new file on the disk as well: after the database says it is there, no crash may lose it."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _keys(names: dict[str, Path]) -> list[bytes]:
    return [bytes.fromhex(name) for name in names if len(name) == 64 and set(name) <= set("0123456789abcdef")]


def _folder() -> Path:
    return Path(settings.BALLOT_KEYS)


def _path(public_key: bytes) -> Path:
    return _folder() / f"{public_key.hex()}{ENDING}"
