//! Mail that leaves the house, and the one a day that says what waits.

use super::codes::codes;

codes! {
    /// How the connection to the mail server is kept secret.
    Security {
        StartTls = "starttls" "STARTTLS (thường dùng cổng 587)",
        Tls = "tls" "TLS ngay từ đầu (thường dùng cổng 465)",
        None = "none" "Không mã hóa, chỉ dùng trong mạng nội bộ",
    }
}

codes! {
    /// What became of the mail of an account and day.
    State {
        Idle = "idle" "Không có gì để nhắc",
        Claimed = "claimed" "Đang gửi",
        Sent = "sent" "Đã gửi",
        Failed = "failed" "Chưa gửi được, sẽ thử lại",
        Refused = "refused" "Máy chủ thư từ chối",
    }
}

/// Minutes until the next try after so many that failed: 5, 15, 45, …
pub const fn minutes_to_next_try(attempts: i64) -> i64 {
    let mut minutes = 5;
    let mut nth = 1;
    while nth < attempts && minutes < 12 * 60 {
        minutes *= 3;
        nth += 1;
    }
    minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_waits_longer() {
        assert_eq!([1, 2, 3].map(minutes_to_next_try), [5, 15, 45]);
        assert!(minutes_to_next_try(1_000_000) < 3 * 12 * 60);
    }
}
