import CSQLite
import Glibc

/// What can be said of a store's file without opening it as a database: a foreign, damaged or newer
/// file must be refused before SQLite touches it.
///
/// Nothing here opens the file by itself: whoever closes a file gives up all locks that the process
/// has on it, those of its other connections too.
/// Source: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
struct StoreFile {
  let path: String

  enum Presence: Hashable {
    case missing
    /// There, and of no length: to be filled.
    case empty
    case filled
  }

  /// - Throws: `.fileProblem` S007 when it cannot be read.
  func presence() throws(SlotError) -> Presence {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return .missing }
      throw problem(errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .fileProblem(path: path, reason: "it is not a regular file")
    }
    try refuseForeignLink(to: status)
    guard status.st_size > 0 else { return .empty }
    guard access(path, R_OK) == 0 else { throw problem(errno) }
    return .filled
  }

  /// Who may write a folder could otherwise have another's changes go to a store of that other.
  private func refuseForeignLink(to target: stat) throws(SlotError) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      ![0, geteuid(), target.st_uid].contains(status.st_uid)
    else { return }
    throw .fileProblem(
      path: path,
      reason: "it is a link by user \(status.st_uid), whose the file is not that it leads to"
    )
  }

  /// What tells one state of the file from another without reading it.
  struct Stamp: Hashable {
    let node: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
  }

  /// Nil when the file is not there.
  var stamp: Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      node: UInt64(status.st_ino),
      size: Int64(status.st_size),
      seconds: Int(status.st_mtim.tv_sec),
      nanoseconds: Int(status.st_mtim.tv_nsec)
    )
  }

  /// The file's permission bits; nil when it is not there.
  var mode: mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The name of the network file system that the file (or what will be above it) lies on, if it
  /// does: there SQLite's locks do not hold. Source: https://www.sqlite.org/howtocorrupt.html
  var networkFileSystem: String? {
    var path = path
    while true {
      let type = csqlite_file_system(path)
      if type != 0 { return Self.networkFileSystem(type) }
      let above = StoreFile(path: path).folder
      guard above != path else { return nil }
      path = above
    }
  }

  /// The name that goes with a number of statfs(2), when it is that of a network file system.
  static func networkFileSystem(_ type: Int) -> String? {
    switch type {
    case 0x6969: "NFS"
    case 0x517B: "SMB"
    case 0xFF53_4D42: "CIFS"
    case 0xFE53_4D42: "SMB2"
    case 0x6573_5546: "FUSE"
    case 0x0102_1997: "9P"
    case 0x5346_414F: "AFS"
    case 0x00C3_6400: "Ceph"
    case 0x0BD0_0BD0: "Lustre"
    case 0x4750_4653: "GPFS"
    default: nil
    }
  }

  /// Where the file lies.
  var folder: String {
    // By bytes: a slash and an accent after it are one character.
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == bytes.startIndex ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// A refusal by the system; `code` is an errno.
  func problem(_ code: Int32) -> SlotError {
    let reason = code == EEXIST ? "it exists already" : String(cString: strerror(code))
    return .fileProblem(path: path, reason: reason)
  }
}
