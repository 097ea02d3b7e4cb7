import Testing

@testable import SlotDomain
@testable import TestDriver

/// Whatever a store has, each format brings back what it can say: texts that want to be something else,
/// days on which clocks change, zones of half and quarter hours.
@Suite struct RoundTripTests {
  private static let zones = [
    "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
    "Pacific/Chatham", "Europe/Warsaw", "UTC",
  ]

  private static let pieces = [
    "=1+1", "\"", "'", ",", ";", "\\", "\\n", "\n", "\r\n", "\t", "\u{0}", "\u{1B}[2J", "\u{7F}",
    "\u{202E}", "\u{FEFF}", "e\u{301}", "ß", "日本", "👩‍👩‍👧", "END:VEVENT", "</td>", "{\"a\":1}", " ",
    "a",
  ]

  /// A store with three blocks, and slots of which some lie over a change of their clock.
  private struct Source {
    let test: TestStore
    var blocks: [BookingBlock] = []
    private var random: SeededGenerator

    init(seed: UInt64) throws {
      test = try TestStore()
      random = SeededGenerator(state: seed)
      _ = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(0))
      for _ in 0..<3 { try addBlock() }
      blocks = try test.store.blocks()
    }

    private mutating func text(upTo count: Int) -> String {
      (0..<Int.random(in: 0...count, using: &random))
        .map { _ in RoundTripTests.pieces.randomElement(using: &random) ?? "" }.joined()
    }

    private mutating func metadata() throws -> Metadata {
      try Metadata(
        .object(["note": .string(text(upTo: 8)), ExactText(text(upTo: 3)): .integer(1)])
      )
    }

