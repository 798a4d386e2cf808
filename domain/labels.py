"""The Vietnamese words for codes that the program stores."""

from __future__ import annotations

from collections.abc import Mapping

from domain.backup_labels import BACKUP_REASONS as BACKUP_REASONS
from domain.backup_labels import STORE_TABLES as STORE_TABLES
from domain.initiative import Answer, BenefitState, State
from domain.unit import Level


def rule_label(rule: str) -> str:
    """The name of a rule for people; what a pack requires and limits goes by the name of its field."""
    kind, _, name = rule.partition(".")
    return FIELDS.get(name, name) if name else RULES.get(kind, kind)


STATES: Mapping[State, str] = {
    State.DRAFT: "Nháp",
    State.ACCEPTED: "Đã tiếp nhận",
    State.NEEDS_MORE: "Yêu cầu bổ sung",
    State.ELIGIBLE: "Đủ điều kiện",
    State.UNDER_APPRAISAL: "Đang chấm",
    State.IN_COUNCIL: "Họp hội đồng",
    State.RECOGNISED: "Công nhận",
    State.RECOGNISED_AFTER_COMPLETION: "Công nhận – phải hoàn thiện",
    State.DECLINED: "Không công nhận",
    State.NOMINATED: "Đề cử",
    State.PACKAGED: "Trong gói",
    State.RECEIVED_ABOVE: "Cấp trên đã nhận",
    State.RETURNED: "Cấp trên trả lại",
    State.CONSIDERED: "Cấp trên xét tiếp",
    State.AWARDED: "Đã khen thưởng",
    State.ARCHIVED: "Lưu trữ",
    State.WITHDRAWN: "Rút đơn",
}

BENEFIT_STATES: Mapping[BenefitState, str] = {
    BenefitState.NONE: "Chưa nêu",
    BenefitState.VERIFIED: "Đã xác minh",
    BenefitState.CLAIMED: "Tự khai",
    BenefitState.NOT_COMPUTABLE: "Không tính được bằng tiền",
}

ANSWERS: Mapping[Answer, str] = {
    Answer.UNKNOWN: "Chưa trả lời",
    Answer.YES: "Đúng",
    Answer.NO: "Không đúng",
}

# The source of a check no document demands.
OWN_CHECK = "Kiểm tra của phần mềm"

OUTCOMES: Mapping[str, str] = {
    "pass": "Đạt",
    "warn": "Nhắc",
    "block": "Chặn",
    "unknown": "Chưa xét được",
}

# What a person said of two initiatives that are alike; "" is nothing yet.
DUPLICATE_VERDICTS: Mapping[str, str] = {
    "": "Chưa xem",
    "different": "Khác nhau",
    "same": "Trùng nhau",
}

# Every rule of domain.eligibility but those named after a field: see `rule_label`.
RULES: Mapping[str, str] = {
    "new_in_unit": "Có tính mới trong đơn vị",
    "applied": "Đã áp dụng hoặc áp dụng thử",
    "in_phase": "Bắt đầu áp dụng trong chương trình",
    "beneficial": "Mang lại lợi ích",
    "lawful": "Không trái trật tự công cộng, đạo đức xã hội",
    "unprotected": "Không đang được bảo hộ quyền sở hữu trí tuệ",
    "author_belongs": "Tác giả là đoàn viên, người lao động",
    "recognised": "Được hội đồng hoặc thủ trưởng công nhận",
    "recognised_or_consented": "Được công nhận, hoặc thủ trưởng đồng ý áp dụng",
    "research_confirmed": "Đề tài được nghiệm thu, xác nhận hiệu quả",
    "secret_is_withheld": "Bí mật công nghệ được giữ lại",
    "no_complaint": "Không có khiếu nại",
    "no_authorship_dispute": "Không có tranh chấp quyền tác giả",
    "readable": "Ngày, năm, số tiền đọc được",
    "author_names": "Mỗi tác giả có tên",
    "full_names": "Họ tên đủ họ và tên",
    "name_capitals": "Họ tên viết hoa, viết thường đúng cách",
    "birth_years": "Năm sinh hợp lý",
    "birth_dates": "Ngày sinh hợp lý",
    "phones": "Số điện thoại đủ chữ số",
    "shares": "Tỷ lệ đóng góp đủ 100 %",
    "credited_author": "Có một tác giả được tính",
    "days_in_order": "Ngày áp dụng đúng thứ tự",
    "benefit_amount": "Số tiền làm lợi hợp lý",
    "benefit_told": "Số tiền làm lợi nói rõ là gì",
}

