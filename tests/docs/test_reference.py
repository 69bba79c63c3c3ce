"""The reference is complete: every command, option, rule, output and schema is in it, as it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sotetrace.report.shapes.schemas import SCHEMAS
from sotetrace.rules import code_of, rule_slugs
from tests.docs.generated import REGIONS, commands, options_of, outputs, schemas
from tests.docs.pages import PAGES, ROOT, region_of


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REGIONS)
def test_generated_region_is_fresh(name: str, is_refreshing: bool) -> None:
    region, write = REGIONS[name]
    text = text_of(name)
    start, end = region_of(text, region)
    fresh = f"\n{write()}"
    if is_refreshing:
        (ROOT / name).write_text(text[:start] + fresh + text[end:], encoding="utf-8")
        return
    assert text[start:end] == fresh


@pytest.mark.parametrize("name", schemas())
def test_schema_is_fresh(name: str, is_refreshing: bool) -> None:
    fresh = schemas()[name]
    if is_refreshing:
        (ROOT / name).write_text(fresh, encoding="utf-8")
    assert text_of(name) == fresh


def test_no_schema_is_left_over() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.schema.json")}
    assert found == set(schemas())


def test_schema_is_what_the_command_prints() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "sotetrace", "schema", "vision"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert printed == schemas()["docs/reference/vision.schema.json"]


def test_every_command_and_option_is_mentioned() -> None:
    page = text_of("docs/reference/commands.md")
    for name, command in commands().items():
        section = page.partition(f"### {name}\n")[2].partition("\n### ")[0]
        for option in (name, *options_of(command)):
            assert option in section, f"{name}: {option}"


def test_every_command_is_shown_in_use() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in commands():
        assert f"$ sotetrace {name}" in pages, name


def test_every_rule_is_linked_and_its_page_is_there() -> None:
    page = text_of("docs/reference/rules.md")
    for slug in rule_slugs():
        target = f"src/sotetrace/rules/{code_of(slug)}-{slug}.md"
        assert f"(../../{target})" in page, slug
        assert (ROOT / target).is_file()


def test_every_output_is_described() -> None:
    page = text_of("docs/reference/json.md")
    assert {name for name, _ in outputs()} == SCHEMAS.keys() - {"vision", "settings", "waivers", "baseline"}
    for name, version in outputs():
        assert f"### {version}\n" in page
        assert f"({name}.schema.json)" in page
