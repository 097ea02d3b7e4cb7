import Glibc
import SlotDomain
import TerminalKit

/// The records of an import in their order, between the reading of its files and the writing of the
/// store, which nobody is kept from meanwhile. What does not fit into some megabytes lies in a file
/// without a name, which is gone with the process however that ends.
final class RecordSpool {
  /// In bytes.
  private static let mostInMemory = 8 << 20
  /// Written and read in parts of so many bytes.
  private static let part = 1 << 20

  private var waiting: [UInt8] = []
  private var descriptor: Int32 = -1
  private var folder = ""
  private let mostInMemory: Int
  private(set) var count = 0

  init(mostInMemory: Int = RecordSpool.mostInMemory) { self.mostInMemory = mostInMemory }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Puts a record at the end.
  ///
  /// - Parameters:
  ///   - record: What a file said.
  ///   - file: Which of the files it is from.
  ///   - line: Where it begins there.
  /// - Throws: `.fileProblem` S007, as on a full disk.
  func add(_ record: ObjectRecord, file: Int, line: Int) throws(SlotError) {
    for number in [file, line] {
      withUnsafeBytes(of: UInt64(number)) { waiting.append(contentsOf: $0) }
    }
    RecordBytes.append(record, to: &waiting)
    count += 1
    if waiting.count >= (descriptor < 0 ? mostInMemory : Self.part) { try flush() }
  }

  /// Hands on all records in the order in which they were put there.
  ///
  /// - Throws: `.fileProblem` S007, and what `body` throws.
  func handOn(
    _ body: (ObjectRecord, _ file: Int, _ line: Int) throws(SlotError) -> Void
  ) throws(SlotError) {
    guard descriptor >= 0 else {
      guard try Self.complete(of: waiting, body) == waiting.count else { throw unreadable }
      return
    }
    try flush()
    var rest: [UInt8] = []
    var position = 0
    while try read(to: &rest, from: position) {
      position += Self.part
      rest.removeFirst(try Self.complete(of: rest, body))
    }
    guard rest.isEmpty else { throw unreadable }
  }

  /// Hands on what is complete of some bytes, and returns how many those are.
  private static func complete(
    of bytes: [UInt8],
    _ body: (ObjectRecord, _ file: Int, _ line: Int) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    var position = 0
    while let (entry, next) = entry(in: bytes, at: position) {
      try body(entry.record, entry.file, entry.line)
      position = next
    }
    return position
  }

  private static func entry(
    in bytes: [UInt8],
    at position: Int
  ) -> (entry: (record: ObjectRecord, file: Int, line: Int), next: Int)? {
    bytes.withUnsafeBytes { all in
      guard all.count - position >= 16,
        let (record, count) = RecordBytes.record(
          in: UnsafeRawBufferPointer(rebasing: all[(position + 16)...])
        )
      else { return nil }
      let file = all.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let line = all.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
      return ((record, Int(file), Int(line)), position + 16 + count)
    }
  }

  // MARK: The file

  private func flush() throws(SlotError) {
    if descriptor < 0 { try open() }
    guard Files.write(waiting, to: descriptor) else { throw problem(errno) }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Where SQLite puts its own: in memory is no place for what shall not be there.
  private func open() throws(SlotError) {
    var cause: Int32 = 0
    for place in [Environment["TMPDIR"], "/var/tmp", "/tmp"].compactMap({ $0 })
    where !place.isEmpty {
      var template = Array("\(place)/slottui-XXXXXX".utf8CString)
      folder = place
      // The file is made with mode 0600, whatever the umask says.
      descriptor = mkstemp(&template)
      if descriptor >= 0 {
        unlink(template)
        return
      }
      cause = errno
    }
    throw problem(cause)
  }

  /// Appends the next part of the file; false at its end.
  private func read(to bytes: inout [UInt8], from position: Int) throws(SlotError) -> Bool {
    var part = [UInt8](repeating: 0, count: Self.part)
    var filled = 0
    while filled < part.count {
      let count = part.withUnsafeMutableBytes { buffer in
        pread(
          descriptor,
          buffer.baseAddress?.advanced(by: filled),
          buffer.count - filled,
          position + filled
        )
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw problem(errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.append(contentsOf: part[..<filled])
    return filled > 0
  }

  private func problem(_ cause: Int32) -> SlotError {
    .fileProblem(
      path: folder,
      reason:
        "\(String(cString: strerror(cause))) (what an import reads waits there, or in $TMPDIR)"
    )
  }

  private var unreadable: SlotError {
    .fileProblem(path: folder, reason: "what was written there came back otherwise")
  }
}
