"""Asking for sides as a command does, with proof that nothing was changed by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.store.revisions import resolve_sides
from tests.repositories import measures_of, unchanged

if TYPE_CHECKING:
    from sotetrace.store.revisions import Side
    from tests.repositories import Repo


def sides(
    *arguments: str, staged: bool = False, model: str | None = None, start: Path | None = None
) -> tuple[Side, Side]:
    """Resolve arguments from the current folder."""
    path = Path(model) if model is not None else None
    return resolve_sides(arguments, staged=staged, model=path, start=start or Path.cwd())


def compared(repo: Repo, *arguments: str, staged: bool = False, model: str | None = None) -> tuple[str, str]:
    """The measures of both sides as words, such as `("M1", "M1 M2")`."""
    with unchanged(repo):
        old, new = sides(*arguments, staged=staged, model=model)
        return " ".join(measures_of(old.open())), " ".join(measures_of(new.open()))
