import SlotDomain
import TerminalKit

/// Writes what is wanted of a store in some format, without ever having all of it in memory.
final class Exporter {
  let session: Session
  private let from: Instant?
  private let until: Instant?
  private let block: BookingBlock?
  private let target: OutputFile
  private let bar: ProgressBar?
  private var total = 0
  private(set) var blocks = 0
  private(set) var slots = 0
  private(set) var appointments = 0

  /// - `block`: Nil for all.
  /// - `from`: Slots that end after it are wanted; nil: from the beginning.
  /// - `until`: Slots that start before it are wanted; nil: to the end.
  init(
    session: Session,
    block: BookingBlock?,
    from: Instant?,
    until: Instant?,
    target: OutputFile,
    bar: ProgressBar?
  ) {
    self.session = session
    self.block = block
    self.from = from
    self.until = until
    self.target = target
    self.bar = bar
  }

  /// To be called in one moment of the store.
  ///
  /// - `ofAppointments`: In CSV, these in place of slots.
  func write(_ format: FileFormat, ofAppointments: Bool = false) throws(SlotError) {
    switch format {
    case .ndjson: try writeNDJSON()
    case .csv where ofAppointments: try writeAppointmentsAsCSV()
    case .csv: try writeCSV()
    case .ics: try writeCalendar()
    case .html: try writeDaySheets()
    case .fhir: try writeFHIR()
    }
  }

  // MARK: What the formats are made with

  func put(_ text: String) throws(SlotError) { try target.write(text) }

  func wantedBlocks() throws(SlotError) -> [BookingBlock] {
    let wanted = if let block { [block] } else { try session.store.blocks() }
    blocks = wanted.count
    return wanted
  }

  private var range: TimeRange {
    TimeRange(start: from ?? TimeRange.all.start, end: until ?? TimeRange.all.end)
  }

  func forEachSlot(
    of block: BookingBlock,
    in range: TimeRange? = nil,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    try session.store.forEachSlot(of: block.id, in: range ?? self.range) {
      (slot) throws(SlotError) in
      slots += 1
      try count()
      try body(slot)
    }
  }

  func forEachAppointment(
    of block: BookingBlock,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    try session.store.forEachAppointment(of: block.id, in: range) {
      (appointment) throws(SlotError) in
      appointments += 1
      try count()
      try body(appointment)
    }
  }

  /// - Throws: `.stopped` S008.
  private func count() throws(SlotError) {
    let done = slots + appointments
    guard done.isMultiple(of: WorkProgress.stride) else { return }
    try Interruption.check()
    // An empty bar where nobody knows how much there will be.
    bar?.show(phrase(done), done: done, total: total > 0 ? max(total, done) : .max)
  }

  private func phrase(_ done: Int) -> String {
    let all = total > done ? " of \(WorkProgress.grouped(total))" : ""
    return "Exporting \(WorkProgress.grouped(done))" + all
  }

  // MARK: Day sheets

  /// Without a beginning it is today, and without an end one day, each on the block's own calendar.
  private func writeDaySheets() throws(SlotError) {
    try put(DaySheetHTML.header)
    for block in try wantedBlocks() {
      let zone = try session.blocks.zone(of: block.id)
      let first = zone.date(from ?? session.now)
      let start = from ?? zone.startOfDay(first)
      let range = TimeRange(start: start, end: until ?? zone.startOfDay(first.adding(days: 1)))
      var day: CivilDate?
      var walkIns = DaySheetPage.WalkIns()
      try forEachSlot(of: block, in: range) { (slot) throws(SlotError) in
        // What began the day before is on the first sheet.
        let date = max(zone.date(slot.range.start), first)
        if date != day {
          if day != nil { try put(DaySheetHTML.dayFooter(walkIns)) }
          try put(DaySheetHTML.dayHeader(date, of: block, in: zone))
          (day, walkIns) = (date, DaySheetPage.WalkIns())
        }
        walkIns.count(slot)
        let people = try session.store.appointments(on: slot.id)
        appointments += people.count
        try put(DaySheetHTML.row(slot, people, in: zone, at: session.now))
      }
      if day == nil {
        try put(DaySheetHTML.dayHeader(first, of: block, in: zone) + DaySheetHTML.emptyDay)
      }
      try put(DaySheetHTML.dayFooter(walkIns))
    }
    try put(DaySheetHTML.footer)
  }

  // MARK: Calendar

  private func writeCalendar() throws(SlotError) {
    let blocks = try wantedBlocks()
    try put(ICalendarText.header(blocks.count == 1 ? blocks.first : nil))
    for block in blocks {
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        try put(ICalendarText.event(slot, in: block))
      }
    }
    try put(ICalendarText.footer)
  }

  // MARK: FHIR

  private func writeFHIR() throws(SlotError) {
    let blocks = try wantedBlocks()
    for block in blocks { try put(FHIRText.schedule(block)) }
    for block in blocks {
      let dates = try session.dates(of: block.id)
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        try put(FHIRText.slot(slot, at: session.now, dates: dates))
      }
    }
  }

  // MARK: CSV

  private func writeCSV() throws(SlotError) {
    try put(SlotCSV.header)
    for block in try wantedBlocks() {
      let dates = try session.dates(of: block.id)
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        try put(SlotCSV.row(slot, in: block, at: session.now, dates: dates))
      }
    }
  }

  /// One in a row, in place of the slots.
  func writeAppointmentsAsCSV() throws(SlotError) {
    try put(AppointmentCSV.header)
    for block in try wantedBlocks() {
      let dates = try session.dates(of: block.id)
      var waiting: [Slot] = []
      func writeWaiting() throws(SlotError) {
        guard !waiting.isEmpty else { return }
        var query = AppointmentQuery()
        query.slots = waiting.map(\.id)
        let people = Dictionary(
          grouping: try session.store.appointments(matching: query).elements,
          by: \.slotID
        )
        for slot in waiting {
          for appointment in people[slot.id] ?? [] {
            appointments += 1
            try put(AppointmentCSV.row(appointment, on: slot, in: block, dates: dates))
          }
        }
        waiting.removeAll(keepingCapacity: true)
      }
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        guard slot.appointments > 0 else { return }
        waiting.append(slot)
        if waiting.count == Self.slotsAtOnce { try writeWaiting() }
      }
      try writeWaiting()
    }
  }

  /// The people of so many slots are looked up together.
  private static let slotsAtOnce = 200

  // MARK: NDJSON

  private func writeNDJSON() throws(SlotError) {
    let blocks = try wantedBlocks()
    for block in blocks {
      let counts = try session.store.counts(of: block.id, at: session.now)
      if from == nil, until == nil {
        total += counts.slots + counts.activeAppointments + counts.cancelledAppointments
      }
      let dates = try session.dates(of: block.id)
      try put(BlockJSON.value(block, counts: counts, dates: dates).text() + "\n")
    }
    let now = session.now
    for block in blocks {
      let dates = try session.dates(of: block.id)
      try forEachSlot(of: block) { (slot) throws(SlotError) in
        try target.write { SlotJSON.appendLine(slot, in: block, at: now, dates: dates, to: &$0) }
      }
    }
    for block in blocks {
      let dates = try session.dates(of: block.id)
      try forEachAppointment(of: block) { (appointment) throws(SlotError) in
        try put(AppointmentJSON.value(appointment, dates: dates).text() + "\n")
      }
    }
  }
}
