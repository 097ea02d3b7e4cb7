import SlotDomain

/// What several views and windows say alike.
extension Desk {
  // MARK: Under the cursor

  /// About the slot, or the place without one.
  var sentenceAtCursor: String {
    guard let block = content.block else { return "" }
    if let slot = sheet.focusedSlot {
      let flash = journal.flashes[slot.id].map { ", changed just now by \($0.actor)" } ?? ""
      let mark = marks.contains(slot.id) ? ", marked" : ""
      return SlotSentence(self).text(slot, in: block) + mark + flash
    }
    let (date, style) = (sheet.cursor.date, times.style)
    guard let start = sheet.focusedInstant else {
      let wall = sheet.layout.axis.wallTime(at: sheet.cursor.position).wall
      return "\(style.day(date)) \(style.clock(wall)) does not exist: the clock changes."
    }
    return SlotSentence(self).free(day: date, from: times.clock(start))
  }

  /// A slot as a line says it.
  func line(of slot: Slot, in block: BookingBlock) -> String {
    var text = SlotSentence(self).text(slot, in: block)
    if marks.contains(slot.id) {
      text += ", marked"
    } else if let openBounds, openBounds.contains(slot.range.start),
      slot.blockID == content.block?.id
    {
      text += ", in the range"
    }
    if let flash = journal.flashes[slot.id] { text += ", changed just now by \(flash.actor)" }
    return text
  }

  /// `Thu 5 Mar, today`, with the year when it is another one.
  func name(of date: CivilDate) -> String {
    let year = date.year == today.year ? "" : " \(date.year)"
    return "\(times.style.day(date))\(year)\(date == today ? ", today" : "")"
  }

  // MARK: Titles

  /// - `dates`: The period in full.
  /// - `short`: The same where the line is short.
  func titles(of first: CivilDate, _ dates: String, _ short: String) -> [[String]] {
    // The weeks of ISO 8601 begin on Monday: of others the number would be half wrong.
    let week = settings.firstWeekday == .monday ? "week \(first.isoWeek)" : nil
    return [[dates, week].compactMap { $0 }, [short], [week ?? times.style.day(first)]]
  }

  // MARK: Keys

  func hints(_ actions: [(ScreenAction, String)]) -> [Hint] {
    actions.map { (keyMap.keyName($0.0), $0.1) }
  }

  /// Always the same, so that moving the cursor sends none of it; the sentence above says what matters
  /// for the slot under it.
  ///
  /// - Parameter more: What can be done in a view alone.
  func slotHints(and more: [(ScreenAction, String)] = []) -> [Hint] {
    let changing: [(ScreenAction, String)] = [
      (.toggleStatus, "on/off"), (.toggleLock, "lock"), (.book, "book"), (.create, "create"),
      (.edit, "edit"), (.delete, "delete"),
    ]
    let rest: [(ScreenAction, String)] = [
      (.open, "details"), (.goToDate, "date"), (.pickBlock, "block"), (.undo, "undo"),
      (.help, "help"), (.quit, "leave"),
    ]
    let past: [(ScreenAction, String)] =
      content.asOf == nil ? [] : [(.clearMarks, "back to now")]
    return hints(past + more + (isChangeable ? changing + rest : rest.filter { $0.0 != .undo }))
  }

  // MARK: Plans

  /// From the first day to the last: `Wed 4 Mar – Fri 6 Mar`. Empty when nothing would be made.
  func days(of tally: PlanTally) -> String {
    let days = [tally.first, tally.last].compactMap { $0 }.map { times.day($0.start, now: now) }
    return days.first == days.last ? days.first ?? "" : days.joined(separator: " – ")
  }

  /// In numbers; a single slot in the way is named. Empty when there are none.
  func obstacles(to tally: PlanTally) -> String {
    let collisions =
      tally.inTheWay == 1
      ? "1 collides with the slot "
        + (tally.firstInTheWay.map { times.range($0, now: now) } ?? "that is there")
      : "\(tally.inTheWay) collide with slots that are there"
    let (overlaps, existing) = (tally.amongThemselves, tally.existing)
    let skipped = tally.skippedByClock
    let parts: [(Int, String)] = [
      (tally.inTheWay, collisions),
      (overlaps, "\(overlaps) overlap\(overlaps == 1 ? "s" : "") another one of them"),
      (existing, "\(existing) \(existing == 1 ? "is" : "are") there already"),
      (skipped, "\(skipped) do\(skipped == 1 ? "es" : "") not exist (the clock changes)"),
    ]
    return parts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
  }
}
