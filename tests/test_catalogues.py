"""Every sentence is there in every language of the interface: translated, sure, and with its parts in place."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation import to_locale

from talkoot.config.env import INTERFACE_LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = [tag for tag in INTERFACE_LANGUAGES if tag != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
FILLED = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
MARKUP = re.compile(r"</?[a-z][^<>]*>")
# What makemessages tells xgettext to look for.
SEEN = {"_", *(f"{kind}gettext{way}" for kind in ("", "n", "p", "np") for way in ("", "_lazy")), "gettext_noop"}
RENAMED = re.compile(r"^from django\.utils\.translation import .*gettext\w* as (\w+)", re.MULTILINE)
PLURALS = {"es": 3, "ar": 6}
COUNTED = {"es": 1, "ar": 3}
# An objection in a round of consent, a challenge to a count, and an appeal, against a roll or a finding, are three
# things with a word each: by its stems, as they stand without vowel marks.
OBJECTION, CHALLENGE, APPEAL = (
    re.compile(one, re.IGNORECASE)
    for one in (r"(?<!JSON )\bobject(?:ions?|s|ed|or|ors|ing)?\b", r"\bchalleng", r"\bappeal")
)
TERMS = {
    "es": {OBJECTION: r"objeci|objet(?!o json)", CHALLENGE: r"impugn", APPEAL: r"reclam|recurr|recurso"},
    "ar": {OBJECTION: r"عترا?ض", CHALLENGE: r"طعن|طعون", APPEAL: r"تظلم"},
}
AGAINST_A_ROLL = re.compile(r"\bappeal\w* against (?:the|its) roll", re.IGNORECASE)
OF_A_ROLL = {"es": r"reclam", "ar": r"تظلم"}
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0640]")


def catalogue(tag: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / "locale" / to_locale(tag) / "LC_MESSAGES" / "django.po"), encoding="utf-8")


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def parts(text: str) -> tuple[set[str], list[str]]:
    """Return the placeholders of a sentence, and its tags in alphabetical order."""
    return {one or other for one, other in PLACEHOLDER.findall(text)}, sorted(MARKUP.findall(text))


def is_bare(entry: polib.POEntry) -> bool:
    """Tell whether a sentence has a placeholder and no comment (``#.``) that reached the catalogue.

    gettext drops one that does not stand right before its string: last on its line in a template, on the line above
    the string itself in Python.
    """
    has_some = any(FILLED.search(text.replace("%%", "")) for text in (entry.msgid, entry.msgid_plural))
    return has_some and "Translators:" not in entry.comment


def misplaced(entry: polib.POEntry, *, counted: int = 0) -> Iterator[str]:
    """Name each form whose placeholders or tags are not those of the original.

    The first ``counted`` forms of a plural stand for none, one or two things. They may say so in words and leave a
    placeholder out, but bring in nothing of their own.
    """
    whole = parts(entry.msgid_plural or entry.msgid)
    either = [whole[0] | parts(entry.msgid)[0], {*whole[1], *parts(entry.msgid)[1]}]
    for number, form in enumerate(forms(entry)):
        names, tags = parts(form)
        is_in_words = bool(entry.msgid_plural) and number < counted
        if not (names <= either[0] and set(tags) <= either[1] if is_in_words else (names, tags) == whole):
            yield f"{entry.msgid!r} -> {form!r}"


def mixed_up(entry: polib.POEntry, tag: str) -> Iterator[str]:
    """Name each form that has not the word for what the original speaks of, or one for what it does not."""
    original = f"{entry.msgid} {entry.msgid_plural or ''}"
    for form in forms(entry):
        said = VOWEL_MARKS.sub("", form).lower()
        told = {english: bool(english.search(original)) for english in TERMS[tag]}
        wrong = [bool(re.search(stem, said)) is not told[english] for english, stem in TERMS[tag].items()]
        if any(wrong) or (AGAINST_A_ROLL.search(original) and not re.search(OF_A_ROLL[tag], said)):
            yield f"{entry.msgid!r} -> {form!r}"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_objections_challenges_and_appeals_are_held_apart(tag):
    assert [said for entry in catalogue(tag) if not entry.obsolete for said in mixed_up(entry, tag)] == []


@pytest.mark.parametrize(
    ("tag", "english", "translated"),
    [
        ("ar", "Appeals against the roll", "الاعتراضات على القائمة"),
        ("ar", "Appeals against the roll", "الطعون في القائمة"),
        ("ar", "The count may be challenged.", "يجوز الاعتراض على العدّ."),
        ("es", "Appeals against the roll", "Recursos contra el censo"),
        ("es", "Nobody objected.", "Nadie impugnó."),
    ],
)
def test_a_word_for_another_thing_is_found(tag, english, translated):
    assert [*mixed_up(polib.POEntry(msgid=english, msgstr=translated), tag)]


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_is_translated_and_sure(tag):
    left = [e.msgid for e in catalogue(tag) if not e.obsolete and (e.fuzzy or not all(forms(e)))]
    assert left == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_translation_keeps_placeholders_and_tags(tag):
    assert [
        said for entry in catalogue(tag) if not entry.obsolete for said in misplaced(entry, counted=COUNTED[tag])
    ] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_plural_has_as_many_forms_as_its_language(tag):
    found = catalogue(tag)
    assert f"nplurals={PLURALS[tag]};" in found.metadata["Plural-Forms"]
    assert [e.msgid for e in found if e.msgid_plural and sorted(e.msgstr_plural) != list(range(PLURALS[tag]))] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_message_with_a_placeholder_tells_translators_what_it_is(tag):
    assert [entry.msgid for entry in catalogue(tag) if not entry.obsolete and is_bare(entry)] == []


@pytest.mark.parametrize(
    ("text", "comment", "bare"),
    [
        ("%(who)s left", "", True),
        ("%(who)s left", "who is a person", True),
        ("For %s", "", True),
        ("%(who)s left", "Translators: who is a person.", False),
        ("Nobody left. 2 %% stayed", "", False),
    ],
)
def test_a_message_without_its_comment_is_seen(text, comment, bare):
    assert is_bare(polib.POEntry(msgid=text, comment=comment)) is bare


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("%(who)s supports it", "lo apoya"),
        ("<bdi>%(who)s</bdi> left", "%(who)s se fue"),
        ("{n} acts", "{m} actos"),
    ],
)
def test_a_lost_part_is_seen(text, translation):
    assert list(misplaced(polib.POEntry(msgid=text, msgstr=translation)))


def test_no_sentence_hides_behind_a_name_the_catalogues_do_not_know():
    hidden = {
        (str(path.relative_to(ROOT)), name)
        for path in (ROOT / "talkoot").rglob("*.py")
        for name in RENAMED.findall(path.read_text())
        if name not in SEEN
    }
    assert hidden == set()


def test_a_hidden_sentence_is_seen():
    assert RENAMED.findall("from django.utils.translation import gettext as _now\n") == ["_now"]
    assert "_now" not in SEEN


@pytest.mark.skipif(
    shutil.which("xgettext") is None and "CI" not in os.environ,
    reason="NOT CHECKED that the catalogues hold every sentence: install gettext (apt-get install gettext)",
)
def test_the_catalogues_hold_what_the_code_says_and_nothing_else(tmp_path):
    for folder in ("talkoot", "locale"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    command = [sys.executable, "-m", "django", "makemessages", "--all", "--no-obsolete", "--no-location", "-v", "0"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for tag in TRANSLATED:
        kept, said = ({(e.msgctxt, e.msgid, e.msgid_plural) for e in catalogue(tag, root)} for root in (ROOT, tmp_path))
        assert said - kept == set(), f"{tag}: run makemessages and translate these"
        assert kept - said == set(), f"{tag}: nothing says these any more; run makemessages"
