"""Forms: safe fields, a token that outlives a mistake, and refusals at their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation

from talkoot.kernel.refusals import Refusal
from talkoot.ui.forms import (
    ChoiceCards,
    Day,
    Form,
    LanguageField,
    LineField,
    SpokenForm,
    TextField,
    offer_choices,
    with_hint,
)
from talkoot.ui.pages import page, refusals_to


class NoteForm(Form):
    title = LineField(max_length=20)
    text = TextField(max_length=40, required=False)
    colour = forms.ChoiceField(widget=ChoiceCards, required=False, choices=[("a", with_hint("A & B", "<small>"))])


class LetterForm(SpokenForm):
    text = TextField(required=False)
    language = LanguageField()
    answer_on = Day(required=False)


LANGUAGES = [("ar", "العربية"), ("en", "English"), ("sw", "Kiswahili")]


def letter(**values: Any) -> LetterForm:
    """Return the form as somebody sent it."""
    return LetterForm({"language": "sw", **values}, languages=LANGUAGES)


def sent(**values: str) -> NoteForm:
    """Return the form as somebody sent it."""
    return NoteForm({"title": "Night", **values})


def test_each_form_is_shown_with_a_token_of_its_own():
    first, second = NoteForm(), NoteForm()

    assert first.key != second.key
    assert f'<input type="hidden" name="token" value="{first.key}">' in str(first)


def test_a_form_that_comes_back_keeps_the_token_it_was_sent_with():
    assert sent(token="kept").key == "kept"
    assert 'name="token" value="kept"' in str(sent(token="kept", title=""))


@pytest.mark.parametrize("token", ["", "x" * 65, "schlüssel", "\u202e"])
def test_a_token_that_is_none_of_ours_is_replaced(token: str):
    key = sent(token=token).key

    assert key != token
    assert len(key) >= 20


def test_lines_and_texts_are_cleaned_of_what_nobody_sees():
    form = sent(title="  Night\n mode ", text="one\r\ntwo ")

    assert form.is_valid()
    assert form.cleaned_data == {"title": "Night mode", "text": "one\ntwo", "colour": ""}


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_hidden_character_is_refused_by_its_name_at_its_field(field: str):
    form = sent(**{field: "Night\u202emode"})

    assert form.errors.get_json_data()[field][0]["code"] == "bad_character"
    assert "U+202E" in str(form.errors[field])


def test_what_is_too_long_or_missing_is_said_at_its_field():
    assert sent(title="x" * 21, text="y" * 41).errors.keys() == {"title", "text"}
    assert sent(title=" ").errors.keys() == {"title"}


def test_an_error_is_tied_to_its_field_and_listed_on_top_with_a_link():
    html = str(sent(title=""))

    assert 'id="errors"' in html
    assert '<a href="#id_title">' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_error"' in html


def test_what_was_typed_is_shown_again_and_escaped():
    html = str(sent(title="", text='"><script>x</script>'))

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_hints_of_choices_are_escaped_on_both_sides():
    assert "A &amp; B <small>&lt;small&gt;</small>" in str(NoteForm())


@pytest.mark.parametrize(("field", "at"), [("title", "title"), ("", "__all__"), ("unknown", "__all__")])
def test_a_refusal_becomes_an_error_of_its_field_or_of_the_whole(field: str, at: str):
    def refuse() -> None:
        raise Refusal("late", "The vote is over.", field=field)

    form = sent()
    with refusals_to(form):
        refuse()

    assert form.errors == {at: ["The vote is over."]}


def test_other_errors_are_not_taken_for_refusals():
    form = sent()

    with pytest.raises(ZeroDivisionError), refusals_to(form):
        raise ZeroDivisionError


def test_a_page_with_mistakes_says_so_in_its_status_and_title():
    request = RequestFactory().post("/display/")

    wrong, right = page(request, "ui/display.html", form=sent(title="")), page(request, "ui/display.html", form=sent())

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert b"<title>Error: Display" in wrong.content
    assert b"<title>Display" in right.content


def test_a_form_that_is_only_looked_at_is_no_mistake():
    answer = page(RequestFactory().get("/display/"), "ui/display.html", form=sent(title=""))

    assert answer.status_code == 200
    assert b"<title>Display" in answer.content


def test_languages_are_offered_by_their_own_names_those_of_the_reader_first():
    form = LetterForm(languages=LANGUAGES, own=("sw", "xx"))
    html = str(form)

    assert form.fields["language"].initial == "sw"
    assert html.index('<option value="sw" lang="sw" selected>Kiswahili') < html.index('<option value="ar" lang="ar">')
    assert html.count("<optgroup") == 2


def test_the_language_stands_where_the_form_declares_it_and_must_be_one_that_is_offered():
    assert list(LetterForm().fields) == ["text", "language", "answer_on"]
    assert letter(language="en").is_valid()
    assert letter(language="tlh").errors.keys() == {"language"}


def test_a_language_given_beforehand_is_not_changed_for_the_readers_own():
    assert 'value="ar" lang="ar" selected' in str(
        LetterForm(languages=LANGUAGES, own=("sw",), initial={"language": "ar"})
    )


def test_a_day_is_read_and_shown_as_year_month_day():
    form = letter(answer_on="2026-03-01")

    assert form.is_valid()
    assert form.cleaned_data["answer_on"] == date(2026, 3, 1)
    assert 'type="date" name="answer_on" value="2026-03-01" dir="ltr"' in str(
        LetterForm(initial={"answer_on": date(2026, 3, 1)})
    )


@pytest.mark.parametrize("typed", ["01/03/2026", "03/01/2026", "1.3.2026", "tomorrow", "2026-02-30"])
def test_a_day_in_an_order_that_readers_take_differently_is_no_day(typed: str):
    assert letter(answer_on=typed).errors.keys() == {"answer_on"}


def test_a_field_takes_only_the_choices_offered():
    form = sent(colour="b")
    offer_choices(form, "colour", ((key, key.upper()) for key in "bc"))

    assert form.is_valid()
    assert "<span>C</span>" in str(form)
    assert sent(colour="b").errors.keys() == {"colour"}


@pytest.mark.parametrize("blank", ["\u200b", "\u3164", "\u2060\u2060", " \u00ad "])
def test_what_cannot_be_seen_is_refused_as_empty(blank: str):
    for field in (LineField(), TextField()):
        with pytest.raises(ValidationError) as refused:
            field.clean(blank)
        assert refused.value.messages == ["This field is required."]


@pytest.mark.parametrize(
    ("language", "label", "shown"),
    [
        ("en", "Was it kept?", "Was it kept? This field is required."),
        ("en", "Reason", "Reason: This field is required."),
        ("es", "¿Se ha cumplido?", "¿Se ha cumplido? Este campo es obligatorio."),
        ("ar", "هل نُفِّذ؟", "هل نُفِّذ؟ هذا الحقل مطلوب."),
    ],
)
def test_a_question_is_followed_by_no_colon_in_the_summary_of_errors(language: str, label: str, shown: str):
    class Asking(Form):
        answer = LineField(label=label)

    with translation.override(language):
        html = str(Asking({}))
        assert f">{shown}</a>" in html
        assert "?:" not in html
