"""The shape of a pack's file, written once: what a part may hold, and a line of it as an example.

docs/programme.schema.json is generated from here (a test holds it equal); `domain.pack.check` judges by it.
"""

from __future__ import annotations

from typing import Any

from domain.money import MAX_VND
from domain.programme import GATE, LIMITED, POINTS, REQUIRABLE

# The tests `domain.eligibility` knows; a pack may use any of them, each once.
EL_RULES = (
    *("new_in_unit", "applied", "in_phase", "beneficial", "lawful", "unprotected", "author_belongs", "recognised"),
    *("recognised_or_consented", "research_confirmed", "secret_is_withheld", "no_complaint", "no_authorship_dispute"),
)
SEVERITIES = ("block", "warn", "note")
LEVELS = ("grassroots", "upper", "province", "confederation")
FOR_WHAT = ("portal", "dossier", "selection", "award", "report")
ROUTES = ("council", "head")
GATES = ("portal_entered", "portal_approved", "reported")
# What can be copied into a box of the portal's form.
PORTAL_FILLS = ("author.full_name", "author.phone", "unit.top", "unit.name", "block", "title", "description")

Schema = dict[str, Any]
_CODE = r"^[a-z][a-z0-9_]{0,39}$"
_PHASE = r"^[0-9A-Za-z][0-9A-Za-z_.-]{0,19}$"


def _text(description: str, example: str, most: int = 300, **more: Any) -> Schema:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": most,
        "description": description,
        "examples": [example],
    } | more


def _whole(description: str, example: int, least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "description": description, "examples": [example]}


def _share(description: str, example: float) -> Schema:
    return {"type": "number", "minimum": 0, "maximum": 100, "description": description, "examples": [example]}


def _one_of(description: str, codes: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(codes), "description": description, "examples": [codes[0]]}


def _day(description: str, example: str) -> Schema:
    return {"type": "string", "format": "date", "description": description, "examples": [example]}


def _table(description: str, properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "description": description,
        "required": [name for name in properties if name not in optional],
        "properties": properties,
        "additionalProperties": False,
    }


def _list(description: str, items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "description": description, "minItems": least, "maxItems": 500, "items": items}


def _codes(description: str, example: str) -> Schema:
    return {
        "type": "object",
        "description": description,
        "minProperties": 1,
        "propertyNames": {"pattern": _CODE},
        "additionalProperties": _text("Tên hiện trên màn hình", example),
    }


SOURCE = _text("Văn bản đặt ra quy định này: số, ngày, điều hoặc mục", "CV 57/LĐLĐ Đồng Tháp 16/3/2021, mục 3")
_PHASE_ID = _text("Mã giai đoạn, như ở mục [[phases]]", "1", 20, pattern=_PHASE)
_LEVEL = _one_of("Cấp công đoàn", LEVELS)

