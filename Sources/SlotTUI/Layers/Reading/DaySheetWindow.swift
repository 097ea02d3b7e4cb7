import SlotCommands
import SlotDomain
import TerminalKit

/// The sheet of a day as text, to be read: who comes when, with phones and notes, of one block or of all.
struct DaySheetWindow: Layer {
  static let width = 96

  private var request: DaySheetRequest
  private var pages: [DaySheetPage]?
  /// They are written anew only where they would be others: of many blocks they are thousands.
  private var lines: [String] = []
  private var look: Look?
  private var scroll = Scroll()

  /// All that the lines go by, beside the pages.
  private struct Look: Hashable {
    let width: Int
    let minute: Int64
    let style: TimeStyle
    let showsPeople: Bool
    let isInWords: Bool

    init(_ desk: Desk) {
      width = desk.layout.columnsInBox(DaySheetWindow.width)
      minute = desk.now.seconds / 60
      style = desk.settings.timeStyle
      showsPeople = desk.names.areShown
      isInWords = desk.layout.isLinear
    }
  }

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
    if let step = everywhere(key, desk) { return step }
    switch key {
    case .character("b"):
      request.block = request.block == nil ? desk.content.block?.id : nil
    case .character("]"), .right, .character("l"): request.date = request.date.adding(days: 1)
    case .character("["), .left, .character("h"): request.date = request.date.adding(days: -1)
    default:
      let shown = desk.layout.rowsInBox
      let goesOn = scroll.follow(key, rows: lines.count, shown: shown)
      return Step(goesOn ? .stay : .close)
    }
    (pages, lines, look, scroll) = (nil, [], nil, Scroll())
    return Step(.stay, reading)
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    let shown = desk.layout.rowsInBox
    scroll.go(to: scroll.top + lines, rows: self.lines.count, shown: shown)
    return Step()
  }

  // MARK: What the store says

  func renewal(_ desk: Desk) -> [Effect] { reading }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .daySheetRead(let request, let pages) = event else { return nil }
    if request == self.request {
      (self.pages, look) = (pages, nil)
      write(desk)
      scroll.go(to: scroll.top, rows: lines.count, shown: desk.layout.rowsInBox)
    }
    return Step()
  }

  // MARK: What it shows

  private mutating func write(_ desk: Desk) {
    let look = Look(desk)
    guard let pages, look != self.look else { return }
    self.look = look
    let text = DaySheetText(
      width: look.width,
      .ofTerminal(ascii: false),
      style: look.style,
      showsPeople: look.showsPeople,
      isInWords: look.isInWords
    )
    lines = text.lines(pages, at: desk.now)
  }

  mutating func settle(_ desk: inout Desk) -> [Effect] {
    write(desk)
    return []
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
      pages == nil ? [Line("Reading the day…", .dim)] : lines.map { Line($0) },
      from: scroll.top
    )
  }
}
