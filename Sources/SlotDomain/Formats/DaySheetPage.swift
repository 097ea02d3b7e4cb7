/// One page of a day sheet: the slots of a block on one of its days, and who is on them.
public struct DaySheetPage: Hashable, Sendable {
  public let date: CivilDate
  public let block: BookingBlock
  /// By start; also what began the day before and lasts into this one.
  public let slots: [Slot]
  /// In the order in which they were made; cancelled ones may be among them and are left out.
  public let people: [Slot.ID: [Appointment]]

  public init(
    date: CivilDate,
    block: BookingBlock,
    slots: [Slot],
    people: [Slot.ID: [Appointment]]
  ) {
    (self.date, self.block, self.slots, self.people) = (date, block, slots, people)
  }
}

extension SlotReading {
  /// What stands on the sheet of a day of a block, as its own calendar has the day.
  public func daySheet(
    of block: BookingBlock,
    on date: CivilDate
  ) throws(SlotError) -> DaySheetPage {
    let slots = try slots(of: block.id, in: block.zone.day(date))
    var people: [Slot.ID: [Appointment]] = [:]
    for slot in slots where slot.activeAppointments > 0 {
      people[slot.id] = try appointments(on: slot.id)
    }
    return DaySheetPage(date: date, block: block, slots: slots, people: people)
  }
}
