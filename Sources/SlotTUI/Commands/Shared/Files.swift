import Glibc
import SlotDomain

/// Whole files and the standard streams, with the operating system's reasons when they fail.
enum Files {
  /// All bytes of a file; of standard input for `-`.
  ///
  /// - Throws: `.fileProblem` S007, `.stopped` S008.
  static func bytes(of path: String) throws(SlotError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPart(of: path) { (part, _) throws(SlotError) in
      bytes += part
      return true
    }
    return bytes
  }

  /// Hands over a file part by part, with the size of all of it where that is known, until `body` says
  /// that it wants no more.
  ///
  /// - Throws: `.fileProblem` S007, `.stopped` S008.
  static func forEachPart(
    of path: String,
    _ body: (ArraySlice<UInt8>, _ size: Int?) throws(SlotError) -> Bool
  ) throws(SlotError) {
    let isInput = path == "-"
    let descriptor = isInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(path) }
    defer { if !isInput { close(descriptor) } }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      try Interruption.check()
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw problem(isInput ? "standard input" : path) }
      guard count > 0 else { return }
      guard try body(buffer[..<count], isRegular ? Int(status.st_size) : nil) else { return }
    }
  }

  /// - Throws: `.fileProblem` S007, as when the output goes to a file on a full disk.
  static func writeOutput(_ text: String) throws(SlotError) {
    guard write(text, to: 1) else { throw problem("standard output") }
  }

  /// What cannot be said on standard error cannot be said at all.
  static func writeError(_ text: String) { _ = write(text, to: 2) }

  /// False when not all of it could be written; `errno` says why.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  static func problem(_ path: String) -> SlotError {
    if errno == EISDIR {
      return .fileProblem(path: path, reason: "it is a directory; name the files in it")
    }
    return .fileProblem(path: path, reason: String(cString: strerror(errno)))
  }
}
