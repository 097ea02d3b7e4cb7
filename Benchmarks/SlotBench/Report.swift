import SlotDomain

/// What was measured: one row a question, slottui beside something that does the same.
struct Report {
  enum Unit: String {
    case seconds = "s"
    case milliseconds = "ms"
    case bytes = "B"
    case megabytes = "MB"
    case percent = "%"
    case perSecond = "/s"
  }

  struct Row {
    var name: String
    var unit: Unit
    /// Nil where slottui did not answer.
    var slottui: Double?
    var other: Double?
    /// What the other is.
    var beside = "C floor"
    /// As SPEC has it.
    var target: String

    /// How many times as much slottui takes.
    var ratio: Double? {
      guard let slottui, let other, other > 0 else { return nil }
      return slottui / other
    }
  }

  private(set) var rows: [Row] = []

  mutating func add(_ row: Row) { rows.append(row) }
}

extension Report {
  var json: String {
    let rows = rows.map { row -> JSONValue in
      .object([
        "beside": row.other == nil ? .null : .string(row.beside),
        "name": .string(row.name),
        "other": number(row.other),
        "ratio": number(row.ratio),
        "slottui": number(row.slottui),
        "target": .string(row.target),
        "unit": .string(row.unit.rawValue),
      ])
    }
    return JSONValue.array(rows).text(.indented)
  }

  private func number(_ value: Double?) -> JSONValue {
    value.map { .number(decimal($0)) } ?? .null
  }
}

extension Report {
  var table: String {
    let head = ["what", "slottui", "beside it", "ratio", "target"]
    let lines =
      [head]
      + rows.map { row in
        [
          row.name,
          text(row.slottui, row.unit),
          row.other == nil ? "" : "\(text(row.other, row.unit)) \(row.beside)",
          row.ratio.map { decimal($0, digits: 2) } ?? "",
          row.target,
        ]
      }
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      var text = ""
      for (cell, width) in zip(line, widths) {
        text += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }

  private func text(_ value: Double?, _ unit: Unit) -> String {
    guard let value else { return "–" }
    return "\(decimal(value)) \(unit.rawValue)"
  }
}

/// With three significant digits, or with so many behind the point.
private func decimal(_ value: Double, digits: Int? = nil) -> String {
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
