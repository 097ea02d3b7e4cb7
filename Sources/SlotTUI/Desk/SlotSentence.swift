import SlotDomain
import TerminalKit

/// A slot in one sentence, for the bottom line, a screen reader and a braille line: when, who has
/// it or how much is free, and every reason why it cannot be booked, with the key that mends it.
struct SlotSentence {
  let times: TimeFormat
  let now: Instant
  let keys: KeyMap
  let actor: String
  /// Then no key mends anything.
  var isReadOnly: Bool
  let names: Names

  /// - `guests`: Who has its places, as far as that may be known.
  /// - `name`: Of the block, where that is not plain.
  /// - `remarks`: What else is true of it.
  /// - `room`: Columns; names and the note end there. Nil where there is no end.
  func text(
    _ slot: Slot,
    in block: BookingBlock,
    _ guests: [Guest] = [],
    naming name: String? = nil,
    remarks: [String] = [],
    room: Int? = nil
  ) -> String {
    func sentence(tellsRemedy: Bool) -> Sentence {
      var sentence = Sentence(room: room)
      let reasons = reasons(slot, in: block, tellsRemedyOfFull: tellsRemedy)
      add(slot, reasons, guests, naming: name, remarks: remarks, to: &sentence)
      return sentence
    }
    let whole = sentence(tellsRemedy: true)
    // Who comes matters more than how one more could.
    let isCrowded = whole.lacksNames && slot.freePlaces == 0
    return (isCrowded ? sentence(tellsRemedy: false) : whole).text
  }

  private func add(
    _ slot: Slot,
    _ reasons: [String],
    _ guests: [Guest],
    naming name: String?,
    remarks: [String],
    to sentence: inout Sentence
  ) {
    let isOfOne = slot.capacity == 1
    let what = [times.range(slot.range, now: now), name].compactMap { $0 }
    let facts = what + places(slot, isAvailable: reasons.isEmpty)
    for fact in facts + (isOfOne ? who(slot, guests) : []) { sentence.add(fact) }
    // Who has the only place says that it is taken.
    for reason in reasons where !isOfOne || reason != Self.full { sentence.add(reason) }
    for remark in remarks { sentence.add(remark) }
    if !isOfOne, !guests.isEmpty {
      sentence.add(guests.map(\.label), more: guests.count < slot.activeAppointments)
    }
    if isOfOne, let note = guests.first?.note, !note.isEmpty { sentence.addCut("note: \(note)") }
    for (member, text) in SlotMember.texts(in: slot.metadata) where names.areShown {
      sentence.addCut("\(member.rawValue): \(text)")
    }
  }

  /// How many places are free, and taken.
  private func places(_ slot: Slot, isAvailable: Bool) -> [String] {
    let (free, taken, all) = (slot.freePlaces, slot.activeAppointments, slot.capacity)
    if all == 1 { return isAvailable ? ["free"] : [] }
    return (isAvailable ? ["\(free) free"] : []) + ["\(taken) of \(all) taken"]
  }

  /// Of a slot with one place, with a phone.
  private func who(_ slot: Slot, _ guests: [Guest]) -> [String] {
    guard slot.activeAppointments > 0 else { return [] }
    guard let guest = guests.first else { return [Names.taken] }
    return [guest.label, guest.phone].filter { !$0.isEmpty }
  }

  private static let full = "full"

