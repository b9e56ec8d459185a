"""From one format of ballots to another: read whole, written line by line, with what the other cannot hold said."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from recount.formats import format_of, load_profile
from recount.formats.holding import lost
from recount.profiles import Profile
from recount.reading import Problem, Unusable


def convert(source: Path, target: Path, read_as: str = "", write_as: str = "") -> tuple[Profile, list[str]]:
    """Write the ballots of ``source`` to ``target``; return them and what is lost, by the words of `holding`.

    Formats are named, or known by the endings of the files. Where anything is wrong, ``target`` is left as it was.
    """
    form = format_of(target, write_as)
    if form.write is None:
        raise Unusable([Problem("only_read", 1, values={"value": write_as or target.suffix})], str(target))
    profile = load_profile(source, read_as)
    missing = lost(profile, form.holds)
    if "no_options" in missing:
        raise Unusable([Problem("no_option_to_write", 1)], str(target))
    try:
        _write(profile, form.write, target)
    except Unusable as unusable:
        raise Unusable(unusable.problems, str(target)) from None
    except OSError as wrong:
        detail = wrong.strerror or str(wrong)
        raise Unusable([Problem("cannot_write", 1, values={"detail": detail})], str(target)) from None
    return profile, missing


def _write(profile: Profile, write: Callable[[Profile], Iterator[str]], target: Path) -> None:
    """Write beside the target first, so that it is there whole or not at all."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=target.name, delete=False
    ) as file:
        part = Path(file.name)
        try:
            file.writelines(f"{line}\n" for line in write(profile))
            file.close()
            part.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _mask() -> int:
    """Return the mask of rights that new files are made with."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
