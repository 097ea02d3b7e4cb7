import Glibc
import SlotDomain

extension Report {
  private static let head = ["what", "slottui", "beside it", "ratio", "target", ""]

  /// For a terminal.
  var table: String { aligned([Self.head] + cells) }

  /// For docs/performance.md, with a line about the machine.
  var markdown: String {
    let lines = [Self.head, ["---", "---:", "---:", "---:", "---", "---"]] + cells
    let rows = lines.map { "| \($0.joined(separator: " | ")) |" }
    return "\(machine)\n\n\(rows.joined(separator: "\n"))"
  }

  private var cells: [[String]] {
    rows.map { row in
      [
        row.name,
        row.slottui.map { text($0, row.unit) } ?? "–",
        row.other.map { "\(text($0, row.unit)) \(row.beside)" } ?? "",
        row.ratio.map { decimal($0, digits: 2) } ?? "",
        row.target.text(row.unit),
        row.isMet.map { $0 ? "met" : "missed" } ?? "",
      ]
    }
  }
}

extension Report {
  var json: String {
    let rows = rows.map { row -> JSONValue in
      .object([
        "beside": row.other == nil ? .null : .string(row.beside),
        "met": row.isMet.map { .bool($0) } ?? .null,
        "name": .string(row.name),
        "other": number(row.other),
        "ratio": number(row.ratio),
        "slottui": number(row.slottui),
        "target": .string(row.target.text(row.unit)),
        "unit": .string(row.unit.rawValue),
      ])
    }
    return JSONValue.array(rows).text(.indented)
  }
}

extension Report.Target {
  fileprivate func text(_ unit: Report.Unit) -> String {
    switch self {
    case .none: ""
    case .ratio(let most): "ratio ≤ \(shortest(most))"
    case .atMost(let most): "≤ \(shortest(most)) \(unit.rawValue)".trimmed
    }
  }

  private func shortest(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}

extension String {
  fileprivate var trimmed: String { last == " " ? String(dropLast()) : self }
}

/// Lines of cells as columns.
func aligned(_ lines: [[String]]) -> String {
  let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
  return lines.map { line in
    var text = ""
    for (cell, width) in zip(line, widths) {
      text += cell + String(repeating: " ", count: width - cell.count + 2)
    }
    while text.last == " " { text.removeLast() }
    return text
  }.joined(separator: "\n")
}

/// What was measured on, and when.
private var machine: String {
  let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
  let today = CivilDate(dayNumber: time(nil) / 86_400)
  var system = utsname()
  uname(&system)
  let name = withUnsafeBytes(of: &system.machine) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
  return "Measured on \(today), on Linux with \(cores) virtual cores (\(name))."
}

private func text(_ value: Double, _ unit: Report.Unit) -> String {
  "\(unit == .count ? "\(Int(value))" : decimal(value)) \(unit.rawValue)".trimmed
}

func number(_ value: Double?) -> JSONValue {
  value.map { .number(decimal($0)) } ?? .null
}

/// With three significant digits, or with so many behind the point.
func decimal(_ value: Double, digits: Int? = nil) -> String {
  var digits = digits ?? 0
  if digits == 0, value != 0 {
    var bound = 100.0
    while abs(value) < bound, digits < 6 {
      bound /= 10
      digits += 1
    }
  }
  var factor = 1
  for _ in 0..<digits { factor *= 10 }
  let scaled = Int((abs(value) * Double(factor)).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(scaled)" }
  let fraction = String(scaled % factor)
  let zeros = String(repeating: "0", count: digits - fraction.count)
  return "\(sign)\(scaled / factor).\(zeros)\(fraction)"
}
