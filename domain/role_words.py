"""The Vietnamese words for the roles of those who open the register."""

from __future__ import annotations

from collections.abc import Mapping

USER_ROLES: Mapping[str, str] = {
    "officer": "Cán bộ công đoàn",
    "appraiser": "Người thẩm định",
    "clerk": "Văn thư",
    "chair": "Chủ tịch hội đồng",
    "keeper": "Người giữ sổ",
}

# What each is there for, as the page of users says it.
USER_WORK: Mapping[str, str] = {
    "officer": "Sáng kiến, người, đơn vị, chương trình, hội đồng, kinh phí; cả văn bản và gói",
    "appraiser": "Chấm phiếu của mình",
    "clerk": "Văn bản và gói",
    "chair": "Hội đồng, phiên họp, kết quả và quyết định",
    "keeper": "Người dùng, khóa, cài đặt của sổ",
}
