import SlotCommands
import SlotDomain
import TerminalKit

/// The sheet of a day as text, to be read: who comes when, with phones and notes, of one block or of all.
struct DaySheetWindow: Layer {
  static let width = 96

  private var request: DaySheetRequest
  private var pages: [DaySheetPage]?
  private var scroll = Scroll()

  init(_ request: DaySheetRequest) { self.request = request }

  var reading: [Effect] { [.readDaySheet(request)] }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    [
      ("↑↓", "scroll"), ("b", request.block == nil ? "this block" : "all blocks"),
      ("] [", "day after, before"), ("Esc", "back"),
    ]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    if let step = undoing(key, desk) { return step }
    switch key {
    case .character("b"):
      request.block = request.block == nil ? desk.content.block?.id : nil
    case .character("]"), .right, .character("l"): request.date = request.date.adding(days: 1)
    case .character("["), .left, .character("h"): request.date = request.date.adding(days: -1)
    default:
      let shown = desk.layout.rowsInBox
      let goesOn = scroll.follow(key, rows: lines(desk).count, shown: shown)
      return Step(goesOn ? .stay : .close)
    }
    (pages, scroll) = (nil, Scroll())
    return Step(.stay, reading)
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    let rows = self.lines(desk).count
    scroll.go(to: scroll.top + lines, rows: rows, shown: desk.layout.rowsInBox)
    return Step()
  }

  // MARK: What the store says

  func renewal(_ desk: Desk) -> [Effect] { reading }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .daySheetRead(let request, let pages) = event else { return nil }
    if request == self.request {
      self.pages = pages
      scroll.go(to: scroll.top, rows: lines(desk).count, shown: desk.layout.rowsInBox)
    }
    return Step()
  }

  // MARK: What it shows

  private func lines(_ desk: Desk) -> [Line] {
    guard let pages else { return [Line("Reading the day…", .dim)] }
    let text = DaySheetText(
      width: desk.layout.columnsInBox(Self.width),
      .ofTerminal(ascii: false),
      style: desk.settings.timeStyle,
      showsPeople: desk.names.areShown,
      isInWords: desk.layout.isLinear
    )
    return text.lines(pages, at: desk.now).map { Line($0) }
  }

  /// What prints it, where there is a command line.
  func sentence(_ desk: Desk) -> String? {
    // What it was once is printed by none.
    guard !desk.settings.isRestricted, request.asOf == nil else { return nil }
    let block = request.block.flatMap { desk.block($0) }.map { " --block \($0.shortID)" } ?? ""
    let command = "slottui sheet --date \(request.date)\(block) --format html"
    return "To print it: \(desk.settings.withStore(command)) >sheet.html"
  }

  func box(_ desk: Desk) -> Box? {
    let date = desk.name(of: request.date)
    let name = request.block.map { desk.block($0)?.name ?? "" } ?? "all blocks"
    let then = request.asOf.map { ", as of \(desk.times.moment($0, now: desk.clock))" } ?? ""
    return Box(
      "Day sheet, \(date), \(name)\(then)",
      width: Self.width,
      lines(desk),
      from: scroll.top
    )
  }
}