  /// Why nobody can book it, each with the key that mends it; empty when it is available.
  func reasons(
    _ slot: Slot,
    in block: BookingBlock,
    tellsRemedyOfFull: Bool = true,
    canBook: Bool = true
  ) -> [String] {
    let states = slot.states(in: block, at: now)
    return states.compactMap { state -> String? in
      switch state {
      case .past: "past"
      // What is over is not mended.
      case .disabled:
        "disabled" + (slot.range.end <= now ? "" : mend(.slots(.toggleStatus), "enables"))
      case .locked(let lock):
        "locked by \(lock.owner == actor ? "you" : lock.owner) for"
          + " \((lock.end - now).timeLeft)" + mend(.slots(.toggleLock), "unlocks")
      case .draft: "block is a draft" + mend(.publish, "publishes it")
      case .full:
        Self.full
          + (slot.capacity == 1 || !tellsRemedyOfFull
            ? "" : mend(.slots(.edit), "raises the capacity"))
      case .begun: "has begun"
      case .closed(let since):
        // Nothing else may stand against it.
        Self.closed(since: since, of: slot, times, now: now)
          + (states.count == 1 && canBook ? mend(.book, "books it all the same") : "")
      case .partlyTaken, .available: nil
      }
    }
  }

  /// The reasons against booking it, for the one at this screen; nil when there are none.
  func obstacle(to slot: Slot, in block: BookingBlock) -> String? {
    var slot = slot
    if slot.lock(at: now)?.owner == actor { slot.storedLock = nil }
    let reasons = reasons(slot, in: block, canBook: false)
    return reasons.isEmpty ? nil : reasons.joined(separator: ", ")
  }

  private func mend(_ action: ScreenAction, _ effect: String) -> String {
    isReadOnly ? "" : " (\(keys.keyName(action)) \(effect))"
  }

  /// The time alone would be read as one of the slot's day.
  static func closed(since: Instant, of slot: Slot, _ times: TimeFormat, now: Instant) -> String {
    let (day, today) = (times.zone.date(since), times.zone.date(now))
    let isPlain = day == today && day == times.zone.date(slot.range.start)
    let when = isPlain ? "" : day == today ? "today " : "\(times.day(since, now: now)) "
    return "booking closed \(when)\(times.clock(since))"
  }

  /// For a place of the grid without a slot.
  func free(day: CivilDate, from start: String, naming name: String? = nil) -> String {
    "\(times.style.day(day)) \(start), \(name.map { "\($0), " } ?? "")no slot"
      + mend(.create, "creates one")
  }
}

extension SlotSentence {
  /// As this screen speaks of slots.
  init(_ desk: Desk) {
    self.init(
      times: desk.times,
      now: desk.now,
      keys: desk.keyMap,
      actor: desk.settings.actor,
      isReadOnly: !desk.isChangeable,
      names: desk.names
    )
  }
}

/// What is said of a slot, part after part, as far as there is room.
struct Sentence {
  /// A text that would be cut to less says nothing.
  private static let least = 8

  private(set) var text = ""
  /// Whether there was no room for all names.
  private(set) var lacksNames = false
  /// Columns; nil where there is no end.
  let room: Int?

  init(room: Int?) { self.room = room }

  /// What has to be said.
  mutating func add(_ part: String) { text += text.isEmpty ? part : ", \(part)" }

  /// Columns that are left for another part.
  private var left: Int {
    room.map { $0 - DisplayWidth.columns(of: SafeText.line(text)) - 2 } ?? .max
  }

  /// As many names as have room.
  ///
  /// - Parameters:
  ///   - names: Of people.
  ///   - more: Whether there are others.
  mutating func add(_ names: [String], more: Bool) {
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1 && !more
      let columns = DisplayWidth.columns(of: SafeText.line(name)) + (isLast ? 0 : 3)
      guard columns <= left else {
        lacksNames = true
        return addEllipsis()
      }
      add(name)
    }
    if more { addEllipsis() }
  }

  /// On a line of its own it would say nothing.
  private mutating func addEllipsis() { if left > 0 { add("…") } }

  /// As much of a text as has room.
  mutating func addCut(_ part: String) {
    let (part, left) = (SafeText.line(part), left)
    guard DisplayWidth.columns(of: part) > left else { return add(part) }
    guard left >= Self.least else { return }
    var used = 1
    let cut = part.prefix { character in
      used += DisplayWidth.columns(of: character)
      return used <= left
    }
    add("\(cut)…")
  }
}
