"""Sealing a package: what goes in, what is withheld, the sealed file and its place in the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, outbox, packages
from db.evidence import Evidence
from db.initiatives import Filter, Stored
from desktop import clock, kept_packages, messages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import (
    encryption,
    evidence_in_packages,
    initiatives,
    journal_heads,
    keys,
    objections,
    paper_submission,
    programmes,
    return_answers,
    sending,
    trust,
)
from desktop.operations.encryption import Addressee
from desktop.operations.evidence_in_packages import Parcels
from desktop.version import VERSION
from domain import dossier, dossier_validity, eligibility, ids, record
from domain.dossier_validity import DossierTest
from domain.eligibility import Stage
from domain.errors import Problem, RuleError
from domain.initiative import State, redacted, withheld
from domain.moves import Decision, moved
from domain.objection import Objection
from domain.return_mark import Answer, ReturnMark
from exports.package import build, crypt
from exports.package.header import FIELDS_READER, FIRST_READER
from exports.reports import papers

SUBMISSION = "submission"
SUMMARY = "data/summary.xlsx"
SUMMARY_NAME = "Bảng tổng hợp sáng kiến.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READY = (State.RECOGNISED, State.NOMINATED)
SENT = (State.PACKAGED, State.RECEIVED_ABOVE, State.RETURNED)
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Item:
    """One record of a package to be: its content as it leaves, what is withheld, what the rules object to, and the
    four tests of its dossier if it is handed in today. `objected`: a complaint or a dispute stands open. `files`: the
    evidence that leaves with it. `answers`, by number of the mark, are to what the union above asked to be mended;
    `unanswered` is how much of that has none yet."""

    stored: Stored
    values: dict[str, Any]
    sha256: str
    withheld: tuple[str, ...]
    problems: tuple[Problem, ...]
    tests: tuple[DossierTest, ...] = ()
    objected: bool = False
    files: tuple[Evidence, ...] = ()
    answers: tuple[tuple[int, Answer], ...] = ()
    unanswered: int = 0

    @property
    def changed(self) -> bool:
        return self.sha256 != self.stored.sealed_sha256

    @property
    def tells(self) -> bool:
        """Whether the union above learns anything from it that it does not know."""
        return self.changed or bool(self.answers)


@dataclass(frozen=True)
class Plan:
    """What a package would hold and under which number it would go.

    `left_out` was not chosen one by one and stays here: somebody objects to it (S2). `readers` are the units it is
    encrypted for; with none it leaves open.
    """

    recipient: str
    seq: int
    prev_manifest_sha256: str
    items: tuple[Item, ...]
    left_out: tuple[Item, ...] = ()
    readers: tuple[Addressee, ...] = ()

    @property
    def redacted(self) -> int:
        return sum(bool(item.withheld) for item in self.items)

    @property
    def files(self) -> tuple[Evidence, ...]:
        """The evidence that leaves."""
        return tuple(file for item in self.items for file in item.files)

    @property
    def answers(self) -> dict[int, Answer]:
        return {number: said for item in self.items for number, said in item.answers}

    @property
    def unanswered(self) -> int:
        """How much of what the union above asked to be mended these records leave without an answer."""
        return sum(item.unanswered for item in self.items)

    @property
    def blocked(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if any(problem.blocks for problem in item.problems))


@dataclass(frozen=True)
class Packed:
    """A sealed package; `path` is the copy asked for, `kept` this register's own."""

    package_id: int
    path: Path
    kept: Path
    manifest_sha256: str
    seq: int
    records: int
    files: int
    redacted: int
    changes: Changes
    encrypted: bool = False


def plan(desk: Desk, recipient: str = "", only: str = "", also: Sequence[str] = ()) -> Plan:
    """What would leave, without writing anything.

    `only` is empty (everything recognised that was never sent or has changed since), "all", state names, or numbers
    of initiatives with commas between. It is going to be encrypted where a key of the recipient is known; `also` names
    further units that are to be able to read it.
    """
    demand_clerk(desk)
    to = (recipient or desk.unit.upper_code).upper()
    if not to:
        raise RuleError("recipient_missing", field="recipient")
    if not ids.unit_code_ok(to):
        raise RuleError("recipient_malformed", field="recipient", code=to)
    objected = objections.by_row(desk)
    chosen = _chosen(desk, only)
    asked = return_answers.ready(desk, [stored.initiative for stored in chosen])
    items = tuple(_item(desk, stored, objected.get(stored.row_id, []), asked.get(stored.initiative.id, []))
                  for stored in chosen)  # fmt: skip
    left_out: tuple[Item, ...] = ()
    if not only:
        items = tuple(item for item in items if item.stored.initiative.state in READY or item.tells)
        left_out = tuple(item for item in items if item.objected)
        items = tuple(item for item in items if not item.objected)
    return Plan(to, *_place(desk, to), items, left_out, encryption.addressees(desk, to, also))


