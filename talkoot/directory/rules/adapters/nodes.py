"""YAML whose every mapping knows its line, so that a mistake can be named by file, line and field."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import yaml

from talkoot.directory.rules.records import Place
from talkoot.kernel.imports import BadFile, Problem, Upload, Wrong, decode, gettext_noop, line, quoted, text
from talkoot.kernel.texts import BadText

# Translators: %(reason)s is the reader's own message, in English.
NOT_YAML = gettext_noop("This is not YAML: %(reason)s.")
NOT_A_MAPPING = gettext_noop("The file must hold one mapping of names to lists.")
# Translators: %(value)s is the name of a field, %(known)s a list of such names.
UNKNOWN_FIELD = gettext_noop("The field %(value)s is not known here. Known: %(known)s.")
NOT_TEXT = gettext_noop("This must be text.")
NOT_A_LIST = gettext_noop("This must be a list.")
NOT_MAPPINGS = gettext_noop("This must hold mappings of names to values.")
NEEDED = gettext_noop("This must not be empty.")
# Translators: %(character)s is a code such as U+202E.
HIDDEN = gettext_noop("There is a hidden character that cannot be kept: %(character)s.")
# Translators: %(value)s is the name of a field.
DOUBLE_FIELD = gettext_noop("The field %(value)s stands here twice.")


class BadNode(Exception):
    """Something in the file cannot be taken; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Node:
    """One mapping of a file: its fields are asked for by type; a wrong one raises `BadNode`."""

    def __init__(self, values: dict[str, Any], at_line: int, file: str = "") -> None:
        self.values = values
        self.place = Place(file, at_line)

    def only(self, known: Collection[str]) -> Node:
        """Return itself; raise `BadNode` when it has a field that is not in ``known``."""
        strange = next((name for name in self.values if name not in known), None)
        if strange is not None:
            raise self.bad(str(strange), UNKNOWN_FIELD, value=quoted(str(strange)), known=", ".join(sorted(known)))
        return self

    def line(self, name: str, limit: int = 200, *, needed: bool = False) -> str:
        """Return a text on one line; empty when it is absent and not ``needed``."""
        return self._text(name, line(limit), needed=needed)

    def text(self, name: str, limit: int = 20_000) -> str:
        """Return a long text, empty when absent."""
        return self._text(name, text(limit), needed=False)

    def words(self, name: str, limit: int = 500) -> list[str]:
        """Return a list of texts on one line each."""
        return [Node({name: one}, self.place.line, self.place.file).line(name, limit) for one in self._list(name)]

    def node(self, name: str) -> Node:
        """Return a mapping inside; an empty one when absent."""
        inner = self.values.get(name)
        if inner is None:
            return Node({}, self.place.line, self.place.file)
        if not isinstance(inner, Node):
            raise self.bad(name, NOT_MAPPINGS)
        inner.place = Place(self.place.file, inner.place.line)
        return inner

    def nodes(self, name: str) -> list[Node]:
        """Return a list of mappings, empty when absent."""
        found = self._list(name)
        for inner in found:
            if not isinstance(inner, Node):
                raise self.bad(name, NOT_MAPPINGS)
            inner.place = Place(self.place.file, inner.place.line)
        return found

    def bad(self, name: str, sentence: str, **values: object) -> BadNode:
        """Return the error that names this place and the field ``name``."""
        return BadNode(self.place.problem(name, sentence, **values))

    def _list(self, name: str) -> list[Any]:
        found = self.values.get(name)
        if found is not None and not isinstance(found, list):
            raise self.bad(name, NOT_A_LIST)
        return found or []

    def _text(self, name: str, parse: Any, *, needed: bool) -> str:
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise self.bad(name, NOT_TEXT)
        try:
            parsed: str = parse(value or "")
        except Wrong as wrong:
            raise self.bad(name, wrong.sentence, **wrong.values) from None
        except BadText as hidden:
            raise self.bad(name, HIDDEN, character=hidden.character) from None
        if needed and not parsed:
            raise self.bad(name, NEEDED)
        return parsed


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, with lines, and with a field that stands twice refused."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Iterator[Node]:
    made = Node({}, node.start_mark.line + 1)
    yield made
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in made.values:
            raise yaml.MarkedYAMLError(problem=DOUBLE_FIELD % {"value": key}, problem_mark=key_node.start_mark)
        made.values[key] = loader.construct_object(value_node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load(upload: Upload) -> Node:
    """Return the file's outermost mapping; raise `BadFile` when it is no YAML or no mapping."""
    try:
        content = yaml.load(decode(upload), Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        reason = getattr(wrong, "problem", None) or str(wrong)
        problem = Problem(upload.name, mark.line + 1 if mark else 0, "", NOT_YAML, {"reason": reason})
        raise BadFile([problem]) from None
    if not isinstance(content, Node):
        raise BadFile([Problem(upload.name, 1, "", NOT_A_MAPPING)])
    content.place = Place(upload.name, content.place.line)
    return content
