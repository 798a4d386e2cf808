"""Plans signed with the employer: kept with their number, day and targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db import cooperation_plans, journal
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import programmes
from domain import cooperation_plan as rules
from domain.cooperation_plan import CooperationPlan
from domain.entry import refused
from domain.errors import Problem, RuleError


@dataclass(frozen=True)
class Saved:
    plan: CooperationPlan
    problems: tuple[Problem, ...]
    changes: Changes


def everything(desk: Desk, programme: str = "") -> list[CooperationPlan]:
    """The plans of a programme, or of the one in use; the one signed last first."""
    return cooperation_plans.everything(desk.store, programme or programmes.current(desk).id)


def get(desk: Desk, plan_id: int) -> CooperationPlan:
    found = cooperation_plans.get(desk.store, plan_id)
    if found is None:
        raise RuleError("plan_unknown", name=str(plan_id))
    return found


def problems(plan: CooperationPlan) -> tuple[Problem, ...]:
    return rules.problems(plan, clock.today())


def enter(desk: Desk, words: Mapping[str, str], programme: str = "") -> Saved:
    """A new plan with the first fields somebody typed."""
    demand_officer(desk)
    pack = programmes.get(desk, programme) if programme else programmes.current(desk)
    plan = _typed(CooperationPlan(programme=pack.id), words)
    with desk.store.atomic():
        plan_id = cooperation_plans.insert(desk.store, plan)
        journal.write(desk.store, desk.user.name, "plan_entered", f"plan:{plan_id}", clock.stamp(), fields=dict(words))
    return _saved(desk, plan_id)


def type_in(desk: Desk, plan_id: int, words: Mapping[str, str]) -> Saved:
    """Save fields of a plan as they were typed; saving the same again changes nothing."""
    demand_officer(desk)
    held = get(desk, plan_id)
    plan = _typed(held, words)
    if plan != held:
        differing = {name: [rules.shown(held, name), rules.shown(plan, name)] for name in words}
        with desk.store.atomic():
            cooperation_plans.update(desk.store, plan)
            journal.write(desk.store, desk.user.name, "plan_changed", f"plan:{plan_id}", clock.stamp(),
                          fields=differing)  # fmt: skip
    return _saved(desk, plan_id)


def remove(desk: Desk, plan_id: int) -> Changes:
    """Takes a plan out of the list; `restore` brings it back."""
    return _hide(desk, plan_id, clock.stamp(), "plan_removed")


def restore(desk: Desk, plan_id: int) -> Changes:
    return _hide(desk, plan_id, None, "plan_restored")


def drop_blank(desk: Desk) -> Changes:
    """Forgets the plans of the programme in use into which nobody wrote anything; where there is none, no change."""
    demand_officer(desk)
    empty = [plan.id for plan in everything(desk) if rules.blank(plan)]
    if not empty:
        return Changes()
    with desk.store.atomic():
        for plan_id in empty:
            cooperation_plans.drop(desk.store, plan_id)
            journal.write(desk.store, desk.user.name, "plan_dropped", f"plan:{plan_id}", clock.stamp())
    return of("plans")


def _hide(desk: Desk, plan_id: int, at: str | None, operation: str) -> Changes:
    demand_officer(desk)
    get(desk, plan_id)
    with desk.store.atomic():
        cooperation_plans.remove(desk.store, plan_id, at)
        journal.write(desk.store, desk.user.name, operation, f"plan:{plan_id}", clock.stamp())
    return of("plans")


def _typed(plan: CooperationPlan, words: Mapping[str, str]) -> CooperationPlan:
    known = (*rules.LINES, *rules.PARAGRAPHS, "signed_on", "initiatives", "persons_pct")
    unknown = [Problem("field_unknown", name, facts={"field": name}) for name in words if name not in known]
    if unknown:
        raise RuleError("record_malformed", problems=unknown)
    if found := refused(words):
        raise RuleError("identity_number", field=found[0].field, problems=found)
    return rules.typed(plan, words, clock.today())


def _saved(desk: Desk, plan_id: int) -> Saved:
    plan = get(desk, plan_id)
    return Saved(plan, problems(plan), of("plans"))
