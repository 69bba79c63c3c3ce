"""Whose an id is, in a workspace of several documents."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from sotetrace.errors import UsageError
from sotetrace.model.workspace import Workspace
from sotetrace.project import Project
from sotetrace.project.elements import find_element, find_together, qualify, split_id
from sotetrace.store.workspaces import OpenedWorkspace
from tests.builders import goal, measure, raw_vision, stated
from tests.builders import vision as build

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.model.document import VisionDocument


def document(name: str, *measures: str) -> VisionDocument:
    built = build(goals=[goal("G1")], measures=[measure(one, stated("G1")) for one in ("M1", *measures)])
    return built.model_copy(update={"document": built.document.model_copy(update={"id": name})})


@pytest.fixture
def project() -> Project:
    """Documents a and b, which share G1 and M1, and a as it once was."""
    documents = (document("a", "M2"), document("b", "M3", "M3.x"), document("a@v1", "M9"))
    return Project(OpenedWorkspace(Workspace(documents), {}, ()), dt.date(2026, 3, 1))


@pytest.mark.parametrize(
    ("name", "found"),
    [("a:M1", "a"), ("b:M1", "b"), ("M2", "a"), ("M3", "b"), ("b:M3", "b"), ("a@v1:M1", "a@v1"), ("a@v1:M9", "a@v1")],
)
def test_whose_an_id_is(project: Project, name: str, found: str) -> None:
    context, element = find_element(project, name)
    assert context is project.workspace_contexts[found]
    assert element.id == name.rpartition(":")[2]


@pytest.mark.parametrize(
    ("ask", "message", "nearest"),
    [
        (lambda it: find_element(it, "M1"), "several documents have M1", ("a:M1", "b:M1")),
        (lambda it: find_element(it, "M9"), "no element has the id M9", ("M1", "M2", "M3")),
        (lambda it: find_element(it, "a:M3"), "no element has the id a:M3", ("a:M1", "a:M2")),
        (lambda it: find_element(it, "c:M3"), "no element has the id c:M3", ("M3",)),
        (lambda it: find_element(it.narrow("a"), "M3"), "no element of a has the id M3", ("M1", "M2")),
        (lambda it: find_element(it.narrow("a"), "b:M3"), "b:M3: is in another document than a", ()),
        (lambda it: find_together(it, ["a:M1", "b:M1"]), "b:M1 is in another document than a:M1", ()),
        (lambda it: it.narrow("c"), "no document of the workspace is called c", ()),
    ],
)
def test_what_is_nowhere_or_in_several(
    project: Project, ask: Callable[[Project], object], message: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(project)
    assert caught.value.message == message
    assert caught.value.nearest == nearest


def test_narrowed_project_asks_its_document_and_knows_the_others(project: Project) -> None:
    narrowed = project.narrow("b")
    assert [one.document.id for one in narrowed.documents] == ["b"]
    assert narrowed.contexts == (project.workspace_contexts["b"],)
    assert narrowed.contexts[0] is project.workspace_contexts["b"]
    assert narrowed.workspace_contexts is project.workspace_contexts
    assert narrowed.crosswalks is project.crosswalks
    assert narrowed.narrow("a").documents == project.narrow("a").documents
    assert project.narrow(None) is project
    assert narrowed.graph is project.workspace_contexts["b"].graph


def test_one_named_document_is_that_of_all(project: Project) -> None:
    context, ids = find_together(project, ["b:M1", "G1", "M3"])
    assert (context.document.document.id, ids) == ("b", ["M1", "G1", "M3"])


@pytest.mark.parametrize(
    ("document", "identifier", "name"),
    [("a", "M1", "a:M1"), ("a", "M2", "M2"), ("b", "M3", "M3"), ("a@v1", "M9", "a@v1:M9"), ("a", "M9", "M9")],
)
def test_id_is_qualified_where_needed_and_found_again(
    project: Project, document: str, identifier: str, name: str
) -> None:
    assert qualify(project, document, identifier) == name
    if name != "M9":
        context, element = find_element(project, name)
        assert (context.document.document.id, element.id) == (document, identifier)


def test_name_of_a_link_is_no_qualified_id(project: Project) -> None:
    assert split_id(project, "M1.a:G1") == (None, "M1.a:G1")
    assert split_id(project, "a:M1.a:G1") == ("a", "M1.a:G1")


def test_raw_vision_is_one_document_and_needs_no_name() -> None:
    assert raw_vision()["document"]["id"] == "plan"
    alone = Project(OpenedWorkspace(Workspace((build(measures=[measure("M1")]),)), {}, ()), dt.date(2026, 3, 1))
    assert qualify(alone, "plan", "M1") == "M1"
    assert alone.each_document() == (alone,)
    assert find_element(alone, "plan:M1")[1] is find_element(alone, "M1")[1]
