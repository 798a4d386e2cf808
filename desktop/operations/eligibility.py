"""Judging records by the rules of their packs: one, or the whole register chunk by chunk."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from db import initiatives as stored_initiatives
from db import objections
from db.initiatives import Filter, Stored
from desktop.desk import Desk
from desktop.operations import programmes
from domain import eligibility
from domain.eligibility import Finding, Outcome, Rule
from domain.initiative import Initiative, State

CHUNK = 500
Step = Callable[[int, int], None]


@dataclass
class Survey:
    """How the records of one programme stand by each rule: counts, and the rows behind each that did not pass.

    `rows` are all row ids judged; `lists` hold them by (rule, outcome), "pass" left out: it is all the others.
    """

    rules: Sequence[Rule] = ()
    rows: array[int] = field(default_factory=lambda: array("q"))
    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    lists: dict[tuple[str, Outcome], array[int]] = field(default_factory=dict)

    def add(self, row_id: int, findings: Sequence[Finding]) -> None:
        self.rows.append(row_id)
        for found in findings:
            if found.outcome is not Outcome.PASS:
                self.lists.setdefault((found.rule, found.outcome), array("q")).append(row_id)

    def close(self) -> None:
        """Counts what was added; the passed ones are those in no other list."""
        for rule in self.rules:
            left = len(self.rows)
            for outcome in (Outcome.WARN, Outcome.BLOCK, Outcome.UNKNOWN):
                number = len(self.lists.get((rule.name, outcome), ()))
                self.counts[rule.name, outcome] = number
                left -= number
            self.counts[rule.name, Outcome.PASS] = left

    def behind(self, rule: str, outcome: Outcome) -> array[int]:
        """The row ids a count counts, in the order of entry."""
        if outcome is not Outcome.PASS:
            return self.lists.get((rule, outcome), array("q"))
        others: set[int] = set()
        for other in (Outcome.WARN, Outcome.BLOCK, Outcome.UNKNOWN):
            others.update(self.lists.get((rule, other), ()))
        return array("q", (row_id for row_id in self.rows if row_id not in others))


def of_record(desk: Desk, stored: Stored) -> list[Finding]:
    """One finding for each rule of the record's pack."""
    open_ = objections.open_kinds(desk.store, stored.row_id).get(stored.row_id, frozenset())
    pack = programmes.of_record(desk, stored.initiative)
    return eligibility.findings(stored.initiative, pack, open_)


def conditions(desk: Desk, initiative: Initiative, row_id: int | None = None) -> list[Finding]:
    """The findings of the conditions its pack names, in their order; `row_id` None for a record not stored yet."""
    open_ = objections.open_kinds(desk.store, row_id) if row_id is not None else {}
    compiled = eligibility.conditions(programmes.of_record(desk, initiative))
    return eligibility.judged(compiled, initiative, open_.get(row_id or 0, frozenset()))


def walk(desk: Desk, step: Step, programme: str = "") -> Iterator[tuple[Stored, list[Finding]]]:
    """Own records of one programme, or of all, with their findings; never more than a chunk of them in memory.

    `step(done, total)` is called between chunks and may raise to stop.
    """
    chosen = Filter(own=True, programme=programme)
    packs, open_ = programmes.Packs(desk), objections.open_kinds(desk.store)
    rows = array("q", stored_initiatives.ids(desk.store, chosen))
    nothing: frozenset[str] = frozenset()
    for start in range(0, len(rows), CHUNK):
        step(start, len(rows))
        for stored in stored_initiatives.get_many(desk.store, rows[start : start + CHUNK]):
            pack = packs.of(stored.initiative)
            yield stored, eligibility.findings(stored.initiative, pack, open_.get(stored.row_id, nothing))
    step(len(rows), len(rows))


def survey(desk: Desk, step: Step) -> Survey:
    """The whole register under the programme in use; writes nothing. Asked beside the screen, on a reader."""
    pack = programmes.current(desk)
    found = Survey(eligibility.rules(pack))
    for stored, findings in walk(desk, step, pack.id):
        if stored.initiative.state is not State.WITHDRAWN:
            found.add(stored.row_id, findings)
    found.close()
    return found
