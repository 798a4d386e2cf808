"""«Lưu gì, ở đâu, cái gì rời đơn vị»: plain words to read out to a worker who asks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.card import Card
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.words import tr


class KeptWords(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card()
        scroll = Scroll()
        card.fill(scroll)
        for title, sentences in _parts():
            scroll.body.addWidget(label(title, "heading", wrap=True))
            scroll.body.addWidget(label("\n".join(sentences), wrap=True))
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)


def _parts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (tr("Lưu gì"), (
            tr("Họ tên, ngày hoặc năm sinh, chức vụ, nơi làm việc, điện thoại, trình độ, giới tính, đoàn viên."),
            tr("Sáng kiến, tỷ lệ đóng góp, danh hiệu và khen thưởng trong 3 năm, tiền hỗ trợ và thù lao đã chi."),
            tr("Không lưu số căn cước, chứng minh nhân dân."))),
        (tr("Để làm gì"), (
            tr("Chỉ để lập, thẩm định và nộp hồ sơ sáng kiến; mục đích và ngày đồng ý ghi ở từng người."),)),
        (tr("Ở đâu"), (
            tr("Trong tệp của sổ trên máy này, có mật khẩu nếu khi lập sổ đã đặt; không ở máy chủ nào."),
            tr("Trong gói đã ký, giấy đã in, tệp đã xuất và bản sao lưu mà đơn vị giữ."))),
        (tr("Giữ bao lâu"), (
            tr("Đến hết số năm đơn vị đặt ở mục «Đến hạn», tính từ lần thay đổi cuối; rút đồng ý thì đến hạn ngay."),
            tr("Phần mềm nhắc ai đến hạn; xóa hay ẩn danh là việc của cán bộ, có ghi nhật ký."))),
        (tr("Cái gì rời đơn vị"), (
            tr("Chỉ rời khi cán bộ xuất gói hoặc in giấy gửi cấp trên: thông tin tác giả trong bảng tổng hợp."),
            tr("Sáng kiến là bí mật công nghệ chỉ gửi tên, tóm tắt hiệu quả và khen thưởng."),
            tr("Sổ tay người, sự đồng ý, sổ yêu cầu và nhật ký không rời đơn vị."))),
        (tr("Quyền của người lao động"), (
            tr("Được xem, nhận bản sao, sửa, xóa, ẩn danh, rút lại sự đồng ý; trả lời trong 2 ngày làm việc."),
            tr("Căn cứ: Luật 91/2025/QH15 và NĐ 356/2025/NĐ-CP."))),
        (tr("Khi xóa hoặc ẩn danh"), (
            tr("Tệp minh chứng giữ nguyên; phần mềm nêu tên các tệp có thể còn ghi tên người đó."),
            tr("Dữ liệu mất khỏi sổ, kể cả thùng rác, bản nháp và nhật ký; số liệu thống kê giữ nguyên."),
            tr("Gói đã gửi không sửa được vì chữ ký sẽ hỏng: nơi nhận vẫn giữ, bản mới đi cùng gói kế tiếp."),
            tr("Đơn vị giữ gói của mình đến hết hạn lưu hồ sơ rồi xóa tệp; hủy bản sao lưu cũ khi có bản mới."))),
    )  # fmt: skip
