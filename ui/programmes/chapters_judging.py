"""The chapters about judging: eligibility, who recognises, and the points."""

from __future__ import annotations

from domain.programme import Criterion, Programme, Rubric
from ui.common.numbers import written
from ui.programmes import rule_words as words
from ui.programmes.chapters import Chapter, Part, Rule, said, valued
from ui.words import tr


def eligibility(pack: Programme) -> Chapter:
    rules = tuple(
        said(words.rule_title(rule, pack), rule.source, mark=words.severity_mark(rule.severity))
        for rule in pack.eligibility
    )
    about = tr("Chưa có câu trả lời thì ghi là chưa xét được, không coi là đạt hay không đạt.")
    empty = tr("Gói này không đặt điều kiện nào.")
    return Chapter("eligibility", tr("Điều kiện tham gia"), rules, (6, 1), about=about, empty=empty)


def recognition(pack: Programme) -> Chapter:
    rubric = pack.rubric
    agreed = f"{rubric.approvals_numerator}/{rubric.approvals_denominator}"
    routes = "; ".join(words.code_words("route", route) for route in pack.recognition_routes)
    rules = (
        valued(tr("Ai công nhận"), routes, pack.recognition_source),
        valued(tr("Số thành viên hội đồng phải đồng ý, tính trên tất cả thành viên"), agreed, rubric.source),
        valued(
            tr("Điểm trung bình từ mức này trở lên"),
            tr("{points}/{most} điểm", points=written(rubric.pass_mean), most=rubric.max_points),
            rubric.source,
        ),
    )
    return Chapter("recognition", tr("Công nhận sáng kiến"), rules, (3, 2))


def rubric(pack: Programme) -> Chapter:
    found = pack.rubric
    rules = tuple(rule for criterion in found.criteria for rule in _criterion(found, criterion))
    about = tr("{title}. Tổng {n} điểm. Phần mềm không chấm thay và không điền điểm sẵn.",
               title=found.title, n=found.max_points)  # fmt: skip
    return Chapter("rubric", tr("Cách chấm điểm"), rules, (1, 6), about=about)


def _criterion(rubric: Rubric, criterion: Criterion) -> list[Rule]:
    group = tr("{title}: tối đa {most} điểm", title=criterion.title, most=criterion.max_points)
    if criterion.min_points:
        group += tr("; trung bình dưới {least} điểm thì không công nhận", least=written(criterion.min_points))
    upper = criterion.max_points
    rules = []
    for lowest, meaning in criterion.bands:
        rules.append(Rule((Part(f"{lowest} – {upper}", strong=True), Part(meaning)), rubric.source, group))
        upper = lowest - 1
    return rules or [Rule((Part(f"0 – {upper}", strong=True), Part("")), rubric.source, group)]
