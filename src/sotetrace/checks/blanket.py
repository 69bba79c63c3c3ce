"""Elements that the source covers by a blanket claim alone, and those that only inference covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_blanket(context: CheckContext) -> Iterator[Finding]:
    """Find `only-blanket` and `only-inferred`."""
    for expectation in context.coverage.expectations:
        for covered in expectation.elements if expectation.is_applicable else ():
            if covered.as_source == "blanket":
                yield context.of_element("only-blanket", covered.id)
            elif covered.as_source == "none" and covered.as_read != "none":
                yield context.of_element("only-inferred", covered.id)
