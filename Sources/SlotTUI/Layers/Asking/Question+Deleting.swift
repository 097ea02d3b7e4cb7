import SlotDomain

extension Question {
  /// Whether slots are deleted, with all appointments on them. As many people are named as have room.
  init(deleting slots: [Slot], _ desk: Desk) {
    let booked = slots.filter { $0.appointments > 0 }
    let all = booked.reduce(0) { $0 + $1.appointments }
    let appointments = counted(all, "appointment")
    let what =
      slots.count == 1
      ? desk.when(slots[0])
        + (booked.isEmpty ? "" : " and its \(appointments)")
      : counted(slots.count, "slot")
        + (booked.isEmpty ? "" : ", \(booked.count) of them with \(appointments)")
    let deletion = Self.deletion(of: slots)
    let names = booked.flatMap { desk.content.guests[$0.id] ?? [] }.map(\.label)
    let head = "Delete \(what)"
    self.init(
      head + Self.list(names, of: all, beside: head.count + 1, desk) + "?",
      refusal: "Nothing was deleted.",
      [.perform(deletion)],
      about: slots.map { .slot($0.id) }
    )
  }

  /// Only slots that were counted as booked are deleted by force: a booking that came since to one
  /// of the others makes the store refuse, instead of being lost unseen.
  private static func deletion(of slots: [Slot]) -> Operation {
    let booked = slots.filter { $0.appointments > 0 }.map(\.id)
    let free = slots.filter { $0.appointments == 0 }.map(\.id)
    if free.isEmpty || booked.isEmpty {
      return .changeSlots(booked + free, .delete(force: free.isEmpty))
    }
    return .batch(
      .deleteSlots,
      [.changeSlots(booked, .delete(force: true)), .changeSlots(free, .delete(force: false))]
    )
  }
}
