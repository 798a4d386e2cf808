"""The recovery code, shown once: it has to be on paper or in a file before the work begins."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from desktop import messages
from desktop.operations import recovery_sheets
from domain.errors import RuleError, TroubleError
from domain.unit import Unit
from ui import theme
from ui.common.buttons import button
from ui.common.confirm import confirm
from ui.common.labels import label
from ui.common.tick_box import TickBox
from ui.registers import printing
from ui.registers.centred import Centred
from ui.words import tr

FILE_NAME = "ma-khoi-phuc-so-sang-kien.txt"


class Recovery(Centred):
    """`done()` when the person has put the code away. The box can be ticked once it was printed, saved, copied or
    written down; until then it is said why it cannot."""

    done = Signal()

    def __init__(self, unit: Unit, code: str, parent: QWidget | None = None) -> None:
        hint = tr("Nếu quên mật khẩu, chỉ mã này mở được sổ. Mã chỉ hiện một lần và không được lưu ở đâu trong máy.")
        super().__init__(tr("Cất mã khôi phục"), hint, 92, parent)
        self._unit, self._code = unit, code
        self.body.addWidget(self._shown_code())
        self.body.addLayout(self._ways())
        self.kept = TickBox(tr("Tôi đã cất mã khôi phục ở nơi an toàn"))
        self.kept.setEnabled(False)
        why = tr("Trước hết ghi ra tệp, in, sao chép hoặc chép tay mã; sau đó mới đánh dấu được ô dưới đây.")
        self.why = label(why, "muted", wrap=True)
        self.kept.setToolTip(why)
        self.kept.setAccessibleDescription(why)
        self.body.addWidget(self.why)
        self.forward = button(tr("Tiếp tục"), "chevron_right", primary=True)
        self.forward.setEnabled(False)
        self.kept.toggled.connect(self.forward.setEnabled)
        self.kept.passed.connect(lambda: self.forward.setFocus() if self.kept.isChecked() else None)
        self.forward.clicked.connect(self.done)
        foot = self.card.foot()
        foot.addWidget(self.kept, 1)
        foot.addWidget(self.forward)
        self.setFocusProxy(self.save)

    def may_close(self) -> bool:
        """The code cannot be shown again, so leaving without it is asked about."""
        return self.kept.isEnabled() or confirm(
            self,
            tr("Đóng khi chưa cất mã khôi phục?"),
            tr("Mã này không hiện lại được nữa. Quên mật khẩu mà không có mã thì không ai mở được sổ."),
            tr("Đóng, bỏ mã"),
        )

    def save_to(self, target: Path) -> None:
        try:
            recovery_sheets.write(target, self._unit, self._code)
        except (RuleError, TroubleError) as error:
            self.banner.say("error", messages.of_error(error))
            return
        self._put_away(tr("Đã ghi vào {path}. Hãy in tệp, cất tờ giấy rồi xóa tệp khỏi máy.", path=str(target)))

    def _shown_code(self) -> QLabel:
        shown = label(self._code, "figure")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(theme.look().points * 2)
        font.setWeight(QFont.Weight.Bold)
        shown.setFont(font)
        family = font.family()
        shown.setStyleSheet(f"font-family: '{family}'; letter-spacing: 1px;")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(tr("Mã khôi phục: {code}", code=self._code))
        shown.setContentsMargins(0, 12, 0, 12)
        return shown

    def _ways(self) -> QHBoxLayout:
        self.save = button(tr("Ghi ra tệp…"), "document")
        self.paper = button(tr("In…"), "print")
        self.copy = button(tr("Sao chép"), "copy")
        self.by_hand = button(tr("Đã chép tay"), "edit")
        self.save.clicked.connect(self._ask_where)
        self.paper.clicked.connect(self._print)
        self.copy.clicked.connect(self._copy)
        self.by_hand.clicked.connect(lambda: self._put_away(
            tr("Hãy đọc lại tờ giấy theo từng nhóm bốn ký tự, đủ 24 ký tự, rồi cất vào tủ có khóa.")))  # fmt: skip
        self.paper.setVisible(printing.possible())
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for way in (self.save, self.paper, self.copy, self.by_hand):
            row.addWidget(way)
        row.addStretch(1)
        return row

    def _ask_where(self) -> None:
        usual = str(Path.home() / FILE_NAME)
        target, _kind = QFileDialog.getSaveFileName(self, tr("Ghi mã khôi phục ra tệp"), usual)
        if target:
            self.save_to(Path(target))

    def _print(self) -> None:
        if printing.ask_and_print(self, self._unit, self._code):
            self._put_away(tr("Đã gửi tới máy in. Hãy xem tờ giấy có đủ 24 ký tự rồi cất vào tủ có khóa."))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._put_away(tr("Đã sao chép. Hãy dán vào nơi an toàn, không phải trong thư mục của sổ."))

    def _put_away(self, told: str) -> None:
        self.banner.say("ok", told)
        self.why.hide()
        self.kept.setToolTip("")
        self.kept.setAccessibleDescription("")
        self.kept.setEnabled(True)
        self.kept.setFocus()
