"""`python -m recount`."""

from __future__ import annotations

import sys

from recount.command import main

if __name__ == "__main__":
    sys.exit(main())
