import SlotDomain
import TerminalKit

/// How much of a day is free, as a cell of the month shows it: in glyph and colour, each of which tells
/// alone.
struct MonthFace: Hashable, Sendable {
  let glyph: Glyph
  let style: Style
  /// The share that is free, if any is, in hundredths.
  let share: Int

  /// Nil where there is nothing to say: no slots, or only those that are over and were not offered.
  init?(_ counts: PlaceCounts, isPast: Bool) {
    guard counts.slots > 0 else { return nil }
    if counts.offered == 0 {
      (glyph, style, share) = (.disabled, isPast ? .past : .disabled, 0)
    } else if isPast {
      (glyph, style, share) = (.past, .past, 0)
    } else if counts.free > 0 {
      share = max(1, counts.free * 100 / counts.offered)
      switch share {
      case ...25: (glyph, style) = (.heat1, .heat1)
      case ...50: (glyph, style) = (.heat2, .heat2)
      case ...75: (glyph, style) = (.heat3, .heat3)
      default: (glyph, style) = (.heat4, .heat4)
      }
    } else if counts.taken == counts.offered {
      (glyph, style, share) = (.full, .full, 0)
    } else if counts.lockedSlots > 0 {
      (glyph, style, share) = (.locked, .locked, 0)
    } else {
      // Too late to book what is left.
      (glyph, style, share) = (.past, .past, 0)
    }
  }
}
