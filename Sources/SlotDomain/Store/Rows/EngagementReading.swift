/// Finds where somebody is expected: in one batch who is anywhere in that time, in the next those who may be
/// meant.
struct EngagementReading {
  let rows: any RowEngine

  func read(of person: Person, in range: TimeRange) throws(SlotError) -> [Engagement] {
    let wanted = Wanted(person)
    guard wanted.isAnybody else { return [] }
    var needs = Needs()
    needs.guests = [GuestSpan(block: nil, range: range, most: .max)]
    let guests = try rows.find(needs).guests.first ?? []
    needs = Needs()
    needs.appointments = guests.filter { wanted.isMeant(by: $0.metadata) }.map(\.appointment)
    guard !needs.appointments.isEmpty else { return [] }
    needs.withSlots = true
    let found = try rows.find(needs)
    let slots = Dictionary(found.slots.map { ($0.key, $0.slot) }) { first, _ in first }
    let engagements = found.appointments.compactMap { stored -> Engagement? in
      // What only reaches into the time began before it.
      guard let slot = slots[stored.slotKey], range.contains(slot.range.start) else { return nil }
      return Engagement(appointment: stored.appointment, slot: slot)
    }
    return engagements.sorted { $0.slot.range.start < $1.slot.range.start }
  }
}

/// Somebody who is looked for. Two of one name are told apart by their phones, where both have one.
private struct Wanted {
  private let name: [UInt8]
  private let phone: PhoneDigits?

  init(_ person: Person) {
    name = Self.folded(person.name)
    phone = PhoneDigits(person.phone)
  }

  var isAnybody: Bool { !name.isEmpty || phone != nil }

  func isMeant(by metadata: Metadata) -> Bool {
    let other = PersonMembers(metadata)
    if !name.isEmpty, Self.folded(other.label ?? "") != name { return false }
    guard let phone else { return true }
    guard let others = PhoneDigits(other.phone) else { return !name.isEmpty }
    return phone.isFound(in: others) || others.isFound(in: phone)
  }

  /// Without the blanks around it, however many there are between its words.
  private static func folded(_ name: String) -> [UInt8] {
    FoldedText.fold(name.split { $0.isWhitespace }.joined(separator: " "))
  }
}
