"""What the form says on demand of each field: what belongs there, and an example."""

from __future__ import annotations

from collections.abc import Mapping

from domain.programme import Programme
from ui.words import tr

Told = Mapping[str, tuple[str, str]]


def everything() -> Told:
    """Help and example of every field of the form and every cell of an author, by name."""
    return {**_about(), **_content(), **_further(), **_benefit(), **_author()}


def more(told: Told, name: str, programme: Programme) -> str:
    """What belongs into a field, the document that asks for it, and an example, a line each."""
    what, example = told[name]
    source = tr("Theo {source}.", source=programme.sources.get(name) or tr("cách làm thường gặp"))
    return "\n".join((what, source, tr("Ví dụ: {example}", example=example)))


def _about() -> Told:
    return {
        "title": (
            tr("Nêu việc làm và cái được, một câu; không ghi tên người."),
            tr("Đồ gá may túi mổ hai viền cho quần kaki"),
        ),
        "kind": (
            tr("Chọn loại gần nhất; đề tài khoa học chỉ khi có quyết định nghiệm thu."),
            tr("làm đồ gá, sửa máy là giải pháp kỹ thuật"),
        ),
        "authors": (
            tr("Ghi mọi người cùng làm, người đóng góp nhiều nhất trước; tỷ lệ cộng lại đủ 100 %."),
            tr("Nguyễn Thị Hạt 60 %, Trần Quốc Tỏ 40 %"),
        ),
        "credited_no": (
            tr("Mỗi sáng kiến chỉ tính cho một người; chọn khi hai người cùng tỷ lệ cao nhất."),
            tr("chủ nhiệm đề tài"),
        ),
        "area": (tr("Công đoạn hay lĩnh vực mà giải pháp áp dụng."), tr("công đoạn may")),
        "block": (
            tr("Theo loại hình của đơn vị, không theo công việc của tác giả."),
            tr("công ty là khối doanh nghiệp"),
        ),
        "group": (tr("Nhóm của tác giả được tính."), tr("công nhân trực tiếp là người lao động doanh nghiệp")),
        "investor": (
            tr("Tổ chức, cá nhân bỏ kinh phí, phương tiện; để trống nếu tác giả tự làm."),
            tr("Công ty TNHH May Hoa Sim"),
        ),
        "technology_secret": (
            tr("Bật khi lộ cách làm sẽ gây thiệt hại; ngoài đơn vị chỉ thấy tên, hiệu quả, khen thưởng."),
            tr("công thức pha nhựa"),
        ),
    }


def _content() -> Told:
    return {
        "applied_from_on": (
            tr("Ngày bắt đầu dùng thật; ngày này quyết định giai đoạn, không phải ngày nhập."),
            tr("12/8/2022, 120822 hay 12-8-22"),
        ),
        "applied_to_on": (tr("Để trống nếu vẫn đang dùng."), tr("31/5/2023")),
        "trial": (
            tr("Bật khi mới thử trong thời gian ngắn, chưa dùng thường xuyên."),
            tr("chạy thử một tuần ở chuyền 3"),
        ),
        "summary": (
            tr("Trước đây làm thế nào, có gì chưa được; nay làm thế nào, mới ở đâu."),
            tr("Trước đây canh viền bằng phấn, mất 74 giây; nay dùng đồ gá có hai rãnh…"),
        ),
        "effect": (
            tr("Nêu con số trước và sau; lợi ích xã hội, an toàn cũng là hiệu quả."),
            tr("từ 74 giây còn 52 giây, hàng lỗi từ 6 % còn 1 %"),
        ),
        "reach": (tr("Đang dùng ở đâu, còn dùng được ở đâu."), tr("bốn chuyền của Xưởng 1; Xưởng 3 đang làm theo")),
        "benefit_state": (
            tr("Tự khai: tác giả tính. Đã xác minh: kế toán hoặc chuyên môn xác nhận. Không bắt buộc phải ra tiền."),
            tr("Tự khai"),
        ),
        "benefit_vnd": (
            tr("Số tiền của một năm đầu áp dụng, đồng; viết số hay chữ đều được."),
            tr("48.500.000, 48,5 triệu, bốn mươi tám triệu rưỡi"),
        ),
        "benefit_note": (tr("Viết phép tính để người khác tính lại được."), tr("1.850 quần/ngày × 150 ngày × 240 đ")),
    }


