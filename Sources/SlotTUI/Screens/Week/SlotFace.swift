import SlotDomain

/// A slot's state as a cell shows it: in glyph, text and colour, so that each alone tells.
struct SlotFace: Hashable, Sendable {
  let glyph: Glyph
  let style: Style
  /// ` 1/3` taken of capacity, with a blank before it as behind the glyph.
  let count: String
  /// The same and the state in a word, where the column has room for it.
  let text: String
  /// The state in a full word, for a table.
  let state: String

  init(_ slot: Slot, in block: BookingBlock, at now: Instant) {
    let word: String
    count = " \(slot.activeAppointments)/\(slot.capacity)"
    if slot.range.end <= now {
      (glyph, style, word) = (.past, .past, slot.status == .disabled ? "off" : "")
    } else if slot.status == .disabled {
      (glyph, style, word) = (.disabled, .disabled, "off")
    } else if let lock = slot.lock(at: now) {
      (glyph, style, word) = (.locked, .locked, TimeFormat.shortLeft(lock.end - now))
    } else if block.status == .draft {
      (glyph, style, word) = (.draft, .draft, "draft")
    } else if slot.freePlaces == 0 {
      (glyph, style, word) = (.full, .full, "full")
    } else if now >= slot.bookingCloses(in: block) {
      (glyph, style, word) = (.past, .past, slot.range.start <= now ? "now" : "late")
    } else if slot.activeAppointments > 0 {
      (glyph, style, word) = (.partlyTaken, .partlyTaken, "")
    } else {
      (glyph, style, word) = (.available, .available, "")
    }
    state = Self.state(of: glyph, slot, now)
    if slot.status == .disabled, slot.activeAppointments == 0 {
      // Nothing is offered and nobody comes: then the word says more than the count.
      text = " \(word)"
    } else {
      text = word.isEmpty ? count : "\(count) \(word)"
    }
  }

  static func all(_ slots: [Slot], in block: BookingBlock?, at now: Instant) -> [SlotFace] {
    guard let block else { return [] }
    return slots.map { SlotFace($0, in: block, at: now) }
  }

  /// At most nine letters.
  private static func state(of glyph: Glyph, _ slot: Slot, _ now: Instant) -> String {
    switch glyph {
    case .available: "available"
    case .partlyTaken: "partly"
    case .full: "full"
    case .disabled: "disabled"
    case .locked: "locked"
    case .draft: "draft"
    default:
      if slot.range.end <= now {
        slot.status == .disabled ? "past, off" : "past"
      } else {
        slot.range.start <= now ? "has begun" : "closed"
      }
    }
  }
}