_PHASES = _table(
    "Một giai đoạn; sáng kiến thuộc giai đoạn có ngày bắt đầu áp dụng, kể cả hai ngày đầu cuối",
    {
        "id": _text("Mã giai đoạn", "1", 20, pattern=_PHASE),
        "title": _text("Tên giai đoạn", "Giai đoạn 1 (01/9/2021 – 31/5/2022)"),
        "applied_from_on": _day("Ngày đầu", "2021-09-01"),
        "applied_to_on": _day("Ngày cuối", "2022-05-31"),
    },
)
_DEADLINES = _table(
    "Một hạn của một cấp, do một văn bản đặt ra; các văn bản đặt ngày khác nhau thì mỗi văn bản một mục",
    {
        "phase": _PHASE_ID,
        "level": _LEVEL,
        "for_what": _one_of("Hạn của việc gì", FOR_WHAT),
        "what": _text("Việc phải xong", "Gửi hồ sơ về LĐLĐ tỉnh"),
        "on": _day("Ngày hạn", "2021-04-15"),
        "before": {"type": "boolean", "description": "true: phải xong trước ngày này", "examples": [True]},
        "opens_on": _day("Ngày bắt đầu, ví dụ ngày Cổng mở", "2021-03-10"),
        "issuer": _text("Nơi ban hành", "LĐLĐ tỉnh Đồng Tháp"),
        "document": _text("Văn bản và chỗ trong văn bản", "Công văn số 57/LĐLĐ ngày 16/3/2021, mục 3"),
        "document_no": _text("Số văn bản", "57/LĐLĐ", 60),
        "document_on": _day("Ngày văn bản", "2021-03-16"),
    },
    ("before", "opens_on", "document_no", "document_on"),
)
_ELIGIBILITY = _table(
    "Một điều kiện tham gia",
    {
        "rule": _one_of("Điều kiện phần mềm biết xét", EL_RULES),
        "severity": _one_of("block: chặn; warn: nhắc; note: chỉ báo", SEVERITIES),
        "since": _day("Chỉ tính từ ngày này", "2021-09-01"),
        "source": SOURCE,
    },
    ("since",),
)
_TARGETS = _table(
    "Một chỉ tiêu: số sáng kiến, hoặc tỷ lệ người có sáng kiến trên số người của đơn vị",
    {
        "level": _LEVEL,
        "unit": {"type": "string", "maxLength": 300, "description": "Tên đơn vị; \"\" là mọi đơn vị của cấp",
                 "examples": ["LĐLĐ thành phố Hải Phòng"]},
        "unit_code": _text("Mã đơn vị trong cây đơn vị", "31", 40),
        "phase": _PHASE_ID,
        "initiatives": _whole("Số sáng kiến", 20000, 1, 10**9),
        "persons_pct": _share("Tỷ lệ người có sáng kiến, %", 15.0) | {"exclusiveMinimum": 0},
        "source": SOURCE,
    },
    ("unit_code", "phase", "initiatives", "persons_pct"),
)  # fmt: skip
_NOMINATION_LIMITS = _table(
    "Số sáng kiến tiêu biểu một đơn vị được giới thiệu; văn bản không nêu con số thì không có mục này",
    {"level": _LEVEL, "phase": _PHASE_ID, "most": _whole("Nhiều nhất", 3, 1, 10**6), "source": SOURCE},
    ("phase",),
)
_SUPPORT = _table(
    "Hỗ trợ kinh phí cho một sáng kiến",
    {
        "upper_vnd": _whole("Cấp trên hỗ trợ, đồng", 100000, 0, MAX_VND),
        "own_max_vnd": _whole("Đơn vị chi thêm nhiều nhất, đồng", 200000, 0, MAX_VND),
        "gates": _list("Phải qua hết mới được chi", _one_of("Điều kiện chi", GATES)) | {"examples": [["reported"]]},
        "source": SOURCE,
    },
)
_REMUNERATION = _table(
    "Thù lao tối thiểu cho tác giả khi không có thỏa thuận khác",
    {
        "benefit_pct": _share("Phần trăm tiền làm lợi mỗi năm", 7.0),
        "years": _whole("Số năm đầu", 3, 1, 20),
        "minimum_wages": _whole("Số lần lương tối thiểu khi không tính được tiền", 5, 0, 100),
        "transfer_pct": _share("Phần trăm giá chuyển giao", 15.0),
        "due_months": _whole("Trả trong mấy tháng sau mỗi năm áp dụng", 1, 0, 60),
        "source": SOURCE,
    },
)
_THRESHOLDS = _table(
    "Mức làm lợi để được đề nghị một hình thức khen thưởng",
    {
        "award": _text("Mã hình thức", "creative_labour", 40, pattern=_CODE),
        "title": _text("Tên hình thức", "Bằng Lao động sáng tạo"),
        "who": _text("Mã đối tượng", "direct_worker", 40, pattern=_CODE),
        "benefit_vnd": _whole("Tiền làm lợi, đồng", 80000000, 0, MAX_VND),
        "years": _whole("Cộng trong mấy năm", 1, 1, 20),
        "initiatives": _whole("Ít nhất mấy sáng kiến", 1, 1, 1000),
        "source": SOURCE,
    },
)
_PORTAL = _table(
    "Một ô trên phiếu của Cổng, theo đúng thứ tự",
    {
        "label": _text("Nhãn ô trên Cổng", "Họ và tên"),
        "fills": _one_of("Nội dung chép vào ô", PORTAL_FILLS),
        "limit": _whole("Số ký tự tối đa", 1000, 1, 20000),
    },
    ("limit",),
)
_BAND = _table(
    "Một bậc điểm",
    {
        "from": _whole("Điểm thấp nhất của bậc", 26, 0, 1000),
        "words": _text("Lời giúp người thẩm định tự đối chiếu", "Mới hoàn toàn đối với đơn vị", 500),
    },
)
_CRITERION = _table(
    "Một tiêu chí: cho điểm (phải có điểm tối đa, điểm tối thiểu), hoặc điều kiện trả lời Có hay Không",
    {
        "code": _text("Mã tiêu chí", "novelty", 40, pattern=_CODE),
        "title": _text("Tên tiêu chí", "Tính mới trong đơn vị"),
        "kind": _one_of("points: cho điểm; gate: Có hoặc Không, đã Không thì bỏ qua các tiêu chí sau", (POINTS, GATE)),
        "yes": _text("Chỉ của gate: thế nào là Có", "Chưa có ở đơn vị trước ngày nộp đơn", 500),
        "no": _text("Chỉ của gate: thế nào là Không", "Đơn vị đã làm như vậy từ trước", 500),
        "max_points": _whole("Điểm tối đa", 30, 1, 1000),
        "min_points": {"type": "number", "minimum": 0, "description": "Trung bình thấp hơn thì không công nhận",
                       "examples": [15]},
        "bands": _list("Các bậc, từ cao xuống thấp", _BAND) | {"examples": [[]]},
    },
    ("kind", "yes", "no", "max_points", "min_points", "bands"),
)  # fmt: skip
_RUBRIC = _table(
    "Cách chấm; có tiêu chí cho điểm thì phải có tổng điểm và điểm đạt",
    {
        "title": _text("Tên cách chấm", "Tính mới 30, khả năng áp dụng 30, hiệu quả 40"),
        "source": SOURCE,
        "total_points": _whole("Tổng điểm tối đa của các tiêu chí", 100, 1, 10000),
        "pass_mean": {"type": "number", "minimum": 0, "description": "Điểm trung bình để được công nhận",
                      "examples": [70]},
        "approvals": _text("Phần thành viên hội đồng phải đồng ý", "2/3", 5, pattern=r"^[1-9][0-9]?/[1-9][0-9]?$"),
        "criteria": _list("Các tiêu chí; không có tiêu chí nào thì chỉ đếm số thành viên đồng ý", _CRITERION, 0),
    },
    ("total_points", "pass_mean", "criteria"),
)  # fmt: skip

