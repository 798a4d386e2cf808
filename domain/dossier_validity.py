"""The four tests of a dossier, each with its day: on time, complete, no complaint, no authorship dispute (S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from domain.eligibility import Outcome, Stage, problems
from domain.eligibility.conditions import AUTHORSHIP_DISPUTE, COMPLAINT
from domain.initiative import Initiative
from domain.labels import OWN_CHECK
from domain.objection import Objection
from domain.programme import Deadline, Programme

TESTS = ("on_time", "complete", "no_complaint", "no_dispute")
# Whatever the pack calls the day on which a dossier has to be up; the first that a level has counts.
_HANDING_IN = ("dossier", "report", "portal")
_SOURCE = "CV 57/LĐLĐ Đồng Tháp 16/3/2021, mục 3"


class DossierTest(NamedTuple):
    """One test. `on` is the day it speaks of: the deadline, the day it was checked, the day an objection came in."""

    name: str
    outcome: Outcome
    on: date | None
    source: str
    code: str
    facts: Mapping[str, object]


def four_tests(
    initiative: Initiative,
    programme: Programme,
    *,
    level: str,
    objections: Sequence[Objection],
    on: date,
) -> tuple[DossierTest, ...]:
    """All four, in their order. `on` is the day the dossier was handed in, or today while it is being prepared."""
    return (
        _on_time(deadlines(programme, level, initiative.phase), on),
        _complete(initiative, programme, on),
        _nobody_objects("no_complaint", COMPLAINT, objections, on),
        _nobody_objects("no_dispute", AUTHORSHIP_DISPUTE, objections, on),
    )


def valid(found: Sequence[DossierTest]) -> bool:
    """Whether no test failed; one that cannot be answered, such as a missing deadline, does not fail it."""
    return all(test.outcome is not Outcome.BLOCK for test in found)


def deadlines(programme: Programme, level: str, phase: str) -> list[Deadline]:
    """The days a dossier of this phase is due at this level, the earliest first."""
    here = [d for d in programme.deadlines if d.level == level and d.phase in ("", phase)]
    for what in _HANDING_IN:
        found = sorted((d for d in here if d.for_what == what), key=lambda d: d.on)
        if found:
            return found
    return []


def in_time(deadline: Deadline, on: date) -> bool:
    """The day itself is in time, unless the document says «trước ngày»."""
    return on < deadline.on if deadline.before else on <= deadline.on


def _on_time(due: Sequence[Deadline], on: date) -> DossierTest:
    """Different issuers set different days; in time for all passes, late for all fails, between nobody can say."""
    if not due:
        return DossierTest("on_time", Outcome.UNKNOWN, None, OWN_CHECK, "dossier_no_deadline", {})
    late = [deadline for deadline in due if not in_time(deadline, on)]
    shown = late[-1] if late else due[0]
    facts: dict[str, object] = {"due": f"{shown.on:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}", "issuer": shown.issuer}
    source = f"{shown.issuer}, {shown.document}"
    if not late:
        return DossierTest("on_time", Outcome.PASS, shown.on, source, "dossier_on_time", facts)
    outcome = Outcome.BLOCK if len(late) == len(due) else Outcome.UNKNOWN
    return DossierTest("on_time", outcome, shown.on, source, "dossier_late", facts)


def _complete(initiative: Initiative, programme: Programme, on: date) -> DossierTest:
    found = problems(initiative, programme, stage=Stage.DOSSIER)
    lacking = [problem for problem in found if problem.blocks]
    if not lacking:
        return DossierTest("complete", Outcome.PASS, on, _SOURCE, "dossier_complete", {})
    return DossierTest("complete", Outcome.BLOCK, on, _SOURCE, "dossier_incomplete", {"count": len(lacking)})


def _nobody_objects(name: str, kind: str, objections: Sequence[Objection], on: date) -> DossierTest:
    mine = [objection for objection in objections if objection.kind == kind]
    still = [objection for objection in mine if objection.is_open]
    if still:
        day = still[0].opened_on
        facts: dict[str, object] = {"on": f"{day:%d/%m/%Y}", "who": still[0].who}
        return DossierTest(name, Outcome.BLOCK, day, _SOURCE, f"dossier_{kind}", facts)
    settled = max((objection.settled_on for objection in mine if objection.settled_on), default=None)
    if settled is not None:
        return DossierTest(
            name, Outcome.PASS, settled, _SOURCE, f"dossier_{kind}_settled", {"on": f"{settled:%d/%m/%Y}"}
        )
    return DossierTest(name, Outcome.PASS, on, _SOURCE, f"dossier_{name}", {})
