import CBench
import Glibc
import SlotDomain

/// The stores that are measured, made once and kept: slots of 20 minutes, back to back, in 20
/// published blocks. Half of the slots, drawn at random, are disabled.
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
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    return path
  }

  static func open(_ path: String) throws -> SQLiteStore {
    try SQLiteStore(path: path, options: SQLiteStore.Options(actor: "bench"))
  }

  /// 50,000 slots a block.
  func large() throws -> String {
    try filled("slottui-1000000", first: Self.beginning) { _ in 50_000 }
  }

  /// The same picture out of fewer slots: a full week in the block that is shown, and little beside.
  func small() throws -> String {
    try filled("slottui-1000", first: Self.week) { $0 == Self.shown ? 506 : 26 }
  }

  private func filled(
    _ name: String,
    first: Instant,
    slots: (String) -> Int
  ) throws -> String {
    let path = "\(folder)/\(name).db"
    if access(path, F_OK) == 0 { return path }
    note("Filling \(path), which is kept for the next time.")
    let unfinished = scratch(name)
    var generator = SplitMix(state: 7)
    do {
      let store = try Self.open(unfinished)
      for number in 1...Self.blocks {
        let block = try store.addBlock("Block \(number)")
        let drafts = Self.drafts(block, count: slots("Block \(number)"), from: first) {
          Bool.random(using: &generator) ? .active : .disabled
        }
        _ = try store.perform(.createSlots(drafts), at: Self.beginning)
      }
    }
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
    let floor = store_floor_open(unfinished)
    for block in 0..<Self.blocks {
      store_floor_create(
        floor,
        Int64(block),
        Self.beginning.milliseconds,
        Self.length.milliseconds,
        50_000
      )
    }
    store_floor_close(floor)
    guard rename(unfinished, path) == 0 else { throw BenchError.cannotWrite(path) }
    return path
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

extension SQLiteStore {
  func addBlock(_ name: String) throws -> BookingBlock.ID {
    let draft = BlockDraft(name: name, timezone: "UTC", status: .published)
    let outcome = try perform(.createBlock(draft), at: SampleStores.beginning)
    return outcome.blocks[0].id
  }
}

enum BenchError: Error, CustomStringConvertible {
  case cannotWrite(String)
  case cannotStart(String)
  case failed(String)

  var description: String {
    switch self {
    case .cannotWrite(let path): "Cannot write \(path)."
    case .cannotStart(let program): "Cannot start \(program)."
    case .failed(let command): "This failed: \(command)"
    }
  }
}

/// A small generator with a seed: every run draws the same.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
