"""What a web server calls: static files first, then the site."""

from __future__ import annotations

import os
import re

from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")

# The storage puts twelve digits of a file's digest into its name, so such a file never changes.
HASHED = re.compile(r"\.[0-9a-f]{12}\.")


def _with_static_files() -> ServeStatic:
    site = get_wsgi_application()
    from django.conf import settings  # noqa: PLC0415  # read only after the line above has set Django up

    # Around the site and not among its middleware, where it would make every request pass through an event loop.
    return ServeStatic(
        site,
        root=str(settings.STATIC_ROOT),
        prefix="/static/",
        max_age=60,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: bool(HASHED.search(url)),
        add_headers_function=lambda headers, path, url: headers.add_header("X-Content-Type-Options", "nosniff"),
    )


application = _with_static_files()
