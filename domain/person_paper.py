"""Papers for one person: everything stored about her in words she understands, and the answer to what she asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import data_request, dates, labels, money, phones
from domain.data_request import DataRequest
from domain.initiative import State

Line = tuple[str, str]

# What the journal calls things, for those who never see the program. What is not here is told by its code.
OPERATIONS: Mapping[str, str] = {
    "entered": "Nhập sáng kiến",
    "typed": "Sửa sáng kiến",
    "changed": "Sửa sáng kiến",
    "corrected": "Sửa thông tin tác giả theo sổ tay người",
    "retold": "Cập nhật từ danh sách",
    "moved": "Chuyển trạng thái sáng kiến",
    "person_entered": "Thêm vào sổ tay người",
    "person_changed": "Sửa mục trong sổ tay người",
    "people_merged": "Gộp hai mục của cùng một người",
    "people_merge_undone": "Tách lại hai mục",
    "people_apart": "Ghi là hai người khác nhau",
    "person_corrected": "Sửa ở các sáng kiến",
    "person_exported": "Xuất dữ liệu của người này",
    "person_field_erased": "Xóa một mục dữ liệu",
    "person_anonymised": "Ẩn danh",
    "consent_withdrawn": "Rút lại sự đồng ý",
    "objection_opened": "Ghi khiếu nại, tranh chấp",
    "objection_settled": "Ghi kết quả giải quyết",
    "remuneration_paid": "Ghi trả thù lao",
    "portal_marked": "Ghi việc trên Cổng",
    "version_adopted": "Chuyển sang phiên bản quy tắc khác",
}
_AUTHOR = ("full_name", "birth_year", "born_on", "position", "workplace", "phone", "education", "gender", "membership",
           "leader", "leads", "share_pct", "awards")  # fmt: skip
_DIRECTIONS = {"out": "Đã gửi tới", "in": "Nhận từ"}


@dataclass(frozen=True)
class Section:
    """A heading with its lines: (what, value), or running text where `what` is empty."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PersonPaper:
    """A paper of this unit to or about one person, ready to be set."""

    title: str
    unit_name: str
    upper_name: str
    place_and_day: str
    sections: tuple[Section, ...]


def paper(title: str, unit: Mapping[str, str], on: date, sections: Sequence[Section]) -> PersonPaper:
    place = f"{unit['place']}, " if unit["place"] else ""
    return PersonPaper(title, unit["name"], unit["upper_name"], place + dates.shown_long(on), tuple(sections))


def held_sections(told: Mapping[str, Any]) -> list[Section]:
    """What `desktop.operations.personal_data.gathered` found, as headings and lines."""
    found = [Section("1. Mục trong sổ tay người", _entry(told))]
    for no, held in enumerate(told["initiatives"], 1):
        found.append(Section(f"2.{no}. Sáng kiến {held['number']}", _initiative(held)))
    if not told["initiatives"]:
        found.append(Section("2. Sáng kiến", (("", "Không là tác giả sáng kiến nào."),)))
    found.append(Section("3. Vai trò khác trong sổ", _or_none(_offices(told["offices"]))))
    found.append(Section("4. Gói dữ liệu có thông tin của người này", _or_none(map(_package, told["packages"]))))
    found.append(Section("5. Tệp minh chứng của các sáng kiến trên, có thể ghi tên", _or_none(
        (f"Sáng kiến {one['number']}", one["name"]) for one in told["files"])))  # fmt: skip
    found.append(Section("6. Được nhắc tên ở sáng kiến khác", _or_none(("", one) for one in told["mentioned_in"])))
    found.append(Section("7. Yêu cầu đã gửi về dữ liệu của mình", _or_none(map(_request, told["requests"]))))
    found.append(Section("8. Nhật ký có ghi về người này", _or_none(map(_noted, told["journal"]))))
    return found


def answer_sections(held: DataRequest, *, number: int) -> list[Section]:
    """The answer to a request; it says when it was asked and due."""
    answered = dates.shown(held.answered_on) if held.answered_on else ""
    asked = [
        ("Người yêu cầu", held.who),
        ("Nội dung yêu cầu", labels.DATA_REQUESTS[held.kind] + (f": {held.what}" if held.what else "")),
        ("Ngày nhận", dates.shown(held.received_on)),
        ("Hạn trả lời", f"{dates.shown(held.due_on)} (2 ngày làm việc, NĐ 356/2025/NĐ-CP)"),
        ("Ngày trả lời", answered),
    ]
    return [
        Section(f"Yêu cầu số {number}", tuple(asked)),
        Section("Trả lời", tuple(("", line) for line in held.answer.split("\n"))),
        Section("Căn cứ", (("", data_request.SOURCE),)),
    ]


