from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import labels
from domain.council import Council, CouncilMember, Role
from domain.initiative import Author, Initiative
from domain.recusal import (
    Cause,
    DeclaredRelation,
    Recusal,
    Relation,
    declaring_problems,
    left_problems,
    minutes_lines,
    recusals,
    related,
)

MEMBERS = (
    CouncilMember("An", Role.CHAIRMAN),
    CouncilMember("Bình", Role.SECRETARY),
    CouncilMember("Chi", Role.UNION_REPRESENTATIVE),
    CouncilMember("Dung", Role.EXPERT),
)
COUNCIL = Council("HĐ", MEMBERS, head="Dung")
WIFE = DeclaredRelation(1, "Chi", "Lê Tác", Relation.SPOUSE)


def by(*names: str, credited: int | None = None) -> Initiative:
    return Initiative(authors=tuple(Author(full_name=name) for name in names), credited_no=credited)


def causes(*found: Recusal) -> list[tuple[str, str]]:
    return [(one.name, one.cause) for one in found]


def test_an_author_a_coauthor_and_the_head_stand_aside() -> None:
    assert causes(*recusals(by("AN"), COUNCIL)) == [("An", Cause.AUTHOR)]
    assert causes(*recusals(by("Lê Tác", "An", "Bình", credited=2), COUNCIL)) == [
        ("An", Cause.AUTHOR), ("Bình", Cause.COAUTHOR)]  # fmt: skip
    assert causes(*recusals(by("Lê Tác", "Dung"), COUNCIL)) == [("Dung", Cause.HEAD_AUTHOR)]
    assert recusals(by("Lê Tác"), COUNCIL) == ()


@pytest.mark.parametrize("author", ["Lê Tác", "LÊ TÁC"])
def test_a_declared_relative_stands_aside_for_that_author_alone(author: str) -> None:
    (found,) = recusals(by("Người Khác", author), COUNCIL, [WIFE])
    assert (found.name, found.cause, found.relation, found.author) == ("Chi", Cause.RELATIVE, "spouse", "Lê Tác")
    assert recusals(by("Người Khác"), COUNCIL, [WIFE]) == ()


def test_a_relation_holds_both_ways_and_says_what_the_member_is() -> None:
    (found,) = recusals(by("Phạm Con"), COUNCIL, [DeclaredRelation(1, "Phạm Con", "Bình", Relation.CHILD)])
    assert (found.name, found.relation, found.author) == ("Bình", Relation.PARENT, "Phạm Con")


@given(st.sampled_from(Relation))
def test_turned_twice_a_relation_is_itself(relation: Relation) -> None:
    there = related(DeclaredRelation(1, "A", "B", relation), "B")
    assert there is not None
    assert related(DeclaredRelation(1, "B", "A", there[1]), "A") == ("B", relation)


def test_who_asks_himself_stands_aside_with_his_reason() -> None:
    (found,) = recusals(by("Lê Tác"), COUNCIL, requests={"Bình": "hướng dẫn đề tài"})
    assert (found.name, found.cause, found.reason) == ("Bình", Cause.OWN_REQUEST, "hướng dẫn đề tài")


def test_the_minutes_name_who_why_and_whose_relative() -> None:
    found = recusals(by("Lê Tác", "An"), COUNCIL, [WIFE], {"Bình": "hướng dẫn đề tài"})
    assert minutes_lines("SK-0007", found) == (
        "SK-0007: An không chấm, không biểu quyết vì là đồng tác giả.",
        "SK-0007: Bình xin không chấm, không biểu quyết. Lý do: hướng dẫn đề tài",
        "SK-0007: Chi không chấm, không biểu quyết vì là vợ hoặc chồng của tác giả Lê Tác.",
    )
    assert minutes_lines("SK-0007", ()) == ()


def test_every_cause_and_relation_has_its_words() -> None:
    assert set(labels.RECUSALS) == set(labels.RECUSAL_CAUSES) == set(Cause)
    assert set(labels.RELATIONS) == set(Relation)


@pytest.mark.parametrize(
    ("member", "author", "relation", "codes"),
    [
        ("Chi", "Lê Tác", "spouse", []),
        ("", "", "spouse", ["relation_member_missing", "relation_author_missing"]),
        ("Chi", "CHI", "spouse", ["relation_with_oneself"]),
        ("Chi", "Lê Tác", "friend", ["relation_unknown"]),
    ],
)
def test_what_a_declaration_needs(member: str, author: str, relation: str, codes: list[str]) -> None:
    assert [one.code for one in declaring_problems(member, author, relation)] == codes


def test_a_council_left_without_its_union_representative_or_chair_is_pointed_out() -> None:
    aside = [Recusal(name, Cause.AUTHOR) for name in ("Chi", "An")]
    assert [(one.code, one.blocks) for one in left_problems(COUNCIL, aside)] == [
        ("recusal_leaves_no_union_representative", True), ("recusal_leaves_no_chair", True)]  # fmt: skip
    assert left_problems(COUNCIL, [Recusal("Dung", Cause.AUTHOR)]) == ()


@given(
    st.lists(st.sampled_from(["An", "Bình", "Lê Tác", "Khác"]), unique=True),
    st.lists(
        st.sampled_from(
            [
                WIFE,
                DeclaredRelation(2, "Bình", "Khác", Relation.SIBLING),
                DeclaredRelation(3, "An", "Bình", Relation.OTHER),
            ]
        )
    ),
)
def test_nobody_related_or_an_author_ever_decides(names: list[str], relations: list[DeclaredRelation]) -> None:
    aside = {one.name for one in recusals(by(*names), COUNCIL, relations)}
    for member in MEMBERS:
        kin = {to[0] for one in relations if (to := related(one, member.name))}
        assert (member.name in aside) == (member.name in names or bool(kin & set(names)))
