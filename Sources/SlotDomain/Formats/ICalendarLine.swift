/// One property of a calendar: `DTSTART;TZID=Europe/Warsaw:20261123T090000`.
///
/// What stands between its parts is looked for among the scalars: a mark that combines with a colon
/// makes one character of both, and it is a colon even so.
///
/// - Note: Source: RFC 5545 §3.1; RFC 6868 for `^` in parameters.
struct ICalendarLine: Hashable {
  /// Where it stands in the file.
  let number: Int
  /// In capitals.
  let name: String
  /// Names in capitals.
  let parameters: [String: String]
  let value: String

  init(number: Int, name: String, parameters: [String: String] = [:], value: String) {
    self.number = number
    self.name = name
    self.parameters = parameters
    self.value = value
  }

  /// - Throws: `.badRequest` E013.
  init(_ bytes: [UInt8], number: Int) throws(SlotError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badRequest("The line is not written in UTF-8. Save the file as UTF-8.")
    }
    var parts = [String.UnicodeScalarView()]
    var value: String?
    var isQuoted = false
    var scalars = text.unicodeScalars[...]
    while value == nil, let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted: parts.append(String.UnicodeScalarView())
      case ":" where !isQuoted: value = String(scalars)
      default: parts[parts.count - 1].append(scalar)
      }
    }
    guard let value, let name = parts.first, !name.isEmpty else {
      throw .badRequest("The calendar has a line that cannot be read: “\(shown(text))”.")
    }
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      guard let sign = part.firstIndex(of: "=") else { continue }
      let value = String(part[part.index(after: sign)...])
      parameters[String(part[..<sign]).uppercased()] = Self.unescaped(parameter: value)
    }
    self.init(
      number: number,
      name: String(name).uppercased(),
      parameters: parameters,
      value: value
    )
  }

  /// The name alone, as far as it is one; for lines whose rest is not wanted.
  static func name(_ bytes: some Sequence<UInt8>) -> String {
    let name = bytes.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
    return String(decoding: name.prefix(40), as: UTF8.self).uppercased()
  }

  /// Its values, where it can have several.
  var values: [String] {
    value.utf8.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
      .map(\.withoutBlanks).filter { !$0.isEmpty }
  }

  /// A value of type TEXT, as it was before it was escaped.
  var text: String { Self.unescaped(value, "\\") { $0 == "n" || $0 == "N" ? "\n" : $0 } }

  private static func unescaped(parameter: String) -> String {
    guard parameter.utf8.contains(UInt8(ascii: "^")) else { return parameter }
    return unescaped(parameter, "^") { $0 == "n" ? "\n" : $0 == "'" ? "\"" : $0 }
  }

  private static func unescaped(
    _ value: String,
    _ escape: Unicode.Scalar,
    _ meaning: (Unicode.Scalar) -> Unicode.Scalar
  ) -> String {
    var text = String.UnicodeScalarView()
    var scalars = value.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == escape, let next = scalars.popFirst() {
        text.append(meaning(next))
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}

extension String {
  /// Without blanks around it.
  var withoutBlanks: String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let bytes = utf8.drop(while: isBlank)
    guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(decoding: bytes[...last], as: UTF8.self)
  }
}
