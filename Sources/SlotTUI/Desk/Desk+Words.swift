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
    var sentence = SlotSentence(self)
    // In a window other keys do other things.
    if layout.isCovered { sentence.isReadOnly = true }
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
  var roomForSentence: Int {
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

  /// The way on, behind the sentence that names what is missing; empty where it is not open now.
  func offer(_ way: WayOn) -> String {
    guard content.asOf == nil, obstacle(to: way.action) == nil else { return "" }
    return " \(keyMap.keyName(way.action)) \(way.effect)."
  }

  func hints(_ actions: [(ScreenAction, String)]) -> [Hint] {
    actions.map { (keyMap.keyName($0.0), $0.1) }
  }
}
