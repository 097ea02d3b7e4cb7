import SlotDomain

/// What is not so yet: slots that a paste would make, and the marks of a range that is still open.
extension WeekView {
  /// In the rows as they are: what would be made there, where nothing is. Several of one row are counted.
  func drawPlanned(_ grid: Grid, into canvas: inout Canvas) {
    guard !planned.isEmpty else { return }
    let layout = week.layout
    var places: [Place: [TimeRange]] = [:]
    for range in planned {
      guard let (day, row) = layout.place(of: range.start, zone: week.zone),
        grid.days.contains(day), grid.rows.contains(row),
        layout.segment(day: day, row: row) == nil
      else { continue }
      places[Place(day: day, row: row), default: []].append(range)
    }
    for (place, ranges) in places {
      let (x, y, width) = (grid.x(place.day), grid.y(place.row), grid.columnWidth - 1)
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
  func draw(_ openRange: ClosedRange<Instant>, _ grid: Grid, into canvas: inout Canvas) {
    for day in grid.days {
      for segment in week.layout.columns[day] where grid.rows.contains(segment.rows.lowerBound) {
        let slot = week.slots[segment.slot]
        guard openRange.contains(slot.range.start), !marks.contains(slot.id) else { continue }
        canvas.put(.inRange, x: grid.x(day) + 1, y: grid.y(segment.rows.lowerBound), style: .mark)
      }
    }
  }
}
