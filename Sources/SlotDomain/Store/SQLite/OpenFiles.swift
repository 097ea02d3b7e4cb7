import CSQLite
import CStoreFiles
import Glibc

/// The files that a connection has open, and what they must still be.
struct OpenFiles {
  enum Mode {
    case readWrite
    case readOnly
    /// The file cannot change while it is open: no locks are taken and no other file is touched.
    case immutable
    /// No file at all: a database of its own in memory.
    case memory
    /// A file without a name among the temporary ones, of nobody else's; the path is only spoken of.
    case temporary

    /// Whether it is for this connection alone.
    var isPrivate: Bool { self == .memory || self == .temporary }
  }

  /// Of the database.
  let handle: OpaquePointer
  let path: String
  let mode: Mode
  /// The file as it was before it was opened.
  let stamp: StoreFile.Stamp?

  /// The file's path as SQLite resolved it: its log and its index lie beside that.
  var resolvedPath: String {
    guard let name = sqlite3_db_filename(handle, "main") else { return path }
    return String(cString: name)
  }

  /// What is written to a file that nobody can find any more would be lost, and what is read there is
  /// out of date. What was opened as if nobody wrote it is opened anew, see `Following`.
  ///
  /// - Throws: `.fileProblem` S007.
  func refuseReplaced() throws(SlotError) {
    guard let change = replacement else { return }
    throw .fileProblem(path: path, reason: "\(change): leave, and open it again")
  }

  /// After a commit: it may have gone to a file that was taken away in the same moment.
  ///
  /// - Throws: `.fileProblem` S007.
  func doubtReplaced() throws(SlotError) {
    guard let change = replacement else { return }
    throw .fileProblem(
      path: path,
      reason:
        "\(change), and it is not known whether the change was kept: leave, open it again, and"
        + " look before you repeat it"
    )
  }

  /// Whether another connection would find other files than this one has open.
  var isReplaced: Bool { replacement != nil }

  /// Whether a file that was opened as if nobody wrote it was written since: what was read of it can be
  /// half old and half new. Whoever reads it again opens it anew.
  var isOvertaken: Bool { mode == .immutable && StoreFile(path: path).stamp != stamp }

  /// - Throws: `.storeBusy` S001.
  func refuseOvertakenRead() throws(SlotError) {
    if isOvertaken { throw .storeBusy }
  }

  /// What has become of the files that are open.
  private var replacement: String? {
    guard !mode.isPrivate, mode != .immutable else { return nil }
    switch store_files_state(handle, path) {
    case store_files_are_same: return nil
    case store_file_has_several_names: return Self.severalNames
    case store_log_was_moved:
      return "its log (-wal, -shm) was deleted or replaced since it was opened"
    default: return "the file was moved or replaced since it was opened"
    }
  }

  private static let severalNames =
    "the file has a second name, and what is written under one is"
    + " lost under the other"

  /// Each name would have a log of its own, and the connections of one would know nothing of the
  /// other's. Source: https://www.sqlite.org/howtocorrupt.html#_multiple_links_to_the_same_file
  ///
  /// - Throws: `.fileProblem` S007.
  func refuseOtherNames() throws(SlotError) {
    guard !mode.isPrivate, store_files_state(handle, path) == store_file_has_several_names else {
      return
    }
    throw .fileProblem(
      path: path,
      reason: Self.severalNames + ": find them with find -samefile, and remove all but one"
    )
  }

  /// Why SQLite was kept from a file beside the store, if that is what has just failed.
  func refusal() -> SlotError? {
    let refusal = store_files_take_refusal(handle)
    guard let suffix = refusal.suffix,
      let reason = StoreFile.reason(refusal.fault, owner: refusal.owner)
    else { return nil }
    let path = resolvedPath + String(cString: suffix)
    return refusal.fault == store_file_is_missing
      ? .fileProblem(path: path, reason: reason) : .strangeFile(path: path, reason: reason)
  }

  /// Gives the store's files a mode.
  ///
  /// - Throws: `.fileProblem` S007.
  func setPermissions(_ mode: mode_t) throws(SlotError) {
    let code = store_files_set_mode(handle, mode)
    guard code == 0 else { throw StoreFile(path: path).problem(code) }
  }
}
