"""The release that runs."""

from importlib.metadata import version

VERSION = version("fieldpost")
