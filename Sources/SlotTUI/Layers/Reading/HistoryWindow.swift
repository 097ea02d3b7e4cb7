import SlotDomain
import TerminalKit

/// Who did what to one slot and to the people in it, in words, newest first.
struct HistoryWindow: ScrolledLayer {
  static let width = 84

  private(set) var details: SlotDetails
  var scroll = Scroll()

  init(_ details: SlotDetails) { self.details = details }

  var slot: Slot.ID? { details.slot.id }

  func renewal(_ desk: Desk) -> [Effect] { [desk.details(of: details.slot.id, .history)] }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .detailsLoaded(let new, .history) = event, new.slot.id == details.slot.id else {
      return nil
    }
    details = new
    return Step()
  }

  func title(_ desk: Desk) -> String { "History of \(desk.place(of: details.slot))" }

  /// `Thu 26 Nov 10:02  ben disabled it: conference`
  func lines(_ desk: Desk) -> [Line] {
    guard !details.history.isEmpty else { return [Line("Nothing is known of it.")] }
    let width = desk.layout.columnsInBox(Self.width)
    let (times, text) = (desk.times(of: details.slot), DeedText(details: details, desk: desk))
    let whens = details.history.map { times.moment($0.action.at, now: desk.now) }
    let column = min(width / 2, (whens.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2)
    return zip(details.history, whens).flatMap { entry, when -> [Line] in
      let sentence = text.sentence(entry)
      let style: Style = entry.action.undoneBy == nil ? .plain : .dim
      // Where nothing stands beside anything, the moment comes first.
      if desk.layout.isLinear { return [Line("\(when) \(sentence)", style)] }
      return Text.wrap(sentence, width: width - column).enumerated().map { row, part in
        let first = Line.Part.text(row == 0 ? when : "", x: 0, width: column - 1, .dim)
        let rest = Line.Part.text(part, x: column, width: width - column, style)
        return Line(part, style, parts: [first, rest])
      }
    }
  }
}
