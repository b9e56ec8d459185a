"""A rule said no. Unlike a missing permission, the one who asked may mend it and ask again."""

from __future__ import annotations

from talkoot.kernel.verdicts import Text


class Refusal(Exception):
    """A rule refused what was asked; shown as a sentence in the form that asked, which stays filled.

    ``code`` is stable and for machines, ``text`` is the sentence for people, ``field`` the form field it
    concerns (empty when it concerns the whole).
    """

    def __init__(self, code: str, text: Text, field: str = "") -> None:
        super().__init__(str(text))
        self.code = code
        self.text = text
        self.field = field


class AlreadyDone(Exception):
    """The same form was posted before; ``subject`` is what the first post made or changed."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


class TooOften(Refusal):
    """The same was asked too often; it may be asked again after ``seconds``. Shown as 429."""

    def __init__(self, text: Text, seconds: int) -> None:
        super().__init__("too_often", text)
        self.seconds = seconds