# The four tests of a dossier (S2).
DOSSIER_TESTS: Mapping[str, str] = {
    "on_time": "Đúng hạn",
    "complete": "Đủ thông tin",
    "no_complaint": "Không có khiếu nại",
    "no_dispute": "Không có tranh chấp quyền tác giả",
}

OBJECTIONS: Mapping[str, str] = {
    "complaint": "Khiếu nại về nội dung, kết quả",
    "authorship_dispute": "Tranh chấp quyền tác giả",
}

# The four levels of the trade union (S0).
LEVELS: Mapping[str, str] = {
    "grassroots": "Công đoàn cơ sở",
    "upper": "Công đoàn cấp trên trực tiếp cơ sở",
    "province": "LĐLĐ tỉnh, thành phố; công đoàn ngành Trung ương, Tổng Công ty",
    "confederation": "Tổng Liên đoàn Lao động Việt Nam",
}

# As the form of the portal names them (S2).
BLOCKS: Mapping[str, str] = {
    "enterprise": "Doanh nghiệp",
    "public": "Khối cơ quan (hành chính sự nghiệp)",
}

# Who sits in a council: TT 18/2013/TT-BKHCN Đ.8.
COUNCIL_ROLES: Mapping[str, str] = {
    "chairman": "Chủ tịch hội đồng",
    "deputy": "Phó Chủ tịch hội đồng",
    "secretary": "Thư ký hội đồng",
    "expert": "Ủy viên chuyên môn",
    "union_representative": "Đại diện công đoàn",
}

# «Đoàn viên» is a union member; «người lao động» any other worker who may take part (S0, S2).
MEMBERSHIPS: Mapping[str, str] = {
    "member": "Đoàn viên",
    "worker": "Người lao động",
    "outside": "Không thuộc đơn vị",
}

GENDERS: Mapping[str, str] = {
    "female": "Nữ",
    "male": "Nam",
    "other": "Giới tính khác",
}

LEADERS: Mapping[str, str] = {
    "yes": "Có giữ chức vụ lãnh đạo, quản lý",
    "no": "Không giữ chức vụ lãnh đạo, quản lý",
}

VOTES: Mapping[str, str] = {
    "approve": "Đồng ý",
    "after_completion": "Đồng ý, phải hoàn thiện",
    "decline": "Không đồng ý",
    "abstain": "Không có ý kiến",
}

ATTENDANCES: Mapping[str, str] = {
    "present": "Có mặt",
    "by_sheet": "Gửi phiếu",
    "absent": "Vắng",
}
# What the member is to the author.
RELATIONS: Mapping[str, str] = {
    "spouse": "vợ hoặc chồng",
    "parent": "cha hoặc mẹ",
    "child": "con",
    "sibling": "anh, chị hoặc em",
    "grandparent": "ông hoặc bà",
    "grandchild": "cháu nội, cháu ngoại",
    "in_law": "người thân bên vợ hoặc bên chồng",
    "other": "người thân khác",
}
# As the minutes say it; they are Vietnamese whatever the screen speaks.
RECUSALS: Mapping[str, str] = {
    "head_author": "{name} không chấm, không biểu quyết vì là thủ trưởng đơn vị và là tác giả.",
    "author": "{name} không chấm, không biểu quyết vì là tác giả.",
    "coauthor": "{name} không chấm, không biểu quyết vì là đồng tác giả.",
    "relative": "{name} không chấm, không biểu quyết vì là {relation} của tác giả {author}.",
    "own_request": "{name} xin không chấm, không biểu quyết. Lý do: {reason}",
}
# Beside the name, in a table of the minutes.
RECUSAL_REASONS: Mapping[str, str] = {
    "head_author": "Là thủ trưởng đơn vị và là tác giả",
    "author": "Là tác giả của sáng kiến",
    "coauthor": "Là đồng tác giả của sáng kiến",
    "relative": "Là {relation} của tác giả {author}",
    "own_request": "Tự xin không chấm: {reason}",
}
RECUSAL_CAUSES: Mapping[str, str] = {
    "head_author": "Thủ trưởng là tác giả",
    "author": "Tác giả",
    "coauthor": "Đồng tác giả",
    "relative": "Người thân của tác giả",
    "own_request": "Tự xin không chấm",
}

# The steps of the chain that papers belong to.
PAPER_GROUPS: Mapping[str, str] = {
    "intake": "Tiếp nhận",
    "appraisal": "Thẩm định",
    "recognition": "Công nhận",
    "dossier": "Hồ sơ gửi cấp trên",
    "money": "Kinh phí",
    "statistics": "Thống kê",
}

