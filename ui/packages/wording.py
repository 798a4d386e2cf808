"""How the pages of packages say states, verdicts, counts, instants and sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.operations.chains import CARRIER, ReceivedChain, SentChain
from domain import dates
from domain.handover import spoken
from domain.labels import OUTBOX_STATES, PACKAGE_KINDS, VERDICTS
from ui.common.numbers import written
from ui.common.pill import Mark
from ui.words import tr

_OUTBOX = {
    "sealed": ("lock_closed", "info"),
    "queued": ("clock", "info"),
    "sending": ("arrow_sync", "busy"),
    "delivered": ("usb_stick", "info"),
    "acknowledged": ("shield_checkmark", "ok"),
    "held": ("clock", "neutral"),
    "failed": ("error_circle", "error"),
    "rejected": ("dismiss", "error"),
}
_VERDICTS = {
    "valid": ("shield_checkmark", "ok"),
    "untrusted": ("shield_keyhole", "warn"),
    "invalid": ("error_circle", "error"),
    "unreadable": ("question_circle", "neutral"),
}
_THERE = ("new", "updated", "identical")
_GROUP = 5
CODE_DIGITS = 30


def outbox_mark(state: str) -> Mark:
    """The pill of a row of the outbox."""
    icon, tone = _OUTBOX.get(state, ("info", "neutral"))
    return Mark(tr(OUTBOX_STATES.get(state, state)), icon, tone)


def outbox_next(state: str, recipient: str, *, to_server: bool = False) -> str:
    """What is to be done about a package in this state."""
    if state == "acknowledged":
        return tr("Xong. {recipient} đã nhận và gửi biên nhận.", recipient=recipient)
    if state == "delivered" and to_server:
        return tr("Máy chủ đã nhận. Khi có biên nhận, bấm «Nhận gói…» và chọn tệp biên nhận.")
    if state == "sending" and to_server:
        return tr("Đang gửi tới máy chủ. Bạn có thể làm việc khác.")
    if state == "failed" and to_server:
        return tr("Gói vẫn còn trong sổ. Hãy sửa chỗ vướng rồi bấm «Gửi ngay», hoặc gửi bằng USB.")
    if state == "delivered":
        return tr(
            "Đưa USB cho {recipient}, hoặc báo gói đã nằm ở thư mục. Khi có biên nhận, bấm «Nhận gói…» và chọn tệp biên"
            " nhận.",
            recipient=recipient,
        )
    if state in ("failed", "rejected"):
        return tr("Gói vẫn còn trong sổ. Hãy gửi lại vào USB hoặc thư mục.")
    if state == "sending":
        return tr("Đang chép gói. Chép vào USB thì đừng rút.")
    return tr("Gói đã ký nhưng chưa rời máy này. Hãy gửi vào USB hoặc thư mục.")


def way_word(channel: str) -> str:
    """The way a package was sent by; "" before the first."""
    words = {"folder": tr("USB, thư mục"), "email": tr("Thư điện tử"), "tus": tr("Máy chủ tus"),
             "webdav": tr("Máy chủ WebDAV")}  # fmt: skip
    return words.get(channel, "")


def verdict_mark(verdict: str) -> Mark:
    """One of the four verdicts as a pill."""
    icon, tone = _VERDICTS.get(verdict, ("info", "neutral"))
    return Mark(tr(VERDICTS.get(verdict, verdict)), icon, tone)


def kind_word(kind: str) -> str:
    """The name of a kind of package."""
    return tr(PACKAGE_KINDS[kind]) if kind in PACKAGE_KINDS else kind or tr("Không rõ loại")


def counts_words(counts: Mapping[str, int]) -> str:
    """ "3 mới, 1 cập nhật": what a package brings; "" for nothing."""
    words = {
        "new": tr("{n} mới", n=counts.get("new", 0)),
        "updated": tr("{n} cập nhật", n=counts.get("updated", 0)),
        "identical": tr("{n} giống hệt", n=counts.get("identical", 0)),
        "older": tr("{n} cũ hơn", n=counts.get("older", 0)),
        "conflict": tr("{n} xung đột", n=counts.get("conflict", 0)),
        "refused": tr("{n} không nhận", n=counts.get("refused", 0)),
        "withdrawn": tr("{n} rút lại", n=counts.get("withdrawn", 0)),
        "elsewhere": tr("{n} của đơn vị khác", n=counts.get("elsewhere", 0)),
    }
    return ", ".join(said for name, said in words.items() if counts.get(name))


def sent_words(chain: SentChain, name: str) -> str:
    """ "Gửi LĐLĐ huyện: đã gửi 1–7, bên kia đã nhận 1–6, chờ biên nhận 7."; the sender's view in one line."""
    there = {*chain.answered, *chain.come}
    numbers = spoken(chain.sent)
    if chain.kind == CARRIER:
        words = [tr("Chuyển tiếp lên {to}: đã gửi gói {numbers}", to=name, numbers=numbers)]
    else:
        words = [tr("Gửi {to}: đã gửi gói {numbers}", to=name, numbers=numbers)]
    words.append(tr("bên kia đã nhận {numbers}", numbers=spoken(there)) if there else tr("chưa có biên nhận nào"))
    if chain.lost:
        words.append(tr("không tới nơi {numbers}", numbers=spoken(chain.lost)))
    if chain.waiting:
        words.append(tr("chờ biên nhận {numbers}", numbers=spoken(chain.waiting)))
    return ", ".join(words) + "."


