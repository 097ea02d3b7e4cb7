import Glibc
package import SlotDomain

/// Whole files and the standard streams, with the operating system's reasons when they fail.
package enum Files {
  /// More than that would take hundreds of megabytes as JSON. In bytes.
  static let largest = 12 << 20

  package static func tooMuch(_ amount: String) -> String {
    "There are more than \(amount) up to here. Give it in parts."
  }

  /// All bytes of a file; of standard input for `-`.
  ///
  /// - `limit`: So many bytes may there be.
  /// - Throws: `.fileProblem` S007, `.stopped` S008, `.badRequest` E013 for a file that is larger.
  package static func bytes(of path: String, atMost limit: Int = largest) throws(SlotError)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    try forEachPart(of: path) { (part, size) throws(SlotError) in
      guard max(size ?? 0, bytes.count + part.count) <= limit else {
        let name = path == "-" ? "standard input" : path
        let line = bytes.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        throw .inFile(name, line: line, cause: .badRequest(tooMuch("\(limit >> 20) MiB")))
      }
      bytes += part
      return true
    }
    return bytes
  }

  /// Hands over a file part by part, with the size of all of it where that is known, until `body` says
  /// that it wants no more.
  ///
  /// - Throws: `.fileProblem` S007, `.stopped` S008, `.serverAsFile` S009.
  package static func forEachPart(
    of path: String,
    _ body: (ArraySlice<UInt8>, _ size: Int?) throws(SlotError) -> Bool
  ) throws(SlotError) {
    let isInput = path == "-"
    let descriptor = isInput ? 0 : try opened(path)
    defer { if !isInput { close(descriptor) } }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if isRegular { try Interruption.check() } else { try Interruption.wait(for: descriptor) }
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw problem(isInput ? "standard input" : path) }
      guard count > 0 else { return }
      guard try body(buffer[..<count], isRegular ? Int(status.st_size) : nil) else { return }
    }
  }

  /// A pipe, a terminal or a folder is no file that can be read at once.
  ///
  /// - Throws: `.fileProblem` S007.
  package static func mustBePlain(_ path: String) throws(SlotError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw problem(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .fileProblem(path: path, reason: "it is not a plain file")
    }
  }

  /// Without waiting for somebody who writes to a named pipe: that is waited for with what comes out of
  /// it, where Ctrl-C is heard.
  private static func opened(_ path: String) throws(SlotError) -> Int32 {
    // There is none of that name, and whoever is told so would be told the password in it.
    try StoreAddress.refuseServer(asFile: path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw problem(path) }
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    return descriptor
  }

  /// - Throws: `.fileProblem` S007, as when the output goes to a file on a full disk.
  package static func writeOutput(_ text: String) throws(SlotError) {
    guard write(text, to: 1) else { throw problem("standard output") }
  }

  /// What cannot be said on standard error cannot be said at all.
  package static func writeError(_ text: String) { _ = write(text, to: 2) }

  /// False when not all of it could be written; `errno` says why.
  package static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  package static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
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

  package static func problem(_ path: String) -> SlotError {
    if errno == EISDIR {
      return .fileProblem(path: path, reason: "it is a directory; name the files in it")
    }
    return .fileProblem(path: path, reason: String(cString: strerror(errno)))
  }
}
