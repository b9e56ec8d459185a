"""Setting up a checkout: what goes wrong is told in one sentence, and nothing unreviewed is used."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("core.txt", "run.txt", "dev.txt")


@pytest.fixture
def tool() -> ModuleType:
    """Return tools/setup.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("setup_tool", ROOT / "tools" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("NewConnectionError: Failed to establish a new connection", "check the network"),
        ("npm error code EAI_AGAIN", "check the network"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "does not trust"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the locked one"),
        ("npm error code EINTEGRITY", "not the locked one"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something else\nentirely", "its last words"),
    ],
)
def test_what_went_wrong_is_told_in_a_sentence(said, sentence, tool):
    assert sentence in tool._why("pip", said)


def test_a_command_that_fails_stops_set_up(tool):
    with pytest.raises(tool.Stop, match="its last words, which say why:\nno such thing"):
        tool._run([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"], "it")


def test_an_asset_that_was_not_reviewed_is_not_used(tool, tmp_path, monkeypatch):
    file = tmp_path / "node_modules" / "htmx.org" / "dist" / "htmx.min.js"
    file.parent.mkdir(parents=True)
    file.write_text("alert(1)")
    for name, value in {"ROOT": tmp_path, "VENDOR": tmp_path / "vendor", "_run": lambda *_: None}.items():
        monkeypatch.setattr(tool, name, value)
    with pytest.raises(tool.Stop, match="not the file that was reviewed"):
        tool.fetch_assets(with_axe=False)
    assert list((tmp_path / "vendor").iterdir()) == []


def test_the_assets_in_use_are_the_reviewed_ones(tool):
    assert [name for _, name, wanted in tool.ASSETS if tool._digest(tool.VENDOR / name) != wanted] == []


def test_the_version_of_htmx_is_pinned():
    assert '"htmx.org": "4.0.1"' in (ROOT / "package.json").read_text()


def test_no_lock_names_a_registry():
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"]
    assert [lock.name for lock in locks if re.search(r"https?://", lock.read_text())] == []


def test_every_locked_package_carries_a_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        for entry in re.split(r"\n(?=[a-z])", lock.read_text().strip()):
            assert "--hash=sha256:" in entry, entry


def test_what_runs_is_locked_to_the_same_versions_for_tests():
    pins = {
        lock: set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / lock).read_text(), re.MULTILINE)) for lock in LOCKS
    }
    assert pins["core.txt"] <= pins["run.txt"] <= pins["dev.txt"]


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *(d for group in project["dependency-groups"].values() for d in group),
    ]
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    names = {re.split(r"[^a-z0-9-]", dependency.lower())[0] for dependency in wanted}
    assert sorted(name for name in names if not re.search(rf"\| [^|]*\b{name}\b[^|]*\|", reasons, re.IGNORECASE)) == []


def test_a_machine_without_a_python_is_told_which_to_install(tmp_path):
    environment = {"PATH": str(tmp_path)}
    for command in ("sh", "make", "sed", "grep"):
        (tmp_path / command).symlink_to(
            next(Path(p) / command for p in os.environ["PATH"].split(":") if (Path(p) / command).exists())
        )
    result = subprocess.run(
        ["make", "setup-run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode != 0
    assert result.stderr.startswith("Talkoot needs Python 3.12 or newer: install it")


def test_a_catalogue_is_compiled_without_its_unsure_entries(tmp_path):
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Yes", msgstr="Sí"))
    po.append(polib.POEntry(msgid="Perhaps", msgstr="No", flags=["fuzzy"]))
    po.save(str(tmp_path / "django.po"))
    tool = ROOT / "tools" / "catalogues.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path / "django.po")], check=True)
    assert [entry.msgid for entry in polib.mofile(str(tmp_path / "django.mo"))] == ["Yes"]
