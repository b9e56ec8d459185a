"""A zip file that nobody vouches for: checked before and while it is read, in memory only, nothing written anywhere."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from recount.reading import Problem, Unusable, parse_json
from recount.rulebook import Json, canonical_json

MOST_ENTRIES = 1_000
MOST_BYTES = 2_000_000_000  # all files together, unpacked
MOST_IN_FILE = 1_000_000_000
MOST_IN_TEXT = 100_000_000  # a file that is held as a whole
MOST_RATIO = 50  # what a file unpacks to, beside what it is packed in
FREE_BYTES = 1_000_000  # below this no ratio is asked for
LONGEST_DIRECTORY = 500_000
LONGEST_NAME = 200
LONGEST_LINE = 1_000_000
CHUNK = 1 << 18
# The record that ends a zip file (APPNOTE.TXT 4.3.16): 22 bytes when no comment follows it.
END = struct.Struct("<4s4H2LH")
LOCATOR_SIZE, LOCATOR_SIGN = 20, b"PK\x06\x07"
ENCRYPTED = 0x1 | 0x20 | 0x40
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", re.ASCII)
# What zipfile raises for files that are no zip, broken, cut off, or use what it does not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error,
    OverflowError, IndexError,
)  # fmt: skip


class Archive:
    """The files of a bundle by name. Whatever is wrong with one is `Unusable` with its name and line."""

    def __init__(self, name: str, packed: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self.name = name
        self._packed = packed
        self._entries = entries

    @property
    def names(self) -> list[str]:
        """Return the names of all files, sorted."""
        return sorted(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file piece by piece, no more than it may hold."""
        entry, size = self._entries[name], 0
        try:
            with self._packed.open(entry) as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    if size > MOST_IN_FILE or size > _allowed(entry):
                        self.fail(name, "zip_bomb", entry=name)
                    yield chunk
        except Unusable:
            raise
        except BROKEN as wrong:
            self.fail(name, "zip_broken", detail=_detail(wrong))

    def blocks(self, name: str, longest: int = LONGEST_LINE) -> Iterator[list[str]]:
        """Yield the lines of a file in UTF-8, many at a time, without their ends; a line may have ``longest`` bytes."""
        rest, number = b"", 1
        for chunk in self.chunks(name):
            whole, sign, left = chunk.rpartition(b"\n")
            if sign:
                lines = self._decoded(name, rest + whole, number)
                yield lines
                number, rest = number + len(lines), left
            else:
                rest += left
            if len(rest) > longest:
                self.fail(name, "line_too_long", number, most=longest)
        if rest:
            yield self._decoded(name, rest, number)

    def lines(self, name: str, longest: int = LONGEST_LINE) -> Iterator[str]:
        """Yield the lines of a file one by one."""
        for block in self.blocks(name, longest):
            yield from block

    def text(self, name: str) -> str:
        """Return the whole text of a file."""
        if self._entries[name].file_size > MOST_IN_TEXT:
            self.fail(name, "too_long", most=MOST_IN_TEXT)
        raw = b"".join(self.chunks(name))
        self._decoded(name, raw, 1)
        return raw.decode()

    def fail(self, name: str, code: str, line: int = 1, /, **values: Json) -> NoReturn:
        """Stop: a file, or with an empty name the bundle itself, cannot be used."""
        raise Unusable([Problem(code, line, values=values)], self.place(name))

    def place(self, name: str) -> str:
        """Return how sentences name a file of this bundle."""
        return f"{self.name}, {name}" if name else self.name

    @contextmanager
    def reading(self, name: str) -> Iterator[None]:
        """Give problems the name of the file they are in."""
        try:
            yield
        except Unusable as unusable:
            unusable.name = unusable.name or self.place(name)
            raise
        except RecursionError:
            self.fail(name, "too_deep")

    def json(self, name: str) -> dict[str, Any]:
        """Return the object in a file of JSON, all of whose texts can be written again."""
        text = self.text(name)
        with self.reading(name):
            data = parse_json(text)
            try:
                canonical_json(data).encode()
            except UnicodeEncodeError:
                self.fail(name, "not_text")
        return data

    def _decoded(self, name: str, raw: bytes, number: int) -> list[str]:
        try:
            text = raw.decode()
        except UnicodeDecodeError as wrong:
            self.fail(name, "not_text", number + raw.count(b"\n", 0, wrong.start))
        if "\0" in text:
            self.fail(name, "nul_in_text", number + text.count("\n", 0, text.index("\0")))
        if "\r" in text:
            return [line.removesuffix("\r") for line in text.split("\n")]
        return text.split("\n")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open the bundle in a file for reading; `Unusable` when it is not a zip file this library would touch."""
    name = str(path)
    try:
        with path.open("rb") as file:
            _check_end(file, name)
            with _opened(file, name) as packed:
                yield Archive(name, packed, _checked(packed, name))
    except OSError as wrong:
        raise Unusable([Problem("unreadable", 1, values={"detail": wrong.strerror or str(wrong)})], name) from None


def shown(name: str) -> str:
    """Return a name that a stranger chose, fit to be printed."""
    return ascii(name)[1:-1][:80]


def _check_end(file: IO[bytes], name: str) -> None:
    """Read the end of the zip file first: it says how long the list of files is that zipfile takes in as a whole."""
    size = file.seek(0, 2)
    before = min(size, END.size + LOCATOR_SIZE)
    file.seek(size - before)
    tail = file.read(before)
    if len(tail) < END.size:
        _fail(name, "not_a_zip")
    sign, _disk, _start, here, entries, length, _offset, comment = END.unpack(tail[-END.size :])
    if sign != b"PK\x05\x06" or comment:
        _fail(name, "not_a_zip")
    if entries != here or entries > MOST_ENTRIES or length > LONGEST_DIRECTORY:
        _fail(name, "zip_too_many", most=MOST_ENTRIES)
    if tail[: -END.size][-LOCATOR_SIZE:].startswith(LOCATOR_SIGN):
        _fail(name, "zip_too_large", most=MOST_BYTES)


def _opened(file: IO[bytes], name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except BROKEN as wrong:
        return _fail(name, "zip_broken", detail=_detail(wrong))


def _checked(packed: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """Return the files by name once each of them may be read at all."""
    found: dict[str, zipfile.ZipInfo] = {}
    folded: dict[str, str] = {}
    for entry in packed.infolist():
        other = folded.setdefault(_folded(entry.orig_filename), entry.orig_filename)
        if len(folded) == len(found):
            _fail(name, "entry_twice", entry=shown(entry.orig_filename), other=shown(other))
        _check_entry(entry, name)
        found[entry.filename] = entry
    if sum(entry.file_size for entry in found.values()) > MOST_BYTES:
        _fail(name, "zip_too_large", most=MOST_BYTES)
    if found and min(entry.header_offset for entry in found.values()):
        _fail(name, "not_a_zip")
    return found


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    written = entry.orig_filename
    if entry.filename != written or len(written) > LONGEST_NAME or not NAME.fullmatch(written):
        _fail(name, "entry_name", entry=shown(written))
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
        _fail(name, "entry_not_a_file", entry=written)
    if entry.flag_bits & ENCRYPTED:
        _fail(name, "entry_encrypted", entry=written)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        _fail(name, "entry_packed", entry=written)
    if entry.file_size > MOST_IN_FILE or entry.file_size > _allowed(entry):
        _fail(name, "zip_bomb", entry=written)


def _allowed(entry: zipfile.ZipInfo) -> int:
    """Return how many bytes a file may unpack to, by how many it is packed in."""
    return FREE_BYTES + MOST_RATIO * entry.compress_size


def _folded(name: str) -> str:
    """Return a name as a disk that knows no case, or writes letters in another form, would have it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).replace("\\", "/")


def _detail(wrong: BaseException) -> str:
    return shown(str(wrong) or type(wrong).__name__)


def _fail(name: str, code: str, **values: Json) -> NoReturn:
    raise Unusable([Problem(code, 1, values=values)], name)