def pack(desk: Desk, planned: Plan, to: Path | None, *, step: Step, pin: str | None = None) -> Packed:
    """Seal what was planned, keep a copy, and put one into `to`; `pin` opens the token, if the key is on one.

    `step` counts records while they are sealed and may raise to stop: then there is no package. The register knows of
    the package before the copy leaves; a copy that cannot be written can be sent again.
    RuleError: package_empty, package_incomplete, package_plan_old, key_missing, token_….
    """
    demand_clerk(desk)
    _check(planned)
    _check_fresh(desk, planned)
    signer, recipients = keys.unit_signer(desk, pin), _recipients(desk, planned)
    kept = _free_name(desk, planned)
    revisions = {item.stored.initiative.id: _revision(item) for item in planned.items}
    along = [(item.stored.initiative.id, file) for item in planned.items for file in item.files]
    parcels = Parcels(desk, {SUMMARY: _summary(desk, planned)}, along)
    sealed = build.seal(
        kept_packages.place(desk, kept),
        _header(desk, planned, parcels.header()),
        _records(planned, revisions, step),
        parcels,
        signer,
        now=clock.now(),
        recipients=recipients,
    )
    package_id = _remember(desk, planned, sealed, kept, revisions)
    path = kept if to is None else sending.to_folder(desk, sealed.manifest_sha256, to, step=step)[0].path
    return Packed(package_id, path, kept, sealed.manifest_sha256, planned.seq, sealed.records, sealed.files,
                  planned.redacted, of("packages", "initiatives", "returns"), bool(recipients))  # fmt: skip


def sent(desk: Desk) -> list[dict[str, Any]]:
    return packages.everything(desk.store, "out")


def received(desk: Desk) -> list[dict[str, Any]]:
    return packages.everything(desk.store, "in")


def _chosen(desk: Desk, only: str) -> Sequence[Stored]:
    pack_id = programmes.current(desk).id
    mine = Filter(states=(*READY, *SENT), programme=pack_id, own=True)
    if only in ("", "all"):
        return initiatives.everything(desk, mine, "number")
    words = [word.strip() for word in only.split(",") if word.strip()]
    if not words:
        raise RuleError("filter_unknown", field="only", name=only)
    if all(word in {str(state) for state in State} for word in words):
        if not set(words) <= {str(state) for state in (*READY, *SENT)}:
            raise RuleError("state_not_sent", field="only", name=only)
        return initiatives.everything(desk, Filter(states=tuple(words), programme=pack_id, own=True), "number")
    found = [initiatives.find(desk, word) for word in words]
    for stored in found:
        if stored.initiative.state not in (*READY, *SENT) or not stored.own:
            raise RuleError("state_not_sent", field="only", name=stored.initiative.number)
    return found


def _item(
    desk: Desk, stored: Stored, objected: Sequence[Objection], asked: Sequence[tuple[ReturnMark, Answer | None]]
) -> Item:
    leaving = redacted(stored.initiative)
    values = record.leaving(record.record(leaving))
    del values["unread"]
    values["state"] = str(State.RECOGNISED)
    pack = programmes.of_record(desk, stored.initiative)
    open_ = {objection.kind for objection in objected if objection.is_open}
    problems = eligibility.problems(stored.initiative, pack, stage=Stage.DOSSIER, objections=open_)
    tests = dossier_validity.four_tests(stored.initiative, pack, level=str(desk.unit.level), objections=objected,
                                   on=clock.today())  # fmt: skip
    sha256, kept = record.content_sha256(values), withheld(stored.initiative)
    files = evidence_in_packages.leaving(desk, stored)
    answers = tuple((mark.no, said) for mark, said in asked if said is not None)
    return Item(stored, values, sha256, kept, problems, tests, bool(open_), files, answers, len(asked) - len(answers))


def _revision(item: Item) -> int:
    return item.stored.initiative.revision + (1 if item.changed else 0)


def _check(planned: Plan) -> None:
    if not planned.items:
        raise RuleError("package_empty")
    if planned.blocked:
        problems = [
            Problem(problem.code, problem.field, facts=dict(problem.facts) | {"number": item.stored.initiative.number})
            for item in planned.blocked
            for problem in item.problems
            if problem.blocks
        ]
        raise RuleError("package_incomplete", problems=problems, count=len(planned.blocked))


def _check_fresh(desk: Desk, planned: Plan) -> None:
    """What is sealed is what was shown: a record changed since would also be written over by its older self."""
    held = stored_initiatives.get_many(desk.store, [item.stored.row_id for item in planned.items])
    objected = objections.open_kinds(desk).keys() & {item.stored.row_id for item in planned.items}
    place = (planned.seq, planned.prev_manifest_sha256)
    codes = [reader.unit_code for reader in planned.readers]
    if codes and encryption.addressees(desk, codes[0], codes[1:]) != planned.readers:
        raise RuleError("package_plan_old")
    if any(evidence_in_packages.leaving(desk, item.stored) != item.files for item in planned.items):
        raise RuleError("package_plan_old")
    if objected or held != [item.stored for item in planned.items] or place != _place(desk, planned.recipient):
        raise RuleError("package_plan_old")


