"""What is held about a person, and what taking it away would mean, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.operations.erasure import Preview
from domain import dates
from ui.words import tr

SHOWN = 4


def held_words(seen: Preview) -> str:
    """What the register holds, for somebody who asks."""
    person = seen.person
    consent = dates.shown(person.consent_on) if person.consent_on else tr("chưa ghi")
    lines = [
        tr("Mục trong sổ tay người; mục đích: {purpose}.", purpose=person.purpose or tr("chưa ghi")),
        tr("Đồng ý: {day}. {note}", day=consent, note=person.consent_note).strip(),
        tr("Là tác giả ở {n} sáng kiến (kể cả thùng rác).", n=len(seen.row_ids)),
        tr("Có trong {n} gói đã gửi hoặc đã nhận.", n=len(seen.packages)),
    ]
    if seen.files:
        lines.append(tr("Có thể có tên trong {n} tệp minh chứng.", n=len(seen.files)))
    if seen.offices:
        lines.append(tr("Có vai trò trong sổ: {what}.", what="; ".join(dict.fromkeys(map(_office, seen.offices)))))
    return "\n".join(lines)


def consequences(seen: Preview) -> str:
    """What the dialog tells before the data goes."""
    lines = [
        tr("Không lấy lại được. Mất ở {n} sáng kiến, sổ tay người và nhật ký; số liệu thống kê không đổi.",
           n=len(seen.row_ids)),
    ]  # fmt: skip
    if seen.packages:
        lines.append(tr("Gói đã ký giữ nguyên để chữ ký còn đúng, nơi nhận vẫn giữ dữ liệu: {packages}.",
                        packages=_named(seen.packages)))  # fmt: skip
        lines.append(tr("Bản giữ ở đơn vị nằm trong thư mục packages của sổ: hết hạn lưu hồ sơ thì xóa tệp."))
        lines.append(tr("Bản không còn dữ liệu này sẽ đi cùng gói kế tiếp, nếu sáng kiến còn gửi được."))
    if seen.files:
        lines.append(tr("{n} tệp minh chứng giữ nguyên, trong tệp có thể còn tên: {files}. Xem từng tệp; cần thì bỏ ở "
                        "sáng kiến rồi thêm bản đã che.", n=len(seen.files), files=_files(seen)))  # fmt: skip
    if seen.doubtful:
        lines.append(tr("{n} chỗ trùng tên có thể là người khác nên để nguyên.", n=seen.doubtful))
    if seen.offices:
        lines.append(
            tr("Tên trong vai trò người dùng, hội đồng, người thẩm định được giữ: giấy tờ phải ghi ai đã làm.")
        )
    lines.append(tr("Tệp đã xuất, giấy đã in và bản sao lưu cũ không đổi: hủy riêng."))
    return "\n".join(f"•  {line}" for line in lines)


def _files(seen: Preview) -> str:
    told = [f"{name} ({number})" for number, name in seen.files[:SHOWN]]
    more = len(seen.files) - SHOWN
    return "; ".join(told) + (tr(" và {n} tệp nữa", n=more) if more > 0 else "")


def _named(packages: tuple[Mapping[str, Any], ...]) -> str:
    told = [_package(row) for row in packages[:SHOWN]]
    more = len(packages) - SHOWN
    return "; ".join(told) + (tr(" và {n} gói nữa", n=more) if more > 0 else "")


def _package(row: Mapping[str, Any]) -> str:
    day = dates.shown(dates.civil_day(row["created_at"]))
    if row["direction"] == "out":
        return tr("số {no} gửi {to} ngày {day}", no=row["seq"], to=row["recipient"], day=day)
    return tr("số {no} nhận từ {sender} ngày {day}", no=row["seq"], sender=row["unit_name"], day=day)


def _office(office: tuple[str, str]) -> str:
    kind, _what = office
    return {"user": tr("người dùng"), "council": tr("thành viên hội đồng"), "appraiser": tr("người thẩm định")}[kind]
