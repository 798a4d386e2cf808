"""What the parts and keys of a pack are called in Vietnamese, and how a rule of it is named in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain import labels

PARTS: Mapping[str, str] = {
    "id": "Mã chương trình",
    "version": "Phiên bản",
    "title": "Tên chương trình",
    "short_title": "Tên ngắn",
    "aliases": "Tên gọi khác",
    "year": "Năm",
    "guidance": "Văn bản làm căn cứ",
    "required": "Ô phải có",
    "phases": "Giai đoạn",
    "deadlines": "Hạn",
    "kinds": "Loại giải pháp",
    "blocks": "Khối",
    "groups": "Nhóm đối tượng",
    "limits": "Số ký tự tối đa",
    "sources": "Nguồn của từng ô",
    "recognition": "Công nhận",
    "support": "Hỗ trợ kinh phí",
    "eligibility": "Điều kiện tham gia",
    "nomination_limits": "Số lượng giới thiệu",
    "targets": "Chỉ tiêu",
    "remuneration": "Thù lao tác giả",
    "award_thresholds": "Mức đề nghị khen thưởng",
    "portal": "Phiếu trên Cổng",
    "papers": "Mẫu văn bản",
    "number_forms": "Cách ghi số văn bản",
    "rubric": "Cách chấm",
}

KEYS: Mapping[str, str] = {
    "id": "mã",
    "title": "tên",
    "applied_from_on": "áp dụng từ ngày",
    "applied_to_on": "áp dụng đến ngày",
    "phase": "giai đoạn",
    "level": "cấp",
    "for_what": "loại hạn",
    "what": "việc",
    "on": "ngày",
    "before": "phải trước ngày này",
    "opens_on": "mở từ ngày",
    "issuer": "nơi ban hành",
    "document": "văn bản",
    "document_no": "số văn bản",
    "document_on": "ngày văn bản",
    "routes": "ai công nhận",
    "source": "nguồn",
    "upper_vnd": "cấp trên hỗ trợ (đồng)",
    "own_max_vnd": "đơn vị chi thêm tối đa (đồng)",
    "gates": "điều kiện chi",
    "rule": "điều kiện",
    "severity": "mức",
    "since": "tính từ ngày",
    "most": "nhiều nhất",
    "unit": "đơn vị",
    "unit_code": "mã đơn vị",
    "initiatives": "số sáng kiến",
    "persons_pct": "tỷ lệ người (%)",
    "benefit_pct": "tỷ lệ trên tiền làm lợi (%)",
    "years": "số năm",
    "minimum_wages": "số lần lương tối thiểu",
    "transfer_pct": "tỷ lệ trên giá chuyển giao (%)",
    "due_months": "hạn trả (tháng)",
    "award": "mã hình thức",
    "who": "đối tượng",
    "benefit_vnd": "tiền làm lợi (đồng)",
    "label": "nhãn ô",
    "fills": "nội dung điền",
    "limit": "số ký tự tối đa",
    "pass_mean": "điểm đạt",
    "approvals": "tỷ lệ đồng ý",
    "total_points": "tổng điểm",
    "criteria": "tiêu chí",
    "code": "mã",
    "kind": "kiểu",
    "yes": "thế nào là Có",
    "no": "thế nào là Không",
    "max_points": "điểm tối đa",
    "min_points": "điểm tối thiểu",
    "bands": "các bậc",
    "from": "từ điểm",
    "words": "lời mô tả",
}

# Each rule the program can test, as a person asks it.
RULES: Mapping[str, str] = {
    "new_in_unit": "Mới trong phạm vi đơn vị",
    "applied": "Đã áp dụng hoặc áp dụng thử",
    "in_phase": "Bắt đầu áp dụng trong giai đoạn",
    "beneficial": "Mang lại lợi ích",
    "lawful": "Không trái trật tự công cộng, đạo đức xã hội",
    "unprotected": "Không là đối tượng đang được bảo hộ quyền sở hữu trí tuệ",
    "author_belongs": "Tác giả là đoàn viên hoặc người lao động",
    "recognised": "Đã được công nhận",
    "recognised_or_consented": "Đã được công nhận hoặc thủ trưởng đồng ý",
    "research_confirmed": "Đề tài được nghiệm thu, nơi ứng dụng xác nhận",
    "secret_is_withheld": "Bí mật công nghệ được giữ lại",
    "no_complaint": "Không có khiếu nại",
    "no_authorship_dispute": "Không có tranh chấp quyền tác giả",
}
SEVERITIES: Mapping[str, str] = {"block": "chặn", "warn": "nhắc", "note": "chỉ báo"}
FOR_WHAT: Mapping[str, str] = {
    "portal": "nhập lên Cổng",
    "dossier": "gửi hồ sơ",
    "selection": "xét chọn",
    "award": "khen thưởng",
    "report": "báo cáo",
}


ROUTES: Mapping[str, str] = {"council": "hội đồng", "head": "thủ trưởng"}
GATES: Mapping[str, str] = {
    "portal_entered": "đã nhập lên Cổng",
    "portal_approved": "Cổng đã phê duyệt",
    "reported": "công đoàn cơ sở đã tổng hợp báo cáo",
}
CRITERION_KINDS: Mapping[str, str] = {"points": "cho điểm", "gate": "điều kiện Có hoặc Không"}
# The codes a key may hold, with their words.
CODES: Mapping[str, Mapping[str, str]] = {
    "rule": RULES,
    "severity": SEVERITIES,
    "for_what": FOR_WHAT,
    "level": labels.LEVELS,
    "routes": ROUTES,
    "gates": GATES,
    "kind": CRITERION_KINDS,
    "required": labels.FIELDS,
}


def part_name(part: str) -> str:
    return PARTS.get(part, part)


def key_name(key: str) -> str:
    return KEYS.get(key) or labels.FIELDS.get(key) or key


def named(at: Sequence[str | int]) -> str:
    """A place in a pack in words: ("rubric", "criteria", 0, "code") is «Cách chấm: tiêu chí 1: mã»."""
    words: list[str] = []
    for depth, step in enumerate(at):
        if isinstance(step, int):
            words[-1] += f" {step + 1}"
        elif depth and at[0] in ("limits", "sources"):
            words.append(labels.FIELDS.get(step) or step)  # keys of these are fields of a record
        else:
            words.append(part_name(step) if depth == 0 else key_name(step))
    return ": ".join(words)


def place_of(part: str, entry: Mapping[str, Any]) -> str:
    """What tells one entry of a list from the others, for people."""
    if part == "deadlines":
        return ", ".join(
            [_phase(entry), _level(entry), FOR_WHAT.get(_text(entry, "for_what"), ""), _text(entry, "issuer")]
        )
    if part == "targets":
        kind = "tỷ lệ người" if "persons_pct" in entry else "số sáng kiến"
        return ", ".join([_text(entry, "unit") or _level(entry), _phase(entry), kind])
    if part == "nomination_limits":
        return f"{_level(entry)}, {_phase(entry)}"
    if part == "eligibility":
        return RULES.get(_text(entry, "rule"), _text(entry, "rule"))
    if part == "award_thresholds":
        return ", ".join([_text(entry, "title"), _text(entry, "who"), f"{entry.get('years', 1)} năm"])
    if "from" in entry:
        return f"từ {entry['from']} điểm"
    return next((str(entry[name]) for name in ("id", "code", "label", "title") if entry.get(name)), "")


def _phase(entry: Mapping[str, Any]) -> str:
    return f"giai đoạn {entry['phase']}" if entry.get("phase") else "cả chương trình"


def _level(entry: Mapping[str, Any]) -> str:
    return labels.LEVELS.get(_text(entry, "level"), _text(entry, "level"))


def _text(entry: Mapping[str, Any], name: str) -> str:
    return str(entry.get(name, ""))


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"
