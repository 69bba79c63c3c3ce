"""Exporting a document with what maps it to others, or every document of a workspace, each beside the others."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.findings.select import waivers_of
from sotetrace.report.exporters import EXPORTERS, ExportSource, load_exporter, load_index, load_joint_exporter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.messages import Translator
    from sotetrace.project.project import Project
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.exporters import ExporterRow

    Exported = str | bytes | Mapping[str, str | bytes]


def export_project(
    project: Project, to: str, words: Translator, identifier: str | None = None, *, is_folder: bool = False
) -> Exported:
    """Export as `Project.export` says."""
    row = EXPORTERS.get(to)
    if row is None:
        raise KeyError(to)
    context = project.contexts[0]
    if identifier is not None:
        context, element = project.find(identifier)
        identifier = element.id
    if identifier is not None or len(project.contexts) == 1:
        source = build_source(project, context, words)
        is_set = is_folder and row.may_be_folder
        return load_exporter(to)(replace(source, identifier=identifier, is_folder=is_set))
    if is_folder or row.shape == "folder":
        return _export_folder(project, to, row, words)
    if row.may_hold_several:
        return load_joint_exporter(to)([build_source(project, context, words) for context in project.contexts])
    raise _several(project, to, row)


def build_source(
    project: Project, context: CheckContext, words: Translator, paths: Mapping[str, str] = MappingProxyType({})
) -> ExportSource:
    """Build what an exporter takes of one document; `paths` are where the exports of others stand beside it, by id."""
    name = context.document.document.id
    alone = project.narrow(name)
    waivers = tuple(
        waiver.model_copy(update={"element": element})
        for waiver, element in waivers_of(name, project.opened.workspace.waivers, project.ids_by_document)
    )
    counterparts = _find_counterparts(project, name, paths)
    return ExportSource(context.graph, alone.coverage()[0], waivers, words, counterparts=counterparts)


def _find_counterparts(project: Project, name: str, paths: Mapping[str, str]) -> tuple[Counterpart, ...]:
    """Find the documents that a crosswalk joins with one, in the order of the workspace."""
    if not project.opened.workspace.crosswalks:
        return ()
    from sotetrace.crosswalk import evaluate_crosswalk, find_pairs
    from sotetrace.report.counterparts import Counterpart

    crosswalks = project.crosswalks
    joined = {other for pair in find_pairs(crosswalks) if name in pair for other in pair if other != name}
    return tuple(
        Counterpart(document, evaluate_crosswalk(crosswalks, name, other), crosswalks.sets, paths.get(other, ""))
        for other, document in crosswalks.documents.items()
        if other in joined
    )


def _export_folder(project: Project, to: str, row: ExporterRow, words: Translator) -> dict[str, str | bytes]:
    """Export every document into a folder: a file each, or a folder each, and a page that lists them."""
    is_set = row.may_be_folder or row.shape == "folder"
    names = _name_exports(project, row, is_folder=is_set)
    above = "../" if is_set else ""
    paths = {name: f"{above}{path}" for name, path in names.items()}
    index = f"{above}{row.index}" if row.index else ""
    export = load_exporter(to)
    files: dict[str, str | bytes] = {}
    sources = {}
    for context in project.contexts:
        name = context.document.document.id
        source = build_source(project, context, words, paths)
        sources[name] = replace(source, is_folder=is_set, index=index)
        exported = export(sources[name])
        if isinstance(exported, (str, bytes)):
            files[names[name]] = exported
        else:
            files |= {f"{names[name]}{file}": content for file, content in exported.items()}
    if row.index:
        files[row.index] = load_index(to)([(names[name], source) for name, source in sources.items()])
    return files


def _name_exports(project: Project, row: ExporterRow, *, is_folder: bool) -> dict[str, str]:
    """Name the file or folder of each document after its id; ids may differ in case alone, names of files may not."""
    taken = {(row.index if is_folder else row.index.rpartition(".")[0]).casefold()}
    names = {}
    for context in project.contexts:
        name = context.document.document.id
        plain = stem = name.replace("/", "-")  # as in sote2040@feature/x
        number = 2
        while stem.casefold() in taken:
            stem, number = f"{plain}-{number}", number + 1
        taken.add(stem.casefold())
        names[name] = f"{stem}/" if is_folder else f"{stem}{row.suffix}"
    return names


def _several(project: Project, to: str, row: ExporterRow) -> UsageError:
    """Return the error for a format that holds one document, when nobody has said which."""
    names: Sequence[str] = [document.document.id for document in project.documents]
    shown = "" if row.shape == "text" else f" -o {names[0]}{row.suffix}"
    return UsageError(
        f"{to}: holds one document, and the workspace has {len(names)}: {', '.join(names)}",
        f"Name one: sotetrace export {to} -d {names[0]}{shown}. Or a folder for all: sotetrace export {to} -o {to}/",
    )
