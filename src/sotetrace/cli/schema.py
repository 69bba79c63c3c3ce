"""`sotetrace schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from sotetrace.cli.completion import complete_schema
from sotetrace.cli.output import write
from sotetrace.errors import UsageError


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            help="vision (the YAML format), settings, waivers, baseline, or an output: across, changelog, check, "
            "coverage, crosswalk, diff, documents, element, history, impact, import, list, matrix, merge, model, "
            "paths, review, robustness, rules, scope, trace, trace-across, trend, verdicts, verify, workspace.",
            autocompletion=complete_schema,
        ),
    ] = "vision",
) -> None:
    """Print a JSON Schema: of the YAML format, for editors, or of an output in JSON.

    Example: sotetrace schema coverage
    """
    import json

    from sotetrace.report.shapes.schemas import SCHEMAS, schema_of

    if name not in SCHEMAS:
        raise UsageError(f"there is no schema called {name}", f"Use one of: {', '.join(SCHEMAS)}.")
    write(json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n")
