import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.accounts.rules import NameFault, erased_name, fault_of, folded_name, tidy_name

ANY = st.text(max_size=120)
LIKELY = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Lt", "Nd", "Mn", "Zs", "Pd"]), max_size=60)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ada_lovelace", "Ada lovelace"),
        ("  ada   lovelace ", "Ada lovelace"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("e\u0301lodie", "\u00c9lodie"),
        ("ёлка", "Ёлка"),
        ("ǆamonja", "ǅamonja"),
        ("ßtrange", "ßtrange"),
        ("დავით", "დავით"),
        ("محمد", "محمد"),
        ("李小龍", "李小龍"),
    ],
)
def test_a_name_is_tidied_as_the_wikis_do(typed, name):
    assert tidy_name(typed) == name
    assert fault_of(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Ada Lovelace (WMUK)",
        "O'Neil",
        "Jean-Luc",
        "Иван Петров",
        "Иван (Wikimedia RU)",
        "محمد\u200cرضا",
        "क्\u200dष",
        "Nguyễn Văn A",
        "ยุทธนา",
        "A. B.",
        "42",
        "Zoë ☂",
        "!Xóõ",
    ],
)
def test_names_of_the_world_are_welcome(name):
    assert fault_of(tidy_name(name)) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", NameFault.EMPTY),
        ("...", NameFault.EMPTY),
        ("☂☂", NameFault.EMPTY),
        ("A" * 86, NameFault.TOO_LONG),
        ("李" * 86, NameFault.TOO_LONG),
        ("\U00020000" * 64, NameFault.TOO_LONG),
        *((f"A{c}b", NameFault.CHARACTER) for c in "#<>[]|{}/@:"),
        ("A\u0000b", NameFault.CHARACTER),
        ("A\u001bb", NameFault.CHARACTER),
        ("A\u202eb", NameFault.CHARACTER),
        ("A\u2066b", NameFault.CHARACTER),
        ("A\u200bb", NameFault.CHARACTER),
        ("A\u200db", NameFault.CHARACTER),
        ("A\u200c", NameFault.CHARACTER),
        ("محمد\u200c\u200cرضا", NameFault.CHARACTER),
        ("A\u00adb", NameFault.CHARACTER),
        ("A\u3164b", NameFault.CHARACTER),
        ("A\u2800b", NameFault.CHARACTER),
        ("A\ufe0fb", NameFault.CHARACTER),
        ("A\U000e0041b", NameFault.CHARACTER),
        ("A\ue000b", NameFault.CHARACTER),
        ("A\ud800b", NameFault.CHARACTER),
        ("A\U000107ffb", NameFault.CHARACTER),
        ("100%41", NameFault.CHARACTER),
        ("A&amp;b", NameFault.CHARACTER),
        ("A~~~b", NameFault.CHARACTER),
        ("Z\u0300\u0301\u0302\u0303\u0304", NameFault.MARKS),
        ("\u0301a", NameFault.MARKS),
        ("Аda", NameFault.MIXED_SCRIPTS),
        ("Pаypal Team", NameFault.MIXED_SCRIPTS),
        ("Αda", NameFault.MIXED_SCRIPTS),
        ("192.168.1.1", NameFault.ADDRESS),
        ("192.168.1.xxx", NameFault.ADDRESS),
        ("999.1.1.1", NameFault.ADDRESS),
        ("System", NameFault.RESERVED),
        ("SYSTEM", NameFault.RESERVED),
        ("Ѕуѕтем", NameFault.RESERVED),
        ("Talk0ot", NameFault.RESERVED),
        ("Erased account 7", NameFault.RESERVED),
        ("~2026-1", NameFault.RESERVED),
    ],
)
def test_a_hostile_name_is_refused_with_its_fault(name, fault):
    assert fault_of(name) is fault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "ADA"),
        ("Ada", "Ａｄａ"),
        ("Аха", "Axa"),
        ("Straße", "STRASSE"),
        ("Ada-Lou", "Ada–Lou"),
        ("O'Neil", "O’Neil"),
        ("Bob 10", "Bob lO"),
        ("Ali ٣", "Ali 3"),
        ("محمد‌رضا", "محمدرضا"),
        ("ΟΔΟΣ", "οδος"),
        ("Ada  Lou", "Ada Lou"),
    ],
)
def test_names_that_look_alike_fold_together(one, other):
    assert folded_name(one) == folded_name(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Ida"), ("José", "Jose"), ("Ann", "Anna"), ("李", "季")])
def test_names_that_differ_to_a_reader_stay_apart(one, other):
    assert folded_name(one) != folded_name(other)


def test_the_name_of_an_erased_account_can_be_taken_by_nobody():
    assert fault_of(erased_name(12)) is NameFault.RESERVED


@given(ANY)
@settings(max_examples=150)
def test_tidying_twice_changes_nothing(text):
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@given(LIKELY)
@settings(max_examples=150)
def test_a_name_without_fault_is_normal_short_and_clean(text):
    name = tidy_name(text)
    if fault_of(name) is None:
        assert unicodedata.is_normalized("NFC", name)
        assert len(name) <= 85
        assert len(name.encode()) <= 255
        assert "_" not in name
        assert not set(name) & set("#<>[]|{}/@:\n\t")
        assert 0 < len(folded_name(name)) <= 255


@given(LIKELY)
@settings(max_examples=150)
def test_names_equal_but_for_case_and_width_share_one_form(text):
    same = unicodedata.normalize("NFKC", text).casefold()
    assert folded_name(text) == folded_name(same)


@given(ANY)
@settings(max_examples=100)
def test_any_text_at_all_gets_an_answer(text):
    name = tidy_name(text)
    assert fault_of(name) in {None, *NameFault}
    assert isinstance(folded_name(name), str)
