"""Imports packages with every compiled extension out of reach, as on a phone that has no recipe.

Only the standard library's own extensions and msgspec load; any other raises ImportError, so that a
library with a pure fallback takes it and one without fails. Run as a program of its own, since what
an earlier import has loaded cannot be taken back:

    python -m tests.rules.extension_guard schemas sync clients.replica
"""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from types import ModuleType

ALLOWED = frozenset(sys.stdlib_module_names) | {"msgspec"}


class ExtensionGuard(MetaPathFinder):
    """Stands first on sys.meta_path and refuses extensions outside ALLOWED."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Always None, which leaves the module to the finders behind.

        Raises:
            ImportError: the module is a compiled extension that a phone would not have.
        """
        if fullname.partition(".")[0] in ALLOWED:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, ExtensionFileLoader):
            raise ImportError(f"compiled extension out of reach: {fullname}", name=fullname)
        return None


def import_all(package: str) -> list[str]:
    """Imports the package and every module below it; answers their names."""
    root = importlib.import_module(package)
    names = [package]
    for module in pkgutil.walk_packages(getattr(root, "__path__", []), prefix=f"{package}."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
            names.append(module.name)
    return names


def main(packages: list[str]) -> None:
    """Prints the name of each module that imported."""
    sys.meta_path.insert(0, ExtensionGuard())
    for package in packages:
        print("\n".join(import_all(package)))


if __name__ == "__main__":
    main(sys.argv[1:])
