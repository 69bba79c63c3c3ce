"""The composition root: open a workspace, and ask it. The CLI and users of the library come in here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.findings import apply_severities, apply_waivers, find_acceptance_faults, sort_findings
from sotetrace.store.positions import locate_findings
from sotetrace.store.workspaces import OpenedWorkspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.checks.quotes import VerifyResult
    from sotetrace.coverage import (
        CoverageResult,
        Facet,
        GateResult,
        ImpactResult,
        MatrixResult,
        ReviewResult,
        RobustnessResult,
    )
    from sotetrace.crosswalk import CrosswalkResult, Crosswalks
    from sotetrace.diff import ChangeFinding, DiffResult, Reading
    from sotetrace.findings import Finding
    from sotetrace.graph import PathsResult, Trace, TraceGraph
    from sotetrace.graph.trace_graph import NetworkxGraph
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.links import Basis
    from sotetrace.store.additions import NewElement
    from sotetrace.store.renames import RenamedPlace
    from sotetrace.store.revisions import Side

_COVERAGE, _CHANGES = "SOT3", "SOT7"
"""How the codes of rules about coverage, and about changes, begin."""


@dataclass(frozen=True)
class Project:
    """An opened workspace and the questions it answers. `today` is the day on which waivers are judged."""

    opened: OpenedWorkspace
    today: dt.date

    @classmethod
    def open(cls, model: str | Path | None = None, *, may_embed: bool = True, today: dt.date | None = None) -> Project:
        """Open a document, a folder of files or a `sotetrace.yaml`; without one, look from the current folder upwards.

        Raises ModelNotFoundError, UnreadableError, or UnparsableError when nothing can be parsed.
        """
        path = Path(model) if model is not None else None
        opened = open_workspace(path, start=Path.cwd(), may_embed=may_embed)
        return cls(opened, today or dt.date.today())  # noqa: DTZ011  waivers expire by the local calendar

    @classmethod
    def at(cls, revision: str, model: str | Path | None = None, *, today: dt.date | None = None) -> Project:
        """Open a model as it stood at a revision (`main`, `v1.0`, `HEAD~2`, or `REV:path`), read from git.

        Raises UnknownRevisionError, AbsentModelError when it has no model, or another child of UnreadableError.
        """
        from sotetrace.store.revisions import resolve_revision

        path = Path(model) if model is not None else None
        return cls.of_side(resolve_revision(revision, model=path, start=Path.cwd()), today=today)

    @classmethod
    def of_side(cls, side: Side, *, today: dt.date | None = None) -> Project:
        """Open the model of one side of a comparison. Raises as Side.open does."""
        return cls(side.open(), today or dt.date.today())  # noqa: DTZ011  waivers expire by the local calendar

    @classmethod
    def empty_beside(cls, other: Project) -> Project:
        """Return a project of the same documents with nothing in them: the side on which a model is not there yet."""
        from sotetrace.model.document import FORMAT, VisionDocument
        from sotetrace.model.workspace import Workspace

        headers = [one.document.model_copy(update={"claims": ()}) for one in other.documents]
        documents = tuple(VisionDocument(format=FORMAT, document=header) for header in headers)
        return cls(OpenedWorkspace(Workspace(documents, other.opened.workspace.settings), {}, ()), other.today)

    @property
    def documents(self) -> tuple[VisionDocument, ...]:
        """The documents of the workspace."""
        return self.opened.workspace.documents

    @property
    def document(self) -> VisionDocument:
        """The first document of the workspace."""
        return self.documents[0]

    @cached_property
    def contexts(self) -> tuple[CheckContext, ...]:
        """One document each, with its graph and coverage, made once and shared by every question."""
        from sotetrace.checks.context import CheckContext

        settings = self.opened.workspace.settings
        return tuple(
            CheckContext(document, settings.expectations, self.opened.left_out.get(document.document.id, frozenset()))
            for document in self.documents
        )

    @property
    def graph(self) -> TraceGraph:
        """The graph of the first document."""
        return self.contexts[0].graph

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of reading and checking: located, weighed by the settings, waived, and in order."""
        from sotetrace.checks.run import run_checks, run_crosswalk_checks

        found = [finding for context in self.contexts for finding in run_checks(context, self._levels)]
        if self.opened.workspace.crosswalks:
            found += run_crosswalk_checks(self.crosswalks)
        return self._finish([*self.opened.findings, *found])

    @property
    def _levels(self) -> Mapping[str, str]:
        """The severities that the settings give to rules, by slug."""
        from sotetrace.rules import slug_of

        rules = self.opened.workspace.settings.rules
        return {slug: level for name, level in rules.items() if (slug := slug_of(name)) is not None}

    @property
    def checked_rules(self) -> tuple[str, ...]:
        """The slugs of the rules that `findings` looked for: those that a check finds and that are not off here."""
        from sotetrace.checks.run import NOT_CHECKED
        from sotetrace.rules import code_of, load_rule, rule_slugs

        levels = self._levels
        standing = [slug for slug in rule_slugs() if slug not in NOT_CHECKED and not code_of(slug).startswith(_CHANGES)]
        return tuple(slug for slug in standing if levels.get(slug, load_rule(slug).severity) != "off")

    @property
    def coverage_rules(self) -> tuple[str, ...]:
        """The slugs of those of `checked_rules` that are about coverage."""
        from sotetrace.rules import code_of

        return tuple(slug for slug in self.checked_rules if code_of(slug).startswith(_COVERAGE))

    def find_gaps(self, gates: Iterable[Sequence[GateResult]] = ()) -> tuple[Finding, ...]:
        """Return the findings about coverage, and one for each gate that is missed; `gates` are by document.

        No setting weighs a missed gate: whoever sets a gate has said that it counts.
        """
        from sotetrace.checks.gates import find_missed_gates

        missed = [finding for pair in zip(self.contexts, gates, strict=False) for finding in find_missed_gates(*pair)]
        gaps = [finding for finding in self.findings if finding.code.startswith(_COVERAGE)]
        return tuple(sort_findings([*gaps, *locate_findings(missed, self.opened.positions)]))

    def _finish(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        workspace = self.opened.workspace
        weighed = apply_severities(found, workspace.settings.rules)
        waived = apply_waivers(weighed, workspace.waivers, self.today, self.opened.waivers_file)
        waived += find_acceptance_faults(workspace.acceptances, self.today, self.opened.waivers_file)
        return tuple(
            sort_findings(locate_findings(apply_severities(waived, workspace.settings.rules), self.opened.positions))
        )

    def coverage(
        self, *, with_inference: bool = True, without: Iterable[str] = (), only: Iterable[Basis] = ()
    ) -> tuple[CoverageResult, ...]:
        """Evaluate the coverage of every document.

        Without inference, only what the source itself ties together counts. `without` are ids to leave out ("what if"),
        `only` the bases of links to count. Raises UsageError for an unknown id.
        """
        bases, gone = tuple(only), [self.find(identifier)[1].id for identifier in without]

        def evaluate(context: CheckContext) -> CoverageResult:
            graph = context.graph.without(gone) if gone else context.graph
            return self._evaluate(
                context,
                graph.only(bases) if bases else graph,
                self.opened.workspace.settings.expectations,
                with_inference=with_inference and (not bases or "inferred" in bases),
            )

        return tuple(evaluate(context) for context in self.contexts)

    def _evaluate(
        self,
        context: CheckContext,
        graph: TraceGraph,
        expectations: Sequence[Expectation],
        *,
        with_inference: bool = True,
    ) -> CoverageResult:
        """Evaluate a document by some expectations (none: its own), with the gaps that are accepted marked."""
        from sotetrace.checks.gap_rules import rules_of
        from sotetrace.coverage import evaluate_coverage
        from sotetrace.findings.select import is_valid
        from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
        from sotetrace.rules import slug_of

        accepted = {
            (slug_of(waiver.rule), waiver.element): waiver.reason
            for waiver in self.opened.workspace.waivers
            if is_valid(waiver, self.today)
        }
        known = tuple(expectations) or context.document.expectations or DEFAULT_EXPECTATIONS
        if graph is context.graph and with_inference and not accepted and known == context.coverage.asked:
            return context.coverage  # what the checks rest on too
        rules = {expectation.id: rules_of(expectation) for expectation in known}

        def find_reason(expectation: str, identifier: str) -> str | None:
            return next(
                (accepted[rule, identifier] for rule in rules[expectation] if (rule, identifier) in accepted), None
            )

        return evaluate_coverage(
            graph,
            expectations=expectations,
            with_inference=with_inference,
            waived=find_reason,
            left_out=context.left_out,
        )

    @cached_property
    def reading(self) -> Reading:
        """What a comparison needs of this side."""
        from sotetrace.diff import Reading

        contexts = {context.document.document.id: context for context in self.contexts}

        def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
            return self._evaluate(contexts[document], contexts[document].graph, expectations)

        graphs = {name: context.graph for name, context in contexts.items()}
        opened = self.opened
        return Reading(opened.workspace, graphs, self.findings, cover, opened.settings_file, opened.waivers_file)

    def diff(self, old: Project) -> DiffResult:
        """Compare this project, as the new side, with another that is the old one.

        Rule levels and expectations are the old side's, what is accepted is the new side's.
        """
        from sotetrace.diff import compare_readings

        result = compare_readings(old.reading, self.reading, self.today)
        sides = {"old": old, "new": self}
        located = (sides[change.side]._locate(change) for change in result.changes)
        faults = locate_findings(result.faults, self.opened.positions)
        return replace(result, changes=tuple(map(self._anchor, located)), faults=tuple(faults))

    def _locate(self, change: ChangeFinding) -> ChangeFinding:
        return replace(change, finding=locate_findings([change.finding], self.opened.positions)[0])

    def _anchor(self, change: ChangeFinding) -> ChangeFinding:
        """Pin a change to the nearest place on this, the new side."""
        if change.side == "new":
            return replace(change, anchor=change.finding.location)
        context = next((one for one in self.contexts if change.element in one.paths), None)
        place = context.place(*context.paths[change.element], "id") if context is not None else change.finding.place
        known = self.opened.positions
        positions = known.get(place.document) or known.get(self.document.document.id)
        if positions is None:
            return change  # nothing is on this side
        return replace(change, anchor=positions.locate(place) if context is not None else positions.at(0, 0, 0))

    def find(self, identifier: str, also: Sequence[str] = ()) -> tuple[CheckContext, Element]:
        """Return the document that has an element or part of an id, and the element.

        Raises UsageError with the nearest ids, of those that the caller knows `also`, too.
        """
        from sotetrace.model.ids import nearest_ids

        for context in self.contexts:
            element = context.document.elements.get(context.owners.get(identifier, identifier))
            if element is not None:
                return context, element
        known = [*(name for context in self.contexts for name in context.paths), *also]
        raise UsageError(f"no element has the id {identifier}", nearest=nearest_ids(identifier, known))

    def _find_together(self, identifiers: Sequence[str]) -> tuple[CheckContext, list[str]]:
        """Return the one document that has some elements, and their ids; a part stands for its element."""
        found = [self.find(identifier) for identifier in identifiers]
        context = found[0][0] if found else self.contexts[0]
        for identifier, (other, _) in zip(identifiers, found, strict=True):
            if other is not context:
                raise UsageError(f"{identifier} is in another document than {identifiers[0]}", "Ask of one at a time.")
        return context, [element.id for _, element in found]

    def trace(self, identifier: str, *, depth: int | None = None) -> Trace:
        """Find every chain through an element, or the element of a part. Raises UsageError for an unknown id."""
        from sotetrace.graph import find_trace

        context, element = self.find(identifier)
        return find_trace(context.graph, element.id, depth=depth)

    def paths(self, start: str, end: str, *, limit: int = 20) -> PathsResult:
        """Find the chains between two elements of one document. Raises UsageError for an unknown id."""
        from sotetrace.graph import find_paths

        context, ids = self._find_together((start, end))
        return find_paths(context.graph, *ids, limit=limit)

    def impact(self, *identifiers: str) -> ImpactResult:
        """Find what falls when elements of one document are removed. Raises UsageError for an unknown id."""
        from sotetrace.coverage import find_impact

        context, ids = self._find_together(identifiers)
        return find_impact(context.graph, ids, context.coverage)

    def robustness(self) -> RobustnessResult:
        """Evaluate how robust the coverage of the first document is."""
        from sotetrace.coverage import evaluate_robustness

        return evaluate_robustness(self.graph, self.contexts[0].coverage)

    @cached_property
    def crosswalks(self) -> Crosswalks:
        """The mappings of the workspace, their ends resolved."""
        from sotetrace.crosswalk import build_crosswalks

        return build_crosswalks(self.opened.workspace, self.opened.left_out)

    def crosswalk(self, first: str | None = None, second: str | None = None) -> tuple[CrosswalkResult, ...]:
        """Evaluate how two documents of the workspace relate, or without names every two that a crosswalk joins.

        Raises UsageError for a document that the workspace does not have.
        """
        import difflib

        from sotetrace.crosswalk import evaluate_crosswalk, find_pairs

        named = ((first, second),) if first is not None and second is not None else None
        pairs = find_pairs(self.crosswalks) if named is None else named
        known = list(self.crosswalks.documents)
        for name in {name: None for pair in pairs for name in pair}:
            if name not in known:
                nearest = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
                raise UsageError(
                    f"no document of the workspace is called {name}", f"It has: {', '.join(known)}.", nearest=nearest
                )
        if first is not None and first == second:
            raise UsageError("a crosswalk joins two documents", "Name another one.")
        return tuple(evaluate_crosswalk(self.crosswalks, *pair) for pair in pairs)

    def matrix(self, facet: Facet = "measure") -> MatrixResult:
        """Build a matrix of the first document: sub-goals against a facet. Raises UsageError for an unknown facet."""
        from sotetrace.coverage import FACETS, build_matrix

        if facet not in FACETS:
            raise UsageError(f"no facet is called {facet}", f"Use one of: {', '.join(FACETS)}.")
        return build_matrix(self.graph, facet)

    def review(self) -> ReviewResult:
        """Build the review queue of the first document."""
        from sotetrace.coverage import build_review

        return build_review(self.graph, self.contexts[0].coverage)

    def to_networkx(self) -> NetworkxGraph:
        """Return the graph of the first document as a networkx graph of its own, free to be changed."""
        return self.graph.to_networkx()

    def verify(self, texts: Mapping[str, str | Path] | None = None) -> VerifyResult:
        """Hold every quote to the source texts: those given by source id, else those that the settings name.

        Raises UsageError for an id that is no source, and UnreadableError for a text that cannot be read.
        """
        import difflib

        from sotetrace.checks.quotes import VerifyResult, verify_quotes
        from sotetrace.store.readers import DISK, read_text

        known = [source.id for document in self.documents for source in document.sources]
        sources = {name: (path, self.opened.files) for name, path in self.opened.texts.items()}
        sources |= {name: (Path(path), DISK) for name, path in (texts or {}).items()}
        for identifier in sources:
            if identifier not in known:
                raise UsageError(
                    f"no source has the id {identifier}",
                    nearest=difflib.get_close_matches(identifier, known, n=3, cutoff=0.4),
                )
        read = {name: read_text(path, files) for name, (path, files) in sources.items()}
        results = [verify_quotes(document, read) for document in self.documents]
        return VerifyResult(
            checked=sum(result.checked for result in results),
            found=sum(result.found for result in results),
            without_text=tuple(source for result in results for source in result.without_text),
            findings=self._finish([finding for result in results for finding in result.findings]),
        )

    def sign(self, verdicts: Sequence[tuple[str, str]], by: str) -> list[str]:
        """Write verdicts (accepted or rejected) on inferred links, by name, into the YAML files they stand in.

        Each file is written in one step, and either all are fit to be written or none is. Returns a line for each link.
        Raises UsageError for a name that means no link or several, or one that has a verdict already.
        """
        import difflib

        from sotetrace.coverage import find_named, name_of
        from sotetrace.graph import iter_links
        from sotetrace.store.edits import Edit
        from sotetrace.store.workspaces import write_edits

        by = by.strip()
        if not by:
            raise UsageError("--by: a verdict needs a name", "Write: --by 'Aino Virta'")
        edits: list[tuple[str, Edit]] = []
        lines = []
        links = [(document, link) for document in self.documents for link in iter_links(document)]
        for name, verdict in verdicts:
            found = find_named((link for _, link in links), name)
            if len(found) != 1:
                known = [name_of(link) for _, link in links if link.basis == "inferred"]
                problem = "no inferred link is" if not found else "several links are"
                raise UsageError(
                    f"{problem} called {name}", nearest=difflib.get_close_matches(name, known, n=3, cutoff=0.5)
                )
            if found[0].is_reviewed or found[0].is_rejected:
                raise UsageError(f"{name}: has a verdict already", "Take its `reviewed:` out of the YAML first.")
            document = next(document for document, link in links if link is found[0])
            if any((key, edit.path) == (document.document.id, found[0].path) for key, edit in edits):
                raise UsageError(f"{name}: is named twice", "Give each link one verdict.")
            value = {"by": by, "date": self.today.isoformat()}
            if verdict == "rejected":
                value["verdict"] = verdict
            edits.append((document.document.id, Edit(found[0].path, "reviewed", value)))
            lines.append(f"{name}: {verdict}, {by}, {self.today.isoformat()}")
        write_edits(self.opened, edits)
        return lines

    def rename(self, old: str, new: str, *, is_dry_run: bool = False) -> list[RenamedPlace]:
        """Give an element another id in all files of the workspace, and return every place at which one stood.

        The old id is kept under `formerly`. Either all files are fit to be written or none is. Raises UsageError for
        an id that cannot be renamed or given.
        """
        from sotetrace.store.renames import rename_element

        return rename_element(self.opened, old, new, is_dry_run=is_dry_run)

    def add(self, wanted: NewElement, file: str | Path | None = None) -> tuple[str, str, int]:
        """Append a new element to the section of its kind, and return its id, file and line.

        Raises UsageError for an id that cannot be given, or a level, goal or file that is none.
        """
        from sotetrace.store.additions import add_element

        return add_element(self.opened, wanted, Path(file) if file is not None else None)

    def export(
        self, to: str, words: Translator, identifier: str | None = None, *, is_folder: bool = False
    ) -> str | bytes | Mapping[str, str | bytes]:
        """Export the first document, or the one that has an element, to a format.

        What comes out is a text, the bytes of a file, or the files of a folder by their names; `is_folder` asks a
        format that can be either (`markdown`) for a folder. Raises KeyError for an unknown format, UsageError for an
        unknown element, and SotetraceError when a library that the format needs is not installed.
        """
        from sotetrace.report.exporters import ExportSource, load_exporter

        context = self.contexts[0]
        if identifier is not None:
            context, element = self.find(identifier)
            identifier = element.id
        coverage = self.coverage()[self.contexts.index(context)]
        waivers = self.opened.workspace.waivers
        source = ExportSource(context.graph, coverage, self.findings, waivers, words, identifier, is_folder=is_folder)
        return load_exporter(to)(source)

    def ratchet(self, baseline: str | Path) -> tuple[Finding, ...]:
        """Hold the gaps to a list of known ones: a finding for each one not listed, and for each listed that closed.

        Raises UnreadableError, or UnparsableError when the list cannot be parsed.
        """
        from sotetrace.checks.ratchet import find_slips
        from sotetrace.store.baselines import read_baseline

        loaded = read_baseline(Path(baseline))
        slips = [*loaded.findings, *find_slips(self.findings, loaded.value, loaded.name)]
        positions = {**self.opened.positions, loaded.name: loaded.positions}
        return tuple(sort_findings(locate_findings(slips, positions)))

    def write_baseline(self, baseline: str | Path) -> int:
        """Write the gaps of now as the list of known ones, and return how many they are."""
        from sotetrace.checks.ratchet import gaps_of
        from sotetrace.store.baselines import write_baseline

        gaps = gaps_of(self.findings)
        write_baseline(Path(baseline), gaps)
        return len(gaps)

    def accept(
        self, gaps: Sequence[Finding], changes: Sequence[ChangeFinding], *, reason: str, owner: str, until: dt.date
    ) -> list[str]:
        """Write what is accepted into the workspace's file of waivers, and return a line for each.

        A gap is accepted by rule and element until its day, a change by its fingerprint until it is merged. Raises
        UsageError for what nothing accepts, and SotetraceError when the file cannot be written.
        """
        from sotetrace.diff.results import NEVER_ACCEPTED
        from sotetrace.store.workspaces import write_acceptances

        said = {"reason": reason, "owner": owner, "date": self.today.isoformat(), "until": until.isoformat()}
        entries: list[tuple[str, dict[str, str | Sequence[str]]]] = []
        lines = []
        for gap in gaps:
            if gap.element is None:
                raise UsageError(f"{gap.code}: is about no element", "Mend it; only what an element lacks is accepted.")
            entries.append(("waivers", {"rule": gap.rule, "element": gap.element, **said}))
            lines.append(f"{gap.code} {gap.element}")
        for change in changes:
            if change.rule in NEVER_ACCEPTED:
                raise UsageError(f"{change.finding.code} {change.rule}: cannot be accepted", "It is a decision itself.")
            named = {"fingerprint": change.fingerprint, "rule": change.rule, "elements": [change.element]}
            entries.append(("changes", {**named, **said}))
            lines.append(f"{change.finding.code} {change.element} {change.fingerprint}")
        name = write_acceptances(self.opened, entries)
        return [f"{name}: {line}: {owner}, {until.isoformat()}" for line in lines]
