"""Sizes at which a thing is talked about, and does not pass by itself."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.house.reading import Breach, Source, Tree

FILE, FUNCTION, VIEW, TEMPLATE, APP, MODELS = 400, 25, 20, 120, 4_000, 12
# What was talked about and may be larger, and why: a folder, a file, or file::function. What shrinks leaves the list.
LARGER: dict[str, str] = {
    "talkoot/proposals": "a matter's life is one noun with many verbs; its processes may get a house of their own",
    "talkoot/decisions": "a decision's life is one noun with many verbs; what is said against it may get its own house",
    "talkoot/directory": "people, bodies, roles and mandates hang together; importing them may get a house of its own",
    "talkoot/directory/actions/bodies.py::found_body": "one row with many columns: the constructor is most of it",
    "talkoot/proposals/actions/problems.py::_words": "a table: one sentence for each mistake a file can have",
    "talkoot/proposals/rules/adapters/peps.py::_pep": "one header after the other, in the order the source has them",
}


def sizes(tree: Tree) -> Iterator[Breach]:
    """Nothing outgrows the size at which it stops being read in one go."""
    found = [*_files(tree), *_functions(tree), *_templates(tree), *_apps(tree)]
    yield from (breach for name, breach in found if name not in LARGER)


def outgrown(tree: Tree) -> Iterator[Breach]:
    """The list of what may be larger holds nothing that is not."""
    found = {name for name, _ in [*_files(tree), *_functions(tree), *_templates(tree), *_apps(tree)]}
    yield from (Breach(name, 1, "is small enough now: take it off LARGER") for name in LARGER if name not in found)


def _files(tree: Tree) -> Iterator[tuple[str, Breach]]:
    for source in tree.sources:
        if "migrations" not in source.path.split("/") and (lines := len(source.code_lines)) > FILE:
            yield source.path, Breach(source.path, 1, f"{lines} lines of code, at most {FILE}: make it a folder")


def _functions(tree: Tree) -> Iterator[tuple[str, Breach]]:
    for source in tree.house:
        code = source.code_lines
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = len(code & set(range(body[0].lineno, (node.end_lineno or 0) + 1))) if body else 0
                most = VIEW if source.room == "views" else FUNCTION
                if lines > most:
                    said = f"{node.name} has {lines} lines, at most {most}: split it"
                    yield f"{source.path}::{node.name}", Breach(source.path, node.lineno, said)


def _templates(tree: Tree) -> Iterator[tuple[str, Breach]]:
    for path, text in tree.texts("*.html"):
        if (lines := len(text.splitlines())) > TEMPLATE:
            yield path, Breach(path, 1, f"{lines} lines, at most {TEMPLATE}: take a part out")


def _apps(tree: Tree) -> Iterator[tuple[str, Breach]]:
    lines: Counter[str] = Counter()
    models: Counter[str] = Counter()
    for source in tree.house:
        if source.app in tree.apps:
            lines[source.app] += len(source.code_lines)
            models[source.app] += _models(source)
    for app in tree.apps:
        folder = f"talkoot/{app}"
        if lines[app] > APP:
            yield folder, Breach(folder, 1, f"{lines[app]} lines of code, at most {APP}: which noun wants a house?")
        if models[app] > MODELS:
            yield folder, Breach(folder, 1, f"{models[app]} models, at most {MODELS}: which noun wants a house?")


def _models(source: Source) -> int:
    if source.room != "models":
        return 0
    classes = (node for node in source.tree.body if isinstance(node, ast.ClassDef))
    return sum(any(ast.unparse(parent).endswith("Model") for parent in node.bases) for node in classes)
