import SlotDomain
import TerminalKit

/// What several views and windows say alike.
extension Desk {
  // MARK: Under the cursor

  /// About the slot, or the place without one.
  var sentenceAtCursor: String { sentence(of: nil) }

  /// - Parameter name: Of the block, where that is not plain.
  func sentence(of name: String?) -> String {
    guard let block = content.block else { return "" }
    let sentence = SlotSentence(self)
    let name = named(name, block)
    if let slot = sheet.focusedSlot {
      let remarks = [
        marks.contains(slot.id) ? "marked" : nil,
        journal.flashes[slot.id].map { "changed just now by \($0.actor)" },
      ]
      return sentence.text(
        slot,
        in: block,
        content.guests[slot.id] ?? [],
        naming: name,
        remarks: remarks.compactMap { $0 },
        room: roomForSentence
      )
    }
    let (date, style) = (sheet.cursor.date, times.style)
    guard let moment = sheet.focusedInstant else {
      let wall = sheet.layout.axis.wallTime(at: sheet.cursor.position).wall
      return "\(style.day(date)) \(style.clock(wall)) does not exist: the clock changes."
    }
    return sentence.free(day: date, from: times.clock(moment), naming: name)
  }

  /// Columns of the lines that it has. Of two the first one is rarely used to its end.
  private var roomForSentence: Int {
    let (width, lines) = (layout.bottom.width, layout.bottom.height - 1)
    return lines > 1 ? width * lines - 12 : width
  }

  /// A slot as a line says it: all of it.
  ///
  /// - Parameters:
  ///   - slot: Of this period.
  ///   - block: Whose it is.
  ///   - guests: Who has its places.
  ///   - name: Of the block, where that is not plain.
  func line(
    of slot: Slot,
    in block: BookingBlock,
    _ guests: [Guest],
    naming name: String? = nil
  ) -> String {
    var remarks: [String] = []
    if marks.contains(slot.id) {
      remarks.append("marked")
    } else if let openBounds, openBounds.contains(slot.range.start),
      slot.blockID == content.block?.id
    {
      remarks.append("in the range")
    }
    if let flash = journal.flashes[slot.id] { remarks.append("changed just now by \(flash.actor)") }
    return SlotSentence(self)
      .text(slot, in: block, guests, naming: named(name, block), remarks: remarks)
  }

  /// The name of a block where that is not plain, and its zone where that is not.
  private func named(_ name: String?, _ block: BookingBlock) -> String? {
    guard let zone = foreignZone(of: block) else { return name }
    return name.map { "\($0) (\(zone))" } ?? zone
  }

  /// `Thu 5 Mar, today`, with the year when it is another one.
  func name(of date: CivilDate) -> String {
    let year = date.year == today.year ? "" : " \(date.year)"
    return "\(times.style.day(date))\(year)\(date == today ? ", today" : "")"
  }

  // MARK: Keys

  func hints(_ actions: [(ScreenAction, String)]) -> [Hint] {
    actions.map { (keyMap.keyName($0.0), $0.1) }
  }

  /// What is wanted most often comes first; then what the state of things asks for. Always the same wherever
  /// the cursor is, so that moving it sends none of it: the sentence above says what matters for its slot.
  ///
  /// - Parameter more: What can be done in a view alone.
  func slotHints(and more: [Hint] = []) -> [Hint] {
    let views = keyMap.binding(for: .viewWeek)?.sequences.first?.first?.name
    let state: [(ScreenAction, String)] = content.asOf == nil ? [] : [(.clearMarks, "back to now")]
    let ends: [(ScreenAction, String)] = [(.help, "help"), (.quit, "leave")]
    let find: [(ScreenAction, String)] = content.asOf == nil ? [(.search, "find")] : []
    // Where there is nothing to book, something is made.
    let isEmpty = content.slots.isEmpty && isOfSlots
    let first: [(ScreenAction, String)] =
      isEmpty && isChangeable
      ? [(.create, "create"), (.createSeries, "series"), (.nextAvailable, "next free")] + find
      : [(.nextAvailable, "next free")] + (isChangeable ? [(.book, "book")] : []) + find
        + [(.open, "details")]
    let undo: [(ScreenAction, String)] = isChangeable ? [(.undo, "undo")] : []
    let rebook: [(ScreenAction, String)] =
      toRebook > 0 && content.asOf == nil ? [(.tray, "re-book")] : []
    return hints(state + first) + (views.map { [($0, "views")] } ?? []) + hints(undo + rebook)
      + more + hints(ends)
  }

  /// Where there is room for more keys.
  var moreSlotHints: [Hint] {
    let changing: [(ScreenAction, String)] = [
      (.create, "create"), (.toggleStatus, "on/off"), (.toggleLock, "lock"), (.edit, "edit"),
      (.delete, "delete"), (.createSeries, "series"),
    ]
    let desk: [(ScreenAction, String)] =
      content.asOf == nil ? [(.findPlace, "free places"), (.activity, "activity")] : []
    let others: [(ScreenAction, String)] = [
      (.daySheet, "day sheet"), (.goToDate, "date"), (.pickBlock, "block"), (.mark, "mark"),
      (.palette, "by name"),
    ]
    let isEmpty = content.slots.isEmpty && isOfSlots
    return hints(desk + (isChangeable && !isEmpty ? changing : []) + others)
  }
}
