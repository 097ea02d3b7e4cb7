import CSQLite
import CStoreFiles
import Glibc

extension Connection {
  /// Copies the database while others use it, with SQLite's online backup. The copy appears under its
  /// name when all of it is written and `check` has found nothing: half a copy, which a process that
  /// was killed leaves, would be opened as an empty store.
  /// Source: https://www.sqlite.org/backup.html
  ///
  /// - Throws: `.fileProblem` S007, also when there is a file of that name; `.strangeFile` S002 when there
  ///   is one that SQLite would take for the log of the copy; what `check` throws.
  func backUp(
    to path: String,
    check: (_ unfinished: String) throws(SlotError) -> Void = { (_) throws(SlotError) in }
  ) throws(SlotError) {
    let file = StoreFile(path: path)
    try file.refuseCompanionName()
    guard access(path, F_OK) != 0 else { throw file.problem(EEXIST) }
    try file.refuseAnyCompanion()
    let unfinished = try file.makeUnfinished()
    try copyPages(to: unfinished)
    try Self.endWriteAheadLog(of: unfinished)
    try check(unfinished.path)
    try file.appear(from: unfinished)
  }

  private func copyPages(to file: StoreFile.Unfinished) throws(SlotError) {
    let copy = try Connection(path: file.path, mode: .readWrite, busyTimeout: 5000)
    guard store_files_opened(copy.handle, file.descriptor) != 0 else {
      throw .fileProblem(path: file.path, reason: "somebody has put another file in its place")
    }
    // No journal lies beside it, and nothing goes into this one: there are no pages to be kept.
    try copy.execute("PRAGMA journal_mode = MEMORY")
    try copyPages(to: copy)
  }

  private func copyPages(to copy: Connection) throws(SlotError) {
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.failure(sqlite3_errcode(copy.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw copy.failure(code) }
  }

  /// The copy is one file, which says that there is no log beside it: then whoever may only read it
  /// needs none. Source: https://www.sqlite.org/fileformat.html#file_format_version_numbers
  private static func endWriteAheadLog(of file: StoreFile.Unfinished) throws(SlotError) {
    let versions: [UInt8] = [1, 1]
    guard pwrite(file.descriptor, versions, versions.count, 18) == versions.count,
      fsync(file.descriptor) == 0
    else { throw StoreFile(path: file.path).problem(errno) }
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
  /// The whole database as the bytes of its file, which says that it has a write-ahead log.
  func bytesWithLog() throws(SlotError) -> [UInt8] {
    var size: sqlite3_int64 = 0
    guard let start = sqlite3_serialize(handle, "main", &size, 0) else {
      throw failure(SQLITE_NOMEM)
    }
    defer { sqlite3_free(start) }
    var bytes = Array(UnsafeBufferPointer(start: start, count: Int(size)))
    bytes.replaceSubrange(18..<20, with: [2, 2])
    return bytes
  }
}
