"""Sub-goals, or parts of them, that rest on one measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_single_carriers(context: CheckContext) -> Iterator[Finding]:
    """Find `rests-on-one-measure`: what counts are links that a sentence states or somebody read."""
    graph = context.graph
    for sub_goal in graph.find_elements("sub_goal"):
        links = [
            link
            for link in graph.find_links_to(sub_goal.id, ("advances",))
            if link.is_carrying
            and (link.target_part is not None or link.basis in ("stated", "inferred"))
            and not graph.element(link.source).draft
        ]
        aimed: dict[str | None, set[str]] = {}
        for link in links:
            aimed.setdefault(link.target_part, set()).add(link.source)
        of_whole = aimed.get(None, set())
        if len(of_whole) > 1:
            continue
        for target in [part.id for part in sub_goal.parts] or [sub_goal.id]:
            carriers = of_whole | aimed.get(target, set())
            if len(carriers) == 1:
                slots = {"target": f"@title.{target}", "carrier": carriers.pop()}
                yield context.of_element("rests-on-one-measure", target, **slots)
