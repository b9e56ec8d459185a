"""Who may do what with proposals, and why not; and in which words a gate says what is missing."""

from talkoot.proposals.permissions.gates import demand, lacks, requirement
from talkoot.proposals.permissions.table import TABLE, Charge, Permission, may

__all__ = ["TABLE", "Charge", "Permission", "demand", "lacks", "may", "requirement"]
