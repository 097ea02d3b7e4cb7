import SlotDomain
import TerminalKit

/// How much of a period is taken, scrolled.
struct OccupancyScreen: Hashable, Sendable {
  var report: OccupancyReport
  var scroll = Scroll()

  init(_ report: OccupancyReport) { self.report = report }
}

/// What is to be counted: the slots that begin in a period, of all blocks.
struct OccupancyRequest: Hashable, Sendable {
  var period: ShownPeriod
  /// Where its days begin and end.
  var zone: Zone
  /// Nil: as it is.
  var asOf: Instant?
}

/// What was counted.
struct OccupancyReport: Hashable, Sendable {
  let request: OccupancyRequest
  /// All there are, also those without a slot in the period.
  let blocks: [BookingBlock]
  var occupancy = Occupancy()
  /// Of blocks whose clock this machine cannot read.
  var warnings: [String] = []
}

extension AppState {
  var occupancyRequest: OccupancyRequest {
    OccupancyRequest(period: shownPeriod, zone: content.zone)
  }

  mutating func showOccupancy() -> [Effect] {
    if content.block != nil { return [.tallyOccupancy(occupancyRequest)] }
    message = Message("There is no booking block yet whose slots could be counted.")
    return []
  }

  /// Also when it was counted anew, while it is looked at.
  mutating func show(_ report: OccupancyReport) {
    if case .occupancy(var screen) = overlay {
      let isAsLong = OccupancyView(report, self).rows == OccupancyView(screen.report, self).rows
      screen.report = report
      if !isAsLong { screen.scroll = Scroll() }
      overlay = .occupancy(screen)
    } else {
      overlay = .occupancy(OccupancyScreen(report))
    }
  }

  mutating func take(_ key: Key, in occupancy: OccupancyScreen) -> [Effect] {
    var occupancy = occupancy
    let stays = occupancy.scroll.handle(
      key,
      rows: OccupancyView(occupancy.report, self).rows,
      shown: Box.rowsInside(layout)
    )
    overlay = stays ? .occupancy(occupancy) : nil
    return []
  }
}
