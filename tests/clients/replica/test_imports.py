"""The device runtime imports nothing compiled but msgspec: it must run on Android."""

import subprocess
import sys

GUARD = """
import importlib.machinery, sys
class Guard:
    def find_spec(self, name, path=None, target=None):
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        loader = getattr(spec, "loader", None)
        if isinstance(loader, importlib.machinery.ExtensionFileLoader):
            top = name.partition(".")[0]
            if top != "msgspec" and top not in sys.stdlib_module_names:
                raise ImportError(f"compiled: {name}")
        return None
sys.meta_path.insert(0, Guard())
import clients.replica.engine, clients.replica.enrol, clients.replica.transport.socket
"""


def test_nothing_compiled_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", GUARD], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
