import SlotDomain

/// Another program's file, as lines of text in UTF-8. However large it is, no more of it than a line is
/// in memory.
struct TextFile {
  let path: String
  /// As sentences call it.
  var name: String { path == "-" ? "standard input" : path }

  init(_ path: String) { self.path = path }

  /// Hands on every line without its end, or why it cannot be read, with its number from 1 on.
  ///
  /// - Returns: False when it ended at something that is no such text.
  /// - `onPart`: Told how many bytes were read so far, and of how many, where that is known.
  /// - Throws: `.fileProblem` S007, `.stopped` S008, and what the closures throw.
  @discardableResult
  func forEachLine(
    _ style: LineSplitter.Style = .plain,
    _ body: (Result<[UInt8], SlotError>, _ number: Int) throws(SlotError) -> Void,
    onPart: (_ bytesRead: Int, _ size: Int?) -> Void = { _, _ in }
  ) throws(SlotError) -> Bool {
    var lines = LineSplitter(style: style)
    var last = 0
    func handOn(_ line: LineSplitter.Line, _ number: Int) throws(SlotError) {
      last = number
      switch line {
      case .text(let bytes): try body(.success(bytes), number)
      case .tooLong: try body(.failure(.badRequest(Self.tooLong)), number)
      }
    }
    var bytesRead = 0
    var isText = true
    try Files.forEachPart(of: path) { (bytes, size) throws(SlotError) in
      let problem = bytesRead == 0 ? Self.foreignEncoding(bytes) : nil
      let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
      if problem == nil { try lines.add(bytes[..<end], handOn) }
      bytesRead += bytes.count
      onPart(bytesRead, size)
      guard problem != nil || end < bytes.endIndex else { return true }
      isText = false
      try body(.failure(.badRequest(problem ?? Self.nulByte)), last + 1)
      return false
    }
    if isText { try lines.finish(handOn) }
    return isText
  }

  private static let tooLong =
    "The line has more than \(LineSplitter.longestLine >> 20) MiB."
    + " Give each object a line of its own."
  private static let nulByte =
    "There is a NUL byte: it is no text, or is written in UTF-16. Save it as UTF-8."

  private static func foreignEncoding(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      ? "The file is written in UTF-16. Save it as UTF-8." : nil
  }
}
