import SlotDomain
import TerminalKit

/// How much of a day is free, as a cell of the month shows it: in glyph and colour, each of which tells
/// alone.
struct MonthFace: Hashable, Sendable {
  let glyph: Glyph
  let style: Style
  /// The share that is free, if any is, in hundredths.
  let share: Int

  /// How many places can be had, filled as in the week: ` 9 free `, or ` 9 ` where there is less room.
  let chips: [String]
  /// What else there is to say, the most telling first.
  let words: [String]

  /// Of some of the day's slots it is in the colour that they have in the week.
  func style(ofWord word: String) -> Style {
    switch word {
    case Self.someDisabled: .disabled
    case Self.someLocked: .locked
    default: style
    }
  }

  private static let someDisabled = "some off"
  private static let someLocked = "some locked"

  /// Nil where there is nothing to say: no slots, or only those that are over and were not offered.
  init?(_ counts: PlaceCounts, isPast: Bool, isToday: Bool = false, isDraft: Bool = false) {
    guard counts.slots > 0 else { return nil }
    var (chips, words): ([String], [String]) = ([], [])
    if counts.offered == 0 {
      (glyph, style, share) = (.disabled, isPast ? .past : .disabled, 0)
      words = ["off"]
    } else if isPast {
      (glyph, style, share) = (.past, .past, 0)
      words = counts.taken > 0 ? ["\(counts.taken) taken"] : []
    } else if isDraft {
      (glyph, style, share) = (.draft, .draft, 0)
      words = ["draft"]
    } else if counts.free > 0 {
      share = max(1, counts.free * 100 / counts.offered)
      switch share {
      case ...25: (glyph, style) = (.heat1, .heat1)
      case ...50: (glyph, style) = (.heat2, .heat2)
      case ...75: (glyph, style) = (.heat3, .heat3)
      default: (glyph, style) = (.heat4, .heat4)
      }
      chips = [" \(counts.free) free ", " \(counts.free) "]
    } else if counts.taken == counts.offered {
      (glyph, style, share) = (.full, .full, 0)
      words = ["full"]
    } else if counts.lockedSlots > 0 {
      (glyph, style, share) = (.locked, .locked, 0)
      words = ["locked"]
    } else {
      // Too late to book what is left; of today a part of it can be taken, and another one over.
      (glyph, style, share) = (.past, .past, 0)
      words = [isToday ? "0 free" : "late"]
    }
    // A number would be read as what is free.
    if counts.offered > 0, !isPast, counts.disabledSlots > 0 { words.append(Self.someDisabled) }
    if counts.free > 0, !isPast, counts.lockedSlots > 0 { words.append(Self.someLocked) }
    (self.chips, self.words) = (chips, words)
  }
}
