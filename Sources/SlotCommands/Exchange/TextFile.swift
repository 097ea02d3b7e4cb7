import SlotDomain
import TerminalKit

/// Another program's file, as lines of text in UTF-8. However large it is, no more of it than a line is
/// in memory.
final class TextFile {
  /// How large a file may be.
  struct Limit {
    var bytes = Int.max
    var lines = Int.max

    /// A calendar is in memory as a whole, at several times its size.
    static let calendar = Limit(bytes: 32 << 20, lines: 1_000_000)
  }

  let path: String
  private let limit: Limit
  private(set) var bytesRead = 0
  /// As sentences call it.
  var name: String { path == "-" ? "standard input" : path }

  init(_ path: String, atMost limit: Limit) { (self.path, self.limit) = (path, limit) }

  /// Hands on every line without its end, or why it cannot be read, with its number from 1 on, until
  /// `body` says that it wants no more.
  ///
  /// - Returns: False when it ended at something that is no such text.
  /// - `onPart`: Told how many bytes were read so far, and of how many, where that is known.
  /// - Throws: `.inFile` with `.badRequest` E013 for too large a file; `.fileProblem` S007,
  ///   `.stopped` S008, and what the closures throw.
  @discardableResult
  func forEachLine(
    _ style: LineSplitter.Style = .plain,
    _ body: (Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) -> Bool,
    onPart: (_ bytesRead: Int, _ size: Int?) -> Void = { _, _ in }
  ) throws(SlotError) -> Bool {
    var lines = LineSplitter(style: style)
    var last = 0
    var isWanted = true
    func handOn(_ line: LineSplitter.Line, _ number: Int) throws(SlotError) {
      guard isWanted else { return }
      last = number
      if number > limit.lines { throw tooMuch("\(limit.lines) lines", number) }
      isWanted =
        switch line {
        case .text(let bytes): try body(.success(bytes), number)
        case .tooLong: try body(.failure(.badRequest(Self.tooLong)), number)
        }
    }
    bytesRead = 0
    var isText = true
    try Files.forEachPart(of: path) { (bytes, size) throws(SlotError) in
      guard max(size ?? 0, bytesRead + bytes.count) <= limit.bytes else {
        throw tooMuch("\(limit.bytes >> 20) MiB", last + 1)
      }
      let problem = bytesRead == 0 ? Self.foreignEncoding(bytes) : nil
      let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
      if problem == nil { try lines.add(bytes[..<end], handOn) }
      bytesRead += bytes.count
      onPart(bytesRead, size)
      guard isWanted, problem != nil || end < bytes.endIndex else { return isWanted }
      isText = false
      _ = try body(.failure(.badRequest(problem ?? Self.nulByte)), last + 1)
      return false
    }
    if isText, isWanted { try lines.finish(handOn) }
    return isText
  }

  private func tooMuch(_ amount: String, _ line: Int) -> SlotError {
    .inFile(name, line: line, cause: .badRequest(Files.tooMuch(amount)))
  }

  private static let tooLong =
    "The line has more than \(LineSplitter.longestLine >> 20) MiB."
    + " Give each object a line of its own."
  private static let nulByte =
    "The file holds a NUL byte: it is not a text, or is written in UTF-16. Save it as UTF-8."

  private static func foreignEncoding(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      ? "The file is written in UTF-16. Save it as UTF-8." : nil
  }
}
