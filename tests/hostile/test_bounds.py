"""The worst inputs, small enough for every run: bounded, located, no traceback. `make fuzz` has them in full size."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from sotetrace.model.limits import Limits
from sotetrace.store.documents import load_document
from tests.hostile.reading import law
from tests.hostile.worst import INPUTS, build, measure

if TYPE_CHECKING:
    from pathlib import Path

FEW = Limits(entries=2_000, elements=200, scalar=1_000, findings=300, links=500, pairs=500, answers=500)


@pytest.mark.parametrize("name", INPUTS)
def test_the_law_holds_for_the_worst_inputs(tmp_path: Path, name: str) -> None:
    law(tmp_path, build(name, 8_000))


@pytest.mark.parametrize("name", INPUTS)
def test_limits_bound_what_is_found_and_what_is_kept(name: str) -> None:
    loaded = load_document([("vision.yaml", build(name, 60_000))], FEW)
    assert len(loaded.findings) <= 6 * FEW.findings
    kept = list(loaded.value.iter_elements()) if loaded.value is not None else []
    assert len(kept) <= FEW.elements
    if len(loaded.findings) >= FEW.findings:
        assert "too-large" in {finding.rule for finding in loaded.findings}


@pytest.mark.skipif(sys.platform != "linux", reason="NOT RUN: the bound of memory is Linux's")
@pytest.mark.parametrize("name", ["elements of nothing", "scopes of measures", "directives"])
def test_small_ones_stay_far_within_the_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "vision.yaml"
    path.write_bytes(build(name, 300_000))
    status, _, megabytes, said = measure(path)
    assert status in (0, 1, 3), said
    assert megabytes < 600


@pytest.mark.parametrize(
    ("limit", "text", "place"),
    [
        ("entries", "goals: [a, a, a, a, a, a, a, a, a]\n", "2:12"),
        ("elements", "goals: [{id: G1, title: {en: x}}, {id: G2, title: {en: x}}, {id: G3, title: {en: x}}]\n", "2:61"),
        ("scalar", "note: wordword\n", "2:7"),
        ("depth", "goals: [[[[]]]]\n", "2:10"),
        ("findings", "goals: [*a, *a, *a, *a]\n", "2:17"),
    ],
)
def test_each_limit_is_a_setting_and_passing_it_a_finding(tmp_path: Path, limit: str, text: str, place: str) -> None:
    from tests.hostile.reading import places, read

    limits = {"entries": 6, "elements": 2, "scalar": 6, "depth": 3, "findings": 2}
    raw = f"format: 1\ndocuments: [vision.yaml]\nlimits: {{{limit}: {limits[limit]}}}\n"
    (tmp_path / "sotetrace.yaml").write_text(raw, encoding="utf-8")
    (tmp_path / "vision.yaml").write_text("document: {id: a, title: {en: A}}\n" + text, encoding="utf-8")
    assert f"too-large {place}" in places(read(tmp_path / "sotetrace.yaml").findings)
