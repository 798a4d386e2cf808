"""Who stands aside: the book of declared relations, members' own requests, and what both mean for an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db import councils, initiatives, journal, recusals
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import CHAIR, OFFICER, Desk
from desktop.operations import identity
from desktop.operations.initiatives import find
from domain import recusal, text
from domain.council import Council, CouncilMember, Role, same_person
from domain.errors import RuleError
from domain.initiative import Initiative, State
from domain.recusal import Cause, DeclaredRelation, Recusal, Relation

KEEPERS = (Role.CHAIRMAN, Role.SECRETARY)


@dataclass(frozen=True)
class Book:
    """The declared relations, and the requests by the public id of their initiative, as read at one moment."""

    relations: tuple[DeclaredRelation, ...]
    requests: Mapping[str, Mapping[str, str]]

    def of(self, initiative: Initiative, council: Council) -> tuple[Recusal, ...]:
        """The members of this council who stand aside for this initiative."""
        return recusal.recusals(initiative, council, self.relations, dict(self.requests.get(initiative.id, {})))


def book(desk: Desk) -> Book:
    return Book(tuple(recusals.relations(desk.store)), recusals.requests(desk.store))


def readable(desk: Desk) -> Book:
    """What the person at the desk may read of the book: who keeps it everything, anybody else what is about himself."""
    held, me = book(desk), desk.user.name
    if keeps(desk):
        return held
    own = {public_id: {me: members[me]} for public_id, members in held.requests.items() if me in members}
    return Book(tuple(one for one in held.relations if recusal.related(one, me)), own)


def relations(desk: Desk) -> list[DeclaredRelation]:
    """All that were declared and hold."""
    return recusals.relations(desk.store)


def relations_from(values: Any) -> tuple[DeclaredRelation, ...]:
    """Relations from JSON: [{"member", "author", "relation"}]; RuleError with what is wrong with each."""
    if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
        raise RuleError("council_malformed")
    return tuple(_read(*(str(one.get(name, "")) for name in ("member", "author", "relation"))) for one in values)


def _read(member: str, author: str, relation: str) -> DeclaredRelation:
    member, author = text.clean_line(member), text.clean_line(author)
    identity.demand_none({"member": member, "author": author})
    if problems := recusal.declaring_problems(member, author, relation):
        raise RuleError("relation_incomplete", problems=problems)
    return DeclaredRelation(0, member, author, Relation(relation))


def declare(desk: Desk, member: str, author: str, relation: str) -> Changes:
    """Write a relation into the book; the same one again changes nothing."""
    demand_keeper(desk)
    wanted = _read(member, author, relation)
    with desk.store.atomic():
        if add(desk, [wanted]):
            journal.write(desk.store, desk.user.name, "relation_declared", wanted.member, clock.stamp(),
                          author=wanted.author, relation=str(wanted.relation))  # fmt: skip
    return of("appraisals")


def add(desk: Desk, wanted: Iterable[DeclaredRelation]) -> int:
    """Those that are not in the book yet; how many were new. Inside `atomic()`, the caller writes the journal."""
    held = {_key(one) for one in recusals.relations(desk.store)}
    new = {_key(one): one for one in wanted if _key(one) not in held}
    for one in new.values():
        recusals.declare(desk.store, one.member, one.author, one.relation)
    return len(new)


def _key(one: DeclaredRelation) -> tuple[str, str, Relation]:
    return one.member.casefold(), one.author.casefold(), one.relation


def withdraw(desk: Desk, relation_id: int) -> Changes:
    """A relation declared by mistake, or that holds no more; the journal keeps that it stood."""
    demand_keeper(desk)
    held = next((one for one in recusals.relations(desk.store) if one.id == relation_id), None)
    if held is None:
        raise RuleError("relation_not_found", id=relation_id)
    with desk.store.atomic():
        recusals.withdraw(desk.store, relation_id, clock.stamp())
        journal.write(desk.store, desk.user.name, "relation_withdrawn", held.member, clock.stamp(),
                      author=held.author, relation=str(held.relation))  # fmt: skip
    return of("appraisals")


def request(desk: Desk, public_id: str, member: str, reason: str) -> Changes:
    """A member asks to stand aside for one initiative under appraisal; the chair or secretary may write it for him."""
    stored = find(desk, public_id)
    member, reason = text.clean_line(member or desk.user.name), text.clean_line(reason)
    _demand_own(desk, member)
    _demand_member(desk, member)
    if stored.initiative.state is not State.UNDER_APPRAISAL:
        raise RuleError("not_under_appraisal", name=stored.initiative.number)
    identity.demand_none({"reason": reason})
    if not reason:
        raise RuleError("recusal_reason_missing", field="reason")
    if member in recusals.requests(desk.store).get(stored.initiative.id, {}):
        raise RuleError("recusal_asked_already", name=member)
    with desk.store.atomic():
        recusals.request(desk.store, stored.initiative.id, member, reason)
        journal.write(desk.store, desk.user.name, "recusal_requested", stored.initiative.id, clock.stamp(),
                      member=member, reason=reason)  # fmt: skip
    return of("appraisals", rows={stored.row_id})


def take_back(desk: Desk, public_id: str, member: str) -> Changes:
    """The member marks after all."""
    stored = find(desk, public_id)
    member = text.clean_line(member or desk.user.name)
    _demand_own(desk, member)
    if stored.initiative.state is not State.UNDER_APPRAISAL:
        raise RuleError("not_under_appraisal", name=stored.initiative.number)
    if member not in recusals.requests(desk.store).get(stored.initiative.id, {}):
        raise RuleError("recusal_not_asked", name=member)
    with desk.store.atomic():
        recusals.take_back(desk.store, stored.initiative.id, member, clock.stamp())
        journal.write(desk.store, desk.user.name, "recusal_taken_back", stored.initiative.id, clock.stamp(),
                      member=member)  # fmt: skip
    return of("appraisals", rows={stored.row_id})


def by_row(desk: Desk, name: str) -> dict[int, Recusal]:
    """For which initiatives under appraisal this person stands aside, by row id; only those are read whole."""
    held = book(desk)
    kin = [to[0] for one in held.relations if (to := recusal.related(one, name))]
    asked = [public_id for public_id, members in held.requests.items() if name in members]
    rows = initiatives.authored_by(desk.store, name, *kin)
    rows |= {row for public_id in asked if (row := initiatives.row_id_of_public(desk.store, public_id))}
    seated = councils.current(desk.store)
    alone = Council("", (CouncilMember(name, Role.EXPERT),), head=seated.council.head if seated else "")
    found = {
        stored.row_id: held.of(stored.initiative, alone) for stored in initiatives.get_many(desk.store, sorted(rows))
    }
    return {row_id: recused[0] for row_id, recused in found.items() if recused}


def refusal(one: Recusal) -> str:
    """The code of the sentence that refuses a sheet of who stands aside."""
    if one.cause is Cause.RELATIVE:
        return "appraiser_is_relative"
    return "appraiser_recused" if one.cause is Cause.OWN_REQUEST else "appraiser_is_author"


def demand_keeper(desk: Desk) -> None:
    """The book is kept by the officer, and by who chairs the council or is its secretary."""
    if not keeps(desk):
        raise RuleError("council_keeper_needed", name=desk.user.name)


def keeps(desk: Desk) -> bool:
    """Whether the person at the desk keeps the book: the officer, and who chairs the council or is its secretary."""
    seated = councils.current(desk.store)
    keepers = {member.name for member in seated.council.members if member.role in KEEPERS} if seated else set()
    return desk.user.has(OFFICER, CHAIR) or desk.user.name in keepers


def _demand_own(desk: Desk, member: str) -> None:
    if not same_person(member, desk.user.name):
        demand_keeper(desk)


def _demand_member(desk: Desk, member: str) -> None:
    seated = councils.current(desk.store)
    if seated is None or member not in {one.name for one in seated.council.members}:
        raise RuleError("not_a_council_member", name=member)
