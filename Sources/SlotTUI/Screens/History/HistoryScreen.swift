import SlotDomain

/// Who did what to one slot and its appointments, with the values before and after.
struct HistoryScreen: Hashable, Sendable {
  var details: SlotDetails
  var scroll = Scroll()

  init(_ details: SlotDetails) { self.details = details }

  var top: Int { scroll.top }
}
