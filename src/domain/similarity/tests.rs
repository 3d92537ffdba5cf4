use std::collections::HashMap;

use super::*;

const TEXT: &str = "Trước đây mỗi khoản thu được đối chiếu bằng tay vào cuối tháng nên chênh lệch với Kho bạc chỉ lộ ra khi \
     đã khóa sổ. Nay bảng tính lấy số liệu hằng ngày, so từng khoản theo mã chương và báo ngay dòng nào lệch quá một \
     triệu đồng cho cán bộ phụ trách.";

fn share(new: &str, source: &str) -> f64 {
    compare(&Words::of(new), &Words::of(source), &Commonness::default()).share
}

#[test]
fn a_copy_is_found_whole_without_marks_in_capitals_and_in_parts() {
    assert_eq!(share(TEXT, TEXT), 1.0);
    assert_eq!(share(&crate::domain::text::fold(TEXT), TEXT), 1.0);
    assert_eq!(share(&TEXT.to_uppercase(), TEXT), 1.0);
    let (first, second) = TEXT.split_once(". ").unwrap();
    assert!(share(&format!("{second} {first}."), TEXT) > 0.95);
}

#[test]
fn changed_and_added_words_leave_the_passage_standing() {
    let changed = TEXT.replace("bằng tay", "thủ công").replace("hằng ngày", "mỗi sáng").replace("phụ trách", "đầu mối");
    let found = share(&changed, TEXT);
    assert!((0.7..0.95).contains(&found), "{found}");
}

#[test]
fn a_turn_of_phrase_is_no_passage() {
    let other = "Đề tài nêu cách phối hợp với Kho bạc và giao cho cán bộ phụ trách lập kế hoạch tuần.";
    assert_eq!(share(other, TEXT), 0.0);
    assert_eq!(share("", TEXT), 0.0);
    assert_eq!(share("Sổ tay", TEXT), 0.0);
}

#[test]
fn the_share_is_of_the_new_text() {
    let longer =
        format!("{TEXT} {}", "Phần này hoàn toàn mới và dài bằng phần cũ vì kể thêm chuyện khác hẳn. ".repeat(3));
    let (of_longer, of_shorter) = (share(&longer, TEXT), share(TEXT, &longer));
    assert!(of_longer < 0.6 && of_shorter == 1.0, "{of_longer}, {of_shorter}");
}

#[test]
fn what_everybody_writes_weighs_less() {
    let common = "Căn cứ chức năng nhiệm vụ được giao và tình hình thực tế của đơn vị";
    let new = format!("{common}. Robot tự bóc tách hóa đơn điện tử rồi hạch toán vào từng sổ chi tiết.");
    let (new, source) = (Words::of(&new), Words::of(common));
    let everywhere = source.shingles().iter().map(|shingle| (*shingle, 1_500)).collect::<HashMap<_, _>>();
    let plain = compare(&new, &source, &Commonness::default()).share;
    let weighed = compare(&new, &source, &Commonness::new(2_000, everywhere)).share;
    assert!(weighed < plain / 2.0, "{weighed} of {plain}");
}

#[test]
fn the_pieces_make_the_text_again_and_mark_what_is_shared() {
    let new = format!("Mở đầu riêng: {TEXT} Kết luận riêng!");
    let words = Words::of(&new);
    let likeness = compare(&words, &Words::of(TEXT), &Commonness::default());
    let pieces = words.pieces(&likeness.marked);
    assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), new);
    let marked: Vec<&str> = pieces.iter().filter(|it| it.is_marked).map(|it| it.text.as_str()).collect();
    assert_eq!(marked, [TEXT.trim_end_matches('.')]);
    assert_eq!(words.between(&likeness.passages[0].words), TEXT.trim_end_matches('.'));
}

#[test]
fn marks_written_apart_belong_to_their_word() {
    let apart = "Nguye\u{302}\u{303}n Va\u{306}n A";
    assert_eq!(Words::of(apart).shingles(), Words::of("nguyen van a").shingles());
}

#[test]
fn a_long_text_is_sampled_and_sparse_samples_lie_in_dense_ones() {
    assert_eq!([0, 96, 97, 900, 1_000_000].map(sampling_rate), [1, 1, 2, 16, 16]);
    let all: Vec<i64> = (0..100).collect();
    assert!(all.iter().all(|it| !is_sampled(*it, 8) || is_sampled(*it, 4)));
}
