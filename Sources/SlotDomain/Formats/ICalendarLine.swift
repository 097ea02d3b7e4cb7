/// One property of a calendar: `DTSTART;TZID=Europe/Warsaw:20261123T090000`.
///
/// - Note: Source: RFC 5545 §3.1.
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
      throw .badRequest("The line is no UTF-8 text. Save the file as UTF-8.")
    }
    var parts = [""]
    var value: String?
    var isQuoted = false
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted: parts.append("")
      case ":" where !isQuoted: value = String(scalars)
      default: parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      if value != nil { break }
    }
    guard let value, let name = parts.first, !name.isEmpty else {
      throw .badRequest("The line is no property of a calendar: \(shown(text)).")
    }
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      guard let sign = part.firstIndex(of: "=") else { continue }
      parameters[part[..<sign].uppercased()] = String(part[part.index(after: sign)...])
    }
    self.init(number: number, name: name.uppercased(), parameters: parameters, value: value)
  }

  /// A value of type TEXT, as it was before it was escaped.
  var text: String {
    var text = ""
    var scalars = value.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "\\", let next = scalars.popFirst() else {
        text.unicodeScalars.append(scalar)
        continue
      }
      text.unicodeScalars.append(next == "n" || next == "N" ? "\n" : next)
    }
    return text
  }
}
