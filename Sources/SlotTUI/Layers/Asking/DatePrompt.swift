import SlotDomain
import TerminalKit

/// A date to go to, typed in the bottom line.
struct DatePrompt: Layer {
  private(set) var input = TextField()

  var field: TextField? { input }

  func hints(_ desk: Desk) -> [Hint] { [] }
  func box(_ desk: Desk) -> Box? { nil }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"):
      return Step(.close)
    case .enter:
      return desk.go(toWritten: input.text).map { Step(.close, $0) } ?? Step()
    default:
      _ = input.edit(key)
      return Step()
    }
  }

  func prompt(_ desk: Desk) -> Line? {
    let (label, width) = ("Go to date: ", desk.layout.size.width)
    let understood = understood(desk)
    let read = max(17, understood.count)
    let room = width - label.count - read - 1
    return Line(
      "",
      parts: [
        .text(label, x: 0, width: label.count, .heading),
        .text(understood, x: width - read, width: read, .dim),
        .field(input, x: label.count, width: room, .field, isFocused: true),
      ]
    )
  }

  /// Which date, or which moment, is understood so far.
  private func understood(_ desk: Desk) -> String {
    guard !input.isEmpty else { return "" }
    do {
      switch try desk.place(ofWritten: input.text) {
      case .day(let date): return "= \(desk.times.style.day(date)) \(date.year)"
      case .moment(let moment): return "= \(desk.times.moment(moment, now: desk.now))"
      }
    } catch {
      switch error {
      case .noDay(_, .noSuchDay): return "= no such day"
      case .noDay(_, .ambiguous): return "= day or month?"
      case .noDay(_, .otherWeekday(let date)): return "= a \(date.weekday.name)"
      case .doesNotExist: return "= no such time"
      case .ambiguous: return "= comes twice"
      default: return "= ?"
      }
    }
  }
}
