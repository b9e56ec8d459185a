"""The demo movement: invented bodies, people and matters in every state, played through the real actions."""

from __future__ import annotations

from collections.abc import Callable

from talkoot.config.demo.charters import write_down
from talkoot.config.demo.courses import give_notice
from talkoot.config.demo.elections import elect
from talkoot.config.demo.people import SIGN_INS, SignIn
from talkoot.config.demo.play import play
from talkoot.config.demo.ratification import ratify
from talkoot.config.demo.responsibilities import fall_vacant, keep_watch
from talkoot.config.demo.rounds import consent
from talkoot.config.demo.secrecy import keep_secrets
from talkoot.config.demo.setting import Setting, is_set_up, set_up
from talkoot.kernel.clock import now

Progress = Callable[[str], None]


def is_loaded() -> bool:
    """Tell whether the demo movement is in the database."""
    return is_set_up()


def sign_ins() -> list[SignIn]:
    """Return whom one can sign in as, with their passwords."""
    return SIGN_INS


def load(progress: Progress) -> Setting:
    """Load the movement as if it had lived for two years until now; ``progress`` is told how far it is."""
    moment = now()
    setting = set_up(moment, progress)
    ratify(setting, moment)
    elect(setting, moment)
    consent(setting, moment)
    keep_secrets(setting, moment)
    give_notice(setting, moment)
    write_down(setting, moment)
    keep_watch(moment)
    play(setting, moment, progress)
    fall_vacant(setting, moment)
    return setting
