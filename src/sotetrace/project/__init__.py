"""The composition root: open a workspace, and ask it. The CLI and users of the library come in here."""

from __future__ import annotations

from sotetrace.project.project import Project

__all__ = ["Project"]
