"""What stands over and under the form: why it is locked, what is missing, when it was saved."""

from __future__ import annotations

from collections.abc import Sequence

from desktop import clock
from desktop.operations.initiatives import LOCKED, Stored
from domain import answer_clock, dates
from domain.errors import Problem
from domain.initiative import State
from ui.common.ago import how_long
from ui.words import tr


def locked(stored: Stored, *, officer: bool) -> str:
    """Why this record cannot be changed here and what to do; "" if it can."""
    held = stored.initiative
    if not stored.own:
        return tr("Sáng kiến của {unit}, chỉ xem. Cần sửa thì đề nghị đơn vị đó sửa rồi gửi gói mới.",
                  unit=held.unit_name or held.unit_code)  # fmt: skip
    if not officer:
        return tr("Người thẩm định chỉ xem. Cần sửa thì nhờ cán bộ phụ trách sổ.")
    if held.state not in LOCKED:
        return ""
    return {
        State.UNDER_APPRAISAL: tr("Đang chấm nên không sửa được. Cần sửa thì chuyển lại bước trước, ghi rõ lý do."),
        State.IN_COUNCIL: tr("Đang họp hội đồng nên không sửa được. Cần sửa thì chuyển lại bước trước, ghi rõ lý do."),
        State.NOMINATED: tr("Đã đề cử nên không sửa được. Cần sửa thì chuyển lại bước trước, ghi rõ lý do."),
        State.DECLINED: tr("Hội đồng không công nhận: {reason}. Muốn xét lại thì chuyển lại bước trước, ghi rõ lý do.",
                           reason=held.declined_reason or tr("không ghi lý do")),
        State.CONSIDERED: tr("Cấp trên đang xét tiếp nên không sửa được. Cần sửa thì ghi «Cấp trên trả lại» trước."),
        State.AWARDED: tr("Đã khen thưởng nên không sửa được. Cần sửa thì chuyển lại bước trước, ghi rõ lý do."),
        State.ARCHIVED: tr("Đã lưu trữ nên không sửa được. Cần sửa thì lấy khỏi lưu trữ, ghi rõ lý do."),
        State.WITHDRAWN: tr("Tác giả đã rút đơn. Muốn làm tiếp thì chọn «Nhận lại đơn»."),
    }[held.state]  # fmt: skip


def notice(stored: Stored, problems: Sequence[Problem]) -> tuple[str, str]:
    """Kind and sentence of the banner of a record that can be changed; ("info", "") for none."""
    blocking = sum(problem.blocks for problem in problems)
    if blocking:
        return "warn", tr("Còn {n} mục phải bổ sung. Bấm F8 để tới mục đó.", n=blocking)
    if problems:
        return "info", tr("Có {n} mục nên xem lại. Bấm F8 để tới mục đó.", n=len(problems))
    if stored.initiative.state is State.DRAFT:
        # A bar that came and went as the last gap is filled would push the fields up and down under the hands.
        return "ok", tr("Đã đủ thông tin.")
    if stored.initiative.state in (State.PACKAGED, State.RECEIVED_ABOVE):
        return "info", tr("Đã gửi cấp trên. Nếu sửa, hãy xuất gói mới để cấp trên nhận bản sửa.")
    if stored.initiative.state is State.RETURNED:
        return "warn", tr("Cấp trên đã trả lại. Hãy sửa theo ý kiến cấp trên rồi xuất gói mới.")
    if stored.initiative.state is State.RECOGNISED_AFTER_COMPLETION and stored.initiative.completion_note:
        return "info", tr("Phải hoàn thiện: {note}", note=stored.initiative.completion_note)
    return "info", ""


def answer_due(stored: Stored) -> tuple[str, bool]:
    """Until when the request has to be answered, and whether that day has passed; "" where no answer is owed."""
    due = answer_clock.answer_due_on(stored.initiative)
    if due is None or not stored.own:
        return "", False
    left, day = (due - clock.today()).days, dates.shown(due)
    if left < 0:
        return tr("Quá hạn trả lời {span} (hạn {day})", span=how_long(due, clock.today()), day=day), True
    if left == 0:
        return tr("Hạn trả lời tác giả: hôm nay"), True
    return tr("Trả lời tác giả trước hết ngày {day} (còn {n} ngày)", day=day, n=left), False


def saved(stored: Stored | None) -> tuple[str, str, str]:
    """(icon, look, words) of when a record was last saved, by the clock on the wall in Vietnam; None for a new one."""
    if stored is None:
        return "", "muted", tr("Ghi vào sổ từ chữ đầu tiên")
    at = dates.civil_time(stored.updated_at)
    if at.date() == clock.today():
        return "checkmark_circle", "ok", tr("Đã lưu lúc {time}", time=f"{at:%H:%M:%S}")
    return "checkmark_circle", "ok", tr("Đã lưu ngày {day}", day=dates.shown(at.date()))
