"""`sotetrace textconv`, which git runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sotetrace.cli.output import write


def textconv(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of a model, as git hands it over.")],
) -> None:
    """Print a file of a model as one line for each element, link and field, sorted by id, for git diff.

    Of a crosswalk, one line for each mapping and column. What is no faultless file of a model is printed as it is.
    `sotetrace git-setup` makes git run this.

    Exit status: 0 printed, 2 wrong use, 3 there is no such file.

    Example: sotetrace textconv data/vision.yaml
    """
    from sotetrace.report.inert import inert
    from sotetrace.store.mapping_lines import find_mapping_lines
    from sotetrace.store.readers import read_bytes
    from sotetrace.store.text_lines import find_lines

    raw = read_bytes(file)
    lines = find_mapping_lines(raw) or find_lines(raw)
    if lines is None:
        write(raw.decode("utf-8", "replace"))
    else:
        write("".join(f"{inert(line)}\n" for line in lines))
