"""Accessibility: axe-core finds nothing, in either ground, wide and narrow, at rest and in use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.chromium import Tab

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(tab: Tab, axe: str) -> list[str]:
    """What axe-core finds: the rule, and where."""
    tab.run(axe)
    found: list[dict[str, Any]] = tab.run(
        f"axe.run(document, {{runOnly: {json.dumps(_TAGS)}}}).then(r => r.violations.map(v => "
        "({id: v.id, nodes: v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary)})))"
    )
    return [f"{fault['id']}: {place}" for fault in found for place in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab: Tab, axe: str, scheme: str) -> None:
    tab.prefer(color_scheme=scheme, reduced_motion="reduce")
    assert faults(tab, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_use(tab: Tab, axe: str, scheme: str) -> None:
    """With a chain pinned, measures left out, columns added, a reason shown, and another language."""
    tab.prefer(color_scheme=scheme, reduced_motion="reduce")
    tab.resize(360, 780)
    tab.run(
        "document.querySelector('g[data-box=\"G2.1\"] a').click();"
        "for (const one of ['[data-measure=M1]', '[data-measure=M4]', '[data-class=low]', '[data-kind=trend]',"
        " '[data-language=sv]', 'details > summary']) document.querySelector(one).click();"
        "document.querySelector('.matrix td > a').focus()"
    )
    assert faults(tab, axe) == []
