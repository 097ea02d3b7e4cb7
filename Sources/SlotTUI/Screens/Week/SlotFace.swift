import SlotDomain
import TerminalKit

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
    let told = slot.state(in: block, at: now)
    switch told {
    case .past: (glyph, style, word) = (.past, .past, slot.status == .disabled ? "off" : "")
    case .disabled: (glyph, style, word) = (.disabled, .disabled, "off")
    case .locked(let lock):
      (glyph, style, word) = (.locked, .locked, TimeFormat.shortLeft(lock.end - now))
    case .draft: (glyph, style, word) = (.draft, .draft, "draft")
    case .full: (glyph, style, word) = (.full, .full, "full")
    case .begun: (glyph, style, word) = (.past, .past, "now")
    case .closed: (glyph, style, word) = (.past, .past, "late")
    case .partlyTaken: (glyph, style, word) = (.partlyTaken, .partlyTaken, "")
    case .available: (glyph, style, word) = (.available, .available, "")
    }
    state = Self.word(for: told, slot)
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
  private static func word(for state: SlotState, _ slot: Slot) -> String {
    switch state {
    case .past: slot.status == .disabled ? "past, off" : "past"
    case .disabled: "disabled"
    case .locked: "locked"
    case .draft: "draft"
    case .full: "full"
    case .begun: "has begun"
    case .closed: "closed"
    case .partlyTaken: "partly"
    case .available: "available"
    }
  }
}
