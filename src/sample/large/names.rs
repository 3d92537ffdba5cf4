//! Made-up names: common Vietnamese family, middle and given names put together by chance.

use super::dice::Dice;
use crate::domain::subject::Gender;

/// About as often as they are borne.
const FAMILY: [(u32, &str); 20] = [
    (31, "Nguyễn"),
    (11, "Trần"),
    (9, "Lê"),
    (7, "Phạm"),
    (5, "Hoàng"),
    (5, "Vũ"),
    (4, "Phan"),
    (4, "Đặng"),
    (3, "Bùi"),
    (3, "Đỗ"),
    (3, "Ngô"),
    (3, "Dương"),
    (2, "Hồ"),
    (2, "Lý"),
    (2, "Đinh"),
    (2, "Trịnh"),
    (1, "Đoàn"),
    (1, "Lương"),
    (1, "Mai"),
    (1, "Nông"),
];
const MIDDLE_OF_WOMEN: [(u32, &str); 10] = [
    (50, "Thị"),
    (8, "Thị Thu"),
    (8, "Thị Thanh"),
    (6, "Thị Minh"),
    (6, "Ngọc"),
    (5, "Thu"),
    (5, "Phương"),
    (4, "Bích"),
    (4, "Hồng"),
    (4, "Khánh"),
];
const MIDDLE_OF_MEN: [(u32, &str); 12] = [
    (34, "Văn"),
    (10, "Đức"),
    (9, "Minh"),
    (8, "Quang"),
    (7, "Hữu"),
    (6, "Xuân"),
    (6, "Ngọc"),
    (5, "Công"),
    (5, "Mạnh"),
    (4, "Đình"),
    (3, "Thế"),
    (3, "Trọng"),
];
const GIVEN_OF_WOMEN: [&str; 40] = [
    "An", "Anh", "Bình", "Chi", "Châu", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hoà",
    "Hồng", "Huệ", "Hương", "Hường", "Huyền", "Lan", "Liên", "Linh", "Loan", "Mai", "Minh", "Nga", "Ngân", "Ngọc",
    "Nhung", "Oanh", "Phương", "Quyên", "Tâm", "Thảo", "Thu", "Thuý", "Trang", "Vân", "Yến",
];
const GIVEN_OF_MEN: [&str; 40] = [
    "An", "Anh", "Bách", "Bình", "Chiến", "Chung", "Cường", "Dũng", "Duy", "Đạt", "Đông", "Đức", "Giang", "Hải",
    "Hiếu", "Hoà", "Hoàng", "Hùng", "Huy", "Hưng", "Khánh", "Kiên", "Lâm", "Long", "Lực", "Minh", "Nam", "Nghĩa",
    "Phong", "Quân", "Quý", "Sơn", "Thành", "Thắng", "Thuỷ", "Tiến", "Toàn", "Trung", "Tuấn", "Việt",
];

pub fn full_name(dice: &mut Dice, gender: Gender) -> String {
    let family = dice.weighed(&FAMILY);
    let (middle, given) = match gender {
        Gender::Female => (dice.weighed(&MIDDLE_OF_WOMEN), dice.one_of(&GIVEN_OF_WOMEN)),
        Gender::Male => (dice.weighed(&MIDDLE_OF_MEN), dice.one_of(&GIVEN_OF_MEN)),
    };
    format!("{family} {middle} {given}")
}

/// What a division is for; its number tells those of one kind apart.
const TASKS: [&str; 16] = [
    "Tổng hợp",
    "Kế hoạch",
    "Tổ chức cán bộ",
    "Thanh tra",
    "Quản lý ngân sách",
    "Hành chính sự nghiệp",
    "Đầu tư",
    "Quản lý giá",
    "Tài chính doanh nghiệp",
    "Tin học và thống kê",
    "Kinh tế",
    "Hạ tầng",
    "Nông nghiệp",
    "Văn hóa và thông tin",
    "Tư pháp",
    "Bảo trợ xã hội",
];

/// The name of the `nth` division, counted from 0.
pub fn division(nth: usize) -> String {
    numbered("Phòng", nth)
}

/// The name of the `nth` branch of a province, counted from 0.
pub fn branch(nth: usize) -> String {
    numbered("Ban", nth)
}

fn numbered(kind: &str, nth: usize) -> String {
    let task = TASKS[nth % TASKS.len()];
    match nth / TASKS.len() {
        0 => format!("{kind} {task}"),
        more => format!("{kind} {task} số {}", more + 1),
    }
}

const IMPROVED: [&str; 8] = [
    "Rút ngắn thời gian",
    "Bảng kiểm dùng chung cho",
    "Tự động tổng hợp số liệu",
    "Chuẩn hóa quy trình",
    "Sổ tay hướng dẫn",
    "Phần mềm theo dõi",
    "Biểu mẫu điện tử cho",
    "Phân công lại các bước",
];
const SUBJECTS_OF_WORK: [&str; 10] = [
    "thẩm định quyết toán",
    "tiếp nhận và trả kết quả",
    "đối chiếu số thu",
    "lập dự toán hằng năm",
    "quản lý tài sản công",
    "lưu trữ hồ sơ",
    "báo cáo giải ngân",
    "kiểm tra nội bộ",
    "tiếp công dân",
    "đánh giá công chức",
];

pub fn initiative(dice: &mut Dice) -> String {
    format!("{} {}", dice.one_of(&IMPROVED), dice.one_of(&SUBJECTS_OF_WORK))
}
