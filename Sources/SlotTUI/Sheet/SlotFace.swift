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
    count = " \(slot.activeAppointments)/\(slot.capacity)"
    let told = slot.state(in: block, at: now)
    switch told {
    case .past, .begun, .closed: (glyph, style) = (.past, .past)
    case .disabled: (glyph, style) = (.disabled, .disabled)
    case .locked: (glyph, style) = (.locked, .locked)
    case .draft: (glyph, style) = (.draft, .draft)
    case .full: (glyph, style) = (.full, .full)
    case .partlyTaken: (glyph, style) = (.partlyTaken, .partlyTaken)
    case .available: (glyph, style) = (.available, .available)
    }
    let words = slot.words(for: told, at: now)
    state = words.short
    if slot.status == .disabled, slot.activeAppointments == 0 {
      // Nothing is offered and nobody comes: then the word says more than the count.
      text = " \(words.cell)"
    } else {
      text = words.cell.isEmpty ? count : "\(count) \(words.cell)"
    }
  }

  static func all(_ slots: [Slot], in block: BookingBlock?, at now: Instant) -> [SlotFace] {
    guard let block else { return [] }
    return slots.map { SlotFace($0, in: block, at: now) }
  }
}
