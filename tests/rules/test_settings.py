"""deploy/env.template names every setting there is, and none that is not."""

import re
from inspect import get_annotations

from server.settings import Settings
from tests.rules.tree import ROOT

VARIABLE = re.compile(r"^(?:# ?)?(FIELDPOST_[A-Z0-9_]+)=", re.MULTILINE)


def test_the_template_lists_exactly_the_settings() -> None:
    listed = VARIABLE.findall((ROOT / "deploy" / "env.template").read_text("utf-8"))
    assert len(listed) == len(set(listed))
    assert set(listed) == {f"FIELDPOST_{name.upper()}" for name in get_annotations(Settings)}
