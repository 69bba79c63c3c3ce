"""The pages on quality and on the supply chain say what is so: counted figures, targets, tests, packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import ROOT, region_of
from tests.docs.quality import figures_region, functions_of, seeded_region
from tests.docs.supply import REASONS, direct, extras, extras_region, packages_region, pinned, reasons_region

if TYPE_CHECKING:
    from collections.abc import Callable

QUALITY, SUPPLY, SURVIVORS = "docs/quality.md", "docs/reference/supply-chain.md", "docs/survivors.md"
REGIONS: list[tuple[str, str, Callable[[], str]]] = [
    (QUALITY, "figures", figures_region),
    (QUALITY, "seeded", seeded_region),
    (SUPPLY, "packages", packages_region),
    (SUPPLY, "extras", extras_region),
    (SUPPLY, "reasons", reasons_region),
]
ENOUGH = 90
"""Per cent of the mutants of each room that have to be killed."""


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "region", "write"), REGIONS, ids=[region for _, region, _ in REGIONS])
def test_counted_region_is_fresh(page: str, region: str, write: Callable[[], str], is_refreshing: bool) -> None:
    text = text_of(page)
    start, end = region_of(text, region)
    fresh = f"\n{write()}\n"
    if is_refreshing:
        (ROOT / page).write_text(text[:start] + fresh + text[end:], encoding="utf-8")
        return
    assert text[start:end] == fresh


@pytest.mark.parametrize("page", [QUALITY, SUPPLY, "SECURITY.md"])
def test_named_targets_and_tests_are_there(page: str) -> None:
    text = text_of(page)
    targets = re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z]+)", text)) <= set(targets)
    for path, _, function in re.findall(r"(tests/[\w/]+\.py)(::(\w+))?", text):
        assert (ROOT / path).is_file(), path
        assert not function or function in functions_of(path), f"{path}::{function}"


def test_mutants_add_up_enough_are_killed_and_every_other_one_has_its_reason() -> None:
    rows = re.findall(
        r"^\| (coverage|graph|diff) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d.]+) \|",
        text_of(QUALITY),
        re.MULTILINE,
    )
    assert [row[0] for row in rows] == ["coverage", "graph", "diff"]
    for room, *cells, share in rows:
        mutants, run, killed, survived = (int(cell.replace(",", "")) for cell in cells)
        assert killed + survived == run <= mutants, room
        assert float(share) == round(100 * killed / run, 1) >= ENOUGH, room
        listed = re.search(rf"^## {room}$(.*?)(?=^## |\Z)", text_of(SURVIVORS), re.MULTILINE | re.DOTALL)
        assert listed is not None
        assert sum(map(int, re.findall(r"^\| `[^|]*\| (\d+) \|", listed[1], re.MULTILINE))) == survived, room


def test_every_package_of_the_lock_file_has_a_reason() -> None:
    assert REASONS.keys() == pinned("run").keys() | extras().keys()
    assert direct() <= pinned("run").keys()
    assert pinned("run").keys() <= pinned("dev").keys(), "the checks run with what users get"
    assert all(pinned("dev")[name][0] == version for name, (version, _) in pinned("run").items())


@pytest.mark.parametrize("name", ["run", "build", "dev", "mutants", "audit"])
def test_every_pin_has_a_hash_and_names_no_index(name: str) -> None:
    text = text_of(f"requirements/{name}.txt")
    entries = re.split(r"\n(?=\S)", text)
    pins = [entry for entry in entries if not entry.startswith("#")]
    assert len(pins) >= 1
    assert all("--hash=sha256:" in entry for entry in pins)
    assert "://" not in text
    assert "--index-url" not in text
