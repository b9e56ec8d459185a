"""Text references to rows of any app: ``proposal:142``. History keeps them when the row's table is gone."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


def ref(kind: str, key: int | str) -> str:
    """Return the reference to the thing of ``kind`` with primary key ``key``."""
    return f"{kind}:{key}"


def split(reference: str) -> tuple[str, str]:
    """Return kind and key; a reference without a key (``system``) has an empty one."""
    kind, _, key = reference.partition(":")
    return kind, key


@dataclass(frozen=True, slots=True)
class Label:
    """How a thing is shown: its name, the language of that name (empty when a proper name) and its page."""

    text: str
    url: str = ""
    language: str = ""

    @property
    def link(self) -> SafeHtml:
        """Return the name as safe HTML: isolated from the direction of the text around it, linked to its page."""
        lang = f' lang="{escape(self.language)}"' if self.language else ""
        name = f"<bdi{lang}>{escape(self.text)}</bdi>"
        return SafeHtml(f'<a href="{escape(self.url)}">{name}</a>' if self.url else name)


class SafeHtml(str):
    """HTML made from escaped parts; template engines know it by ``__html__``."""

    __slots__ = ()

    def __html__(self) -> str:
        return self
