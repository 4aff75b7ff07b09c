//! What an entry weighs, by the kind of log.

use super::LogKind;

/// Bytes of the header that a `MySQL` binary log puts before each event (`libbinlogevents/include/binlog_event.h`,
/// `LOG_EVENT_HEADER_LEN`), and of what is fixed in the events that a statement and a row need.
const EVENT_HEADER: u32 = 19;
const QUERY_FIXED: u32 = 13;
const TABLE_MAP_FIXED: u32 = 8;
const ROWS_FIXED: u32 = 10;
/// `UPDATE t SET v = '' WHERE k = ''`
const STATEMENT: u32 = 32;
/// Bytes of PostgreSQL's record, block, heap and tuple headers (`access/xlogrecord.h`, `access/htup_details.h`).
const WAL_FIXED: u32 = 24 + 20 + 5 + 23;
/// The first change of a page after a checkpoint logs the whole page (`full_page_writes`).
const PAGE: u32 = 8_192;

/// The bytes of an entry.
pub(super) const fn bytes(kind: LogKind, key: usize, value: usize, is_first_of_page: bool) -> u32 {
    let data = (key + value) as u32;
    match kind {
        LogKind::Statement => EVENT_HEADER + QUERY_FIXED + STATEMENT + data,
        LogKind::Row => 2 * EVENT_HEADER + TABLE_MAP_FIXED + ROWS_FIXED + data,
        LogKind::Wal => WAL_FIXED + data + if is_first_of_page { PAGE } else { 0 },
    }
}
