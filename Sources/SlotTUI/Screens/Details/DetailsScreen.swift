import SlotDomain

/// One slot with everything about it. Its appointments can be chosen and acted on.
struct DetailsScreen: Hashable, Sendable {
  var details: SlotDetails
  private(set) var selection = 0
  private(set) var top = 0
  /// Until the user scrolls, the chosen appointment is kept in view.
  private(set) var followsSelection = true

  init(_ details: SlotDetails) { self.details = details }

  var selected: Appointment? {
    details.appointments.indices.contains(selection) ? details.appointments[selection] : nil
  }

  /// Takes a newer look at the same slot and keeps the chosen appointment.
  mutating func show(_ details: SlotDetails) {
    let chosen = selected?.id
    self.details = details
    selection =
      details.appointments.firstIndex { $0.id == chosen }
      ?? min(selection, max(0, details.appointments.count - 1))
  }

  mutating func move(_ step: Int) {
    selection = min(max(0, selection + step), max(0, details.appointments.count - 1))
    followsSelection = true
  }

  /// - `last`: The largest first line that the window can show.
  mutating func scroll(to line: Int, last: Int) {
    top = min(max(0, line), last)
    followsSelection = false
  }
}
