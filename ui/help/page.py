"""«Trợ giúp»: the steps of the work, the keys, how to check a package, and what the program is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.version import VERSION
from ui.common.card import Card
from ui.common.labels import label
from ui.common.page_head import PageHead
from ui.common.scroll import Scroll
from ui.session import Session
from ui.words import tr


class HelpPage(QWidget):
    """Only words; everything can be reached from the keyboard by scrolling."""

    def __init__(self, _session: Session | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(PageHead(tr("Trợ giúp"), actions=[label(tr("Bản {version}", version=VERSION), "muted")]))
        self.ground = Scroll()
        self.ground.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ground.body.setContentsMargins(0, 0, 6, 0)
        row = QHBoxLayout()
        row.setSpacing(12)
        for cards in ((_steps(), _by_hand(), _checking()), (_keys(), _made_of())):
            side = QVBoxLayout()
            side.setSpacing(12)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            row.addLayout(side, 1)
        self.ground.body.addLayout(row)
        self.ground.body.addStretch(1)
        column.addWidget(self.ground, 1)
        self.setFocusProxy(self.ground)

    def open(self, _what: object) -> None:
        """There is nothing to choose on this page."""


def _steps() -> Card:
    steps = (
        tr("Ghi sáng kiến ở trang Sáng kiến, hoặc nhập danh sách từ Excel. Ô còn thiếu có dấu đỏ; F8 tới ô kế tiếp."),
        tr("Đủ hồ sơ của tác giả thì bấm «Tiếp nhận» ở cuối biểu mẫu; sau đó nút ấy là «Chuyển chấm điểm»."),
        tr("Khi đã đủ thông tin, đưa vào chấm. Lập hội đồng ở trang Thẩm định; mỗi người chấm phiếu của mình."),
        tr("Chốt phiên họp: phần mềm tính điểm trung bình, điểm tối thiểu và tỷ lệ đồng ý."),
        tr("Ghi số, ngày, người ký quyết định công nhận."),
        tr("Lập tờ trình, bảng tổng hợp ở trang Hồ sơ & văn bản rồi in, ký, đóng dấu."),
        tr("Ở trang Gói: đóng gói, ký số, chép ra USB hoặc thư mục chung. Cấp trên nhận rồi trả biên nhận."),
    )
    card = Card(tr("Các bước của một đợt"))
    card.body.addLayout(_numbered(steps))
    return card


def _by_hand() -> Card:
    steps = (
        tr("Ctrl+N ở bất cứ trang nào: tờ mới, con trỏ đã ở ô Tên sáng kiến."),
        tr("Enter sang ô kế tiếp, theo thứ tự của đơn; ô nhiều dòng đã có chữ thì Tab. Ô chọn: gõ chữ đầu, hoặc ↑ ↓."),
        tr("Tác giả đã có trong sổ tay người: gõ ba chữ của tên, không dấu cũng được, rồi ↓ và Enter."),
        tr("Ctrl+Enter: xong tờ này, sang tờ kế tiếp; khối, nhóm, lĩnh vực, chủ đầu tư giữ theo tờ trước."),
        tr("Không phải bấm lưu. Alt+↑ xem lại tờ trước; chip «Thiếu thông tin» gom các tờ còn thiếu, F8 tới từng ô."),
    )
    card = Card(tr("Nhập liền tay một chồng đơn giấy"))
    card.body.addLayout(_numbered(steps))
    return card


def _keys() -> Card:
    keys = (
        ("Ctrl+1 … Ctrl+8", tr("Mở từng trang")),
        ("F1", tr("Trợ giúp")),
        ("Ctrl+F", tr("Tìm; gõ không dấu vẫn thấy")),
        ("Ctrl+N", tr("Ghi sáng kiến mới, từ bất cứ trang nào")),
        ("F8", tr("Tới ô còn thiếu kế tiếp")),
        ("Enter", tr("Sang ô kế tiếp, như Tab")),
        ("Shift+F1", tr("Ô này ghi gì, theo văn bản nào, ví dụ")),
        ("Ctrl+H", tr("Lịch sử của ô đang gõ")),
        ("Ctrl+Z / Ctrl+Y", tr("Hoàn tác, làm lại; quay về cả sáng kiến vừa rời")),
        ("Alt+↑ / Alt+↓", tr("Bản ghi trước, sau")),
        ("Ctrl+Enter", tr("Lưu và ghi sáng kiến mới")),
        ("Ctrl++ / Ctrl+- / Ctrl+0", tr("Chữ to hơn, nhỏ hơn, như thường")),
        ("Ctrl+L", tr("Khóa cửa sổ; chữ đang gõ vẫn còn")),
    )
    card = Card(tr("Phím tắt"))
    card.body.addLayout(_pairs(keys))
    return card


def _checking() -> Card:
    steps = (
        tr("Ở trang Gói, bấm «Kiểm tra một gói…» rồi chọn tệp. Phần mềm không cần mạng và không thay đổi tệp."),
        tr("«Đúng»: không có gì bị sửa, khóa đúng của nơi gửi. «Khóa chưa được tin»: hãy nhập danh bạ khóa."),
        tr("«Đã bị sửa»: đừng dùng gói này; báo cho nơi gửi và nhận lại gói khác."),
        tr("Không tin phần mềm này cũng được: gói là tệp ASiC-E, chữ ký bên trong kiểm tra được bằng OpenSSL."),
    )
    card = Card(tr("Kiểm tra một gói"))
    card.body.addLayout(_numbered(steps))
    return card


def _made_of() -> Card:
    parts = (
        ("Sổ Sáng Kiến", "Apache 2.0"),
        (tr("Phông chữ Be Vietnam Pro, Noto Sans, Tinos"), "SIL OFL 1.1"),
        (tr("Biểu tượng Fluent UI System Icons"), "MIT"),
        ("Qt, PySide6", "LGPL 3"),
        ("Python", "PSF"),
        ("SQLite, SQLCipher", tr("Phạm vi công cộng; BSD")),
        ("sqlite-utils", "Apache 2.0"),
        ("pyHanko, openpyxl, python-calamine, platformdirs, argon2-cffi", "MIT"),
        ("cryptography", "Apache 2.0 / BSD"),
        ("ReportLab, lxml", "BSD"),
    )
    card = Card(tr("Giấy phép"))
    card.body.addLayout(_pairs(parts))
    return card


def _numbered(lines: Sequence[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(7)
    for at, text in enumerate(lines):
        grid.addWidget(label(f"{at + 1}.", "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words(text), at, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _pairs(pairs: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for at, (left, right) in enumerate(pairs):
        grid.addWidget(label(left, "label", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words(right), at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return grid


def _words(text: str) -> QLabel:
    words = label(text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
