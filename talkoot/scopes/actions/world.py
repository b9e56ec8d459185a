"""The world as its standards give it: M49 areas, ISO countries, BCP 47 languages. Read from the files in `seed`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from talkoot.scopes.models import (
    Language,
    LanguageClosure,
    LanguageFallback,
    Territory,
    TerritoryClosure,
    TerritoryLabel,
)
from talkoot.scopes.rules import closure

SEED = Path(__file__).resolve().parent.parent / "seed"


def load_world() -> None:
    """Make territories, languages, their names, order and fallbacks be what the seed files say.

    May be run at any time, on every start too: only differences are written. What a newer file leaves out stays,
    because scopes may point to it.
    """
    with transaction.atomic():
        _load_territories()
        _load_languages()
