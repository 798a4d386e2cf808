"""The Vietnamese words for why a backup was made and for what the tables of a store hold."""

from __future__ import annotations

from collections.abc import Mapping

# Why a backup was made: codes of domain.backup.
BACKUP_REASONS: Mapping[str, str] = {
    "close": "khi đóng sổ",
    "work": "trong lúc làm việc",
    "asked": "theo yêu cầu",
    "import": "trước khi nhập danh sách",
    "bulk": "trước khi sửa nhiều sáng kiến",
    "receive": "trước khi nhận gói",
    "migration": "trước khi lên bản mới",
    "replaced": "sổ trước lúc khôi phục",
    "salvaged": "cứu từ sổ hỏng",
}

# What the tables of a store hold, where a damaged one has to be told of.
STORE_TABLES: Mapping[str, str] = {
    "initiative": "Sáng kiến",
    "initiative_text": "Nội dung sáng kiến",
    "author": "Tác giả",
    "evidence": "Minh chứng",
    "evidence_piece": "Phần của tệp minh chứng",
    "journal": "Dòng nhật ký",
    "person": "Sổ tay người",
    "score_event": "Phiếu chấm",
    "verdict": "Kết quả chấm",
    "package": "Gói",
    "package_record": "Sáng kiến của gói",
    "programme_pack": "Gói quy tắc",
}
