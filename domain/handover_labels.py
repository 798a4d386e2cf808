"""The Vietnamese words for how packages and what was returned stand between unions."""

from __future__ import annotations

from collections.abc import Mapping

# How a unit stands on the board of units, the worst first.
UNIT_STANDINGS: Mapping[str, str] = {
    "late": "Trễ hạn",
    "empty": "Chưa gửi",
    "gaps": "Thiếu gói",
    "refused": "Có gói không nhận",
    "returned": "Chờ sửa",
    "ended": "Đã giải thể",
    "sent": "Đã gửi",
}

# How far a mark on a record that was returned is.
MARK_STATES: Mapping[str, str] = {
    "noted": "Chưa gửi cho đơn vị",
    "sent": "Chờ đơn vị trả lời",
    "open": "Cần sửa",
    "ready": "Đã sửa, chờ gửi",
    "left": "Đã gửi trả lời",
    "closed": "Xong",
    "withdrawn": "Đã rút yêu cầu",
}
