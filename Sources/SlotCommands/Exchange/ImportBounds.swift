import SlotDomain

/// How much one import may be in all. Whoever hands over an endless pipe is told so, and a small file
/// that comes to millions of slots fills no memory.
struct ImportBounds {
  /// Of all files together.
  var bytes = 4 << 30
  var lines = 20_000_000
  var objects = 5_000_000
  /// Slots that one calendar comes to; its reader counts them.
  static let repetitions = 500_000

  /// Counts a line.
  ///
  /// - Throws: `.badRequest` E013.
  mutating func takeLine() throws(SlotError) {
    lines -= 1
    guard lines < 0 else { return }
    throw .badRequest(
      "All files together have more than 20 million lines up to here. Import them in parts."
    )
  }

  /// - Throws: `.badRequest` E013.
  mutating func takeObject() throws(SlotError) {
    objects -= 1
    guard objects < 0 else { return }
    throw .badRequest(
      "All files together come to more than 5 million objects up to here. Import them in parts."
    )
  }
}
