import TerminalKit

/// What an empty store says: what to do next.
struct WelcomeView {
  let state: AppState

  func draw(in area: Rect, into canvas: inout Canvas) {
    let create = state.keyMap.keyName(.create)
    var lines: [(String, String)] = [
      ("", "This store is empty."),
      ("", ""),
      (create, "creates a booking block: a doctor, a room, a court"),
      (Self.tourKey, "starts a guided tour, on sample data elsewhere"),
      (Self.sampleKey, "loads sample data into this store"),
      ("slottui import", "takes over files, on the command line"),
      (state.keyMap.keyName(.help), "shows all keys"),
      (state.keyMap.keyName(.quit), "leaves"),
    ]
    if state.obstacle(to: .tour) != nil { lines.removeAll { $0.0 == Self.tourKey } }
    if lines.count > area.height { lines.remove(at: 1) }
    let isLinear = state.settings.isLinear
    let width = lines.map { $0.1.count + 4 }.max() ?? 0
    let x = isLinear ? area.x : area.x + max(0, (area.width - width) / 2)
    let top = isLinear ? area.y : area.y + max(0, (area.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let indent = line.0.isEmpty ? 0 : canvas.put(line.0, x: x, y: top + row, style: .key) + 2
      canvas.put(
        line.1,
        x: x + indent,
        y: top + row,
        style: line.0.isEmpty ? .heading : .plain
      )
    }
    canvas.cursor = Canvas.Position(x: x, y: top)
  }

  /// Only mean something while the store is empty.
  static let tourKey = "t"
  static let sampleKey = "s"
}
