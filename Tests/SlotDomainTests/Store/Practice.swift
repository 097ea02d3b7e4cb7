import Testing

@testable import SlotDomain
@testable import TestDriver

/// Some blocks with slots at random, of which some are taken, locked, disabled or partly taken.
struct Practice {
  let test: TestStore
  var blocks: [BookingBlock] = []
  var random: SeededGenerator

  init(seed: UInt64, slots: Int = 60, blocks count: Int = 4) throws {
    test = try TestStore()
    random = SeededGenerator(state: seed)
    let store = test.store
    for number in 1..<count {
      var draft = BlockDraft(
        name: "Dr \(Character(Unicode.Scalar(UInt8(90 - number))))",
        timezone: ["Europe/Warsaw", "America/New_York", "Asia/Kolkata"][number % 3],
        status: .published
      )
      draft.bookingDisabledBefore = number * 1800
      _ = try store.perform(.createBlock(draft), at: moment(-1000))
    }
    blocks = try store.blocks()
    for block in blocks { try fill(block.id, slots) }
    if let last = blocks.last {
      _ = try store.perform(.setBlockStatus([last.id], .draft), at: moment(-10))
      blocks = try store.blocks()
    }
  }

  private mutating func fill(_ block: BookingBlock.ID, _ count: Int) throws {
    let store = test.store
    var minute = Int.random(in: -300 ... -200, using: &random)
    var drafts: [SlotDraft] = []
    for _ in 0..<count {
      let length = [15, 20, 40].randomElement(using: &random) ?? 20
      let capacity = Int.random(in: 1...3, using: &random)
      drafts.append(
        SlotDraft(blockID: block, range: range(minute, minute + length), capacity: capacity)
      )
      minute += length + ([0, 0, 0, 30, 700].randomElement(using: &random) ?? 0)
    }
    let slots = try store.perform(.createSlots(drafts), at: moment(-900)).slots
    for slot in slots {
      let people = (0..<Int.random(in: 0...slot.capacity, using: &random)).map { number in
        AppointmentDraft(
          slotID: slot.id,
          metadata: Metadata(stored: #"{"name":"Guest \#(number)"}"#)
        )
      }
      if !people.isEmpty { _ = try store.perform(.createAppointments(people), at: moment(-900)) }
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        _ = try store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(-800))
      case 1:
        let end = moment([-50, 0, 30, 5000].randomElement(using: &random) ?? 0)
        _ = try store.perform(
          .changeSlots([slot.id], .lock(until: end, key: "k")),
          at: moment(-700)
        )
      default: break
      }
    }
  }

  /// Every slot of every block, by start, then by name of the block.
  func slots() throws -> [(slot: Slot, block: BookingBlock)] {
    let all = try blocks.flatMap { block in
      try test.store.slots(of: block.id, in: .all).map { (slot: $0, block: block) }
    }
    return all.sorted {
      ($0.slot.range.start, $0.block.name) < ($1.slot.range.start, $1.block.name)
    }
  }

  func available(at now: Instant) throws -> [(slot: Slot, block: BookingBlock)] {
    try slots().filter { $0.slot.isAvailable(in: $0.block, at: now) }
  }
}
