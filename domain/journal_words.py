"""The Vietnamese words for what a line of the journal tells, and the line in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import history, labels, trash_words
from domain.programme import Programme
from domain.role_words import USER_ROLES

OPERATIONS: Mapping[str, str] = {
    "acknowledged": "Nhận biên nhận của cấp trên",
    "appraisal_requested": "Gửi yêu cầu chấm",
    "award_given": "Ghi khen thưởng",
    "award_withdrawn": "Rút khen thưởng",
    "backup_drilled": "Thử khôi phục một bản sao lưu",
    "backup_place_set": "Đặt nơi sao lưu thứ hai",
    "bulk_changed": "Sửa hàng loạt",
    "bulk_undone": "Hoàn tác sửa hàng loạt",
    "carrier_received": "Nhận gói gom từ cấp dưới",
    "carrier_sealed": "Đóng gói gom gửi lên",
    "certificate_issued": "Cấp chứng thư cho đơn vị",
    "certificate_revoked": "Thu hồi chứng thư",
    "clash_settled": "Chọn một trong hai bản khác nhau",
    "clock_confirmed": "Xác nhận đồng hồ của máy",
    "consent_noted": "Ghi đồng ý của tác giả",
    "consent_taken_back": "Bỏ ghi đồng ý",
    "consent_withdrawn": "Ghi rút đồng ý",
    "changed": "Sửa sáng kiến",
    "corrected": "Sửa dữ liệu cá nhân trong sáng kiến",
    "council_seated": "Lập hội đồng",
    "data_request_added": "Ghi yêu cầu về dữ liệu cá nhân",
    "data_request_answered": "Trả lời yêu cầu về dữ liệu cá nhân",
    "day_off_removed": "Bỏ ngày nghỉ",
    "day_off_set": "Ghi ngày nghỉ",
    "deleted": "Đưa sáng kiến vào thùng rác",
    "delivered": "Chép gói tới nơi nhận",
    "duplicate_judged": "Kết luận về hai sáng kiến giống nhau",
    "duplicate_reopened": "Bỏ kết luận về hai sáng kiến giống nhau",
    "email_drafted": "Ghi thư nháp gửi gói",
    "encryption_key_made": "Tạo khóa mã hóa của đơn vị",
    "entered": "Nhập sáng kiến",
    "evidence_added": "Thêm minh chứng",
    "evidence_freed": "Xóa hẳn minh chứng đã bỏ quá hạn",
    "evidence_kept_here": "Giữ minh chứng lại, không gửi đi",
    "evidence_limits_set": "Đặt mức minh chứng",
    "evidence_ordered": "Xếp lại minh chứng",
    "evidence_received": "Nhận minh chứng từ gói",
    "evidence_removed": "Bỏ minh chứng",
    "evidence_restored": "Lấy lại minh chứng",
    "evidence_sent_along": "Cho minh chứng đi cùng gói",
    "filter_kept": "Lưu bộ lọc",
    "filter_removed": "Xóa bộ lọc",
    "headcount_set": "Ghi số đoàn viên, người lao động",
    "import_undone": "Rút lại một lần nhập",
    "imported": "Nhập từ bảng",
    "key_made": "Tạo khóa ký của đơn vị",
    "key_replaced": "Thay khóa ký của đơn vị",
    "key_requested": "Xin cấp chứng thư",
    "lock_after_set": "Đặt giờ tự khóa",
    "logo_removed": "Bỏ biểu trưng trên văn bản",
    "logo_set": "Đặt biểu trưng trên văn bản",
    "mapping_forgotten": "Quên cách đọc một bảng",
    "mapping_kept": "Nhớ cách đọc một bảng",
    "marking_blind": "Cho chấm không biết tên",
    "marking_open": "Cho chấm biết tên",
    "minimum_wage_set": "Ghi lương tối thiểu",
    "moved": "Chuyển trạng thái",
    "objection_opened": "Ghi khiếu nại, tranh chấp",
    "objection_settled": "Giải quyết khiếu nại, tranh chấp",
    "office_renewed": "Gia hạn chứng thư của văn phòng",
    "outbox_moved": "Giữ lại hoặc gửi tiếp gói trong hộp gửi",
    "own_support_set": "Đặt mức hỗ trợ của đơn vị",
    "package_refused": "Không nhận một gói",
    "paper_written": "Xuất văn bản",
    "passphrase_changed": "Đổi mật khẩu",
    "pc_forgotten": "Thôi cho máy tự mở sổ",
    "pc_remembered": "Cho máy này tự mở sổ",
    "pdf_signed": "Ký số văn bản",
    "people_apart": "Ghi hai người khác nhau",
    "people_gathered": "Gom người vào sổ tay",
    "people_merge_undone": "Tách lại hai người đã gộp",
    "people_merged": "Gộp hai người trùng",
    "person_anonymised": "Ẩn danh một người",
    "person_changed": "Sửa một người trong sổ tay",
    "person_corrected": "Sửa dữ liệu cá nhân theo yêu cầu",
    "person_entered": "Thêm người vào sổ tay",
    "person_exported": "Xuất dữ liệu của một người",
    "person_field_erased": "Xóa một mục dữ liệu cá nhân",
    "plan_changed": "Sửa kế hoạch phối hợp",
    "plan_dropped": "Bỏ kế hoạch phối hợp còn trống",
    "plan_entered": "Ghi kế hoạch phối hợp",
    "plan_removed": "Đưa kế hoạch phối hợp vào thùng rác",
    "plan_restored": "Lấy lại kế hoạch phối hợp",
    "portal_marked": "Đánh dấu trên Cổng",
    "portal_unit_set": "Ghi tên đơn vị trên Cổng",
    "programme_added": "Thêm chương trình kèm phần mềm",
    "programme_copied": "Tạo chương trình từ bản sao",
    "programme_installed": "Cài gói quy tắc",
    "programme_made": "Tạo chương trình",
    "programme_revised": "Sửa chương trình thành phiên bản mới",
    "programme_sealed": "Đóng gói quy tắc gửi cấp dưới",
    "programme_signed": "Nhận chữ ký của gói quy tắc",
    "programme_used": "Đổi chương trình đang dùng",
    "freed": "Xóa hẳn khỏi thùng rác sau 90 ngày",
    "put_back": "Lấy lại từ thùng rác",
    "reason_given": "Ghi lý do của một lần sửa",
    "receipt_written": "Ghi biên nhận",
    "received": "Nhận gói",
    "recovered": "Giữ lại chữ đang gõ khi máy tắt đột ngột",
    "recovery_renewed": "Thay mã khôi phục",
    "recusal_requested": "Xin không chấm",
    "recusal_taken_back": "Rút lời xin không chấm",
    "register_made": "Tạo sổ",
    "register_restored": "Khôi phục sổ từ bản sao lưu",
    "relation_declared": "Khai quan hệ với tác giả",
    "relation_withdrawn": "Bỏ khai quan hệ với tác giả",
    "remuneration_paid": "Ghi đã chi thù lao",
    "remuneration_taken_back": "Bỏ ghi đã chi thù lao",
    "request_opened": "Mở yêu cầu chấm",
    "restored": "Khôi phục sáng kiến từ thùng rác",
    "results_received": "Nhận kết quả khen thưởng",
    "results_sealed": "Đóng gói kết quả khen thưởng",
    "return_answered": "Trả lời chỗ cần sửa",
    "return_marked": "Đánh dấu chỗ cần sửa",
    "return_received": "Nhận gói trả lại để sửa",
    "return_sealed": "Đóng gói trả lại để sửa",
    "return_unmarked": "Bỏ dấu chỗ cần sửa",
    "retention_set": "Đặt thời hạn giữ dữ liệu cá nhân",
    "retold": "Sửa theo bảng nhập lại",
    "sample_drawn": "Rút mẫu kiểm tra",
    "sealed": "Đóng gói và ký",
    "second_reading_asked": "Yêu cầu đọc lại",
    "server_removed": "Bỏ máy chủ nhận gói",
    "server_written": "Ghi máy chủ nhận gói",
    "session_closed": "Kết thúc phiên họp",
    "sheet_filed": "Nộp phiếu chấm",
    "sheets_received": "Nhận phiếu chấm từ máy khác",
    "sheets_sealed": "Đóng gói phiếu chấm gửi lại",
    "sheets_settled": "Chọn phiếu đúng trong các phiếu khác nhau",
    "table_kept": "Giữ lại bảng số liệu",
    "target_removed": "Bỏ chỉ tiêu",
    "target_set": "Giao chỉ tiêu",
    "targets_received": "Nhận chỉ tiêu của cấp trên",
    "targets_sealed": "Đóng gói chỉ tiêu gửi cấp dưới",
    "template_changed": "Sửa lời văn mẫu",
    "template_kept": "Giữ lời văn mẫu",
    "template_reset": "Trả lời văn mẫu về ban đầu",
    "timestamped": "Nhận dấu thời gian cho gói",
    "token_chosen": "Dùng USB ký số",
    "token_left": "Thôi dùng USB ký số",
    "trust_exported": "Xuất danh bạ khóa",
    "trust_installed": "Cài danh bạ khóa",
    "trust_made": "Tạo khóa gốc",
    "tsa_trusted": "Tin một nơi cấp dấu thời gian",
    "typed": "Gõ vào biểu mẫu",
    "unit_changed": "Sửa thông tin đơn vị",
    "unit_cluster_set": "Xếp cụm thi đua",
    "unit_event": "Ghi thay đổi của đơn vị",
    "unit_event_taken_back": "Bỏ một thay đổi của đơn vị",
    "units_installed": "Cài danh sách đơn vị kèm phần mềm",
    "user_added": "Thêm người dùng",
    "user_left": "Cho người dùng thôi dùng sổ",
    "user_roles_changed": "Đổi vai trò người dùng",
    "version_adopted": "Chuyển sang phiên bản quy tắc mới",
    "waiting_row_given_up": "Bỏ một dòng đang chờ",
    "waiting_row_mended": "Sửa một dòng đang chờ",
    "waiting_row_taken_in": "Nhận một dòng đang chờ",
    "words_taken_out": "Chứng thực các dòng đã bỏ dữ liệu cá nhân",
}
# What else a line may tell; names that people have no use for (keys, digests, whole filters) are not said.
DETAILS: Mapping[str, str] = {
    "appraiser": "người thẩm định", "author": "tác giả", "by": "theo dòng", "cluster": "cụm", "columns": "các cột",
    "decided": "số sáng kiến", "document": "văn bản", "field": "mục", "file": "tệp", "format": "dạng",
    "initiatives": "số sáng kiến", "kind": "loại", "label": "tên", "members": "đoàn viên", "name": "tên",
    "no": "số", "note": "ghi chú", "on": "ngày", "origin": "nguồn", "outcome": "kết quả", "phase": "giai đoạn",
    "records": "số sáng kiến", "relation": "quan hệ", "role": "vai trò", "row": "dòng", "rows": "các bản ghi số",
    "seq": "gói số", "signer": "người ký", "successor": "người giữ sổ thay", "to": "tới", "unit": "đơn vị",
    "verdict": "kết luận", "version": "phiên bản", "vnd": "số tiền", "what": "nội dung", "who": "người nêu",
    "workers": "người lao động", "year": "năm",
}  # fmt: skip
# Where the rules of a programme came from.
ORIGINS: Mapping[str, str] = {
    "shipped": "kèm phần mềm", "own": "lập tại sổ này", "file": "tệp không có chữ ký", "package": "gói có chữ ký",
}  # fmt: skip
_CODES: Mapping[str, Mapping[str, str]] = {
    "origin": ORIGINS, "verdict": labels.DUPLICATE_VERDICTS, "relation": labels.RELATIONS,
    "kind": {**labels.OBJECTIONS, **labels.DATA_REQUESTS, **trash_words.KINDS},
}  # fmt: skip
FIELDS: Mapping[str, str] = {"roles": "Vai trò", "lock_after_min": "Số phút", "state": "Trạng thái"}
_LONG = 60


def named(operation: str) -> str:
    """What was done; the code itself of an operation that a newer program wrote."""
    return OPERATIONS.get(operation, operation)


def package(seq: int, unit_name: str, recipient: str) -> str:
    """What people call a package: by where it went, or whose it is."""
    return f"Gói số {seq} gửi {recipient}" if recipient else f"Gói số {seq} của {unit_name}"


def said(operation: str, detail: Mapping[str, Any], programme: Programme) -> str:
    """Before and after of each field, then what else the line tells, then the reason."""
    parts = []
    for change in history.changes("", "", operation, detail):
        name = FIELDS.get(change.field) or labels.FIELDS.get(change.field, change.field)
        words = map(_short, _values(change.field, change.before, change.after, programme))
        parts.append(f"{name}: {' → '.join(words)}")
    known = ("fields", "reason", "start", "end", "lines")
    rest = {name: value for name, value in detail.items() if name not in known and value not in ("", [])}
    told = {name: _told(name, value, detail, programme) for name, value in rest.items() if name in DETAILS}
    parts += [f"{DETAILS[name]} {_short(words)}" for name, words in told.items()]
    if detail.get("reason"):
        parts.append(f"lý do: {_short(detail['reason'])}")
    return "; ".join(parts)


def _values(field: str, before: object, after: object, programme: Programme) -> tuple[object, object]:
    if field == "roles":
        return _plain("role", before), _plain("role", after)
    return history.told_both(field, before, after, programme)


def _value(field: str, value: object, programme: Programme) -> object:
    return _plain("role", value) if field == "roles" else history.told(field, value, programme)


def _told(name: str, value: Any, detail: Mapping[str, Any], programme: Programme) -> object:
    """The words of one more thing a line tells; a change of many names its field and what it became."""
    if name == "field":
        return f"«{labels.FIELDS.get(str(value), str(value))}»"
    if name == "to" and "field" in detail:
        return _value(str(detail["field"]), value, programme)
    return _plain(name, value)


def _plain(name: str, value: object) -> object:
    """Lists without brackets, codes by their words, roles by their names."""
    if name in _CODES:
        return _CODES[name].get(str(value), value)
    if name == "role":
        return ", ".join(USER_ROLES.get(word, word) for word in str(value).split())
    if isinstance(value, Mapping):
        return len(value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _short(value: object) -> str:
    words = " ".join(str(value).split()) or "(trống)"
    return words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"
