import SlotDomain
import TerminalKit

/// A slot's state as a cell shows it: in glyph, text and colour, so that each alone tells. Its texts are
/// made harmless and measured once, when it is judged.
struct SlotFace: Hashable, Sendable {
  let glyph: Glyph
  let style: Style
  /// What can be had, on a ground that is filled: ` free ` or ` 2 free `. Empty where nothing can.
  let chip: String
  /// Behind that: who is there, or the state in a word. Names stand back.
  let text: String
  let textStyle: Style
  /// Who has its places, as far as that may be said.
  let who: String
  /// Of the only person who has a place; empty where there is none.
  let phone: String
  /// Columns of all of it, with the blanks in between.
  let width: Int
  /// The state in a full word, for a table.
  let state: String

  /// - `guests`: Who has the places, as far as that may be known.
  init(_ slot: Slot, in block: BookingBlock, at now: Instant, _ guests: [Guest] = []) {
    let told = slot.state(in: block, at: now)
    let words = StateWords(of: slot, told, at: now)
    who = Self.who(slot, guests)
    phone = slot.capacity == 1 ? guests.first.map { SafeText.line($0.phone) } ?? "" : ""
    let isStranded = slot.isStranded(in: block, at: now)
    (glyph, style) = isStranded ? (.alarm, .warning) : Self.sign(of: told)
    chip = Self.chip(slot, told)
    text = isStranded ? who : Self.text(told, slot, words, who, isNamed: !guests.isEmpty)
    textStyle = told == .partlyTaken ? .full : style
    let columns = text.isEmpty ? 0 : DisplayWidth.columns(of: text) + 1
    width = 1 + chip.utf8.count + columns
    state = words.short
  }

  /// Nothing is filled but what can be had.
  private static func sign(of state: SlotState) -> (Glyph, Style) {
    switch state {
    case .past, .begun, .closed: (.past, .past)
    case .disabled: (.disabled, .disabled)
    case .locked: (.locked, .locked)
    case .draft: (.draft, .draft)
    case .full: (.full, .full)
    case .partlyTaken: (.partlyTaken, .partlyTaken)
    case .available: (.available, .available)
    }
  }

  private static func chip(_ slot: Slot, _ state: SlotState) -> String {
    switch state {
    case .available, .partlyTaken: slot.capacity == 1 ? " free " : " \(slot.freePlaces) free "
    case .past, .disabled, .locked, .draft, .full, .begun, .closed: ""
    }
  }

  private static func text(
    _ state: SlotState,
    _ slot: Slot,
    _ words: StateWords,
    _ who: String,
    isNamed: Bool
  ) -> String {
    func joined(_ word: String) -> String {
      word.isEmpty || who.isEmpty ? word + who : "\(word) \(who)"
    }
    switch state {
    case .available, .partlyTaken: return who
    // How many are taken says that, too.
    case .full: return slot.capacity == 1 || !isNamed ? who : joined(words.cell)
    // Whoever has it comes first; and says more than that it is over.
    case .past: return who.isEmpty ? words.cell : who
    case .locked(let lock):
      let holder = "\(SafeText.line(lock.owner)) \(words.cell)"
      if who.isEmpty { return holder }
      // The names of many leave no room behind them.
      return slot.capacity == 1 ? "\(who) \(holder)" : "\(holder) \(who)"
    case .disabled, .draft, .begun, .closed: return joined(words.cell)
    }
  }

  /// Names, in the order in which they were booked; in their place that it is taken, and of several places
  /// how many are.
  private static func who(_ slot: Slot, _ guests: [Guest]) -> String {
    let taken = slot.activeAppointments
    guard taken > 0 else { return "" }
    guard !guests.isEmpty else {
      return slot.capacity == 1 ? Names.taken : "\(taken) \(Names.taken)"
    }
    // Several places of one family are one name.
    let places = guests.reduce(into: [(label: String, count: Int)]()) { places, guest in
      if places.last?.label == guest.label {
        places[places.count - 1].count += 1
      } else {
        places.append((guest.label, 1))
      }
    }
    let names = places.map { SafeText.line($0.label) + ($0.count > 1 ? " (\($0.count))" : "") }
      .joined(separator: ", ")
    return guests.count < taken ? names + ", …" : names
  }

  /// - `guests`: Of each slot with somebody in it.
  static func all(
    _ slots: [Slot],
    in block: BookingBlock?,
    at now: Instant,
    _ guests: [Slot.ID: [Guest]]
  ) -> [SlotFace] {
    guard let block else { return [] }
    guard !guests.isEmpty else { return slots.map { SlotFace($0, in: block, at: now) } }
    return slots.map { slot in
      let isTaken = slot.activeAppointments > 0
      return SlotFace(slot, in: block, at: now, isTaken ? guests[slot.id] ?? [] : [])
    }
  }
}