VERDICTS: Mapping[str, str] = {
    "valid": "Đúng",
    "untrusted": "Đúng, nhưng khóa chưa được tin",
    "invalid": "Đã bị sửa hoặc không hợp lệ",
    "unreadable": "Không đọc được",
}

OUTBOX_STATES: Mapping[str, str] = {
    "sealed": "Đã ký, chưa gửi",
    "queued": "Chờ gửi",
    "sending": "Đang gửi",
    "delivered": "Đã giao, chờ biên nhận",
    "acknowledged": "Đã có biên nhận",
    "held": "Giữ lại",
    "failed": "Chưa gửi được",
    "rejected": "Bị từ chối",
}

PACKAGE_KINDS: Mapping[str, str] = {
    "submission": "Gói nộp",
    "receipt": "Biên nhận",
    "return": "Gói trả lại",
    "trust": "Danh bạ khóa",
    "programme": "Gói quy tắc chương trình",
    "enrolment": "Yêu cầu cấp khóa",
    "targets": "Gói chỉ tiêu",
    "appraisal_request": "Yêu cầu chấm",
    "appraisal_result": "Gói phiếu chấm",
    "results": "Gói kết quả",
    "carrier": "Gói chuyển tiếp",
}

# How far an initiative has got on the portal (S2).
PORTAL_STATES: Mapping[str, str] = {
    "not_entered": "Chưa nhập",
    "waiting": "Chờ duyệt",
    "approved": "Đã duyệt",
    "refused": "Không duyệt",
}

# What an initiative must have passed before support money is paid for it (S3).
SUPPORT_GATES: Mapping[str, str] = {
    "portal_entered": "Đã nhập Cổng",
    "portal_approved": "Cổng đã duyệt",
    "reported": "Đã báo cáo cấp trên",
}

# Whose benefit is measured against which threshold (QĐ 1564/QĐ-TLĐ 2014).
KINDS_OF_PERSON: Mapping[str, str] = {
    "direct_worker": "Lao động trực tiếp",
    "specialist": "Chuyên môn, kỹ thuật, nghiệp vụ",
    "leader": "Lãnh đạo, quản lý",
}