    private mutating func addBlock() throws {
      let zone = try Zone(named: RoundTripTests.zones.randomElement(using: &random) ?? "UTC")
      var draft = BlockDraft(
        name: "B" + text(upTo: 6),
        timezone: zone.name,
        status: .published,
        metadata: try metadata()
      )
      draft.allowsSameName = true
      let block = try #require(
        try test.store.perform(.createBlock(draft), at: moment(0)).blocks.first
      )
      // A slot over each change of the clock in two years, and others anywhere.
      var starts = zone.transitions(in: TimeRange(start: moment(0), end: moment(2 * 365 * 1440)))
        .map { $0.instant - .minutes(7) }
      for _ in 0..<10 { starts.append(moment(Int.random(in: 0..<600_000, using: &random))) }
      for start in starts {
        let slot = SlotDraft(
          blockID: block.id,
          range: TimeRange(start: start, end: start + .minutes(13)),
          capacity: Int.random(in: 1...3, using: &random),
          isLockable: Bool.random(using: &random),
          metadata: try metadata()
        )
        // What overlaps is left out.
        guard let made = try? test.store.perform(.createSlots([slot]), at: moment(0)).slots.first
        else { continue }
        switch Int.random(in: 0..<3, using: &random) {
        case 0: try test.book(made.id, metadata: try metadata(), at: moment(-10))
        case 1:
          _ = try test.store.perform(.changeSlots([made.id], .setStatus(.disabled)), at: moment(1))
        default: break
        }
      }
    }

    func slots(of block: BookingBlock) throws -> [Slot] {
      try test.store.slots(of: block.id, in: .all)
    }
  }

  /// What a reader makes of a file that comes in parts of any size.
  private func read(
    _ text: String,
    by reader: some RecordReader,
    seed: UInt64
  ) throws -> [ObjectRecord] {
    var random = SeededGenerator(state: seed)
    var reader = reader
    var lines = LineSplitter()
    var records: [ReadRecord] = []
    func take(_ line: LineSplitter.Line, _ number: Int) {
      guard case .text(let bytes) = line else { return }
      records += reader.read(bytes, number: number)
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...3000, using: &random)
      try lines.add(rest.prefix(count), take)
      rest = rest.dropFirst(count)
    }
    try lines.finish(take)
    records += reader.finish()
    return try records.map { try $0.result.get() }
  }

  private static let now = moment(5)

  private func table(_ source: Source) throws -> String {
    var text = SlotCSV.header
    for block in source.blocks {
      for slot in try source.slots(of: block) {
        var slot = slot
        slot.storedLock = nil
        text += SlotCSV.row(slot, in: block, at: Self.now)
      }
    }
    return text
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func aTableBringsBackEverySlot(seed: UInt64) throws {
    let source = try Source(seed: seed)
    let zone = { (id: BookingBlock.ID) throws(SlotError) in try source.test.store.block(id).zone }
    let text = try table(source)
    let records = try read(text, by: SlotCSVReader(block: nil, zone: zone), seed: seed)
    let slots = try source.blocks.flatMap(source.slots)
    #expect(records.count == slots.count && slots.count > 20)
    for (record, slot) in zip(records, slots) {
      guard case .slot(let record) = record else { return #expect(Bool(false), "It is a slot") }
      #expect(try record.id == slot.id && record.applied(to: slot) == slot)
      #expect(record.metadata == slot.metadata && record.createdAt == slot.createdAt)
    }
    // With the slots gone, the table makes them again as they were.
    let store = source.test.store
    _ = try store.perform(.changeSlots(slots.map(\.id), .delete(force: true)), at: moment(2))
    _ = try store.takeOver(at: moment(3), reason: nil, isTrial: false) {
      (intake) throws(SlotError) in
      for record in records {
        let result = try intake.take(record, updating: false)
        #expect(result == .created)
      }
    }
    #expect(try withoutCounts(table(source)) == withoutCounts(text))
    try source.test.expectSound()
  }

  /// Appointments are not in a table: what counts them, and whether there is room, has gone with them.
  private func withoutCounts(_ table: String) throws -> [[String]] {
    var rows = CSVRows()
    var lines = LineSplitter()
    var cells: [[String]] = []
    try lines.add(Array(table.utf8)) { (line, number) in
      guard case .text(let bytes) = line, let row = try? rows.read(bytes, number: number) else {
        return
      }
      cells.append(
        zip(SlotCSV.columns, row).filter { !$0.0.hasPrefix("num_") && $0.0 != "available" }
          .map(\.1)
      )
    }
    return cells
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func aCalendarBringsBackTimesAndStates(seed: UInt64) throws {
    let source = try Source(seed: seed)
    for block in source.blocks {
      let slots = try source.slots(of: block)
      let text =
        ICalendarText.header(block)
        + slots.map { ICalendarText.event($0, in: block) }.joined() + ICalendarText.footer
      #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      let reader = ICalendarReader(block: block.id, zone: block.zone, until: nil)
      let records = try read(text, by: reader, seed: seed)
      #expect(records.count == slots.count)
      for (record, slot) in zip(records, slots) {
        guard case .slot(let record) = record else { return #expect(Bool(false), "It is a slot") }
        #expect(try record.id == slot.id && record.applied(to: slot) == slot)
        #expect(record.range == slot.range && record.status == slot.status)
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func fhirBringsBackSchedulesAndTheirSlots(seed: UInt64) throws {
    let source = try Source(seed: seed)
    for block in source.blocks {
      let slots = try source.slots(of: block)
      let text = FHIRText.schedule(block) + slots.map { FHIRText.slot($0, at: moment(0)) }.joined()
      let records = try read(text, by: FHIRReader(timezone: nil), seed: seed)
      #expect(records.count == slots.count + 1)
      guard case .block(let schedule)? = records.first else {
        return #expect(Bool(false), "It is a block")
      }
      #expect(schedule.id == block.id && schedule.name == block.name)
      #expect(schedule.timezone == block.timezone)
      for (record, slot) in zip(records.dropFirst(), slots) {
        guard case .slot(let record) = record else { return #expect(Bool(false), "It is a slot") }
        #expect(record.id == slot.id && record.range == slot.range)
        #expect(record.capacity == slot.capacity)
        #expect(record.status == slot.status)
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func everyObjectComesBackAsALine(seed: UInt64) throws {
    let source = try Source(seed: seed)
    let lines = try NDJSONTests.exported(source.test.store)
    #expect(lines.count > 30 && !lines.contains { $0.contains("\n") || $0.contains("\u{1B}") })
    let records = try read(
      lines.map { $0 + "\n" }.joined(),
      by: NDJSONReader(),
      seed: seed
    )
    let other = try TestStore()
    _ = try other.store.perform(.deleteBlocks([other.block], force: true), at: moment(0))
    for result in [IntakeResult.created, .existing] {
      _ = try other.store.takeOver(at: moment(150), reason: nil, isTrial: false) {
        (intake) throws(SlotError) in
        for record in records {
          let taken = try intake.take(record, updating: false)
          #expect(taken == result)
        }
      }
      #expect(try NDJSONTests.exported(other.store) == lines)
    }
    try other.expectSound()
  }
}
