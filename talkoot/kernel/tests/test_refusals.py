"""What rules say when they say no."""

from __future__ import annotations

from talkoot.kernel.refusals import AlreadyDone, Refusal, TooOften


class Later:
    """A sentence that is put into words only when it is read."""

    def __str__(self) -> str:
        return "The vote is over."


def test_a_refusal_has_a_code_for_machines_a_sentence_for_people_and_the_field_it_is_about():
    refusal = Refusal("closed", Later(), field="choice")

    assert (refusal.code, refusal.field, str(refusal)) == ("closed", "choice", "The vote is over.")
    assert isinstance(refusal.text, Later), "translated for whoever reads it, not for whoever raised it"


def test_a_refusal_concerns_the_whole_form_unless_it_names_a_field():
    assert Refusal("closed", "Over.").field == ""


def test_too_often_is_a_refusal_that_says_when_to_come_back():
    refusal = TooOften("Wait a minute.", 60)

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.seconds) == ("too_often", 60)


def test_what_was_done_already_names_what_it_made_and_is_no_refusal():
    assert AlreadyDone("proposal:142").subject == "proposal:142"
    assert not issubclass(AlreadyDone, Refusal)
