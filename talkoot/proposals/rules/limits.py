"""How long people's words may be, in characters, and how many drafts a person keeps."""

TITLE_MAX = 200
PROBLEM_MAX = 20_000
CHANGE_MAX = 20_000
AFFECTED_MAX = 5_000
SUMMARY_MAX = 300
COMMENT_MAX = 5_000
REASON_MAX = 5_000
REPLY_MAX = 10_000
LEAD_MAX = 240
DRAFTS_MAX = 50


def lead_of(text: str) -> str:
    """Return the start of a Markdown text for lists: one line, at most `LEAD_MAX`, cut between words."""
    line = " ".join(text.replace("**", "").replace("__", "").replace("`", "").split())
    if len(line) <= LEAD_MAX:
        return line
    cut = line[: LEAD_MAX - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"
