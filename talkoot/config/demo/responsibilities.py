"""What the radar shows: a seat that fell vacant with a duty on it, gaps, and one of them accepted for a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.config.demo.setting import Setting
from talkoot.directory import actions as directory
from talkoot.duties import actions as duties
from talkoot.kernel.actors import SYSTEM
from talkoot.ledger.tasks import drain
from talkoot.radar import actions as radar
from talkoot.radar.models import Finding, HandOver


def keep_watch(moment: datetime) -> None:
    """Sweep a quarter of a year ago, so that what was wrong then has an age."""
    radar.sweep(at=moment - timedelta(days=90))


def fall_vacant(setting: Setting, moment: datetime) -> None:
    """Let the keeper of the council's minutes step down, and the council live with another trouble until spring."""
    council = setting.bodies["technology-council"]
    began, ended = moment - timedelta(days=20), moment - timedelta(days=12)
    keeper = directory.create_role(council.pk, name="Keeper of the minutes", seats=1, by=SYSTEM, at=began)
    held = directory.give_mandate(keeper.pk, person_id=setting.people["juniper-vale"].pk, by=SYSTEM, at=began)
    for letter, matter in (("accountable", "Minutes in two languages"), ("responsible", "Translation tools")):
        duties.assign_duty(
            letter=letter, matter=matter, language="en", role_id=keeper.pk, source="Charter 3.4",
            reason="The council agreed on it in its first meeting.", by=SYSTEM, at=began,
        )  # fmt: skip
    drain(began)
    directory.end_mandate(held.pk, reason="Has less time than they thought.", by=SYSTEM, at=ended)
    drain(ended)
    gap = Finding.objects.open().filter(kind="gap", body__isnull=False).order_by("pk").first()
    if gap is not None:
        radar.accept_finding(
            gap.pk, until=(moment + timedelta(days=60)).date(), language="en",
            reason="The next assembly decides who takes this on.", by=SYSTEM, at=moment - timedelta(days=10),
        )  # fmt: skip
    pack = HandOver.objects.filter(role=keeper).first()
    if pack is not None:
        first = pack.items.order_by("pk")[0]
        radar.take_over(first.pk, by=setting.holder("technology-council"), at=moment - timedelta(days=9))
    radar.sweep(at=moment)
    drain(moment)
