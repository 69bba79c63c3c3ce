"""Finding and opening a workspace: its documents, settings and waivers, with the positions of all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import ModelNotFoundError, UnparsableError, UnreadableError
from sotetrace.findings import Finding, Location, Place
from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.model.workspace import Workspace
from sotetrace.rules import slug_of
from sotetrace.store.documents import load_document, load_value
from sotetrace.store.members import SETTINGS_NAME, Member, MemberReader, read_parts
from sotetrace.store.positions import Positions
from sotetrace.store.products import has_too_many
from sotetrace.store.readers import DISK, EMBEDDED_NAME, Files, read_embedded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.model.document import VisionDocument
    from sotetrace.model.limits import Limits
    from sotetrace.model.mapping import Crosswalk
    from sotetrace.store.documents import Loaded

DEFAULT_DOCUMENT = "data/vision.yaml"


@dataclass(frozen=True, slots=True)
class OpenedWorkspace:
    """A workspace with everything that reading it said.

    `positions` are by document id and by file name; `findings` are those of reading, located; `left_out` are, by
    document id, the ids of elements that could not be read; `settings_file` and `waivers_file` are the names of those;
    `texts` are the paths of source texts, by source id, in `files`, which all of it was read from.
    """

    workspace: Workspace
    positions: Mapping[str, Positions]
    findings: tuple[Finding, ...]
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    settings_file: str = ""
    waivers_file: str = ""
    texts: Mapping[str, Path] = field(default_factory=dict)
    is_embedded: bool = False
    files: Files = DISK


def find_model(start: Path, files: Files = DISK) -> Path | None:
    """Find `sotetrace.yaml` or `data/vision.yaml` in a folder or a parent, up to the root of the repository."""
    for folder in _upwards(start.resolve() if files is DISK else start, files):
        for name in (SETTINGS_NAME, DEFAULT_DOCUMENT):
            if files.is_there(folder / name):
                return folder / name
    return None


def _upwards(start: Path, files: Files) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if files.is_there(folder / ".git"):
            return


def open_workspace(model: Path | None, *, start: Path, may_embed: bool, files: Files = DISK) -> OpenedWorkspace:
    """Open the workspace of a model: a document, a folder of files, or a settings file.

    Without `model`, one is looked for from `start` upwards; without any, the embedded vision is used where `may_embed`
    allows it. Raises ModelNotFoundError, UnreadableError, or UnparsableError when nothing can be parsed.
    """
    path = model if model is not None else find_model(start, files)
    if path is None:
        if not may_embed:
            raise ModelNotFoundError
        member = Member(((EMBEDDED_NAME, read_embedded()),))
        return _open(_Documents.of([member]), Settings(), [], {}, is_embedded=True)
    if any(entry.name == SETTINGS_NAME for entry in files.list_files(path) or ()):
        path /= SETTINGS_NAME
    if path.name == SETTINGS_NAME:
        return _open_with_settings(path, files)
    return _open(_Documents.of([Member(read_parts(path, files))]), Settings(), [], {}, files=files)


def _open_with_settings(path: Path, files: Files) -> OpenedWorkspace:
    shown = files.shown
    loaded = load_value(Settings, [(shown(path), files.read_bytes(path))])
    findings = list(loaded.findings)
    settings = loaded.value
    if settings is None:
        raise UnparsableError(f"{shown(path)}: cannot be parsed", findings)
    positions = {shown(path): loaded.positions}
    beside = frozenset(name for name in (settings.waivers, *settings.crosswalks) if name is not None)
    reader = MemberReader(path, files, loaded.positions, settings.limits.members, beside)
    documents = _Documents.of(reader.iter_members(settings.documents), settings.limits)
    documents.add(reader.iter_past(settings.documents, documents.members))
    findings += reader.findings
    findings += documents.find_repeated(shown(path), loaded.positions)
    findings += _faults_of_settings(settings, shown(path), loaded.positions)
    if not documents.is_anything_read:
        raise UnparsableError(f"{shown(path)}: none of its documents can be read", findings)
    read = [loaded.value for _, loaded in documents.loaded if loaded.value is not None]
    if any(has_too_many(settings.expectations, document, settings.limits) for document in read):
        place = Place(shown(path), ("expectations",), is_key=True)
        slots = {"limit": "answers", "value": settings.limits.answers}
        findings.append(Finding.from_slots("too-large", place, slots, location=loaded.positions.locate(place)))
        settings = settings.model_copy(update={"expectations": ()})
    return _open(documents, settings, findings, positions, settings_path=path, files=files)


@dataclass
class _Documents:
    """The members of a workspace as they are parsed, one after another."""

    limits: Limits
    loaded: list[tuple[Member, Loaded[VisionDocument]]] = field(default_factory=list)
    repeated: list[tuple[Member, str, Member]] = field(default_factory=list)
    """Members whose id another one has, with the id and that one."""

    @classmethod
    def of(cls, members: Iterable[Member], limits: Limits = DEFAULT_LIMITS) -> _Documents:
        """Parse members."""
        documents = cls(limits)
        documents.add(members)
        return documents

    def add(self, members: Iterable[Member]) -> None:
        """Parse members, each under the id that the workspace knows it by; of several with one id, the first."""
        for member in members:
            loaded = _under_name(member, load_document(member.parts, self.limits))
            identifier = loaded.value.document.id if loaded.value is not None else None
            if identifier is not None and identifier in self.members:
                self.repeated.append((member, identifier, self.members[identifier]))
            else:
                self.loaded.append((member, loaded))
        self.loaded.sort(key=lambda pair: pair[0].index)

    @property
    def members(self) -> dict[str, Member]:
        """The members that could be parsed, by the ids of their documents."""
        return {one.value.document.id: member for member, one in self.loaded if one.value is not None}

    @property
    def is_anything_read(self) -> bool:
        """Whether any member could be read, parsed or not."""
        return bool(self.loaded)

    def find_repeated(self, name: str, positions: Positions) -> Iterator[Finding]:
        """Find the members that were left out because another one has their id; `name` is the settings file."""
        for member, identifier, first in self.repeated:
            place, earlier = (Place(name, ("documents", one.index)) for one in (member, first))
            slots = {"document": identifier, "file": member.parts[0][0], "first": first.parts[0][0]}
            at = positions.locate(place)
            yield Finding.from_slots("repeated-document", place, slots, location=at, related=(earlier,))


def _under_name(member: Member, loaded: Loaded[VisionDocument]) -> Loaded[VisionDocument]:
    """Give a document of a revision the id by which the workspace knows it: `sote2040@v1`."""
    if loaded.value is None or not member.revision:
        return loaded
    header = loaded.value.document
    name = member.name or f"{header.id}@{member.revision}"
    renamed = loaded.value.model_copy(update={"document": header.model_copy(update={"id": name})})
    return replace(loaded, value=renamed)


def _faults_of_settings(settings: Settings, name: str, positions: Positions) -> Iterator[Finding]:
    """Find what a settings file says that no class of the model can refuse."""
    if not settings.documents:
        place = Place(name, ("documents",))
        slots = {"value": "@nothing", "expected": "@documents"}
        yield Finding.from_slots("wrong-value", place, slots, location=positions.locate(place))
    for rule in settings.rules:
        if slug_of(rule) is None:
            place = Place(name, ("rules", rule), is_key=True)
            yield Finding.of("unknown-rule", place, location=positions.locate(place), rule=rule)
    first: dict[str, Place] = {}
    for index, expectation in enumerate(settings.expectations):
        place = Place(name, ("expectations", index, "id"))
        earlier = first.setdefault(expectation.id, place)
        if earlier is not place:
            at, related = positions.locate(place), (earlier,)
            yield Finding.of("duplicate-id", place, location=at, element=expectation.id, related=related)


def _open(
    documents: _Documents,
    settings: Settings,
    findings: list[Finding],
    positions: dict[str, Positions],
    *,
    is_embedded: bool = False,
    settings_path: Path | None = None,
    files: Files = DISK,
) -> OpenedWorkspace:
    values, left_out = [], {}
    for _, loaded in documents.loaded:
        findings += loaded.findings
        if loaded.value is not None:
            identifier = loaded.value.document.id
            values.append(loaded.value)
            positions[identifier] = loaded.positions
            left_out[identifier] = loaded.left_out
    if not values:
        raise UnparsableError(f"{documents.loaded[0][0].parts[0][0]}: nothing of it can be parsed", findings)
    accepted = WaiverFile()
    waivers_file = ""
    if settings.waivers is not None and settings_path is not None:
        waiver_path = settings_path.parent / settings.waivers
        waivers_file = files.shown(waiver_path)
        try:
            waiver_file = load_value(
                WaiverFile, [(waivers_file, files.read_bytes(waiver_path))], limits=settings.limits
            )
        except UnreadableError as error:
            settings_file = files.shown(settings_path)
            findings.append(_unreadable(settings_file, ("waivers",), positions[settings_file], error))
        else:
            findings += waiver_file.findings
            positions[waivers_file] = waiver_file.positions
            accepted = waiver_file.value or accepted
    crosswalks: tuple[Crosswalk, ...] = ()
    if settings.crosswalks and settings_path is not None:
        crosswalks = _read_crosswalks(settings, settings_path, findings, positions, files)
    return OpenedWorkspace(
        workspace=Workspace(tuple(values), settings, accepted.waivers, accepted.changes, crosswalks),
        positions=positions,
        findings=tuple(findings),
        left_out=left_out,
        settings_file=files.shown(settings_path) if settings_path is not None else "",
        waivers_file=waivers_file,
        texts={key: settings_path.parent / name for key, name in settings.texts.items()} if settings_path else {},
        is_embedded=is_embedded,
        files=files,
    )


def _read_crosswalks(
    settings: Settings, settings_path: Path, findings: list[Finding], positions: dict[str, Positions], files: Files
) -> tuple[Crosswalk, ...]:
    """Read the crosswalks that settings name; what is wrong with them goes into the findings."""
    from sotetrace.model.mapping import Crosswalk  # few workspaces have any, and its classes cost time at a start
    from sotetrace.store.sssom import load_crosswalk

    settings_file = files.shown(settings_path)
    crosswalks = []
    for index, name in enumerate(settings.crosswalks):
        path = settings_path.parent / name
        try:
            loaded = load_crosswalk(files.shown(path), files.read_bytes(path), settings.limits)
        except UnreadableError as error:
            findings.append(_unreadable(settings_file, ("crosswalks", index), positions[settings_file], error))
            continue
        findings += loaded.findings
        positions[files.shown(path)] = loaded.positions
        if loaded.value is not None:
            crosswalks.append(Crosswalk(files.shown(path), loaded.value))
    return tuple(crosswalks)


def _unreadable(file: str, path: tuple[str | int, ...], positions: Positions, error: UnreadableError) -> Finding:
    place = Place(file, path)
    at: Location = positions.locate(place)
    name, _, problem = error.message.partition(": ")
    return Finding.of("unreadable-file", place, location=at, file=name, problem=problem)
