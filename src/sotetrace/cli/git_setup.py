"""`sotetrace git-setup`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import ModelOption
from sotetrace.cli.output import open_project, write
from sotetrace.errors import UsageError
from sotetrace.report.inert import inert

if TYPE_CHECKING:
    from sotetrace.store.git_settings import Change
    from sotetrace.store.repository import Repository


def git_setup(
    model: ModelOption = None,
    is_undone: Annotated[bool, typer.Option("--undo", help="Take back what was set up.")] = False,
    is_printed: Annotated[bool, typer.Option("--print", help="Only print what would be done.")] = False,
) -> None:
    """Let plain git diff and git log -p show the model as one line for each element, link and field.

    Sets diff.sotetrace.textconv in the config of this clone and adds the files of the model, its crosswalks too, to
    .gitattributes; nothing that stands there is touched. Every clone needs the setting; without it git shows the text
    as before.

    Exit status: 0 done, or nothing to do, 2 wrong use, 3 there is no repository or no model.

    Example: sotetrace git-setup --print
    """
    from sotetrace.store.git_settings import apply_change, plan_setup, plan_undo
    from sotetrace.store.repository import find_repository

    start = (model if model is None or model.is_dir() else model.parent) or Path()
    repository = find_repository(start)
    change = plan_undo(repository) if is_undone else plan_setup(repository, _files(repository, model))
    if not is_printed:
        apply_change(repository, change)
    _tell(change)


def _files(repository: Repository, model: Path | None) -> list[str]:
    """Return the files of documents and crosswalks, from the top. Raises UsageError for one that lies elsewhere."""
    from sotetrace.model.ids import is_past

    project = open_project(model, None, may_embed=False)
    ids = [one.document.id for one in project.documents if not is_past(one.document.id)]
    names = [name for identifier in ids for name, _ in project.opened.positions[identifier].files]
    names += [crosswalk.file for crosswalk in project.opened.workspace.crosswalks]
    paths = []
    for name in dict.fromkeys(names):
        try:
            paths.append(Path(name).resolve().relative_to(repository.folder.resolve()).as_posix())
        except ValueError:
            raise UsageError(f"{name}: lies outside the repository", "Run it in the repository of the model.") from None
    return paths


def _tell(change: Change) -> None:
    from sotetrace.store.git_settings import shown_commands

    lines = [*shown_commands(change)]
    lines += [f".gitattributes: + {line}" for line in change.come] + [f".gitattributes: - {line}" for line in change.go]
    write("".join(f"{inert(line)}\n" for line in lines or ["Nothing to do."]))
