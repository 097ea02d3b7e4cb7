import CStoreFiles
import Glibc

/// Files that are there under their name as soon as they are whole, and not before: of half a store,
/// which a process that was killed or a power cut leaves, nobody could say whose it is.
extension StoreFile {
  /// Creates the file with this content, and the folders above it, if they are missing. Nobody else may
  /// read the folders that are made, and the file only its group when it is shared.
  ///
  /// A file that is there already, empty or made by somebody who was quicker, is left as it is.
  func create(_ content: [UInt8], isShared: Bool) throws(SlotError) {
    try Self.makeFolders(folder, mode: isShared ? 0o2770 : 0o700)
    guard access(path, F_OK) != 0 else { return }
    _ = try appear(holding: content, mode: Self.mode(isShared: isShared))
  }

  /// Of a store that is made.
  static func mode(isShared: Bool) -> mode_t { isShared ? 0o660 : 0o600 }

  private static func makeFolders(_ folder: String, mode: mode_t) throws(SlotError) {
    guard access(folder, F_OK) != 0 else { return }
    try makeFolders(StoreFile(path: folder).folder, mode: mode)
    guard mkdir(folder, mode) == 0 || errno == EEXIST else {
      throw .fileProblem(path: folder, reason: String(cString: strerror(errno)))
    }
    _ = chmod(folder, mode)
  }

  /// Makes this file of some bytes, whatever the umask.
  ///
  /// - Returns: False when a file of that name is there.
  func appear(holding content: [UInt8], mode: mode_t) throws(SlotError) -> Bool {
    let nameless = open(folder, Self.temporary | O_WRONLY | O_CLOEXEC, mode)
    // Some file systems know no file without a name.
    guard nameless >= 0 else { return try appearUnderAnotherName(holding: content, mode: mode) }
    defer { close(nameless) }
    try fill(nameless, content, mode: mode)
    let isNamed = linkat(AT_FDCWD, "/proc/self/fd/\(nameless)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
    guard isNamed == 0 else {
      if errno == EEXIST { return false }
      return try appearUnderAnotherName(holding: content, mode: mode)
    }
    try syncFolder()
    return true
  }

  /// O_TMPFILE, which Swift does not see. Source: asm-generic/fcntl.h
  private static let temporary = 0o20_000_000 | O_DIRECTORY

  private func appearUnderAnotherName(
    holding content: [UInt8],
    mode: mode_t
  ) throws(SlotError) -> Bool {
    let unfinished = try makeUnfinished()
    try fill(unfinished.descriptor, content, mode: mode)
    guard access(path, F_OK) != 0 else { return false }
    try appear(from: unfinished)
    return true
  }

  private func fill(_ descriptor: Int32, _ content: [UInt8], mode: mode_t) throws(SlotError) {
    var rest = content[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written >= 0 || errno == EINTR else { throw problem(errno) }
      rest = rest.dropFirst(max(0, written))
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw problem(errno) }
  }

  /// A file that is gone with this value, unless it has got another name by then.
  final class Unfinished {
    let path: String
    let descriptor: Int32

    fileprivate init(path: String, descriptor: Int32) {
      self.path = path
      self.descriptor = descriptor
    }

    deinit {
      close(descriptor)
      unlink(path)
    }
  }

  /// An empty file beside this one, with a name that nobody has. Mode 0600.
  func makeUnfinished() throws(SlotError) -> Unfinished {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw problem(errno) }
    let name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    return Unfinished(path: name, descriptor: descriptor)
  }

  /// Gives a file this name, unless another file has it, and makes that outlast a power cut. At no
  /// moment has it two.
  func appear(from unfinished: Unfinished) throws(SlotError) {
    if store_file_rename(unfinished.path, path) != 0 {
      // Some file systems cannot do both at once.
      guard errno == EINVAL || errno == ENOSYS, access(path, F_OK) != 0,
        rename(unfinished.path, path) == 0
      else { throw problem(errno) }
    }
    try syncFolder()
  }

  private func syncFolder() throws(SlotError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw problem(errno) }
  }
}
