import SlotDomain
import Testing

/// All that can be asked of a moment.
struct StoreCopy: Hashable {
  var blocks: [BookingBlock]
  var slots: [BookingBlock.ID: [Slot]] = [:]
  var appointments: [Slot.ID: [Appointment]] = [:]

  init(_ store: any SlotReading) throws {
    blocks = try store.blocks()
    for block in blocks {
      let found = try store.slots(of: block.id, in: range(-100_000, 100_000))
      slots[block.id] = found
      for slot in found {
        appointments[slot.id] = try store.appointments(on: slot.id).sorted { $0.id < $1.id }
        #expect(try store.slot(slot.id) == slot)
      }
    }
  }
}
