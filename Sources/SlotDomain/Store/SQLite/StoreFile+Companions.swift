import CStoreFiles
import Glibc

/// The files that SQLite keeps beside a store, and what must not lie there.
extension StoreFile {
  private static let log = "-wal"
  private static let journal = "-journal"
  private static let companions = [log, "-shm", journal]

  /// SQLite follows a link to the store itself, and puts its files beside what that leads to.
  var resolved: String {
    guard let target = realpath(path, nil) else { return path }
    defer { free(target) }
    return String(cString: target)
  }

  /// Whether a write-ahead log lies beside the file: somebody has the store open, or was killed.
  var hasLog: Bool { access(resolved + Self.log, F_OK) == 0 }

  /// Refuses what could lie in wait where SQLite writes beside the store: a link would lead it to
  /// another file of the user's, and a pipe does not answer. A journal is never one of a store's:
  /// rolled back, it would put anything into the store, and SQLite would delete the file it names.
  /// What SQLite opens is looked at once more by `CStoreFiles`.
  ///
  /// - Throws: `.strangeFile` S002.
  func refuseOddCompanions() throws(SlotError) {
    let path = resolved
    for suffix in Self.companions {
      var status = stat()
      guard lstat(path + suffix, &status) == 0 else { continue }
      let isRegular = status.st_mode & S_IFMT == S_IFREG
      guard !isRegular || suffix == Self.journal && status.st_size > 0 else { continue }
      let fault = isRegular ? store_file_is_journal : store_file_is_not_regular
      guard let reason = Self.reason(fault, owner: status.st_uid) else { continue }
      throw .strangeFile(path: path + suffix, reason: reason)
    }
  }

  /// Refuses whatever lies where the files beside a store will be that is yet to be made.
  ///
  /// - Throws: `.strangeFile` S002.
  func refuseAnyCompanion() throws(SlotError) {
    let path = resolved
    for suffix in Self.companions {
      var status = stat()
      guard lstat(path + suffix, &status) == 0,
        let reason = Self.reason(store_file_is_lone, owner: status.st_uid)
      else { continue }
      throw .strangeFile(path: path + suffix, reason: reason)
    }
  }

  /// Refuses a name under which SQLite would take a file for the log, the index or the journal of what
  /// lies beside it. Which names mean the same file is left to the file system.
  ///
  /// - Throws: `.fileProblem` S007.
  func refuseCompanionName() throws(SlotError) {
    let path = resolved
    for suffix in Self.companions {
      let end = path.unicodeScalars.suffix(suffix.count)
      // Some file systems do not tell letters of different case apart.
      let folded = end.map(\.properties.uppercaseMapping).joined()
      guard folded.utf8.elementsEqual(suffix.uppercased().utf8) else { continue }
      var status = stat()
      let stem = String(path.unicodeScalars.dropLast(suffix.count))
      guard stem.utf8.last != UInt8(ascii: "/"), lstat(stem, &status) == 0 else { continue }
      throw .fileProblem(
        path: self.path,
        reason: "its name is that of a file which SQLite keeps beside \(stem)"
      )
    }
  }

  /// What is wrong with a file beside a store; nil when nothing is.
  static func reason(_ fault: store_file_fault, owner: uid_t) -> String? {
    switch fault {
    case store_file_is_journal:
      "it is a rollback journal, by user \(owner), and a store has none: whoever may write the folder"
        + " can have put it there"
    case store_file_is_not_regular: "it is not a regular file"
    case store_file_has_names: "it has another name too"
    case store_file_is_foreign: "it belongs to user \(owner), who may not write the store"
    case store_file_is_open:
      "more people may write it than may write the store (chmod and chgrp with --reference mend that)"
    case store_file_is_lone: "user \(owner) put it there, and there is no store that it belongs to"
    case store_file_is_missing: "it is missing, and only who may write the store can make it"
    case store_file_is_sound: nil
    default: "something is wrong with it (\(fault.rawValue))"
    }
  }
}
