"""The Vietnamese words for the kinds of things in the bin."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "evidence": "Minh chứng",
    "plan": "Kế hoạch phối hợp",
    "filter": "Bộ lọc",
    "mapping": "Cách đọc bảng",
    "day_off": "Ngày nghỉ",
    "logo": "Biểu trưng trên văn bản",
    "return_mark": "Dấu cần sửa",
    "server": "Máy chủ nhận",
    "payment": "Lần chi thù lao",
    "verdict": "Kết luận về cặp giống nhau",
    "target": "Chỉ tiêu",
}
