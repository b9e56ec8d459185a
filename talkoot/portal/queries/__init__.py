"""Reading across domains: what needs a person, what changed, what a ref is called."""

from __future__ import annotations

from talkoot.portal.queries.refs import describe, resolvers, url_of

__all__ = ["describe", "resolvers", "url_of"]
