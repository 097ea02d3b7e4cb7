import SlotDomain
import TerminalKit

/// The search window: how much was found, what is looked for, and the matches in order of time.
struct SearchView {
  let screen: SearchScreen
  let state: AppState

  /// Rows of the list.
  static func rowsShown(_ layout: ScreenLayout) -> Int {
    if layout.isLinear { return max(1, layout.body.height - 2) }
    return max(1, min(layout.body.height, highest) - 3)
  }

  private static let highest = 33
  private static let width = 110

  /// The match whose row is drawn at a place of the screen.
  func entry(x: Int, y: Int, _ layout: ScreenLayout) -> Int? {
    let inside = Box.inside(width: Self.width, height: Self.highest, in: layout.body)
    return list(in: inside.inset(top: 1)).index(x: x, y: y)
  }

  /// The selected match is in the middle, where there are more than have room.
  private func list(in area: Rect) -> ScrolledList {
    let count = screen.search?.hits.count ?? 0
    let selection = screen.selection(at: state.now) ?? 0
    let top = min(max(0, selection - area.height / 2), max(0, count - area.height))
    return ScrolledList(area: area, top: top, count: count)
  }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let inside = Box.draw(
      title,
      width: Self.width,
      height: Self.highest,
      in: layout,
      into: &canvas
    )
    let (top, list) = inside.split(top: 1)
    if layout.isLinear { return drawLines(top, list, into: &canvas) }
    drawList(in: list, into: &canvas)
    let label = canvas.put("Find: ", x: top.x, y: top.y, style: .heading)
    FieldView.draw(screen.field, in: top.inset(left: label), isFocused: true, into: &canvas)
  }

  private func drawLines(_ top: Rect, _ list: Rect, into canvas: inout Canvas) {
    let hits = screen.search?.hits ?? []
    LinearPrompt(label: "Find: ", field: screen.field, isInList: screen.isChosen).draw(
      hits.isEmpty
        ? LinearLines(count: 1, focused: nil) { _ in hint }
        : LinearLines(count: hits.count, focused: screen.selection(at: state.now)) {
          sentence(of: hits[$0])
        },
      top,
      list,
      into: &canvas
    )
  }

  private func drawList(in list: Rect, into canvas: inout Canvas) {
    guard let hits = screen.search?.hits, !hits.isEmpty else {
      let lines = Text.wrap(hint, width: list.width)
      for (row, text) in lines.prefix(list.height).enumerated() {
        canvas.put(text, x: list.x, y: list.y + row, width: list.width, style: .dim)
      }
      return
    }
    let selection = screen.selection(at: state.now) ?? 0
    let top = self.list(in: list).top
    let rows = Array(hits[top...].prefix(list.height))
    let whens = whens(rows)
    let width = whens.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    for (row, hit) in rows.enumerated() {
      let line = Rect(x: list.x, y: list.y + row, width: list.width, height: 1)
      draw(
        hit,
        whens[row],
        width: width,
        isSelected: top + row == selection,
        in: line,
        into: &canvas
      )
    }
  }

  /// When each of them is, by the clock of its block unless another was chosen.
  private func whens(_ hits: [SearchHit]) -> [String] {
    var clocks: [BookingBlock.ID: TimeFormat] = [:]
    return hits.map { hit in
      guard hit.slot != nil else { return "" }
      let times = clocks[hit.block] ?? clock(of: hit.block)
      clocks[hit.block] = times
      return "\(times.day(hit.range.start, now: state.now)) \(times.clock(hit.range.start))"
        + (times.zone.isLost ? " UTC" : "")
    }
  }

  private func clock(of block: BookingBlock.ID) -> TimeFormat {
    guard state.zoneChoice == .block, let block = self.block(block) else { return state.times }
    return TimeFormat(zone: block.zone, style: state.times.style)
  }

  private func block(_ id: BookingBlock.ID) -> BookingBlock? {
    state.content.blocks.first { $0.id == id }
  }

  /// The selected match in words; nil without one.
  var sentence: String? {
    screen.selected(at: state.now).map(sentence)
  }

  private func sentence(of hit: SearchHit) -> String {
    SearchText(hit, block: block(hit.block)).sentence(when: whens([hit])[0])
  }

  private func draw(
    _ hit: SearchHit,
    _ when: String,
    width: Int,
    isSelected: Bool,
    in line: Rect,
    into canvas: inout Canvas
  ) {
    let isPast = hit.slot != nil && hit.range.end <= state.now
    let style: Style = isSelected ? .selection : hit.isCancelled || isPast ? .dim : .plain
    if isSelected { canvas.fill(line, style: style) }
    canvas.put(when, x: line.x, y: line.y, width: width, style: style)
    var x = line.x + width + (width > 0 ? 1 : 0)
    let block = self.block(hit.block)
    if line.width >= 60 {
      let column = line.width >= 90 ? 28 : 16
      if hit.slot != nil {
        canvas.put(block?.name ?? "", x: x + 1, y: line.y, width: column, style: style)
      }
      x += column + 3
    }
    let room = line.maxX - x
    canvas.put(
      SearchText(hit, block: block).line(width: room),
      x: x,
      y: line.y,
      width: room,
      style: style
    )
  }

  private var hint: String {
    guard let search = screen.search else {
      return "People, metadata, names of blocks, ids; several words must all match."
    }
    return search.isRunning ? "" : "Nothing was found."
  }

  private var title: String {
    guard let search = screen.search else { return "Search in all blocks" }
    let count = search.hits.count
    if search.isCut { return "The first \(count) matches: type more to see others" }
    guard let selection = screen.selection(at: state.now) else {
      return search.isRunning ? "Searching…" : "Search in all blocks"
    }
    let which = "Match \(selection + 1) of \(count)"
    return search.isRunning ? "\(which) so far, searching…" : which
  }
}
