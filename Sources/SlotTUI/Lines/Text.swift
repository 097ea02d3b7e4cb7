import TerminalKit

/// Plain text cut to fit.
enum Text {
  /// Lines of at most `width` columns, broken at blanks where there are some; at least one. Made safe
  /// before, since marks take columns too.
  static func wrap(_ text: String, width: Int) -> [String] {
    let width = max(1, width)
    let text = SafeText.line(text)
    guard DisplayWidth.columns(of: text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      let columns = DisplayWidth.columns(of: String(word))
      if used > 0, used + 1 + columns > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 { (line, used) = (line + " ", used + 1) }
      for character in word {
        let columns = DisplayWidth.columns(of: character)
        if used > 0, used + columns > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line.append(character)
        used += columns
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// At most so many lines of at most `width` columns, broken behind commas alone, so that names stay whole.
  /// A name that is wider has a line of its own and the last one holds the rest, to be cut where it is drawn.
  static func wrapList(_ text: String, width: Int, lines limit: Int) -> [String] {
    var lines: [String] = []
    for name in text.split(separator: ", ") {
      let longer = lines.last.map { "\($0) \(name)" } ?? ""
      // A comma stands behind all but the last.
      let isLast = lines.count >= limit
      if !lines.isEmpty, isLast || DisplayWidth.columns(of: longer) < width {
        lines[lines.count - 1] = longer + ","
      } else {
        lines.append(name + ",")
      }
    }
    if let last = lines.popLast() { lines.append(String(last.dropLast())) }
    return lines
  }

  /// As ``wrap(_:width:)``, in no more than so many lines: the last one holds the rest, to be cut where it is
  /// drawn.
  static func wrap(_ text: String, width: Int, lines limit: Int) -> [String] {
    let lines = wrap(text, width: width)
    guard limit > 0, lines.count > limit else { return limit > 0 ? lines : [] }
    return lines.prefix(limit - 1) + [lines[(limit - 1)...].joined(separator: " ")]
  }
}
