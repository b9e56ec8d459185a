"""What can be done with commitments."""

from talkoot.commitments.actions.delivering import change_due_date, post_update
from talkoot.commitments.actions.judging import review_commitment
from talkoot.commitments.actions.promising import make_commitment, withdraw_commitment
from talkoot.commitments.actions.watching import watch_due_dates

__all__ = [
    "change_due_date",
    "make_commitment",
    "post_update",
    "review_commitment",
    "watch_due_dates",
    "withdraw_commitment",
]
