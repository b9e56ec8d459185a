"""Pages of commitments."""

from talkoot.commitments.views.reading import commitment, commitments
from talkoot.commitments.views.writing import (
    change_due_date,
    make_commitment,
    post_update,
    review_commitment,
    withdraw_commitment,
)

__all__ = [
    "change_due_date",
    "commitment",
    "commitments",
    "make_commitment",
    "post_update",
    "review_commitment",
    "withdraw_commitment",
]
