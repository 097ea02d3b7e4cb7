/// What must hold of a booking block's own values.
enum BlockRules {
  /// Seconds: 31 years.
  static let longestLead = 1_000_000_000
  static let noName = SlotError.badRequest("A booking block needs a name of 1 to 200 characters.")

  /// - `former`: What the block is so far. A zone that it has stays allowed where the database has lost
  ///   it, since nothing here reads its clock.
  static func check(_ block: BookingBlock, from former: BookingBlock? = nil) throws(SlotError) {
    guard !block.name.isEmpty, block.name.unicodeScalars.count <= 200 else { throw noName }
    guard (0...longestLead).contains(block.bookingDisabledBefore) else {
      throw .bookingDisabledBeforeInvalid("\(block.bookingDisabledBefore)")
    }
    guard block.timezone == former?.timezone || (try? Zone(named: block.timezone)) != nil else {
      throw .invalidTimezone(block.timezone)
    }
  }
}
