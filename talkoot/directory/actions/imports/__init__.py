"""Taking in what others keep: the directory's CSV files and foreign files of bodies, roles and people."""

from talkoot.directory.actions.imports.sources import (
    import_bodies,
    import_harvest,
    import_kubernetes,
    import_mandates,
    import_persons,
    import_roles,
    import_wikimedia,
)

__all__ = [
    "import_bodies",
    "import_harvest",
    "import_kubernetes",
    "import_mandates",
    "import_persons",
    "import_roles",
    "import_wikimedia",
]
