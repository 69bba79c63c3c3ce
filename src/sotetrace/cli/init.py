"""`sotetrace init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sotetrace.cli.output import write


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to begin.")] = Path(),
) -> None:
    """Begin a document of your own: a small valid vision, its source text and settings, commented.

    Nothing that is there already is replaced. Every command works on what it writes.

    Example: sotetrace init my-vision
    """
    from sotetrace.store.starter import write_starter

    for path in write_starter(folder):
        write(f"{path.as_posix()}\n")
