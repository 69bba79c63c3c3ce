"""Real files with damage in them, and models drawn at random, through reading and through every command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.findings import Severity
from tests.cli.runner import sotetrace
from tests.hostile.fuzzing import budget, excerpt, mutated, real_files
from tests.hostile.reading import law, read
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DrawFn

COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "sarif"),
    ("coverage", "--lang", "fi"),
    ("coverage", "--format", "json"),
    ("coverage", "--by", "level"),
    ("list", "all"),
    ("impact", "--all"),
    ("robustness",),
    ("review",),
    ("trace", "G1"),
    ("show", "M1"),
    ("path", "M1", "P1"),
    ("impact", "M1"),
    ("export", "markdown"),
    ("export", "mermaid"),
    ("export", "html"),
    ("export", "json-graph"),
    ("export", "turtle"),
    ("verify",),
)
"""Every command that only reads; an id that a model does not have is wrong use, status 2."""


def run_all(model: Path) -> None:
    """Run every command on a model. What is no status of ours is a traceback, which fails the test by itself."""
    for name, *rest in COMMANDS:
        done = sotetrace(name, *rest, "-m", model, cwd=model.parent)
        assert done.status in (0, 1, 2, 3), (name, rest, done)
    assert sotetrace("textconv", model, cwd=model.parent).status == 0
    assert sotetrace("fmt", "--check", model, cwd=model.parent).status in (0, 1, 2, 3)
    assert sotetrace("diff", model, model, cwd=model.parent).status in (0, 1, 3)


@st.composite
def damaged(draw: DrawFn) -> tuple[str, bytes]:
    """Draw a real file, or some lines of it, with damage."""
    name, raw = draw(st.sampled_from(real_files()))
    if len(raw) > 20_000:
        raw = excerpt(raw, draw(st.integers(0, raw.count(b"\n"))), 60)
    return name, draw(mutated(raw))


@budget(30)
@given(damaged())
def test_real_files_with_damage(tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]) -> None:
    name, raw = file
    kept = name if name in ("sotetrace.yaml", "waivers.yaml") else "vision.yaml"
    law(tmp_path_factory.mktemp("damaged"), raw, kept)


@budget(20)
@given(
    st.sampled_from([raw for name, raw in real_files() if name.endswith(".tsv")]).flatmap(
        lambda raw: mutated(b"".join(raw.splitlines(keepends=True)[:40]))
    )
)
def test_crosswalks_with_damage(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("crosswalk")
    settings = b"format: 1\ndocuments: [vision.yaml]\ncrosswalks: [c.sssom.tsv]\n"
    (folder / "sotetrace.yaml").write_bytes(settings)
    (folder / "vision.yaml").write_bytes(b"format: 1\ndocument: {id: soste, title: {fi: x}, original: fi}\n")
    (folder / "c.sssom.tsv").write_bytes(raw)
    result = read(folder / "sotetrace.yaml")
    assert read(folder / "sotetrace.yaml") == result
    assert all(finding.location is not None for finding in result.findings)


@budget(2)
@given(documents())
def test_what_loads_without_errors_survives_every_command(
    tmp_path_factory: pytest.TempPathFactory, raw: dict[str, Any]
) -> None:
    model = tmp_path_factory.mktemp("drawn") / "vision.yaml"
    model.write_text(json.dumps(raw, indent=1), encoding="utf-8")
    result = read(model)
    assert [finding for finding in result.findings if finding.code < "SOT100"] == []
    run_all(model)


@st.composite
def misshapen(draw: DrawFn) -> dict[str, Any]:
    """Draw a document in which a few values are of another kind, missing, or somebody else's."""
    raw = json.loads(json.dumps(draw(documents())))
    for _ in range(draw(st.integers(1, 4))):
        places: list[tuple[Any, Any]] = []
        pending = [raw]
        while pending:
            container = pending.pop()
            entries = list(container.items() if isinstance(container, dict) else enumerate(container))
            places += [(container, key) for key, _ in entries]
            pending += [value for _, value in entries if isinstance(value, (dict, list))]
        if not places:
            break
        container, key = draw(st.sampled_from(places))
        other = draw(st.sampled_from(places))
        strange = [
            None,
            "",
            "x",
            "M1",
            0,
            -1,
            1e300,
            True,
            [],
            {},
            [[]],
            {"id": "M1"},
            "9" * 30,
            "é\u202e",
            other[0][other[1]],
        ]
        value = draw(st.sampled_from(strange))
        if draw(st.booleans()) and isinstance(container, dict):
            del container[key]
        else:
            container[key] = json.loads(json.dumps(value))
    return raw  # type: ignore[no-any-return]


@budget(2)
@given(misshapen())
def test_nearly_valid_models_survive_every_command(
    tmp_path_factory: pytest.TempPathFactory, raw: dict[str, Any]
) -> None:
    model = tmp_path_factory.mktemp("misshapen") / "vision.yaml"
    model.write_text(json.dumps(raw, indent=1), encoding="utf-8")
    run_all(model)


@budget(20)
@given(misshapen())
def test_nearly_valid_models_obey_the_law(tmp_path_factory: pytest.TempPathFactory, raw: dict[str, Any]) -> None:
    result = law(tmp_path_factory.mktemp("nearly"), json.dumps(raw, ensure_ascii=False, indent=1).encode())
    assert all(finding.severity > Severity.OFF for finding in result.findings)
