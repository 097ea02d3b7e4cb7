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

extension DaySheetPage {
  /// Whether somebody who comes without an appointment can be written down: a free place has a line to write
  /// on, and a day that is full has some at its end.
  public struct WalkIns: Hashable, Sendable {
    /// So many lines at the end of a full day.
    static let lines = 3

    private var isOpen = false
    private var isFree = false

    public init() {}

    /// - `slot`: One of the page.
    public mutating func count(_ slot: Slot) {
      guard slot.status == .active else { return }
      isOpen = true
      if slot.freePlaces > 0 { isFree = true }
    }

    /// Something is offered, and all of it is taken.
    var needLines: Bool { isOpen && !isFree }
  }

  public var walkIns: WalkIns { slots.reduce(into: WalkIns()) { $0.count($1) } }
}

extension SlotReading {
  /// What stands on the sheet of a day of a block, as its own calendar has the day.
  public func daySheet(
    of block: BookingBlock,
    on date: CivilDate
  ) throws(SlotError) -> DaySheetPage {
    // A day that its zone left out has no slots.
    let day = block.zone.day(date)
    let slots = day.start < day.end ? try slots(of: block.id, in: day) : []
    var people: [Slot.ID: [Appointment]] = [:]
    for slot in slots where slot.activeAppointments > 0 {
      people[slot.id] = try appointments(on: slot.id)
    }
    return DaySheetPage(date: date, block: block, slots: slots, people: people)
  }
}