def _place(desk: Desk, recipient: str) -> tuple[int, str]:
    """The number of the next package to this recipient, and the identity of the one before."""
    last = packages.last_sent(desk.store, recipient, SUBMISSION)
    return (last["seq"] + 1, last["manifest_sha256"]) if last else (1, "")


def _recipients(desk: Desk, planned: Plan) -> list[str]:
    """The keys it is encrypted for, the own one among them: whoever sends keeps a copy that can be read."""
    if not planned.readers:
        return []
    with desk.store.atomic():
        own = encryption.ensure(desk)
    return [*(key for reader in planned.readers for key in reader.keys), own]


def _free_name(desk: Desk, planned: Plan) -> Path:
    """Where the package is kept. Numbers are each recipient's own: no package may take the file of another."""
    stem, taken = ids.file_stem(desk.unit.code, planned.seq), {row["path"] for row in sent(desk)}
    suffix = f".asice{crypt.SUFFIX}" if planned.readers else ".asice"
    usual = paths.sent(desk.home) / f"{stem}{suffix}"
    return usual if str(usual) not in taken else usual.with_name(f"{stem}-{planned.recipient.lower()}{suffix}")


def _records(planned: Plan, revisions: Mapping[str, int], step: Step) -> Iterator[dict[str, Any]]:
    # In the order a package keeps them: they need not be sorted again.
    for number, item in enumerate(sorted(planned.items, key=lambda item: item.stored.initiative.id)):
        step(number, len(planned.items))
        yield {**record.saying(item.values), "revision": revisions[item.stored.initiative.id]}


def _header(desk: Desk, planned: Plan, along: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    pack_used = programmes.current(desk)
    known = trust.upper_registry(desk)
    phases = {item.stored.initiative.phase for item in planned.items}
    return {
        "kind": SUBMISSION,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": planned.recipient,
        "seq": planned.seq,
        "prev_manifest_sha256": planned.prev_manifest_sha256,
        "programme": pack_used.id,
        "pack_version": pack_used.version,
        "phase": phases.pop() if len(phases) == 1 else "",
        "app_version": VERSION,
        "files": {SUMMARY: {"name": SUMMARY_NAME, "media_type": _XLSX}, **along},
        "trust_version": known.version if known else 0,
        **journal_heads.told(desk),
        "min_reader": FIELDS_READER if any(record.says_later(item.values) for item in planned.items) else FIRST_READER,
        **return_answers.header(list(planned.answers.values())),
    }


def _summary(desk: Desk, planned: Plan) -> bytes:
    """The summary table for people who open the package without this program; never read on import."""
    leaving = [redacted(item.stored.initiative) for item in planned.items]
    letter = dossier.Letter(unit_name=desk.unit.name, upper_name=desk.unit.upper_name)
    content = paper_submission.summary_of(desk, leaving, letter)
    return papers.made([content], "xlsx", step=lambda _done, _total: None)


def _remember(desk: Desk, planned: Plan, sealed: Any, kept: Path, revisions: dict[str, int]) -> int:
    now = clock.stamp()
    detail: dict[str, Any] = {"file_sha256": sealed.file_sha256, "prev": planned.prev_manifest_sha256}
    if planned.readers:
        detail["encrypted_for"] = [{"unit_code": one.unit_code, "unit_name": one.unit_name} for one in planned.readers]
    with desk.store.atomic():
        package_id = packages.insert(desk.store, direction="out", now=now, detail=detail, kind=SUBMISSION,
                                     manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code,
                                     unit_name=desk.unit.name, recipient=planned.recipient, seq=planned.seq,
                                     path=str(kept), records=sealed.records)  # fmt: skip
        packages.add_records(desk.store, package_id, [(name, n, "sent") for name, n in revisions.items()])
        outbox.add(desk.store, package_id, now)
        return_answers.left(desk, planned.answers, package_id, now)
        for item in planned.items:
            after = moved(item.stored.initiative, State.PACKAGED, Decision())
            initiatives.rewrite(desk, item.stored, after)
            number = revisions[item.stored.initiative.id]
            stored_initiatives.mark_sealed(desk.store, item.stored.row_id, number, item.sha256)
        journal.write(desk.store, desk.user.name, "sealed", sealed.manifest_sha256, now, seq=planned.seq,
                      recipient=planned.recipient, records=sealed.records)  # fmt: skip
    return package_id


def problem_lines(planned: Plan) -> list[tuple[str, str]]:
    """(number, sentence) of everything that keeps the package from being sealed."""
    return [
        (item.stored.initiative.number, messages.of_problem(problem))
        for item in planned.blocked
        for problem in item.problems
        if problem.blocks
    ]