def _further() -> Told:
    return {
        "new_in_unit": (
            tr("Trong đơn vị chưa ai dùng, chưa có trong quy trình."),
            tr("chưa có trong sổ sáng kiến các năm"),
        ),
        "lawful": (
            tr("Không trái pháp luật, đạo đức; không làm hại an toàn, môi trường."),
            tr("không bỏ bước kiểm tra an toàn"),
        ),
        "unprotected": (
            tr("Không phải sáng chế, giải pháp hữu ích đang được bảo hộ của người khác."),
            tr("không chép máy đang có bằng sáng chế"),
        ),
        "consent_on": (tr("Ngày thủ trưởng đồng ý cho áp dụng, nếu chưa có hội đồng."), tr("12/8/2022")),
        "consent_by": (tr("Người có quyền cho áp dụng ở đơn vị."), tr("Trần Văn Minh, Giám đốc")),
        "research_accepted_on": (tr("Chỉ với đề tài khoa học: ngày nghiệm thu."), tr("20/9/2021")),
        "trial_from_on": (tr("Ngày đầu tiên dùng thử; ngày sớm hơn trong hai ngày được tính."), tr("01/8/2022")),
        "nature": (
            tr("Các bước, cấu tạo, hình vẽ kèm theo, đủ để người khác làm lại."),
            tr("Bước 1: đặt thân quần lên đồ gá…"),
        ),
        "conditions": (tr("Máy móc, vật tư, tay nghề cần có."), tr("máy một kim, mica 3 mm, học 20 phút")),
        "confidential": (
            tr("Điều không được cho người ngoài biết; ô này không bao giờ ra khỏi đơn vị."),
            tr("góc nghiêng của rãnh"),
        ),
        "author_gain": (tr("Tác giả thấy được lợi gì."), tr("đỡ mỏi tay, mỗi ca thêm 40 quần")),
        "user_gain": (tr("Nơi đã dùng nhận xét, có tên người nhận xét."), tr("Tổ trưởng chuyền 3: hàng đều, ít tháo")),
        "first_users": (
            tr("Họ tên, nơi làm việc, việc đã làm của người dùng đầu tiên."),
            tr("Lê Thị Na, chuyền 3, may thử 200 quần"),
        ),
    }


def _benefit() -> Told:
    return {
        "benefit_inputs": (tr("Số liệu lấy ở đâu, ai theo dõi."), tr("sổ năng suất chuyền 3, tháng 7–12/2022")),
        "benefit_evidence": (
            tr("Tên giấy tờ chứng minh; tệp thì thêm ở mục Minh chứng."),
            tr("biên bản nghiệm thu ngày 12/8/2022"),
        ),
        "benefit_from_on": (tr("Ngày đầu của kỳ đã tính tiền."), tr("01/9/2022")),
        "benefit_to_on": (tr("Ngày cuối của kỳ đã tính tiền."), tr("31/8/2023")),
        "benefit_confirmed_by": (tr("Người xác nhận số tiền, không phải tác giả."), tr("Phạm Thị Thu, Kế toán trưởng")),
        "benefit_confirmed_on": (tr("Ngày ký xác nhận."), tr("15/9/2023")),
        "benefit_year1_vnd": (tr("Mười hai tháng đầu kể từ ngày áp dụng."), tr("48.500.000")),
        "benefit_year2_vnd": (tr("Mười hai tháng tiếp theo; chưa có thì để trống."), tr("52 triệu")),
        "benefit_year3_vnd": (tr("Năm thứ ba; dùng để tính thù lao."), tr("50.000.000")),
    }


def _author() -> Told:
    return {
        "full_name": (tr("Viết đủ họ, chữ lót, tên; gõ ba chữ để tìm trong sổ tay người."), tr("Nguyễn Thị Hạt")),
        "birth_year": (tr("Năm, hoặc cả ngày sinh nếu biết."), tr("1985 hay 12/8/1985")),
        "share_pct": (tr("Phần đóng góp; một mình thì để trống."), tr("62,5")),
        "position": (tr("Chức vụ hay việc đang làm."), tr("Tổ trưởng chuyền 3")),
        "workplace": (tr("Tổ, phân xưởng, phòng ban trong đơn vị."), tr("Xưởng may 1")),
        "phone": (tr("Để hỏi lại khi cần; không in ra ngoài bảng tổng hợp."), tr("0912 820 510")),
        "awards": (
            tr("Danh hiệu, khen thưởng cá nhân trong ba năm trước năm của chương trình."),
            tr("Lao động tiên tiến 2020; Giấy khen LĐLĐ huyện 2021"),
        ),
        "education": (tr("Trình độ cao nhất đã có bằng."), tr("Kỹ sư cơ khí")),
        "membership": (tr("Đoàn viên công đoàn hay người lao động chưa vào công đoàn."), tr("Đoàn viên")),
        "gender": (tr("Chỉ dùng để đếm nam, nữ khi cấp trên hỏi."), tr("Nữ")),
        "leader": (tr("Người giữ chức lãnh đạo, quản lý; khen thưởng có mức riêng."), tr("Quản đốc là lãnh đạo")),
        "leads": (tr("Bật cho chủ nhiệm của đề tài khoa học."), tr("mỗi đề tài một chủ nhiệm")),
    }
