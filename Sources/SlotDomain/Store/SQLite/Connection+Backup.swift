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
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.failure(sqlite3_errcode(copy.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else { throw copy.failure(code) }
    // The copy is one file, without a log beside it.
    try copy.execute("PRAGMA journal_mode = DELETE")
  }
}

extension StoreFile {
  /// An empty file beside this one, with a name that nobody has. Mode 0600.
  fileprivate func makeUnfinished() throws(SlotError) -> String {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw problem(errno) }
    close(descriptor)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Gives a file this name, unless another file has it, and makes that outlast a power cut.
  fileprivate func appear(from unfinished: String) throws(SlotError) {
    if link(unfinished, path) != 0 {
      // Some file systems know no second name for a file.
      guard errno != EEXIST, access(path, F_OK) != 0, rename(unfinished, path) == 0 else {
        throw problem(errno)
      }
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw problem(errno) }
  }
}
