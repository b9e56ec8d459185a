"""Everything that changes documents: founding one, and publishing its next version."""

from talkoot.documents.actions.publishing import found_document, publish_version

__all__ = ["found_document", "publish_version"]
