"""The chapters about numbers and money: nominations, targets, support, remuneration, awards; and the papers."""

from __future__ import annotations

from collections.abc import Iterable

from domain import money
from domain.programme import OFF, Programme, Target
from ui.common.numbers import written
from ui.programmes import rule_words as words
from ui.programmes.chapters import Chapter, Part, Rule, valued
from ui.words import tr


def nominations(pack: Programme) -> Chapter:
    rules = tuple(
        valued(
            words.level_words(limit.level),
            tr("nhiều nhất {n} sáng kiến", n=written(limit.most)),
            limit.source,
            second=words.phase_words(pack, limit.phase),
        )
        for limit in pack.nomination_limits
    )
    empty = tr("Các văn bản chưa nêu con số. Khi cấp trên cho số, hãy tạo bản quy định mới và ghi vào đây.")
    return Chapter("nominations", tr("Số lượng giới thiệu"), rules, (3, 2), empty=empty)


def targets(pack: Programme) -> Chapter:
    rules = tuple(
        Rule(
            (
                Part(target.unit or tr("Mọi đơn vị của cấp"), words.level_words(target.level), strong=True),
                Part(words.phase_words(pack, target.phase)),
                Part(target_words(target), strong=True),
            ),
            target.source,
        )
        for target in pack.targets
    )
    about = tr("Tỷ lệ tính trên số người có sáng kiến, không tính trên số sáng kiến.")
    heads = (tr("Đơn vị"), tr("Giai đoạn"), tr("Chỉ tiêu"))
    return Chapter("targets", tr("Chỉ tiêu"), rules, (4, 3, 3), heads, about, tr("Gói này chưa có chỉ tiêu."))


def target_words(target: Target) -> str:
    parts = []
    if target.initiatives:
        parts.append(tr("{n} sáng kiến", n=written(target.initiatives)))
    if target.persons_pct:
        parts.append(tr("ít nhất {n}% số người", n=written(target.persons_pct)))
    return "; ".join(parts)


def support(pack: Programme) -> Chapter:
    found = pack.support
    rules: list[Rule] = []
    if found.upper_vnd:
        gates = ", ".join(words.code_words("gate", gate) for gate in found.gates)
        second = tr("Khi: {gates}.", gates=gates) if gates else ""
        rules.append(valued(tr("Cấp trên hỗ trợ một sáng kiến"), amount(found.upper_vnd), found.source, second=second))
    if found.own_max_vnd:
        most = tr("đến {amount}", amount=amount(found.own_max_vnd))
        rules.append(valued(tr("Công đoàn cơ sở chi thêm cho một sáng kiến"), most, found.source))
    empty = tr("Chương trình này không có tiền hỗ trợ.")
    return Chapter("support", tr("Hỗ trợ kinh phí"), tuple(rules), (3, 2), empty=empty)


def remuneration(pack: Programme) -> Chapter:
    found = pack.remuneration
    rules: Iterable[Rule] = ()
    if found:
        years = tr("{n}% mỗi năm", n=written(found.benefit_pct))
        wages = tr("{n} lần mức lương tối thiểu", n=found.minimum_wages)
        rules = (
            valued(tr("Phần tiền làm lợi, trong {n} năm đầu áp dụng", n=found.years), years, found.source),
            valued(tr("Khi không tính được bằng tiền"), wages, found.source),
            valued(tr("Phần giá chuyển giao cho nơi khác"), f"{written(found.transfer_pct)}%", found.source),
            valued(tr("Trả sau khi hết mỗi năm áp dụng"), tr("trong {n} tháng", n=found.due_months), found.source),
        )
    about = tr("Mức tối thiểu khi tác giả và chủ đầu tư không có thỏa thuận khác.") if found else ""
    empty = tr("Gói này không ghi mức thù lao.")
    return Chapter("remuneration", tr("Thù lao cho tác giả"), tuple(rules), (3, 2), about=about, empty=empty)


def awards(pack: Programme) -> Chapter:
    rules = tuple(
        Rule(
            (
                Part(words.code_words("who", one.who)),
                Part(
                    tr("làm lợi từ {amount}", amount=amount(one.benefit_vnd)),
                    tr("cộng trong {n} năm", n=one.years) if one.years > 1 else tr("trong một năm"),
                    strong=True,
                ),
                Part(tr("{n} sáng kiến", n=one.initiatives)),
            ),
            one.source,
            one.title,
        )
        for one in pack.award_thresholds
    )
    heads = (tr("Đối tượng"), tr("Giá trị làm lợi"), tr("Số sáng kiến ít nhất"))
    empty = tr("Gói này chưa có mức đề nghị khen thưởng.")
    return Chapter("awards", tr("Mức đề nghị khen thưởng"), rules, (4, 4, 2), heads, empty=empty)


def papers(pack: Programme) -> Chapter:
    forms = [
        valued(words.code_words("paper", paper), number_words(form), group=tr("Cách ghi số văn bản"))
        for paper, form in pack.number_forms.items()
    ]
    used = [
        valued(
            words.code_words("paper", paper),
            tr("không lập")
            if template == OFF
            else tr("mẫu «{name}» của phần mềm", name=words.code_words("paper", template)),
            group=tr("Mẫu văn bản"),
        )
        for paper, template in pack.papers.items()
    ]
    return Chapter("papers", tr("Văn bản"), (*forms, *used), (2, 3), empty=tr("Gói này chưa ghi mẫu văn bản nào."))


def number_words(form: str) -> str:
    """Số …/TTr-CĐCS: the gap of the unit's own number as dots."""
    return tr("Số {form}", form=form.replace("{no}", "…").replace("{year}", tr("(năm)")))


def amount(vnd: int) -> str:
    return f"{money.plain(vnd)} đ"
