/// In which line of a TOML file each key stands, which the parser does not tell. For our flat files:
/// `[table]` and `key = value`, `table.key = value`. What lies inside an inline table is not found.
struct ConfigurationLines {
  private var lines: [String: Int] = [:]

  init(_ text: String) {
    var scanner = TOMLScanner(text)
    var table: [String] = []
    while scanner.skipToStatement() {
      let line = scanner.line
      if scanner.skip("[") {
        _ = scanner.skip("[")
        table = scanner.path()
        note(table, line)
      } else {
        let key = scanner.path()
        for length in key.indices { note(table + key[...length], line) }
      }
      scanner.skipStatement()
    }
  }

  /// Refuses what the parser, which calls itself for every part of a name and every bracket, would exhaust
  /// the stack with. A setting lies two deep.
  static func checkDepth(of text: String) throws(ConfigurationProblem) {
    var scanner = TOMLScanner(text)
    guard let line = scanner.firstLine(deeperThan: deepest) else { return }
    throw ConfigurationProblem(
      line: line,
      text:
        "This is nested more than \(deepest) deep, so nothing of it is used. Write a setting as"
        + " name = value below its [table]."
    )
  }

  private static let deepest = 16

  /// The first mention counts.
  private mutating func note(_ path: [String], _ line: Int) {
    let path = path.joined(separator: "\n")
    if lines[path] == nil { lines[path] = line }
  }

  /// The line of a key, or of the table around it; nil when neither is found.
  subscript(path: [String]) -> Int? {
    var path = path
    while !path.isEmpty {
      if let line = lines[path.joined(separator: "\n")] { return line }
      path.removeLast()
    }
    return nil
  }
}

/// Goes over a text that a parser has found to be TOML.
private struct TOMLScanner {
  private let bytes: [UInt8]
  private var position = 0
  private(set) var line = 1

  init(_ text: String) { bytes = Array(text.utf8) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func advance() {
    if next == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    advance()
    return true
  }

  private mutating func skipBlanks() { while skip(" ") || skip("\t") {} }

  private mutating func skipComment() {
    while let byte = next, byte != UInt8(ascii: "\n") { advance() }
  }

  /// Where a name has more parts, or brackets stand in one another more often, than that. It need not be
  /// TOML.
  mutating func firstLine(deeperThan limit: Int) -> Int? {
    var depth = 0
    var parts = 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(byte)
      default:
        if "=,[]{}\n".utf8.contains(byte) { parts = 1 }
        if "[{".utf8.contains(byte) { depth += 1 }
        if "]}".utf8.contains(byte) { depth = max(0, depth - 1) }
        if byte == UInt8(ascii: ".") { parts += 1 }
        guard depth <= limit, parts <= limit else { return line }
        advance()
      }
    }
    return nil
  }

  /// To where a table or a key begins; false at the end.
  mutating func skipToStatement() -> Bool {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "#"): skipComment()
      case 0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF: advance()  // and a byte order mark
      default: return true
      }
    }
    return false
  }

  /// A dotted key: `keys."next-slot"`.
  mutating func path() -> [String] {
    var path: [String] = []
    repeat {
      skipBlanks()
      path.append(name())
      skipBlanks()
    } while skip(".")
    return path
  }

  private mutating func name() -> String {
    if let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = position + 1
      skipText(quote)
      return String(decoding: bytes[start..<max(start, position - 1)], as: UTF8.self)
    }
    let start = position
    while let byte = next, !" \t.=]\r\n".utf8.contains(byte) { advance() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// To the end of a header or a value, which can go over several lines.
  mutating func skipStatement() {
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\n") where depth <= 0: return
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(byte)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        advance()
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        advance()
      default: advance()
      }
    }
  }

  /// Behind a text in single or double quotes, of one or of several lines.
  private mutating func skipText(_ quote: UInt8) {
    let fence = [quote, quote, quote]
    let isLong = bytes[position...].starts(with: fence)
    for _ in 0..<(isLong ? 3 : 1) { advance() }
    while let byte = next {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        advance()
      } else if byte == quote, !isLong || bytes[position...].starts(with: fence) {
        // A text in three quotes may end with two more of its own.
        repeat { advance() } while isLong && next == quote
        return
      } else if byte == UInt8(ascii: "\n"), !isLong {
        return
      }
      advance()
    }
  }
}