def received_words(chain: ReceivedChain) -> str:
    """ "đã nhận 1–3, 5; thiếu 4": the receiver's view of one unit."""
    missing = tr("thiếu {numbers}", numbers=spoken(chain.missing)) if chain.missing else tr("không thiếu gói nào")
    numbers = spoken(chain.received)
    if chain.kind == CARRIER:
        return f"{tr('đã nhận gói chuyển tiếp {numbers}', numbers=numbers)}; {missing}"
    return f"{tr('đã nhận gói {numbers}', numbers=numbers)}; {missing}"


def encrypted_words(path: object) -> str:
    """Of a package kept here: whether it is encrypted as it lies there; "" where it is not."""
    return tr("Có; máy này mở được bằng khóa của đơn vị") if str(path).endswith(".age") else ""


def receipt_words(seq: int, counts: Mapping[str, int]) -> str:
    """What the receipt of package number `seq` says of its records."""
    there = sum(counts.get(name, 0) for name in _THERE)
    said = tr("Biên nhận cho gói số {seq}: cấp trên đã nhận {n} sáng kiến", seq=seq, n=there)
    rest = counts_words({name: count for name, count in counts.items() if name not in _THERE})
    return "; ".join(filter(None, (said, rest)))


def gaps_words(gaps: Sequence[int]) -> str:
    """ "Thiếu gói số 2, 3": the numbers of a sender that never came; "" if none is missing."""
    if not gaps:
        return ""
    shown = ", ".join(str(number) for number in gaps[:8]) + ("…" if len(gaps) > 8 else "")
    return tr("Thiếu gói số {numbers}", numbers=shown)


def when(at: str) -> str:
    """An instant (UTC ISO 8601) by the clock in Vietnam: 25/07/2023 14:05; "" for none."""
    if not at:
        return ""
    try:
        return dates.shown_time(at)
    except ValueError:
        return at


def size_words(size_bytes: int) -> str:
    """ "12,4 MB"."""
    for unit, size in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size_bytes >= size:
            return f"{written(round(size_bytes / size, 1))} {unit}"
    return tr("{n} byte", n=size_bytes)


def digits_of(text: str) -> str:
    """The digits in what somebody typed or pasted."""
    return "".join(letter for letter in text if letter in "0123456789")


def grouped(code: str) -> str:
    """Digits in groups of five, as they are read over the telephone."""
    digits = digits_of(code)
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def shown_value(value: Any) -> str:
    """A value of a record as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return tr("Có") if value else tr("Không")
    if isinstance(value, int | float):
        return written(value)
    return str(value)


def spaced(sha256: str) -> str:
    """A fingerprint in groups of eight, so that a line can break in it."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
