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
    rules = [
        valued(tr("Ai công nhận"), routes, pack.recognition_source),
        valued(tr("Số thành viên hội đồng phải đồng ý, không tính người phải tránh"), agreed, rubric.source),
    ]
    if rubric.gates:
        rules.append(valued(tr("Điều kiện phải đạt hết"), str(len(rubric.gates)), rubric.source))
    if rubric.scored:
        points = tr("{points}/{most} điểm", points=written(rubric.pass_mean), most=rubric.max_points)
        rules.append(valued(tr("Điểm trung bình từ mức này trở lên"), points, rubric.source))
    return Chapter("recognition", tr("Công nhận sáng kiến"), tuple(rules), (3, 2))


def rubric(pack: Programme) -> Chapter:
    found = pack.rubric
    rules = tuple(rule for criterion in found.criteria for rule in _criterion(found, criterion))
    if found.scored:
        about = tr("{title}. Tổng {n} điểm. Phần mềm không chấm thay và không điền điểm sẵn.",
                   title=found.title, n=found.max_points)  # fmt: skip
    else:
        about = tr("{title}. Không cho điểm. Phần mềm không trả lời thay.", title=found.title)
    empty = tr("Gói này không có tiêu chí: chỉ đếm số thành viên đồng ý.")
    return Chapter("rubric", tr("Cách chấm điểm"), rules, (1, 6), about=about, empty=empty)


def _criterion(rubric: Rubric, criterion: Criterion) -> list[Rule]:
    if criterion.is_gate:
        group = tr("{title}: có một câu trả lời Không thì không công nhận, bỏ qua phần sau", title=criterion.title)
        said_of = ((tr("Có"), criterion.yes), (tr("Không"), criterion.no))
        return [Rule((Part(title, strong=True), Part(words)), rubric.source, group) for title, words in said_of]
    group = tr("{title}: tối đa {most} điểm", title=criterion.title, most=criterion.max_points)
    if criterion.min_points:
        group += tr("; trung bình dưới {least} điểm thì không công nhận", least=written(criterion.min_points))
    upper = criterion.max_points
    rules = []
    for lowest, meaning in criterion.bands:
        rules.append(Rule((Part(f"{lowest} – {upper}", strong=True), Part(meaning)), rubric.source, group))
        upper = lowest - 1
    return rules or [Rule((Part(f"0 – {upper}", strong=True), Part("")), rubric.source, group)]
