"""The version, alone in a module so that `--version` can be answered before anything else loads."""

__version__ = "0.1.0"
