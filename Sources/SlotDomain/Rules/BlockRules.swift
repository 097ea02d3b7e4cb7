/// What must hold of a booking block's own values (SPEC §2).
enum BlockRules {
  static func check(_ block: BookingBlock) throws(SlotError) {
    guard !block.name.isEmpty, block.name.unicodeScalars.count <= 200 else {
      throw .badRequest("A booking block needs a name of 1 to 200 characters.")
    }
    guard block.bookingDisabledBefore >= 0, block.bookingDisabledBefore <= 1_000_000_000 else {
      throw .bookingDisabledBeforeInvalid("\(block.bookingDisabledBefore)")
    }
    guard (try? Zone(named: block.timezone)) != nil else { throw .invalidTimezone(block.timezone) }
  }
}
