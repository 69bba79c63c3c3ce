"""What the benchmarks say of what they measured, how they end what takes too long, and that their models are fair."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from bench.budgets import Row, find_missed
from bench.models import write_model
from bench.peers import PEERS, read_items
from bench.timing import Run, growth, ratio, run
from sotetrace.project import Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [(0.4, "met"), (0.41, "over"), (0.5, "over"), (0.51, "MISSED")],
)
def test_run_fails_when_a_ratio_leaves_its_budget_by_more_than_a_quarter(measured: float, verdict: str) -> None:
    row = Row("B4", "check, 10,000", "bare load", 0.4, measured)
    told = Row("", "diff, 50", "check, 50", None, 99.0)
    assert (row.verdict, told.verdict) == (verdict, "")
    assert find_missed([row, told]) == ([row] if verdict == "MISSED" else [])


def test_ratios_are_taken_round_by_round() -> None:
    calm, busy = [Run(1.0, 10), Run(2.0, 10), Run(9.0, 10)], [Run(2.0, 20), Run(4.0, 20), Run(90.0, 20)]
    assert ratio(calm, busy) == 0.5
    assert growth([Run(1.0, 0)], [Run(2.0, 0)], [Run(11.0, 0)]) == 10.0


def test_a_crash_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit status 7"):
        run((sys.executable, "-c", "raise SystemExit(7)"), tmp_path)
    assert not run((sys.executable, "-c", "raise SystemExit(7)"), tmp_path, statuses=frozenset((7,))).is_cut


def test_what_takes_too_long_is_ended_and_said_to_be(tmp_path: Path) -> None:
    found = run((sys.executable, "-c", "while True: pass"), tmp_path, most=1)
    assert found.is_cut
    assert found.seconds > 0.5


def test_the_models_have_as_many_elements_as_they_say_and_no_errors(tmp_path: Path) -> None:
    for size in (50, 300):
        project = Project.open(write_model(tmp_path / str(size), size))
        assert len(project.document.elements) == size
        assert len(list(project.graph.iter_links())) > 1.5 * size
        # A real vision has a finding for every few elements, too; a model full of them would measure printing.
        assert {finding.severity.word for finding in project.findings} <= {"warning", "note"}
        assert len(project.findings) < size / 2


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_peer_gets_every_element(peer: object, tmp_path: Path) -> None:
    items = read_items(write_model(tmp_path / "model", 50))
    assert len(items) == len({item.name for item in items}) == 50
    peer.write(tmp_path / "theirs", items)  # type: ignore[attr-defined]
    files = [path for path in (tmp_path / "theirs").rglob("*") if path.is_file() and ".git" not in path.parts]
    assert all(yaml.safe_load(path.read_bytes()) for path in files if path.suffix == ".yml")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = {path.stem for path in files}
    assert all(item.name in names or f"{item.name}\n" in text or f" {item.name} {{" in text for item in items)
    assert all(item.title in text for item in items)
