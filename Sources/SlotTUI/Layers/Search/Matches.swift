import SlotDomain

/// Going from match to match of the last search.
extension Search {
  /// To the match of the last search that is so many further than the cursor.
  static func goToMatch(_ steps: Int, _ desk: inout Desk) -> [Effect] {
    guard var search = desk.selection.search else {
      let key = desk.keyMap.keyName(.search)
      return desk.say("Nothing was looked for yet. \(key) begins a search.")
    }
    search.renewIfStale()
    let waits = search.waitsForTruth(steps)
    desk.selection.search = search
    // Goes on also when another search came in between.
    let effects = search.effects
    guard !waits else { return effects }
    let slot = desk.sheet.focusedSlot?.id
    guard let (index, isWrapped) = search.match(steps, from: desk.sheet.focusedMoment, slot) else {
      desk.say(search.nothingFound)
      return effects
    }
    return effects + search.go(to: index, &desk, isWrapped: isWrapped ? steps : 0)
  }

  /// - `isWrapped`: The way led over the last match (positive) or over the first one.
  func go(to index: Int, _ desk: inout Desk, isWrapped: Int = 0) -> [Effect] {
    let hit = hits[index]
    let over =
      isWrapped == 0 ? "" : isWrapped > 0 ? ", from the first again" : ", from the last again"
    let count = "\(hits.count)\(next != nil || isCut ? "+" : "")"
    desk.say("Match \(index + 1) of \(count)\(over): \(SearchText(hit, desk).short).")
    guard let slot = hit.slot else { return [desk.load(.now, block: hit.block)] }
    desk.selection.person = hit.appointment.map { PersonInSlot(slot: slot, appointment: $0) }
    return desk.go(to: slot, of: hit.block)
  }
}