# Every field of an initiative and of an author, as forms and problems name it.
FIELDS: Mapping[str, str] = {
    "id": "Mã bản ghi",
    "number": "Số sáng kiến",
    "programme": "Chương trình",
    "pack_version": "Phiên bản quy tắc",
    "phase": "Giai đoạn",
    "unit_code": "Mã đơn vị",
    "unit_name": "Tên đơn vị",
    "title": "Tên sáng kiến",
    "kind": "Loại giải pháp",
    "area": "Lĩnh vực áp dụng",
    "block": "Khối",
    "group": "Nhóm đối tượng",
    "authors": "Tác giả, đồng tác giả",
    "credited_no": "Tác giả được tính",
    "applied_from_on": "Áp dụng từ ngày",
    "applied_to_on": "Áp dụng đến ngày",
    "trial": "Áp dụng thử",
    "trial_from_on": "Áp dụng thử từ ngày",
    "summary": "Tóm tắt nội dung sáng kiến",
    "nature": "Mô tả bản chất của sáng kiến",
    "conditions": "Điều kiện cần thiết để áp dụng",
    "confidential": "Thông tin cần được bảo mật",
    "effect": "Hiệu quả sáng kiến",
    "author_gain": "Lợi ích theo ý kiến của tác giả",
    "user_gain": "Lợi ích theo ý kiến của nơi đã áp dụng",
    "first_users": "Những người đã tham gia áp dụng lần đầu",
    "reach": "Phạm vi ứng dụng",
    "benefit_state": "Cách xác định giá trị làm lợi",
    "benefit_vnd": "Giá trị làm lợi (đồng)",
    "benefit_note": "Cách tính giá trị làm lợi",
    "benefit_inputs": "Số liệu dùng để tính",
    "benefit_evidence": "Minh chứng giá trị làm lợi",
    "benefit_from_on": "Kỳ tính làm lợi từ ngày",
    "benefit_to_on": "Kỳ tính làm lợi đến ngày",
    "benefit_confirmed_by": "Người xác nhận giá trị làm lợi",
    "benefit_confirmed_on": "Ngày xác nhận",
    "benefit_year1_vnd": "Làm lợi năm thứ nhất (đồng)",
    "benefit_year2_vnd": "Làm lợi năm thứ hai (đồng)",
    "benefit_year3_vnd": "Làm lợi năm thứ ba (đồng)",
    "investor": "Chủ đầu tư tạo ra sáng kiến",
    "technology_secret": "Bí mật công nghệ",
    "new_in_unit": "Mới trong phạm vi đơn vị",
    "lawful": "Không trái trật tự công cộng, đạo đức xã hội",
    "unprotected": "Không là đối tượng đang được bảo hộ quyền sở hữu trí tuệ",
    "consent_on": "Ngày thủ trưởng đồng ý áp dụng",
    "consent_by": "Thủ trưởng đồng ý áp dụng",
    "research_accepted_on": "Ngày nghiệm thu đề tài",
    "accepted_on": "Ngày tiếp nhận",
    "state": "Trạng thái",
    "decision_no": "Số quyết định công nhận",
    "decision_on": "Ngày quyết định",
    "decision_signer": "Người ký quyết định",
    "declined_reason": "Lý do không công nhận",
    "completion_note": "Nội dung phải hoàn thiện",
    "withdrawn_reason": "Lý do rút đơn",
    "portal_entered_on": "Ngày nhập lên Cổng",
    "portal_no": "Mã số trên Cổng",
    "portal_approved_on": "Ngày Cổng phê duyệt",
    "portal_refused_on": "Ngày Cổng không duyệt",
    "portal_note": "Ghi chú về Cổng",
    "revision": "Lần sửa đổi",
    "unread": "Nội dung chưa đọc được",
    "full_name": "Họ và tên",
    "birth_year": "Năm sinh",
    "position": "Chức vụ",
    "workplace": "Đơn vị công tác",
    "phone": "Điện thoại liên hệ",
    "share_pct": "Tỷ lệ đóng góp (%)",
    "awards": "Danh hiệu thi đua, hình thức khen thưởng trong 3 năm",
    "born_on": "Ngày sinh",
    "education": "Trình độ chuyên môn",
    "leads": "Chủ nhiệm đề tài",
    "leader": "Giữ chức vụ lãnh đạo, quản lý",
    "gender": "Giới tính",
    "membership": "Đoàn viên hay người lao động",
    "person_id": "Mã trong sổ tay người",
}

# What the person book keeps besides.
PERSON_FIELDS: Mapping[str, str] = {
    "purpose": "Mục đích lưu thông tin",
    "consent_on": "Ngày người này đồng ý",
    "consent_note": "Căn cứ của sự đồng ý",
}

# What somebody may ask about his data (Luật 91/2025/QH15).
DATA_REQUESTS: Mapping[str, str] = {
    "see": "Xem dữ liệu của mình",
    "copy": "Nhận bản sao dữ liệu",
    "correct": "Sửa dữ liệu",
    "erase": "Xóa dữ liệu",
    "anonymise": "Ẩn danh",
    "withdraw_consent": "Rút lại sự đồng ý",
    "restrict": "Hạn chế sử dụng",
    "object": "Phản đối việc sử dụng",
    "other": "Việc khác",
}

# What of a person can be taken away alone: codes of domain.anonymity.ERASABLE.
ERASABLE: Mapping[str, str] = {
    "phone": "Điện thoại",
    "birth_year": "Ngày, năm sinh",
    "position": "Chức vụ",
    "workplace": "Đơn vị công tác",
    "education": "Trình độ chuyên môn",
    "gender": "Giới tính",
    "awards": "Danh hiệu, khen thưởng trong 3 năm",
}

# The blocks in which unions of one level are ranked against each other («khối công đoàn cấp trên cơ sở», S1).
UNIT_BLOCKS: Mapping[Level, str] = {
    Level.PROVINCE: "Khối LĐLĐ tỉnh, công đoàn ngành",
    Level.UPPER: "Khối công đoàn cấp trên cơ sở",
    Level.GRASSROOTS: "Khối công đoàn cơ sở",
}

# What a table of figures tells its rows apart by, in the order shown.
STATISTICS_BY: Mapping[str, str] = {
    "unit": "đơn vị, như lúc gửi",
    "unit_now": "đơn vị, như hiện nay",
    "cluster": "cụm thi đua",
    "phase": "giai đoạn",
    "kind": "loại giải pháp",
    "block": "khối",
    "group": "nhóm đối tượng",
    "month": "tháng áp dụng",
    "rank_level": "xếp hạng theo khối công đoàn",
    "rank_block": "xếp hạng theo khối doanh nghiệp, cơ quan",
}
