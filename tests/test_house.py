"""The house stands, and each of its rules is broken here once on purpose and seen caught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import RULES, Tree, outgrown

ROOT = Path(__file__).resolve().parent.parent
FOR_TYPES = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:"
LINTER = Path(sys.executable).parent / "lint-imports"


@pytest.fixture(scope="session")
def house() -> Tree:
    return Tree(ROOT)


@pytest.mark.parametrize("name", RULES)
def test_the_house_keeps(name, house):
    assert [str(breach) for breach in sorted(RULES[name](house))] == []


def test_what_may_be_larger_still_is(house):
    assert [str(breach) for breach in outgrown(house)] == []


def test_every_app_tells_of_itself_on_a_page(house):
    missing = [app for app in house.apps if not (ROOT / "talkoot" / app / "README.md").exists()]
    assert missing == []


def test_every_app_is_among_the_rooms_contract(house):
    config = (ROOT / "pyproject.toml").read_text()
    rooms = config[config.index('id = "rooms"') :]
    assert [app for app in house.apps if f'"talkoot.{app}"' not in rooms] == []


# One line a breach: the rule, the file that breaks it, its text, and a part of what is said of it.
BREACHES = [
    ("rooms", "talkoot/plays/services.py", "", "no app has a room named services"),
    ("rooms", "talkoot/plays/lib/__init__.py", "", "no app has a room named lib"),
    ("tests_in_place", "talkoot/plays/tests/test_everything.py", "", "the folder of the room"),
    ("vague_names", "talkoot/plays/queries/helpers.py", "", "fit anything"),
    ("neighbours", "talkoot/plays/views.py", "from talkoot.actors.views import act", "not views"),
    ("neighbours", "talkoot/plays/actions.py", "import talkoot.actors.forms", "not forms"),
    ("neighbours", "talkoot/plays/rules.py", "from talkoot.actors.models import Actor", "ask a query"),
    ("neighbours", "talkoot/plays/views.py", "def act():\n    from talkoot.actors.models import Actor", "ask a query"),
    ("unseen_models", "talkoot/plays/views.py", "from talkoot.plays import models", "see no models"),
    ("unseen_models", "talkoot/plays/forms.py", "from .models import Play", "see no models"),
    (
        "unseen_models",
        "talkoot/plays/tasks.py",
        f"{FOR_TYPES}\n    from talkoot.plays.models import Play",
        "see no models",
    ),
    ("writers", "talkoot/plays/views.py", "def act(play):\n    play.save()", "that is for actions"),
    ("writers", "talkoot/plays/queries.py", "Play.objects.filter(a=1).update(a=2)", "that is for actions"),
    ("writers", "talkoot/plays/tasks.py", "rows.bulk_create(plays)", "that is for actions"),
    ("clock_readers", "talkoot/plays/actions.py", "from talkoot.kernel.clock import now", "take `at`"),
    ("clock_readers", "talkoot/plays/models.py", "from django.utils import timezone\ntimezone.now()", "take `at`"),
    ("clock_readers", "talkoot/plays/rules.py", "import datetime\ndatetime.date.today()", "take `at`"),
    ("signals", "talkoot/plays/actions.py", "from django.dispatch import receiver", "not used here"),
    ("signals", "talkoot/plays/models.py", "from django.db.models.signals import post_save", "not used here"),
    (
        "signals",
        "talkoot/plays/models.py",
        "from django.contrib.contenttypes.fields import GenericForeignKey",
        "anchor",
    ),
    ("frameworkless_recount", "recount/counting.py", "import numpy", "standard library only"),
    ("sizes", "talkoot/plays/rules.py", "a = 1\n" * 401, "make it a folder"),
    ("sizes", "talkoot/plays/rules.py", "def play():\n" + "    act()\n" * 26, "26 lines, at most 25"),
    ("sizes", "talkoot/plays/views.py", "def play():\n" + "    act()\n" * 21, "21 lines, at most 20"),
    ("sizes", "talkoot/plays/templates/plays/play.html", "<p>\n" * 121, "at most 120"),
    ("sizes", "talkoot/plays/models.py", "class A(models.Model): ...\n" * 13, "13 models"),
    ("reasons", "talkoot/plays/rules.py", "import os  # noqa", "say why"),
    ("reasons", "talkoot/plays/rules.py", "import os  # noqa: F401", "say why"),
    ("reasons", "talkoot/plays/rules.py", "a: int = ''  # type: ignore[assignment]", "say why"),
    ("reasons", "talkoot/plays/rules.py", "# fmt: off", "say why"),
    ("templates", "talkoot/plays/templates/a.html", '<p style="color: red">', "app.css"),
    ("templates", "talkoot/plays/templates/a.html", "<style>p {}</style>", "app.css"),
    ("templates", "talkoot/plays/templates/a.html", "<script>act()</script>", "in a file"),
    ("templates", "talkoot/plays/templates/a.html", '<a onclick="act()">', "no inline handlers"),
    ("templates", "talkoot/plays/templates/a.html", '<a hx-on:click="act()">', "hx-on"),
    ("templates", "talkoot/plays/templates/a.html", '<a href="javascript:act()">', "no script in an attribute"),
    (
        "templates",
        "talkoot/plays/templates/a.html",
        '<img src="https://elsewhere.example/a.png">',
        "nothing is loaded from elsewhere",
    ),
    ("templates", "talkoot/plays/templates/a.html", "{{ play.text|safe }}", "only what an action rendered"),
    ("styles", "talkoot/plays/static/plays/a.css", "p { margin-left: 1rem }", "start or end"),
    ("styles", "talkoot/plays/static/plays/a.css", "p { text-align: right }", "start or end"),
]


@pytest.mark.parametrize(("name", "path", "text", "said"), BREACHES)
def test_a_breach_is_caught(name, path, text, said, tmp_path):
    for folder in ("talkoot/plays", "talkoot/actors", "recount"):
        (tmp_path / folder).mkdir(parents=True)
    assert list(RULES[name](Tree(tmp_path))) == []
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text)
    found = list(RULES[name](Tree(tmp_path)))
    assert len(found) == 1
    assert path.startswith(found[0].path)
    assert said in found[0].sentence


def test_what_only_looks_like_a_breach_passes(tmp_path):
    files = {
        "talkoot/plays/views.py": "def act(form, seen):\n    form.save()\n    seen.update(a=1)\n",
        "talkoot/plays/rules.py": "import os  # noqa: F401 - the test needs a reason here\n",
        "talkoot/plays/templates/a.html": '{# <style> #}<script src="/static/a.js"></script><p data-style="a">',
        "talkoot/plays/templates/b.html": '<a href="https://elsewhere.example/">{{ it.html|safe }}</a>',
        "talkoot/plays/static/a.css": "/* left */ p { margin-inline-start: 1rem } .bright { top: 0 }",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "recount").mkdir()
    assert [str(breach) for rule in RULES.values() for breach in rule(Tree(tmp_path))] == []


# The contracts of import-linter: the contract, what is added to which file, and what must be named.
CONTRACTS = [
    ("storeys", {"talkoot/kernel/extra.py": "import talkoot.ui"}, "talkoot.kernel is not allowed to import"),
    ("storeys", {"talkoot/decisions/extra.py": "import talkoot.consultations"}, "talkoot.decisions is not allowed"),
    ("storeys", {"talkoot/gadgets/__init__.py": ""}, "gadgets"),
    (
        "rooms",
        {"talkoot/portal/rules.py": "def late():\n    import talkoot.portal.queries"},
        "talkoot.portal.rules is not",
    ),
    ("rooms", {"talkoot/portal/gadgets.py": ""}, "gadgets"),
    (
        "pure",
        {"talkoot/kernel/extra.py": "import django", "talkoot/portal/rules.py": "import talkoot.kernel.extra"},
        "talkoot.portal.rules is not allowed to import django",
    ),
    (
        "kernel",
        {"talkoot/kernel/extra.py": "def late():\n    from django.conf import settings"},
        "talkoot.kernel.extra",
    ),
    ("recount", {"recount/extra.py": "import talkoot.kernel"}, "recount.extra"),
    ("recount-users", {"talkoot/portal/extra.py": "import recount"}, "talkoot.portal.extra"),
    (
        "cycles",
        {
            "talkoot/kernel/one.py": "def late():\n    import talkoot.kernel.two",
            "talkoot/kernel/two.py": f"{FOR_TYPES}\n    import talkoot.kernel.one",
        },
        "No cycles are allowed in talkoot.kernel",
    ),
]


def test_the_import_contracts_are_kept():
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "additions", "said"), CONTRACTS)
def test_a_broken_contract_is_caught(contract, additions, said, copied_house):
    for path, text in additions.items():
        file = copied_house / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a") as end:
            end.write(f"\n{text}\n")
    result = _lint(copied_house, contract)
    assert result.returncode == 1
    assert said in result.stdout


@pytest.fixture
def copied_house(tmp_path):
    for package in ("talkoot", "recount"):
        keep = shutil.ignore_patterns("static", "templates", "seed", "__pycache__", "*.md")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=keep)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [argument for contract in contracts for argument in ("--contract", contract)]
    command = [str(LINTER), "--no-cache", "--config", "pyproject.toml", *chosen]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