SHAPE: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Gói quy tắc của một chương trình sáng kiến (tệp .toml của Sổ Sáng Kiến)",
    **_table(
        "Ngày viết theo kiểu ngày của TOML, không có ngoặc kép: on = 2021-04-15",
        {
            "id": _text("Mã chương trình: chữ thường không dấu, số, dấu - . _", "75k-2021", 40,
                        pattern=r"^[a-z0-9][a-z0-9._-]{1,39}$"),
            "version": _text("Phiên bản của gói", "1.0", 14, pattern=r"^[0-9]{1,4}(\.[0-9]{1,4}){1,2}$"),
            "title": _text("Tên đầy đủ", "75 nghìn sáng kiến vượt khó, phát triển"),
            "short_title": _text("Tên ngắn", "75 nghìn sáng kiến", 60),
            "aliases": _list("Các cách viết tên khác", _text("Tên", "75.000 sáng kiến")),
            "year": _whole("Năm; ba năm liền trước là các năm xét danh hiệu", 2021, 2000, 2100),
            "guidance": _list("Văn bản làm căn cứ", _text("Văn bản", "Kế hoạch số 88/KH-TLĐ ngày 03/02/2021")),
            "required": _list("Ô phải có trước khi tiếp nhận", _one_of("Ô", tuple(sorted(REQUIRABLE)))),
            "phases": _list("Các giai đoạn", _PHASES, 1),
            "deadlines": _list("Các hạn", _DEADLINES),
            "kinds": _codes("Loại giải pháp: mã = tên", "Giải pháp kỹ thuật"),
            "blocks": _table("Khối", {"enterprise": _text("Tên", "Doanh nghiệp"),
                                      "public": _text("Tên", "Khối cơ quan (hành chính sự nghiệp)")}),
            "groups": _codes("Nhóm đối tượng: mã = tên", "Người lao động doanh nghiệp"),
            "limits": _table("Số ký tự tối đa của từng ô",
                             {name: _whole("Số ký tự tối đa", 1000, 1, 20000) for name in sorted(LIMITED)},
                             tuple(LIMITED)),
            "sources": {"type": "object", "description": "Nguồn của từng ô, hiện dưới ô và trong lời nhắc",
                        "additionalProperties": SOURCE},
            "recognition": _table("Ai công nhận sáng kiến", {
                "routes": _list("council: hội đồng; head: thủ trưởng", _one_of("Ai công nhận", ROUTES), 1)
                | {"examples": [["council", "head"]]},
                "source": SOURCE,
            }),
            "support": _SUPPORT,
            "eligibility": _list("Các điều kiện tham gia", _ELIGIBILITY, 1),
            "nomination_limits": _list("Số lượng giới thiệu", _NOMINATION_LIMITS),
            "targets": _list("Các chỉ tiêu", _TARGETS),
            "remuneration": _REMUNERATION,
            "award_thresholds": _list("Các mức đề nghị khen thưởng", _THRESHOLDS),
            "portal": _list("Phiếu trên Cổng", _PORTAL),
            "papers": {"type": "object", "description": "Mẫu văn bản dùng cho chương trình: loại = tên mẫu",
                       "propertyNames": {"pattern": _CODE},
                       "additionalProperties": _text("Tên mẫu", "summary_table", 60, pattern=_CODE)},
            "number_forms": {"type": "object", "description": "Cách ghi số văn bản; {no} là số của đơn vị",
                             "propertyNames": {"pattern": _CODE},
                             "additionalProperties": _text("Cách ghi", "{no}/TTr-CĐCS", 60)},
            "rubric": _RUBRIC,
        },
        ("aliases", "guidance", "deadlines", "groups", "support", "nomination_limits", "targets", "remuneration",
         "award_thresholds", "portal", "papers", "number_forms"),
    ),
}  # fmt: skip
PARTS: tuple[str, ...] = tuple(SHAPE["properties"])


def part_of(at: tuple[str | int, ...]) -> Schema:
    """The shape of what stands at a place of a pack; {} where there is none."""
    shape: Schema = SHAPE
    for step in at:
        if isinstance(step, int):
            shape = shape.get("items", {})
        else:
            rest = shape.get("additionalProperties") or {}
            shape = shape.get("properties", {}).get(step, rest)
    return shape
