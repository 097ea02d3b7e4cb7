import CSQLite
import Glibc

extension Connection {
  /// Copies the database while others use it, with SQLite's online backup. The copy appears under its
  /// name when all of it is written and `check` has found nothing: half a copy, which a process that
  /// was killed leaves, would be opened as an empty store.
  /// Source: https://www.sqlite.org/backup.html
  ///
  /// - Throws: `.fileProblem` S007, also when there is a file of that name; what `check` throws.
  func backUp(
    to path: String,
    check: (_ unfinished: String) throws(SlotError) -> Void = { (_) throws(SlotError) in }
  ) throws(SlotError) {
    let file = StoreFile(path: path)
    guard access(path, F_OK) != 0 else { throw file.problem(EEXIST) }
    let unfinished = try file.makeUnfinished()
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(unfinished + suffix) } }
    try copyPages(to: unfinished)
    try check(unfinished)
    try file.appear(from: unfinished)
  }

  private func copyPages(to path: String) throws(SlotError) {
    let copy = try Connection(path: path, mode: .readWrite, busyTimeout: 5000)
    try copyPages(to: copy)
    // The copy is one file, without a log beside it.
    try copy.execute("PRAGMA journal_mode = DELETE")
  }

  private func copyPages(to copy: Connection) throws(SlotError) {
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.failure(sqlite3_errcode(copy.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw copy.failure(code) }
  }

  /// The same database once more, to try something with: in a nameless file that SQLite makes among the
  /// temporary ones and that is gone with the connection. Only the copying reads the store.
  ///
  /// - Throws: `.fileProblem` S007, as when there is no room for it.
  func scratchCopy() throws(SlotError) -> Connection {
    let copy = try Connection(
      path: "temporary copy of \(path)",
      mode: .temporary,
      busyTimeout: 0
    )
    try copyPages(to: copy)
    try copy.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
    return copy
  }
}

extension Connection {
  /// The whole database as the bytes of its file.
  func bytes() throws(SlotError) -> [UInt8] {
    var size: sqlite3_int64 = 0
    guard let start = sqlite3_serialize(handle, "main", &size, 0) else {
      throw failure(SQLITE_NOMEM)
    }
    defer { sqlite3_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: Int(size)))
  }
}
