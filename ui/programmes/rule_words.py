"""How the page says the codes of a pack: severities, levels, what a deadline is for, gates, kinds of person."""

from __future__ import annotations

from datetime import date

from desktop.operations import reports
from domain import dates
from domain.labels import FIELDS, LEVELS
from domain.programme import OFF, Deadline, EligibilityRule, Phase, Programme
from ui.common.ago import ago
from ui.common.numbers import written
from ui.common.pill import Mark
from ui.words import tr


def severity_mark(severity: str) -> Mark:
    """What a failed test does, as colour, icon and word."""
    if severity == "block":
        return Mark(tr("Chặn"), "error_circle", "error")
    if severity == "warn":
        return Mark(tr("Nhắc"), "warning", "warn")
    return Mark(tr("Chỉ báo"), "info", "info")


def severities() -> list[tuple[str, str]]:
    """(code, what it does) for a choice."""
    return [
        ("block", tr("Chặn: chưa đạt thì không đi tiếp")),
        ("warn", tr("Nhắc: cán bộ phải xem lại")),
        ("note", tr("Chỉ báo: không cản việc gì")),
    ]


def field_words(name: str) -> str:
    return tr(FIELDS[name]) if name in FIELDS else name


def level_words(level: str) -> str:
    words = LEVELS.get(level, level)
    return tr(words)


def code_words(noun: str, code: str) -> str:
    """What a code of this kind says; a code nobody knows is shown as it is."""
    return dict(codes(noun)).get(code, code)


def codes(noun: str) -> list[tuple[str, str]]:
    """(code, words) of every code of a kind the program knows: "purpose" of a deadline, "gate", "who", "route",
    "paper", "template".
    """
    known = {
        "purpose": [
            ("portal", tr("Nhập lên Cổng")),
            ("dossier", tr("Gửi hồ sơ")),
            ("selection", tr("Xét chọn")),
            ("award", tr("Khen thưởng")),
            ("report", tr("Báo cáo")),
        ],
        "gate": [
            ("portal_entered", tr("đã đăng ký trên Cổng")),
            ("portal_approved", tr("đã được phê duyệt trên Cổng")),
            ("reported", tr("công đoàn cơ sở đã tổng hợp, báo cáo")),
        ],
        "who": [
            ("direct_worker", tr("Người lao động trực tiếp")),
            ("specialist", tr("Cán bộ chuyên môn, kỹ thuật, nghiệp vụ")),
            ("leader", tr("Cán bộ lãnh đạo, quản lý")),
        ],
        "route": [
            ("council", tr("Hội đồng sáng kiến")),
            ("head", tr("Thủ trưởng cơ quan, đơn vị, doanh nghiệp")),
        ],
        "criterion": [("points", tr("Cho điểm")), ("gate", tr("Có hay Không"))],
        "paper": [(report.id, tr(report.title)) for report in reports.reports()],
        "template": [(OFF, tr("Không lập văn bản này"))],
    }
    return known[noun]


def portal_words(fills: str) -> str:
    """What fills a box of the portal's form."""
    known = {
        "unit.top": tr("Đơn vị cấp tỉnh, ngành của đơn vị này"),
        "unit.name": tr("Tên đơn vị"),
        "description": tr("Tóm tắt nội dung và hiệu quả"),
    }
    return known.get(fills) or field_words(fills.removeprefix("author."))


def phase_words(programme: Programme, phase_id: str) -> str:
    """The title of a phase; "" is the whole programme."""
    if not phase_id:
        return tr("Cả chương trình")
    return next((phase.title for phase in programme.phases if phase.id == phase_id), phase_id)


def span_words(phase: Phase) -> str:
    return tr(
        "từ {first} đến hết {last}", first=dates.shown(phase.applied_from_on), last=dates.shown(phase.applied_to_on)
    )


def day_words(deadline: Deadline) -> str:
    """The day as its document says it: "trước ngày 15/04/2021" does not hold the 15th."""
    day = dates.shown(deadline.on)
    return tr("trước ngày {day}", day=day) if deadline.before else tr("đến hết ngày {day}", day=day)


def last_day(deadline: Deadline) -> date:
    """The last day that is still in time."""
    return date.fromordinal(deadline.on.toordinal() - deadline.before)


def left_mark(deadline: Deadline, today: date) -> Mark:
    """How many days are left, or since when it is too late."""
    days = (last_day(deadline) - today).days
    if days > 0:
        tone = "warn" if days <= 7 else "info"
        return Mark(tr("còn {n} ngày", n=written(days)), "clock", tone)
    if days == 0:
        return Mark(tr("hôm nay là hạn chót"), "warning", "warn")
    return Mark(ago(last_day(deadline), today), "checkmark", "neutral")


def rule_title(rule: EligibilityRule, programme: Programme) -> str:
    """An eligibility rule as one plain sentence."""
    if rule.rule == "in_phase":
        spans = "; ".join(span_words(phase) for phase in programme.phases)
        return tr("Ngày bắt đầu áp dụng nằm trong một giai đoạn ({spans}). Ngày nhập vào sổ không tính.", spans=spans)
    if rule.rule == "research_confirmed":
        since = dates.shown(rule.since) if rule.since else ""
        return tr("Đề tài khoa học đã nghiệm thu, áp dụng trong thực tế, thủ trưởng nơi áp dụng xác nhận hiệu quả.") + (
            " " + tr("Tính từ ngày {day}.", day=since) if since else ""
        )
    return rule_names().get(rule.rule, rule.rule)


def rule_names() -> dict[str, str]:
    """Every test the program knows, as a sentence, in the order of the form."""
    return {
        "new_in_unit": tr("Giải pháp có tính mới trong phạm vi đơn vị."),
        "applied": tr("Giải pháp đã được áp dụng hoặc áp dụng thử."),
        "in_phase": tr("Ngày bắt đầu áp dụng nằm trong một giai đoạn của chương trình."),
        "beneficial": tr(
            "Giải pháp có lợi ích: bằng tiền, hoặc lợi ích xã hội, cộng đồng, đơn vị. Không bắt buộc ra tiền."
        ),
        "lawful": tr("Giải pháp không trái trật tự công cộng, đạo đức xã hội."),
        "unprotected": tr("Giải pháp không là đối tượng đang được bảo hộ quyền sở hữu trí tuệ."),
        "author_belongs": tr("Tác giả là đoàn viên công đoàn hoặc người lao động của đơn vị."),
        "recognised": tr("Sáng kiến được hội đồng hoặc thủ trưởng công nhận, có số, ngày và người ký quyết định."),
        "recognised_or_consented": tr("Sáng kiến được công nhận, hoặc được thủ trưởng đơn vị đồng ý cho áp dụng."),
        "research_confirmed": tr("Đề tài khoa học được nơi áp dụng xác nhận hiệu quả."),
        "secret_is_withheld": tr(
            "Có bí mật công nghệ thì chỉ tên, tóm tắt hiệu quả và khen thưởng được ra khỏi đơn vị."
        ),
        "no_complaint": tr("Không có khiếu nại về nội dung, kết quả của sáng kiến."),
        "no_authorship_dispute": tr("Không có tranh chấp quyền tác giả tại thời điểm xét chọn."),
    }
