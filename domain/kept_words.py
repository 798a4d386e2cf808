"""«Lưu gì, ở đâu, cái gì rời đơn vị»: plain words to read out to a worker who asks about his data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

TITLES: Mapping[str, str] = {
    "what": "Lưu gì",
    "why": "Để làm gì",
    "where": "Ở đâu",
    "how_long": "Giữ bao lâu",
    "leaves": "Cái gì rời đơn vị",
    "rights": "Quyền của người lao động",
    "erased": "Khi xóa hoặc ẩn danh",
}
# Each by the part it belongs to, in the order to be read.
SENTENCES: Mapping[str, str] = {
    "what 1": "Họ tên, ngày hoặc năm sinh, chức vụ, nơi làm việc, điện thoại, trình độ, giới tính, đoàn viên.",
    "what 2": "Sáng kiến, tỷ lệ đóng góp, danh hiệu và khen thưởng trong 3 năm, tiền hỗ trợ và thù lao đã chi.",
    "what 3": "Không lưu số căn cước, chứng minh nhân dân.",
    "why 1": "Chỉ để lập, thẩm định và nộp hồ sơ sáng kiến; mục đích và ngày đồng ý ghi ở từng người.",
    "where 1": "Trong tệp của sổ trên máy này, có mật khẩu nếu khi lập sổ đã đặt; không ở máy chủ nào.",
    "where 2": "Trong gói đã ký, giấy đã in, tệp đã xuất và bản sao lưu mà đơn vị giữ.",
    "how_long 1": "Đến hết số năm đơn vị đặt ở mục «Đến hạn», tính từ lần thay đổi cuối; rút đồng ý thì đến hạn ngay.",
    "how_long 2": "Phần mềm nhắc ai đến hạn; xóa hay ẩn danh là việc của cán bộ, có ghi nhật ký.",
    "leaves 1": "Chỉ rời khi cán bộ xuất gói hoặc in giấy gửi cấp trên: thông tin tác giả trong bảng tổng hợp.",
    "leaves 2": "Sáng kiến là bí mật công nghệ chỉ gửi tên, tóm tắt hiệu quả và khen thưởng.",
    "leaves 3": "Sổ tay người, sự đồng ý, sổ yêu cầu và nhật ký không rời đơn vị.",
    "rights 1": "Được xem, nhận bản sao, sửa, xóa, ẩn danh, rút lại sự đồng ý; trả lời trong 2 ngày làm việc.",
    "rights 2": "Căn cứ: Luật 91/2025/QH15 và NĐ 356/2025/NĐ-CP.",
    "erased 1": "Tệp minh chứng giữ nguyên; phần mềm nêu tên các tệp có thể còn ghi tên người đó.",
    "erased 2": "Dữ liệu mất khỏi sổ, kể cả thùng rác, bản nháp và nhật ký; số liệu thống kê giữ nguyên.",
    "erased 3": "Gói đã gửi không sửa được vì chữ ký sẽ hỏng: nơi nhận vẫn giữ, bản mới đi cùng gói kế tiếp.",
    "erased 4": "Đơn vị giữ gói của mình đến hết hạn lưu hồ sơ rồi xóa tệp; hủy bản sao lưu cũ khi có bản mới.",
}


def parts() -> Iterator[tuple[str, list[str]]]:
    """A heading and its sentences."""
    for part, title in TITLES.items():
        yield title, [words for key, words in SENTENCES.items() if key.partition(" ")[0] == part]
