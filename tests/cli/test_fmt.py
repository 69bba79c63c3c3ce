"""`fmt`: one layout, nothing that is said changes, and no comment is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Baseline, Settings, WaiverFile
from sotetrace.store.layout import ELEMENT_KEYS, KEYS, SECTIONS
from tests.cli import runner
from tests.cli.plans import PLAN, UNPARSABLE
from tests.cli.runner import ROOT

if TYPE_CHECKING:
    from tests.cli.runner import Run

TIDY = """\
# about the file

format: 1

# about the document
document: # behind it
  id: plan
  # of the title
  title: {fi: Suunnitelma}
  summary:
    fi: >-
      Yksi
        kaksi # ei kommentti

      kolme

levels:
  - id: L1 # the first
    title: {fi: 'Taso'}
    # at the end of L1

  # about L2
  - id: "L2"
    title:
      fi: Toinen
    formerly: [L0,
      L00] # in two lines
# the end
"""
UNTIDY = """\
# about the file

levels:
   -   # about L2
       formerly:   [L0,
         L00] # in two lines
       id:   "L2"
       title:
            fi: Toinen


# about the document
document: # behind it
    # of the title
    title:   {fi: Suunnitelma}
    summary:
       fi: >-
             Yksi
               kaksi # ei kommentti

             kolme
    id: plan
format: 1
# the end



"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def fmt(*args: str | Path) -> Run:
    return runner.sotetrace("fmt", *args, cwd=Path.cwd())


def laid_out(text: str) -> str:
    Path("x.yaml").write_bytes(text.encode())
    run = fmt("x.yaml")
    assert (run.status, run.err) == (0, "")
    return Path("x.yaml").read_bytes().decode()


def test_what_is_tidy_stays_to_the_byte() -> None:
    assert laid_out(TIDY) == TIDY


def test_everything_comes_into_its_place() -> None:
    first = "  - id: L1 # the first\n    title: {fi: 'Taso'}\n    # at the end of L1\n\n"
    assert laid_out(UNTIDY) == TIDY.replace(first, "")


def test_line_ends_and_white_space() -> None:
    assert laid_out(TIDY.replace("\n", "\r\n")) == TIDY
    assert laid_out(TIDY.replace("it\n", "it \t\n").replace("plan\n", "plan  \n").replace("end\n", "end \n")) == TIDY
    assert laid_out(TIDY.removesuffix("\n")) == TIDY


def test_check_writes_nothing_and_fails() -> None:
    Path("x.yaml").write_text(UNTIDY)
    Path("y.yaml").write_text(TIDY)
    run = fmt("--check", "x.yaml", "y.yaml")
    assert (run.status, run.out) == (1, "x.yaml: has another layout\ny.yaml: unchanged\n")
    assert Path("x.yaml").read_text() == UNTIDY
    assert fmt("--check", "y.yaml").status == 0


def test_without_files_it_is_the_whole_workspace() -> None:
    Path("sotetrace.yaml").write_text("documents: [plan.yaml]\nwaivers: w.yaml\nformat: 1\n")
    Path("plan.yaml").write_text(PLAN)
    Path("w.yaml").write_text("waivers: []\nformat: 1\n")
    assert fmt().out.count(": laid out") == 3
    assert Path("w.yaml").read_text() == "format: 1\nwaivers: []\n"
    assert fmt("--check").status == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: 1\nlevels: [\n", "x.yaml: has errors"),
        ("format: 1\nformat: 1\n", "x.yaml: has errors"),
        ("format: &a 1\n", "x.yaml: has errors"),
        ("\ufeffformat: 1\n", "x.yaml: has errors"),
        (UNPARSABLE, "no mapping"),
        ("{format: 1}\n", "no mapping"),
        ("format: 1\n...\n", "line 2"),
        ("document:\n  id: |-\n   plan\n     \nformat: 1\n", "change more than it should"),
    ],
)
def test_what_has_no_layout_is_refused_and_nothing_is_written(text: str, told: str) -> None:
    Path("a.yaml").write_text(UNTIDY)
    Path("x.yaml").write_text(text)
    run = fmt("a.yaml", "x.yaml")
    assert run.status == 2
    assert told in run.err
    assert (Path("a.yaml").read_text(), Path("x.yaml").read_text()) == (UNTIDY, text)


def test_read_only_files_and_links() -> None:
    Path("x.yaml").write_text(UNTIDY)
    Path("link.yaml").symlink_to("x.yaml")
    Path("x.yaml").chmod(0o444)
    assert "is read-only" in fmt("link.yaml").err
    Path("x.yaml").chmod(0o600)
    assert fmt("link.yaml").status == 0
    assert Path("link.yaml").is_symlink()
    assert Path("x.yaml").read_text() != UNTIDY
    assert fmt("none.yaml").status == 3


def test_a_start_of_the_document_stays_at_the_top() -> None:
    assert laid_out("# top\n---\ndocument: {id: x}\nformat: 1\n").startswith("# top\n---\n")


STARTER = "src/sotetrace/store/starter_files"
KEPT = ("data/vision.yaml", f"{STARTER}/vision.yaml", f"{STARTER}/sotetrace.yaml", f"{STARTER}/waivers.yaml")


@pytest.mark.parametrize("name", KEPT)
def test_files_of_the_project_are_laid_out(name: str) -> None:
    assert fmt("--check", ROOT / name).status == 0


def test_every_key_of_the_model_has_its_place() -> None:
    for top in (VisionDocument, Settings, WaiverFile, Baseline):
        assert issubclass(top, BaseModel)
        schema = top.model_json_schema(by_alias=True)
        assert schema["properties"].keys() <= set(SECTIONS)
        for one in schema["$defs"].values():
            assert one.get("properties", {}).keys() <= {*ELEMENT_KEYS, *KEYS}
