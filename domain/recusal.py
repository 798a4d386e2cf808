"""Who of a council stands aside for one initiative, why, and the words of it for the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain import labels
from domain.council import SOURCE, Council, CouncilMember, Role, same_person
from domain.errors import Problem
from domain.initiative import Initiative, credited_author


class Relation(StrEnum):
    """What the first person of a declared relation is to the second."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    IN_LAW = "in_law"
    OTHER = "other"


class Cause(StrEnum):
    HEAD_AUTHOR = "head_author"
    AUTHOR = "author"
    COAUTHOR = "coauthor"
    RELATIVE = "relative"
    OWN_REQUEST = "own_request"


@dataclass(frozen=True)
class DeclaredRelation:
    """`member` is the `relation` of `author`. It holds the other way round too, should the author sit in a council."""

    id: int
    member: str
    author: str
    relation: Relation


@dataclass(frozen=True)
class Recusal:
    """One member who stands aside: no sheet of his counts, and he is not counted among the members.

    `relation` and `author` belong to a relative, `reason` to who asked for it himself.
    """

    name: str
    cause: Cause
    relation: Relation | None = None
    author: str = ""
    reason: str = ""


_TURNED = {
    Relation.PARENT: Relation.CHILD,
    Relation.CHILD: Relation.PARENT,
    Relation.GRANDPARENT: Relation.GRANDCHILD,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
}


def recusals(
    initiative: Initiative,
    council: Council,
    relations: Iterable[DeclaredRelation] = (),
    requests: Mapping[str, str] | None = None,
) -> tuple[Recusal, ...]:
    """The members who stand aside for this initiative, in the order of the council; each for one cause, the nearest.

    `requests` holds, by the name of the member, the reason for which he asked to stand aside.
    """
    known, asked = tuple(relations), requests or {}
    found = (_of(member, initiative, council, known, asked) for member in council.members)
    return tuple(one for one in found if one is not None)


def _of(
    member: CouncilMember,
    initiative: Initiative,
    council: Council,
    relations: Sequence[DeclaredRelation],
    requests: Mapping[str, str],
) -> Recusal | None:
    authors = [author.full_name for author in initiative.authors]
    if any(same_person(member.name, name) for name in authors):
        return Recusal(member.name, _authorship(member.name, initiative, council))
    for relation in relations:
        to = related(relation, member.name)
        if to and any(same_person(to[0], name) for name in authors):
            return Recusal(member.name, Cause.RELATIVE, to[1], to[0])
    asked = next((reason for name, reason in requests.items() if same_person(name, member.name)), None)
    return None if asked is None else Recusal(member.name, Cause.OWN_REQUEST, reason=asked)


def _authorship(name: str, initiative: Initiative, council: Council) -> Cause:
    if council.head and same_person(council.head, name):
        return Cause.HEAD_AUTHOR
    credited = credited_author(initiative)
    alone = len(initiative.authors) == 1
    return Cause.AUTHOR if alone or (credited and same_person(credited.full_name, name)) else Cause.COAUTHOR


def related(declared: DeclaredRelation, name: str) -> tuple[str, Relation] | None:
    """To whom this person is related by a declaration, and as what; None if it is about others."""
    if same_person(declared.member, name):
        return declared.author, declared.relation
    if same_person(declared.author, name):
        return declared.member, _TURNED.get(declared.relation, declared.relation)
    return None


def declaring_problems(member: str, author: str, relation: str) -> tuple[Problem, ...]:
    """What keeps a relation from being declared."""
    found = []
    if not member:
        found.append(Problem("relation_member_missing", "member"))
    if not author:
        found.append(Problem("relation_author_missing", "author"))
    if member and author and same_person(member, author):
        found.append(Problem("relation_with_oneself", "author"))
    if relation not in set(Relation):
        known = ", ".join(Relation)
        found.append(Problem("relation_unknown", "relation", facts={"name": relation, "known": known}))
    return tuple(found)


def left_problems(council: Council, recused: Sequence[Recusal]) -> tuple[Problem, ...]:
    """What the council lacks for one initiative once these stand aside: it may not decide this one as it is, since
    the article names a union representative and somebody to lead among its members (TT 18/2013/TT-BKHCN Đ.8).
    """
    aside = {one.name for one in recused}
    left = {member.role for member in council.members if member.name not in aside}
    article: dict[str, object] = {"article": SOURCE}
    found = []
    if Role.UNION_REPRESENTATIVE not in left:
        found.append(Problem("recusal_leaves_no_union_representative", "members", facts=article, source=SOURCE))
    if not left & {Role.CHAIRMAN, Role.DEPUTY}:
        found.append(Problem("recusal_leaves_no_chair", "members", facts=article, source=SOURCE))
    return tuple(found)


def words(recusal: Recusal) -> str:
    """One line for the minutes: who stood aside, and why."""
    return labels.RECUSALS[recusal.cause].format(name=recusal.name, **_gaps(recusal))


def why(recusal: Recusal) -> str:
    """The same without the name, where that stands in a column of its own."""
    return labels.RECUSAL_REASONS[recusal.cause].format(**_gaps(recusal))


def _gaps(recusal: Recusal) -> dict[str, str]:
    relation = labels.RELATIONS[recusal.relation] if recusal.relation else ""
    return {"relation": relation, "author": recusal.author, "reason": recusal.reason}


def minutes_lines(number: str, recused: Sequence[Recusal]) -> tuple[str, ...]:
    """The lines of the minutes about one initiative: one for each member who stood aside, none if nobody did."""
    return tuple(f"{number}: {words(one)}" for one in recused)
