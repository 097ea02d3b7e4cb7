import TerminalKit

/// What an empty store says: what to do next.
struct Welcome {
  /// Only mean something while the store is empty.
  static let tourKey = "t"
  static let sampleKey = "s"

  private let lines: [(key: String, text: String)]

  init(_ desk: Desk) {
    let isChangeable = desk.isChangeable
    let all = [
      ("", "This store is empty.", true),
      ("", "", true),
      (
        desk.keyMap.keyName(.create), "creates a booking block: a doctor, a room, a court",
        isChangeable
      ),
      (
        Self.tourKey, "starts a guided tour, on sample data elsewhere",
        desk.obstacle(to: .tour) == nil
      ),
      (Self.sampleKey, "loads sample data into this store", isChangeable),
      (
        "slottui import", "takes over files, on the command line",
        isChangeable && !desk.settings.isRestricted
      ),
      (desk.keyMap.keyName(.help), "shows all keys", true),
      (desk.keyMap.keyName(.quit), "leaves", true),
    ]
    let lines = all.filter(\.2).map { (key: $0.0, text: $0.1) }
    let hasRoom = lines.count <= desk.layout.body.height
    self.lines = lines.enumerated().filter { hasRoom || $0.offset != 1 }.map(\.element)
  }

  /// In the middle.
  func draw(in area: Rect, into canvas: inout Canvas) {
    let width = lines.map { $0.text.count + 4 }.max() ?? 0
    let x = area.x + max(0, (area.width - width) / 2)
    let y = area.y + max(0, (area.height - lines.count) / 2)
    draw(from: Canvas.Position(x: x, y: y), into: &canvas)
  }

  func draw(from place: Canvas.Position, into canvas: inout Canvas) {
    for (row, line) in lines.enumerated() {
      let y = place.y + row
      let indent = line.key.isEmpty ? 0 : canvas.put(line.key, x: place.x, y: y, style: .key) + 2
      let style: Style = line.key.isEmpty ? .heading : .plain
      canvas.put(line.text, x: place.x + indent, y: y, style: style)
    }
    canvas.cursor = place
  }
}
