"""What runs when: (name, seconds between runs, function taking ``at``). The worker reads this list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from talkoot.accounts import tasks as accounts
from talkoot.ballotboxes import tasks as ballotboxes
from talkoot.commitments import tasks as commitments
from talkoot.consultations import tasks as consultations
from talkoot.decisions import tasks as decisions
from talkoot.directory import tasks as directory
from talkoot.duties import tasks as duties
from talkoot.ledger import tasks as ledger
from talkoot.notifications import tasks as notifications
from talkoot.proposals import tasks as proposals
from talkoot.radar import tasks as radar

SCHEDULE: list[tuple[str, float, Callable[[datetime], object]]] = [
    ("seal what is new", 0.5, ledger.relay),
    ("tell who waits for it", 0.5, ledger.deliver_due),
    ("send the mail that is owed", 5, notifications.send_due),
    ("let go of sessions that ended", 86_400, accounts.forget_old),
    ("let go of mailings long sent", 86_400, notifications.forget_old),
    ("open the decisions that were announced", 5, decisions.open_due),
    ("close the decisions that are due", 5, decisions.close_due),
    ("let counts stand that may be challenged no more", 60, decisions.make_final_due),
    ("forget the keys of emptied ballot boxes", 86_400, ballotboxes.forget_keys),
    ("watch what was promised", 3_600, commitments.watch_due_dates),
    ("remind those who were not heard", 600, consultations.remind_parties),
    ("forget visitors' limits that ran out", 86_400, consultations.sweep_allowances),
    ("count the seats that are filled", 3_600, directory.count_seats),
    ("look for duties that nobody holds", 3_600, duties.look_for_orphans),
    ("sweep the radar once a day", 60, radar.sweep_daily),
    ("say which proposals are late", 600, proposals.note_late),
]
