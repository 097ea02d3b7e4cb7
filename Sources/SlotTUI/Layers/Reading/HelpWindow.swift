import TerminalKit

/// The bindings in force, from the table that obeys them.
struct HelpWindow: ScrolledLayer {
  static let width = 64

  var scroll = Scroll()

  func title(_ desk: Desk) -> String { "Keys" }

  func lines(_ desk: Desk) -> [Line] {
    let rows = desk.keyMap.bindings.map { (keys: $0.ways.joined(separator: " "), help: $0.help) }
    let room = desk.layout.columnsInBox(Self.width)
    // Who gave keys to many actions has long rows.
    let width = min(rows.reduce(14) { max($0, $1.keys.count) }, room / 2)
    return rows.map { keys, help in
      Line(
        "\(keys): \(help)",
        parts: [
          .text(keys, x: 0, width: width, .key),
          .text(help, x: width + 1, width: room - width - 1, .plain),
        ]
      )
    }
  }
}
