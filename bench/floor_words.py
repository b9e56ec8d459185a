"""Words the searches of both sides are made of."""

WORDS = (
    "coordination movement affiliate council hub equity governance charter budget grant language wiki template gadget "
    "editor patrol policy consensus proposal regional thematic support"
).split()
