/// Rows of cells as comma-separated values.
///
/// A spreadsheet runs a cell as a formula when it begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return. Such a cell gets an apostrophe in front, and so does one that begins with an apostrophe,
/// so that taking it off again gives exactly what was there.
///
/// - Note: Source: RFC 4180; OWASP, "CSV Injection".
public enum CSVText {
  private static let dangerous: [Unicode.Scalar] = [
    "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠",
  ]

  /// A row with its line end.
  public static func row(_ cells: [String]) -> String { line(cells) + "\r\n" }

  /// A row without its line end.
  public static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") }

  private static func cell(_ text: String) -> String {
    let safe = isDangerous(text.unicodeScalars.first) ? "'" + text : text
    // Spreadsheets of many countries begin another cell with a semicolon.
    let needsQuotes = safe.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B].contains($0) }
    guard needsQuotes else { return safe }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// A cell as it was before it was made safe.
  static func restored(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard scalars.first == "'", isDangerous(scalars.dropFirst().first) else { return cell }
    return String(scalars.dropFirst())
  }

  private static func isDangerous(_ first: Unicode.Scalar?) -> Bool {
    first.map(dangerous.contains) ?? false
  }
}

/// Takes rows apart, line by line: a quoted cell can lie on several.
struct CSVRows {
  enum Problem: Error {
    case openQuote
    case textAfterQuote
    case tooLong
    case notUTF8
  }

  /// `,`, or what the first row has instead: spreadsheets of many countries write `;`.
  private(set) var separator: UInt8?
  private var cells: [[UInt8]] = []
  private var cell: [UInt8] = []
  private var isQuoted = false
  private var size = 0
  /// Where the row begins that is being read.
  private(set) var firstLine = 0

  var isOpen: Bool { isQuoted }

  /// The row that ends with this line; nil when it goes on.
  mutating func read(_ line: [UInt8], number: Int) throws(Problem) -> [String]? {
    if separator == nil {
      if let said = Self.saidSeparator(line) {
        separator = said
        return nil
      }
      separator = Self.separator(of: line)
    }
    if !isQuoted {
      begin()
      firstLine = number
    }
    size += line.count + 1
    guard size <= LineSplitter.longestLine else {
      begin()
      throw .tooLong
    }
    try gather(line)
    if isQuoted {
      cell.append(UInt8(ascii: "\n"))
      return nil
    }
    var texts: [String] = []
    for bytes in cells + [cell] {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
      texts.append(CSVText.restored(text))
    }
    return texts
  }

  private mutating func begin() {
    cells = []
    cell = []
    isQuoted = false
    size = 0
  }

  private mutating func gather(_ line: [UInt8]) throws(Problem) {
    let quote = UInt8(ascii: "\"")
    var index = 0
    var isAfterQuote = false
    while index < line.count {
      let byte = line[index]
      index += 1
      if isQuoted {
        guard byte == quote else {
          cell.append(byte)
          continue
        }
        if index < line.count, line[index] == quote {
          cell.append(quote)
          index += 1
        } else {
          isQuoted = false
          isAfterQuote = true
        }
      } else if byte == separator {
        cells.append(cell)
        cell = []
        isAfterQuote = false
      } else if byte == UInt8(ascii: "\r"), index == line.count {
        continue
      } else if isAfterQuote {
        throw .textAfterQuote
      } else if byte == quote, cell.isEmpty {
        isQuoted = true
      } else {
        cell.append(byte)
      }
    }
  }

  /// `sep=;`, which spreadsheets read before the first row.
  private static func saidSeparator(_ line: [UInt8]) -> UInt8? {
    var bytes = line[...]
    while let last = bytes.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: "\"") {
      bytes = bytes.dropLast()
    }
    if bytes.first == UInt8(ascii: "\"") { bytes = bytes.dropFirst() }
    guard bytes.count == 5,
      bytes.dropLast().elementsEqual("sep=".utf8)
        || bytes.dropLast().elementsEqual("SEP=".utf8)
    else { return nil }
    return bytes.last
  }

  private static func separator(of header: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.first { header.contains($0) } ?? candidates[0]
  }
}
