import CBench
import Glibc
import SlotDomain

/// The stores that are measured, made once and kept: slots of 20 minutes, back to back, in 20
/// published blocks. Half of the slots, drawn at random, are disabled; three of five of the others have
/// somebody's appointment.
struct SampleStores {
  static let blocks = 20
  static let length = Span.minutes(20)
  /// Full weeks in the large store.
  static let weeks = 99
  /// 2026-01-01T00:00:00Z, where the large store begins.
  static let beginning = Instant(seconds: 1_767_225_600)
  /// 2027-02-01, a Monday, in the middle of the large store and where the small one begins.
  static let week = Instant(seconds: 1_801_440_000)
  static let weekDate = "2027-02-01"
  /// The name of the block that is shown.
  static let shown = "Block 7"

  let folder: String

  init(folder: String) throws {
    self.folder = folder
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw BenchError.cannotWrite(folder) }
  }

  /// The path of a new store that nothing is in.
  func scratch(_ name: String) -> String {
    let path = "\(folder)/scratch-\(name).db"
    remove(path)
    return path
  }

  static func open(_ path: String) throws -> RowStore {
    try StoreAddress(path).open(StoreOpening(actor: "bench"))
  }

  /// 50,000 slots a block.
  func large() throws -> String {
    try filled("slottui-1000000", first: Self.beginning) { _ in 50_000 }
  }

  /// As many that nobody has a place in: the rows that the floor of an exchange writes and reads.
  func unbooked() throws -> String {
    try filled("slottui-unbooked", first: Self.beginning, withPeople: false) { _ in 50_000 }
  }

  /// The same picture out of fewer slots: a full week in the block that is shown, and little beside.
  func small() throws -> String {
    try filled("slottui-1000", first: Self.week) { $0 == Self.shown ? 506 : 26 }
  }

  /// So many slots in all, as many before the week that is shown as behind it.
  func grown(to count: Int) throws -> String {
    switch count {
    case 1_000: return try small()
    case 1_000_000: return try large()
    default:
      let slots = count / Self.blocks
      let first = Self.week + .hours(-7 * 24 * (slots / 504 / 2))
      return try filled("slottui-\(count)", first: first) { _ in slots }
    }
  }

  /// 100,000 slots, an appointment on each.
  func booked() throws -> String {
    try kept("slottui-booked") { store in
      let block = try store.addBlock("Block")
      let drafts = Self.drafts(block, count: 100_000, from: Self.week)
      let slots = try store.perform(.createSlots(drafts), at: Self.beginning).slots
      let appointments = try slots.enumerated().map { number, slot in
        AppointmentDraft(slotID: slot.id, metadata: try Self.person(number))
      }
      _ = try store.perform(.createAppointments(appointments), at: Self.beginning)
    }
  }

  static func person(_ number: Int) throws -> Metadata {
    let names = ["Ada Kowalska", "Bo Nguyen", "Chloé Martin", "Dmitri Ivanov", "Edda Öztürk"]
    return try Metadata(
      .object([
        "name": .string("\(names[number % names.count]) \(number)"),
        "phone": .string("+49 30 \(1_000_000 + number)"),
      ])
    )
  }

  private func filled(
    _ name: String,
    first: Instant,
    withPeople: Bool = true,
    slots: (String) -> Int
  ) throws -> String {
    var generator = SplitMix(state: 7)
    return try kept(name) { store in
      for number in 1...Self.blocks {
        let block = try store.addBlock("Block \(number)")
        let drafts = Self.drafts(block, count: slots("Block \(number)"), from: first) {
          Bool.random(using: &generator) ? .active : .disabled
        }
        let made = try store.perform(.createSlots(drafts), at: Self.beginning).slots
        guard withPeople else { continue }
        let offered = made.filter { $0.status == .active }
        let appointments = try offered.enumerated().filter { $0.offset % 5 < 3 }.map {
          AppointmentDraft(slotID: $0.element.id, metadata: try Self.person($0.offset))
        }
        // Before the first of them begins.
        let then = Self.beginning + .hours(-1)
        _ = try store.perform(.createAppointments(appointments), at: then)
      }
    }
  }

  /// A store that is filled once, and then is there.
  private func kept(_ name: String, fill: (RowStore) throws -> Void) throws -> String {
    let path = "\(folder)/\(name).db"
    if access(path, F_OK) == 0 { return path }
    note("Filling \(path), which is kept for the next time.")
    let unfinished = scratch(name)
    do { try fill(try Self.open(unfinished)) }
    // Closed by now, so the write-ahead log is in the file: it can be renamed.
    guard rename(unfinished, path) == 0 else { throw BenchError.cannotWrite(path) }
    return path
  }

  /// The floor's own million.
  func largeFloor() throws -> String {
    let path = "\(folder)/floor-1000000.db"
    if access(path, F_OK) == 0 { return path }
    note("Filling \(path), which is kept for the next time.")
    let unfinished = scratch("floor-1000000")
    Self.fillFloor(unfinished, blocks: Self.blocks, slots: 50_000)
    guard rename(unfinished, path) == 0 else { throw BenchError.cannotWrite(path) }
    return path
  }

  /// - Parameter slots: Of each block.
  static func fillFloor(_ path: String, blocks: Int, slots: Int64) {
    let floor = store_floor_open(path)
    defer { store_floor_close(floor) }
    for block in 0..<blocks {
      store_floor_create(
        floor,
        Int64(block),
        beginning.milliseconds,
        length.milliseconds,
        slots
      )
    }
  }

  /// A copy of the large one, to change.
  func copyOfLarge() throws -> String {
    let path = scratch("large")
    // Whoever leaves last brings the write-ahead log into the file.
    _ = try Self.open(try large()).position()
    let source = Glibc.open(try large(), O_RDONLY)
    let target = Glibc.open(path, O_WRONLY | O_CREAT, 0o666)
    defer {
      close(source)
      close(target)
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 22)
    while case let count = read(source, &bytes, bytes.count), count > 0 {
      guard write(target, bytes, count) == count else { throw BenchError.cannotWrite(path) }
    }
    // Or the system would write it while something else is measured.
    fsync(target)
    return path
  }

  func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  static func drafts(
    _ block: BookingBlock.ID,
    count: Int,
    from first: Instant,
    status: () -> Slot.Status = { .active }
  ) -> [SlotDraft] {
    var start = first
    return (0..<count).map { _ in
      defer { start = start + length }
      return SlotDraft(
        blockID: block,
        range: TimeRange(start: start, end: start + length),
        status: status()
      )
    }
  }
}

extension RowStore {
  /// The number of the last action; 0 for a new store.
  func lastAction() throws -> Action.ID {
    var query = HistoryQuery()
    query.limit = 1
    return try history(matching: query).first?.action.id ?? 0
  }

  func shownBlock() throws -> BookingBlock.ID {
    guard let block = try blocks().first(where: { $0.name == SampleStores.shown }) else {
      throw BenchError.failed("looking for \(SampleStores.shown) in \(place)")
    }
    return block.id
  }

  func addBlock(_ name: String) throws -> BookingBlock.ID {
    let draft = BlockDraft(name: name, timezone: "UTC", status: .published)
    let outcome = try perform(.createBlock(draft), at: SampleStores.beginning)
    return outcome.blocks[0].id
  }
}
