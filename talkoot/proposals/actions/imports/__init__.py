"""Taking in proposals that others keep."""

from talkoot.proposals.actions.imports.sources import import_peps, import_proposals, import_wishlist

__all__ = ["import_peps", "import_proposals", "import_wishlist"]
