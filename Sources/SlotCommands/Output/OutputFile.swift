import Glibc
import SlotDomain
import TerminalKit

/// Where an export goes: standard output, or a file that appears under its name when all of it is
/// written, so that no half of one is ever found there.
final class OutputFile {
  private let descriptor: Int32
  private let name: String
  /// Where the file is written, and what it shall be called then; nil where it is written in place.
  private var renaming: (from: String, to: String)?
  private var waiting: [UInt8] = []

  /// - Parameters:
  ///   - path: Nil or `-` for standard output.
  ///   - store: The store's file, which is never written over.
  /// - Throws: `.fileProblem` S007, `.storeOutOfReach` S009.
  init(_ path: String?, store: String) throws(SlotError) {
    guard let path, path != "-" else {
      (descriptor, name) = (1, "standard output")
      return
    }
    try StoreAddress.refuseServer(asFile: path)
    name = path
    try StoreAddress.refuseOutput(to: path)
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      // A pipe or a device is no file that another could take the place of.
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw Files.problem(path) }
      guard status.st_mode & S_IFMT != S_IFREG else {
        throw .fileProblem(path: path, reason: "somebody has put another file in its place")
      }
      return
    }
    var storeStatus = stat()
    if isThere, stat(store, &storeStatus) == 0, status.st_ino == storeStatus.st_ino,
      status.st_dev == storeStatus.st_dev
    {
      throw .fileProblem(path: path, reason: "it is the store itself")
    }
    let target = isThere ? Self.resolved(path) : try Self.end(ofLinksFrom: path)
    if target != path { try StoreAddress.refuseOutput(to: target) }
    var template = Array((target + ".XXXXXX").utf8CString)
    // The file is made with mode 0600, whatever the umask says.
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Files.problem(path) }
    let temporary = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)),
      as: UTF8.self
    )
    renaming = (temporary, target)
  }

  deinit {
    if let renaming { unlink(renaming.from) }
    if descriptor > 2 { close(descriptor) }
  }

  /// What a symbolic link leads to, so that not the link is replaced.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The same of links that lead to a file which is still to be made.
  private static func end(ofLinksFrom path: String) throws(SlotError) -> String {
    var path = path
    // As many as the system follows.
    for _ in 0..<40 {
      guard let target = SystemFile.target(ofLink: path) else { return path }
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      path = target.hasPrefix("/") ? target : (folder + [target[...]]).joined(separator: "/")
    }
    throw .fileProblem(path: path, reason: "too many symbolic links lead from one to the next")
  }

  /// - Throws: `.fileProblem` S007, as on a full disk.
  func write(_ text: String) throws(SlotError) {
    try write { $0.append(contentsOf: text.utf8) }
  }

  /// The same for what is written at the end of what waits to go out.
  func write(_ body: (inout [UInt8]) -> Void) throws(SlotError) {
    body(&waiting)
    if waiting.count >= 1 << 16 { try flush() }
  }

  private func flush() throws(SlotError) {
    if descriptor == 1, isatty(descriptor) == 1 {
      // Somebody looks at it. To a file or a program the bytes go as they are.
      let lines = SafeText.lines(String(decoding: waiting, as: UTF8.self))
      waiting = Array(lines.joined(separator: "\n").utf8)
    }
    guard Files.write(waiting, to: descriptor) else { throw Files.problem(name) }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Ends the export: now the file is there.
  ///
  /// - Throws: `.fileProblem` S007; then it is not.
  func finish() throws(SlotError) {
    try flush()
    guard let renaming else { return }
    guard fsync(descriptor) == 0, rename(renaming.from, renaming.to) == 0 else {
      throw Files.problem(name)
    }
    self.renaming = nil
  }
}