def plain_text(told: PersonPaper) -> str:
    """The paper as a text file."""
    lines = [told.upper_name, told.unit_name, told.place_and_day, "", told.title.upper(), ""]
    for section in told.sections:
        lines += [section.title.upper(), *(f"  {what}: {value}" if what else f"  {value}"
                                           for what, value in section.lines), ""]  # fmt: skip
    return "\r\n".join(line for no, line in enumerate(lines) if line or no) + "\r\n"


def value_words(name: str, value: Any) -> str:
    """A stored value as people write it; "" where nothing is said."""
    if value in ("", None):
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if name in ("gender", "membership"):
        return {"gender": labels.GENDERS, "membership": labels.MEMBERSHIPS}[name].get(value, value)
    if name.endswith("_on"):
        return dates.shown(date.fromisoformat(str(value)))
    if name == "phone":
        return phones.shown(str(value))
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _entry(told: Mapping[str, Any]) -> tuple[Line, ...]:
    names = (*_AUTHOR[:10], "purpose", "consent_on", "consent_note")
    found: list[Line] = []
    for no, entry in enumerate(told["entries"]):
        if no:
            found.append(("", "Mục khác đã gộp vào mục này:"))
        found += [(_label(name), words) for name in names if (words := value_words(name, entry.get(name)))]
    return tuple(found)


def _initiative(held: Mapping[str, Any]) -> tuple[Line, ...]:
    found = [
        ("Tên sáng kiến", held["title"]),
        ("Đơn vị", held["unit_name"]),
        ("Trạng thái", labels.STATES[State(held["state"])]),
        *((_label(name), words) for name in _AUTHOR if (words := value_words(name, held["author"].get(name)))),
        ("Là tác giả được tính", "Có" if held["credited"] else "Không"),
    ]
    if held["decision_no"]:
        found.append(("Quyết định công nhận", f"{held['decision_no']} {value_words('_on', held['decision_on'])}"))
    if held["support"] is not None:
        gets = f"{money.plain(held['support']['vnd'])} đồng"
        found.append(("Hỗ trợ của chương trình", gets if held["support"]["passed"] else "Chưa đủ điều kiện chi"))
    for paid in held["remuneration"]:
        found.append((f"Thù lao năm thứ {paid['year']}", f"{money.plain(paid['vnd'])} đồng, trả ngày "
                      + value_words("_on", paid["paid_on"])))  # fmt: skip
    return tuple(found)


def _offices(offices: Sequence[Mapping[str, str]]) -> list[Line]:
    words = {"user": "Người dùng của sổ", "council": "Thành viên hội đồng", "appraiser": "Số phiếu chấm đã nộp"}
    roles = {"officer": "Cán bộ", "appraiser": "Người thẩm định"}
    return [(words[one["kind"]], roles.get(one["what"], one["what"])) for one in offices]


def _package(one: Mapping[str, Any]) -> Line:
    where = f"{_DIRECTIONS[one['direction']]} {one['with']}"
    day = dates.shown(dates.civil_day(one["at"]))
    return f"Gói số {one['seq']}, {day}", f"{where}; gồm sáng kiến {', '.join(one['numbers'])}"


def _request(one: Mapping[str, Any]) -> Line:
    answered = f", trả lời ngày {value_words('_on', one['answered_on'])}" if one["answered_on"] else ", chưa trả lời"
    return value_words("_on", one["received_on"]), labels.DATA_REQUESTS[one["kind"]] + answered


def _noted(one: Mapping[str, Any]) -> Line:
    what = OPERATIONS.get(one["operation"], one["operation"])
    more = f" ({', '.join(_label(name) for name in one['fields'])})" if one["fields"] else ""
    return dates.shown_time(one["at"]), f"{what}{more}" + (f", {one['number']}" if one["number"] else "")


def _label(name: str) -> str:
    return labels.PERSON_FIELDS.get(name) or labels.FIELDS.get(name, name)


def _or_none(lines: Any) -> tuple[Line, ...]:
    return tuple(lines) or (("", "Không có."),)
