"""A document says in a workspace what it says alone; no two documents share a fingerprint; ids lead back home."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sotetrace.errors import UsageError
from sotetrace.model.document import VisionDocument
from sotetrace.model.workspace import Workspace
from sotetrace.project import Project
from sotetrace.store.workspaces import OpenedWorkspace
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from tests.builders import Raw

WORKSPACES = st.lists(documents(), min_size=2, max_size=3)


def opened(raws: list[Raw]) -> Project:
    """Open documents a, b and, of three, a former state of b that is another document altogether."""
    names = ("a", "b", "b@v1")
    built = [
        VisionDocument.model_validate({**raw, "document": {**raw["document"], "id": "x"}})
        for raw, _ in zip(raws, names, strict=False)
    ]
    named = [
        one.model_copy(update={"document": one.document.model_copy(update={"id": name})})
        for one, name in zip(built, names, strict=False)
    ]
    return Project(OpenedWorkspace(Workspace(tuple(named)), {}, ()), dt.date(2026, 3, 1))


@settings(max_examples=12)
@given(WORKSPACES)
def test_document_says_in_a_workspace_what_it_says_alone(raws: list[Raw]) -> None:
    project = opened(raws)
    whole = {result.document: result for result in project.coverage()}
    for one in project.each_document():
        name = one.document.document.id
        alone = Project(OpenedWorkspace(Workspace((one.document,)), {}, ()), project.today)
        assert alone.present_contexts == alone.contexts
        assert [replace(finding, document=None) for finding in one.findings] == [
            replace(finding, document=None) for finding in alone.findings
        ]
        assert one.coverage() == alone.coverage() == (whole[name],)
        assert one.review().unjudged == alone.review().unjudged
        assert one.robustness() == alone.robustness()


@settings(max_examples=12)
@given(WORKSPACES)
def test_whole_finds_what_its_documents_of_today_find_each_with_a_fingerprint_of_its_own(raws: list[Raw]) -> None:
    project = opened(raws)
    parts = {name: {one.fingerprint for one in project.narrow(name).findings} for name in project.workspace_contexts}
    today = [name for name in parts if "@" not in name]
    assert {one.fingerprint for one in project.findings} == set().union(*(parts[name] for name in today))
    assert sum(map(len, parts.values())) == len(set().union(*parts.values()))


@given(WORKSPACES)
def test_every_id_leads_back_to_its_document(raws: list[Raw]) -> None:
    project = opened(raws)
    for name, context in project.workspace_contexts.items():
        for identifier in context.paths:
            shown = project.qualify(name, identifier)
            assert project.find(shown)[0] is context
            assert project.find(f"{name}:{identifier}")[0] is context
            if shown != identifier:
                try:
                    found = project.find(identifier)[0]
                except UsageError:
                    continue
                assert found is not context  # a former state gives its plain ids to the documents of today
