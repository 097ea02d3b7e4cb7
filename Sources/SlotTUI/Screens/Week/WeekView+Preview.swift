import SlotDomain
import TerminalKit

/// What is not so yet: slots that a paste would make, and the marks of a range that is still open.
extension WeekView {
  /// In the rows as they are: what would be made there, where nothing is. Several of one row are counted.
  func drawPlanned(_ grid: WeekGrid, into canvas: inout Canvas) {
    guard !week.planned.isEmpty else { return }
    let layout = week.layout
    var places: [Place: [TimeRange]] = [:]
    for range in week.planned {
      guard let (day, row) = layout.place(of: range.start, zone: week.zone),
        grid.x(ofDay: day) != nil, grid.rows.contains(row),
        layout.segment(day: day, row: row) == nil
      else { continue }
      places[Place(day: day, row: row), default: []].append(range)
    }
    for (place, ranges) in places {
      guard let x = grid.x(ofDay: place.day) else { continue }
      let (y, width) = (grid.y(place.row), grid.columnWidth - 1)
      canvas.fill(Rect(x: x, y: y, width: width, height: 1), style: .mark)
      canvas.put(.planned, x: x, y: y, style: .mark)
      let text = ranges.count == 1 ? times.clock(ranges[0].start) : "\(ranges.count) new"
      canvas.put(text, x: x + 2, y: y, width: width - 2, style: .mark)
    }
  }

  private struct Place: Hashable {
    let day: Int
    let row: Int
  }

  /// Drawn with the focus: the range follows the cursor.
  func draw(_ openRange: ClosedRange<Instant>, _ grid: WeekGrid, into canvas: inout Canvas) {
    for day in week.layout.columns.indices {
      guard let x = grid.x(ofDay: day) else { continue }
      for segment in week.layout.columns[day] where grid.rows.contains(segment.rows.lowerBound) {
        let slot = week.slots[segment.slot]
        guard openRange.contains(slot.range.start), !marks.contains(slot.id) else { continue }
        canvas.put(.inRange, x: x + 1, y: grid.y(segment.rows.lowerBound), style: .mark)
      }
    }
  }
}
