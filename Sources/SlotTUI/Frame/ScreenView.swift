import SlotDomain
import TerminalKit

/// Draws the whole state into a canvas. Pure; called once for all events of a moment.
struct ScreenView {
  private let state: AppState
  private var desk: Desk { state.desk }
  private var layout: ScreenLayout { desk.layout }

  init(_ state: AppState) { self.state = state }

  func draw(into canvas: inout Canvas) {
    var backdrop: Backdrop?
    draw(into: &canvas, keeping: &backdrop)
  }

  /// What only the cursor changes is drawn over what `backdrop` keeps of the last picture. A third of the
  /// work, and a held arrow key does nothing else; where it scrolls, the view is drawn anew.
  func draw(into canvas: inout Canvas, keeping backdrop: inout Backdrop?) {
    if layout.isTooSmall { return drawTooSmall(into: &canvas) }
    if layout.isLinear { return LinearView(state).draw(into: &canvas) }
    let (key, last) = (key, backdrop?.key)
    if let last, let kept = backdrop?.canvas, last.hasSameFrame(as: key) {
      canvas.restore(kept)
      if last != key, desk.content.block != nil {
        canvas.fill(desk.viewArea, style: .plain)
        drawView(into: &canvas)
      }
    } else {
      drawBackdrop(into: &canvas)
    }
    if last == nil {
      backdrop = Backdrop(key: key, canvas: canvas.snapshot())
    } else if last != key {
      backdrop?.renew(from: &canvas, key)
    }
    drawForeground(into: &canvas)
  }

  private func drawTooSmall(into canvas: inout Canvas) {
    let smallest = ScreenLayout.smallest
    canvas.clear()
    canvas.put("slottui needs \(smallest.width)×\(smallest.height).", x: 0, y: 0)
    canvas.cursor = Canvas.Position(x: 0, y: 0)
  }

  /// All but what follows the cursor.
  struct Backdrop {
    fileprivate struct Key: Equatable {
      let revision: Int
      /// What is seen of all that the view could show.
      let section: ViewSection
      /// The title says it of the moment under the cursor: a clock change can lie between two.
      let offset: Int

      /// Whether all around the view is the same.
      func hasSameFrame(as other: Key) -> Bool {
        revision == other.revision && offset == other.offset
          && section.period == other.section.period
      }
    }

    fileprivate private(set) var key: Key
    fileprivate private(set) var canvas: Canvas

    fileprivate mutating func renew(from drawn: inout Canvas, _ key: Key) {
      drawn.renew(&canvas)
      self.key = key
    }
  }

  private var key: Backdrop.Key {
    Backdrop.Key(
      revision: state.revision,
      section: state.views.screen.section(in: desk.viewArea, desk),
      offset: desk.offsetAtCursor
    )
  }

  private func drawBackdrop(into canvas: inout Canvas) {
    canvas.clear()
    TitleView(state).draw(in: layout.title, into: &canvas)
    if let tour = state.tour { TourPanel(tour, desk).draw(in: layout.tour, into: &canvas) }
    if desk.content.block == nil {
      Welcome(desk).draw(in: layout.body, into: &canvas)
    } else {
      if layout.hasBlockList { BlockSidebar(desk).draw(into: &canvas) }
      drawView(into: &canvas)
      drawPanel(into: &canvas)
    }
    BottomView(state).drawBackdrop(into: &canvas)
  }

  private func drawView(into canvas: inout Canvas) {
    state.views.screen.draw(in: desk.viewArea, desk, into: &canvas)
  }

  private func drawPanel(into canvas: inout Canvas) {
    guard layout.hasPanel, desk.isOfSlots, let details = desk.surroundings.panel else { return }
    let area = layout.panel
    canvas.vline(x: area.x, y: area.y, length: area.height, style: .border)
    let inside = area.inset(left: 2, right: 1)
    let lines = SlotLines(details: details, desk: desk).lines(width: inside.width)
    for (row, line) in lines.prefix(inside.height).enumerated() {
      line.draw(in: inside.row(row), into: &canvas)
    }
  }

  private func drawForeground(into canvas: inout Canvas) {
    if desk.content.block != nil {
      let isCovered = !state.layers.isEmpty
      state.views.screen.drawFocus(in: desk.viewArea, desk, isCovered: isCovered, into: &canvas)
    }
    if let layer = state.layers.shown(desk) {
      if layout.docked > 0, let dock = layer.dock(in: layout.dock, desk) {
        dock.draw(in: layout.dock, into: &canvas)
      } else {
        layer.box(desk)?.draw(in: layout.body, into: &canvas)
      }
    }
    // Last, since the cursor belongs to a question where there is one.
    BottomView(state).draw(into: &canvas)
  }
}
