"""Finding and opening a workspace: upwards to the root of the repository, settings, waivers, the embedded vision."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.errors import ModelNotFoundError, UnparsableError, UnreadableError
from sotetrace.findings import Finding
from sotetrace.model.settings import Settings
from sotetrace.store.readers import EMBEDDED_NAME, MAX_FILES
from sotetrace.store.workspaces import OpenedWorkspace, find_model, open_workspace

HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"
GOAL = HEAD + "goals: [{id: G1, title: {en: One}}]\n"
OTHER = "format: 1\ndocument: {id: other, title: {en: Other}, original: en}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, and the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opened(model: str | Path, files: dict[str, str], here: Path) -> OpenedWorkspace:
    write(here, files)
    return open_workspace(Path(model), start=here, may_embed=False)


def places(findings: tuple[object, ...]) -> list[tuple[str, str, int, int]]:
    found = []
    for finding in findings:
        assert isinstance(finding, Finding)
        assert finding.location is not None
        found.append((finding.rule, finding.location.file, finding.location.line, finding.location.column))
    return found


# ---- looking for a model -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sotetrace.yaml", "data/vision.yaml"])
def test_model_is_looked_for_upwards(here: Path, name: str) -> None:
    write(here, {name: GOAL, "a/b/c/x": ""})
    assert find_model(here / "a" / "b" / "c") == here / name
    assert find_model(here) == here / name


def test_settings_come_before_the_default_document(here: Path) -> None:
    write(here, {"sotetrace.yaml": "", "data/vision.yaml": "", "sub/data/vision.yaml": ""})
    assert find_model(here) == here / "sotetrace.yaml"
    assert find_model(here / "sub") == here / "sub" / "data" / "vision.yaml"


@pytest.mark.parametrize("is_worktree", [True, False])
def test_the_search_stops_at_the_root_of_the_repository(here: Path, *, is_worktree: bool) -> None:
    write(here, {"sotetrace.yaml": GOAL, "inner/a/x": ""})
    git = here / "inner" / ".git"
    git.write_text("gitdir: elsewhere\n", encoding="utf-8") if is_worktree else git.mkdir()
    assert find_model(here / "inner" / "a") is None
    with pytest.raises(ModelNotFoundError) as caught:
        open_workspace(None, start=here / "inner" / "a", may_embed=False)
    assert "sotetrace init" in caught.value.hint


def test_search_from_where_nothing_may_be_seen(closed: Path) -> None:
    found = find_model(closed / "deeper")
    assert found is None or closed not in found.parents


def test_embedded_vision_is_used_only_where_it_may_be(here: Path) -> None:
    result = open_workspace(None, start=here, may_embed=True)
    assert result.is_embedded
    assert result.workspace.documents[0].document.id == "sote2040"
    assert result.positions["sote2040"].files[0][0] == EMBEDDED_NAME
    with pytest.raises(ModelNotFoundError):
        open_workspace(None, start=here, may_embed=False)
    with pytest.raises(UnreadableError):
        open_workspace(Path("absent.yaml"), start=here, may_embed=True)


def test_model_that_is_found_is_opened(here: Path) -> None:
    write(here, {"data/vision.yaml": GOAL})
    result = open_workspace(None, start=here, may_embed=True)
    assert not result.is_embedded
    assert result.workspace.documents[0].document.id == "sample"


# ---- one document --------------------------------------------------------------------------------------------------


def test_one_file(here: Path) -> None:
    result = opened("a.yaml", {"a.yaml": GOAL}, here)
    assert result.findings == ()
    assert result.workspace.settings == Settings()
    assert result.positions["sample"].files[0][0] == "a.yaml"


def test_folder_of_files_in_the_order_of_their_names(here: Path) -> None:
    files = {"d/b.yml": "goals: [{id: G2, title: {en: x}}]\n", "d/a.yaml": GOAL, "d/c.txt": "{", "d/sub/x.yaml": "{"}
    result = opened("d", files, here)
    assert [element.id for element in result.workspace.documents[0].goals] == ["G1", "G2"]
    assert [name for name, _ in result.positions["sample"].files] == ["d/a.yaml", "d/b.yml"]


def test_folder_without_documents(here: Path) -> None:
    with pytest.raises(UnreadableError, match="holds no"):
        opened("d", {"d/a.txt": ""}, here)


def test_folder_with_too_many_files(here: Path) -> None:
    (here / "d").mkdir()
    for number in range(MAX_FILES + 1):
        (here / "d" / f"{number}.yaml").touch()
    with pytest.raises(UnreadableError, match=str(MAX_FILES)):
        open_workspace(here / "d", start=here, may_embed=False)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "text\n", "\x00", "{", "a: [\n"])
def test_file_of_which_nothing_can_be_parsed_says_why(here: Path, text: str) -> None:
    with pytest.raises(UnparsableError, match="nothing of it") as caught:
        opened("a.yaml", {"a.yaml": text}, here)
    assert caught.value.exit_status == 3
    assert {(file, line) for _, file, line, _ in places(caught.value.findings)} == {("a.yaml", 1)}


def test_ids_that_could_not_be_read_are_left_out(here: Path) -> None:
    result = opened("a.yaml", {"a.yaml": HEAD + "goals: [{id: G1}]\nlevels:\n  - id: L1\n    title: a: b\n"}, here)
    assert result.left_out == {"sample": frozenset(("G1", "L1"))}


# ---- settings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["w", "w/sotetrace.yaml"])
def test_settings_name_documents_waivers_texts_and_rules(here: Path, model: str) -> None:
    files = {
        "w/sotetrace.yaml": (
            "format: 1\n"
            "documents: [one.yaml, more]\n"
            "waivers: accepted.yaml\n"
            "texts: {plan: ../plan.txt}\n"
            "rules: {SOT303: note, uncovered-goal: 'off'}\n"
        ),
        "w/one.yaml": GOAL,
        "w/more/a.yaml": OTHER,
        "w/accepted.yaml": "format: 1\nwaivers: [{rule: SOT302, element: G1, reason: Later.}]\n",
    }
    result = opened(model, files, here)
    assert result.findings == ()
    assert [document.document.id for document in result.workspace.documents] == ["sample", "other"]
    assert [waiver.element for waiver in result.workspace.waivers] == ["G1"]
    assert result.waivers_file == "w/accepted.yaml"
    assert set(result.positions) == {"sample", "other", "w/sotetrace.yaml", "w/accepted.yaml"}
    assert result.texts["plan"].resolve() == here / "plan.txt"


def test_settings_default_to_the_usual_document(here: Path) -> None:
    result = opened("sotetrace.yaml", {"sotetrace.yaml": "format: 1\n", "data/vision.yaml": GOAL}, here)
    assert result.workspace.documents[0].document.id == "sample"


def test_document_that_cannot_be_read_is_a_finding_and_the_others_are_read(here: Path) -> None:
    settings = "format: 1\ndocuments:\n  - absent.yaml\n  - a.yaml\n  - empty\n  - " + "x" * 5000 + "\n  - loop\n"
    (here / "empty").mkdir()
    (here / "loop").symlink_to(here / "loop")
    result = opened(here / "sotetrace.yaml", {"sotetrace.yaml": settings, "a.yaml": GOAL}, here)
    assert places(result.findings) == [
        ("unreadable-file", "sotetrace.yaml", 3, 5),
        ("unreadable-file", "sotetrace.yaml", 5, 5),
        ("unreadable-file", "sotetrace.yaml", 6, 5),
        ("unreadable-file", "sotetrace.yaml", 7, 5),
    ]
    assert dict(result.findings[0].args) == {"file": "absent.yaml", "problem": "No such file or directory"}
    assert len(result.workspace.documents) == 1


@pytest.mark.parametrize("name", ["absent.yaml", "folder"])
def test_waivers_that_cannot_be_read_are_a_finding(here: Path, name: str) -> None:
    (here / "folder").mkdir()
    files = {"sotetrace.yaml": f"format: 1\ndocuments: [a.yaml]\nwaivers: {name}\n", "a.yaml": GOAL}
    result = opened("sotetrace.yaml", files, here)
    assert places(result.findings) == [("unreadable-file", "sotetrace.yaml", 3, 10)]
    assert result.workspace.waivers == ()


def test_empty_waivers_are_a_finding(here: Path) -> None:
    files = {
        "sotetrace.yaml": "format: 1\ndocuments: [a.yaml]\nwaivers: w.yaml\n",
        "a.yaml": GOAL,
        "w.yaml": "# none\n",
    }
    assert places(opened("sotetrace.yaml", files, here).findings) == [("empty-document", "w.yaml", 1, 1)]


def test_unknown_rule_stands_at_its_key(here: Path) -> None:
    files = {"sotetrace.yaml": "format: 1\ndocuments: [a.yaml]\nrules: {SOT001: note, SOT999: note}\n", "a.yaml": GOAL}
    assert places(opened("sotetrace.yaml", files, here).findings) == [("unknown-rule", "sotetrace.yaml", 3, 23)]


def test_unknown_severity_leaves_the_others(here: Path) -> None:
    files = {"sotetrace.yaml": "format: 1\ndocuments: [a.yaml]\nrules: {SOT001: notes, SOT302: note}\n", "a.yaml": GOAL}
    result = opened("sotetrace.yaml", files, here)
    assert places(result.findings) == [("wrong-value", "sotetrace.yaml", 3, 17)]
    assert result.findings[0].suggestion == "note"
    assert result.workspace.settings.rules == {"SOT302": "note"}


@pytest.mark.parametrize("text", ["", "- a\n", "~\n"])
def test_settings_that_cannot_be_parsed(here: Path, text: str) -> None:
    with pytest.raises(UnparsableError) as caught:
        opened("sotetrace.yaml", {"sotetrace.yaml": text, "data/vision.yaml": GOAL}, here)
    assert places(caught.value.findings)[0][1:] == ("sotetrace.yaml", 1, 1)


def test_none_of_the_documents_can_be_read(here: Path) -> None:
    with pytest.raises(UnparsableError, match="none of its documents") as caught:
        opened("sotetrace.yaml", {"sotetrace.yaml": "format: 1\ndocuments: [a.yaml, b.yaml]\n"}, here)
    assert [rule for rule, *_ in places(caught.value.findings)] == ["unreadable-file"] * 2


def test_settings_without_a_document_say_where_and_what_to_do(here: Path) -> None:
    with pytest.raises(UnparsableError) as caught:
        opened("sotetrace.yaml", {"sotetrace.yaml": "format: 1\ndocuments: []\n", "data/vision.yaml": GOAL}, here)
    assert places(caught.value.findings) == [("wrong-value", "sotetrace.yaml", 2, 1)]


def test_expectations_of_the_settings_with_the_same_id(here: Path) -> None:
    entry = "{id: a, of: goal, link: part_of, direction: in, by: [sub_goal]}"
    text = f"format: 1\nexpectations:\n  - {entry}\n  - {entry}\n"
    result = opened("sotetrace.yaml", {"sotetrace.yaml": text, "data/vision.yaml": GOAL}, here)
    assert places(result.findings) == [("duplicate-id", "sotetrace.yaml", 4, 10)]
    assert [place.path for place in result.findings[0].related] == [("expectations", 0, "id")]


def test_one_of_two_documents_cannot_be_parsed(here: Path) -> None:
    files = {"sotetrace.yaml": "format: 1\ndocuments: [a.yaml, b.yaml]\n", "a.yaml": "", "b.yaml": GOAL}
    result = opened("sotetrace.yaml", files, here)
    assert places(result.findings) == [("empty-document", "a.yaml", 1, 1)]
    assert [document.document.id for document in result.workspace.documents] == ["sample"]
