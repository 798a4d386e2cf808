"""The rules of appraisal as tables, a sentence a line: TT 18/2013/TT-BKHCN Đ.8, and the rubric of each shipped pack."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.messages import of_problem
from domain.appraisal import ScoreSheet, Vote, needed_approvals, result
from domain.council import (
    Attendance,
    Council,
    CouncilMember,
    Role,
    composition_problems,
    composition_warnings,
    head_problem,
    session_problems,
)
from domain.errors import Problem
from domain.initiative import Answer, Author, Initiative, State
from domain.programme import Rubric
from domain.recusal import Cause, DeclaredRelation, Recusal, Relation, left_problems, recusals
from tests.domain.kit import pack

CHAIR, DEPUTY, SECRETARY, EXPERT, UNION = (
    CouncilMember(name, role)
    for name, role in zip(
        ("Chủ", "Phó", "Thư", "Giỏi", "Đoàn"),
        (Role.CHAIRMAN, Role.DEPUTY, Role.SECRETARY, Role.EXPERT, Role.UNION_REPRESENTATIVE),
        strict=True,
    )
)
FIVE = (CHAIR, DEPUTY, SECRETARY, EXPERT, UNION)
PACKS = ("75k-2021", "1m-2022")


def without(*gone: CouncilMember) -> tuple[CouncilMember, ...]:
    return tuple(one for one in FIVE if one not in gone)


def came(*attendances: Attendance) -> Council:
    return Council("HĐ", tuple(CouncilMember(str(n), Role.EXPERT, one) for n, one in enumerate(attendances)))


def head(money: Answer) -> list[Problem]:
    council = Council("HĐ", FIVE, head=EXPERT.name, state_funded=money)
    found = head_problem(council, [EXPERT.name])
    return [found] if found else []


def left(*names: str, members: Sequence[CouncilMember] = FIVE) -> Sequence[Problem]:
    return left_problems(Council("HĐ", tuple(members)), [Recusal(name, Cause.RELATIVE) for name in names])


P, S, Q = Attendance.PRESENT, Attendance.BY_SHEET, Attendance.ABSENT


@pytest.mark.parametrize(
    ("sentence", "found", "codes"),
    [
        ("Hội đồng có chủ tịch.", composition_problems(without(CHAIR)), ["council_one_chairman"]),
        ("Chỉ một chủ tịch.", composition_problems((*FIVE, CouncilMember("Hai", Role.CHAIRMAN))),
         ["council_one_chairman"]),
        ("Hội đồng có thư ký.", composition_problems(without(SECRETARY)), ["council_secretary_missing"]),
        ("Hội đồng có đại diện công đoàn.", composition_problems(without(UNION)),
         ["council_union_representative_missing"]),
        ("Hội đồng đủ người thì được lập.", composition_problems(FIVE), []),
        ("Có phó chủ tịch: thiếu thì nhắc.", composition_warnings(without(DEPUTY)), ["council_deputy_missing"]),
        ("Có chuyên gia: thiếu thì nhắc.", composition_warnings(without(EXPERT)), ["council_expert_missing"]),
        ("Thủ trưởng là tác giả, vốn nhà nước, không ngồi.", head(Answer.YES), ["council_head_is_author"]),
        ("Chưa rõ vốn thì hỏi, chưa cho ngồi.", head(Answer.UNKNOWN), ["council_state_money_unknown"]),
        ("Không phải vốn nhà nước thì thủ trưởng ngồi được.", head(Answer.NO), []),
        ("Họp có ít nhất hai phần ba: 4/5 được.", session_problems(came(P, P, P, S, Q)), []),
        ("Họp có ít nhất hai phần ba: 3/5 không.", session_problems(came(P, P, S, Q, Q)), ["session_below_quorum"]),
        ("Đại diện công đoàn phải tránh thì không còn đại diện.", left(UNION.name),
         ["recusal_leaves_no_union_representative"]),
        ("Còn đại diện công đoàn khác thì được.",
         left(UNION.name, members=(*FIVE, CouncilMember("Đoàn hai", Role.UNION_REPRESENTATIVE))), []),
        ("Chủ tịch phải tránh thì phó chủ tịch điều hành.", left(CHAIR.name), []),
        ("Chủ tịch phải tránh, không có phó thì không ai điều hành.", left(CHAIR.name, members=without(DEPUTY)),
         ["recusal_leaves_no_chair"]),
    ],
)  # fmt: skip
def test_article_8_a_sentence_a_line(sentence: str, found: Sequence[Problem], codes: list[str]) -> None:
    assert [one.code for one in found] == codes, sentence
    for one in found:
        assert one.source == "TT 18/2013/TT-BKHCN, Điều 8"
        assert not one.blocks or "Điều 8" in of_problem(one), "what is refused names the article"


@pytest.mark.parametrize(
    ("sentence", "author", "relation", "cause"),
    [
        ("Tác giả không chấm sáng kiến của mình.", "giỏi", None, Cause.AUTHOR),
        ("Người thân của tác giả không chấm.", "Vợ", DeclaredRelation(1, "Giỏi", "Vợ", Relation.SPOUSE),
         Cause.RELATIVE),
        ("Khai theo chiều nào cũng vậy.", "Con", DeclaredRelation(1, "Con", "Giỏi", Relation.CHILD), Cause.RELATIVE),
    ],
)  # fmt: skip
def test_who_stands_aside_a_sentence_a_line(
    sentence: str, author: str, relation: DeclaredRelation | None, cause: Cause
) -> None:
    held = Initiative(authors=(Author(author),))
    found = recusals(held, Council("HĐ", FIVE), [relation] if relation else [])
    assert [(one.name, one.cause) for one in found] == [(EXPERT.name, cause)], sentence


def sheets(rubric: Rubric, agree: int, decline: int, totals: Sequence[float] = ()) -> list[ScoreSheet]:
    """So many sheets for and against, each with these points in the order of the rubric, full ones if none."""
    points = dict(zip((c.code for c in rubric.scored), totals, strict=bool(totals)))
    full = {c.code: float(c.max_points) for c in rubric.scored} | points
    votes = [Vote.APPROVE] * agree + [Vote.DECLINE] * decline
    return [ScoreSheet(f"s{n}", "x", 1, f"m{n}", full, vote) for n, vote in enumerate(votes)]


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize(
    ("sentence", "agree", "decline", "totals", "outcome", "reasons"),
    [
        ("Trung bình đạt, đủ người đồng ý thì công nhận.", 5, 0, (25, 25, 25), State.RECOGNISED, ()),
        ("Đúng 70 điểm là đạt.", 5, 0, (20, 20, 30), State.RECOGNISED, ()),
        ("Dưới 70 điểm là không đạt.", 5, 0, (20, 20, 29.5), State.DECLINED, ("mean_below",)),
        ("Tính mới đúng một nửa là đạt.", 5, 0, (15, 30, 40), State.RECOGNISED, ()),
        ("Tính mới dưới một nửa là không đạt dù tổng cao.", 5, 0, (14.5, 30, 40), State.DECLINED,
         ("minimum_below:novelty",)),
        ("Ba phần năm đồng ý là chưa đủ hai phần ba.", 3, 2, (30, 30, 40), State.DECLINED, ("approvals_below",)),
        ("Bốn phần năm đồng ý là đủ.", 4, 1, (30, 30, 40), State.RECOGNISED, ()),
        ("Điểm không đạt thì nhiều người đồng ý cũng không công nhận.", 5, 0, (0, 0, 0), State.DECLINED,
         ("mean_below", "minimum_below:novelty")),
        ("Người chưa nộp phiếu vẫn tính: ba phiếu của năm chưa đủ để kết luận.", 3, 0, (30, 30, 40), None,
         ("approvals_below",)),
    ],
)  # fmt: skip
def test_the_rubric_of_the_shipped_packs_a_sentence_a_line(
    name: str, sentence: str, agree: int, decline: int, totals: Sequence[float], outcome: State | None,
    reasons: tuple[str, ...],
) -> None:  # fmt: skip
    rubric = pack(name).rubric
    found = result("x", sheets(rubric, agree, decline, totals), rubric, 5)
    assert (found.outcome, found.reasons) == (outcome, reasons), sentence


A, C, D, N = Vote.APPROVE, Vote.AFTER_COMPLETION, Vote.DECLINE, Vote.ABSTAIN


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize(
    ("sentence", "votes", "members", "outcome"),
    [
        ("Hai trong ba là đúng hai phần ba.", (A, A, D), 3, State.RECOGNISED),
        ("Một trong ba thì không.", (A, D, D), 3, State.DECLINED),
        ("Ba trong bốn là đủ.", (A, A, A, D), 4, State.RECOGNISED),
        ("Hai trong bốn thì không.", (A, A, D, D), 4, State.DECLINED),
        ("Sáu trong chín là đủ.", (A,) * 6 + (D,) * 3, 9, State.RECOGNISED),
        ("Năm trong bảy là đủ.", (A,) * 5 + (D,) * 2, 7, State.RECOGNISED),
        ("Bốn trong bảy thì không.", (A,) * 4 + (D,) * 3, 7, State.DECLINED),
        ("Không có ý kiến không phải là đồng ý.", (A, A, A, N, N), 5, State.DECLINED),
        ("Người vắng phiếu vẫn tính trong số thành viên.", (A, A, A, A), 7, None),
        ("Đồng ý nhưng phải hoàn thiện vẫn là đồng ý.", (A, A, C, C, D), 5, State.RECOGNISED),
        ("Phần lớn người đồng ý đòi hoàn thiện thì phải hoàn thiện.", (A, C, C, C, D), 5,
         State.RECOGNISED_AFTER_COMPLETION),
    ],
)  # fmt: skip
def test_two_thirds_of_all_members_agree_a_sentence_a_line(
    name: str, sentence: str, votes: Sequence[Vote], members: int, outcome: State | None
) -> None:
    rubric = pack(name).rubric
    full = {criterion.code: float(criterion.max_points) for criterion in rubric.scored}
    filed = [ScoreSheet(f"s{n}", "x", 1, f"m{n}", {} if vote is N else full, vote) for n, vote in enumerate(votes)]
    assert result("x", filed, rubric, members).outcome is outcome, sentence


@pytest.mark.parametrize("name", PACKS)
def test_every_band_of_every_criterion_is_anchored_in_words(name: str) -> None:
    rubric = pack(name).rubric
    assert (rubric.max_points, rubric.pass_mean, needed_approvals(5, rubric)) == (100, 70, 4)
    for criterion in rubric.scored:
        lowest = [start for start, _ in criterion.bands]
        assert lowest[-1] == 0 and lowest == sorted(lowest, reverse=True) and lowest[0] <= criterion.max_points
        assert all(words.strip() for _, words in criterion.bands) and len(criterion.bands) >= 3
