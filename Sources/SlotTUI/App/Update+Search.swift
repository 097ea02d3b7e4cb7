import SlotDomain
import TerminalKit

/// Finding people and things in all blocks, and going from match to match.
extension AppState {
  mutating func openSearch() -> [Effect] {
    searchingThePresent { $0.open(.search(SearchScreen())) }
  }

  /// Search knows nothing of the past.
  private mutating func searchingThePresent(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard content.asOf != nil else { return body(&self) }
    let escape = keyMap.keyName(.clearMarks)
    message = Message(
      "Search finds what is there now: \(escape) comes back to the present.",
      .error
    )
    return []
  }

  mutating func take(_ key: Key, in screen: SearchScreen) -> [Effect] {
    var screen = screen
    switch key {
    case .escape, .control("c"):
      overlay = nil
      return []
    case .enter:
      return go(from: screen)
    default:
      let rows = SearchView.rowsShown(layout)
      let effects = screen.handle(key, rowsShown: rows, now: now)
      overlay = .search(screen)
      return effects
    }
  }

  private mutating func go(from screen: SearchScreen) -> [Effect] {
    guard let found = screen.search else {
      overlay = nil
      return []
    }
    guard let index = screen.selection(at: now) else {
      message = Message(nothingFound(by: found))
      return []
    }
    overlay = nil
    search = found
    tour?.take(.searches)
    return go(to: index, of: found)
  }

  /// What a step of a search found. The next one is asked for, when anybody still waits for it.
  mutating func take(
    _ step: SearchStep,
    from position: SearchPosition,
    of query: SearchQuery
  ) -> [Effect] {
    if case .search(var screen) = overlay, screen.take(step, from: position, of: query) {
      overlay = .search(screen)
      return screen.search?.effects ?? []
    }
    guard var search, search.query == query, search.take(step, from: position) else { return [] }
    self.search = search
    return search.effects
  }

  /// The store has changed: what was deleted is gone at once, the rest is looked for again when it is
  /// asked for.
  mutating func refreshSearch(without slots: [Slot.ID]) {
    search?.remove(slots)
    if case .search(var screen) = overlay {
      screen.remove(slots)
      overlay = .search(screen)
    }
  }

  // MARK: From match to match

  mutating func goToMatch(_ steps: Int) -> [Effect] {
    searchingThePresent { $0.goToMatchOfSearch(steps) }
  }

  private mutating func goToMatchOfSearch(_ steps: Int) -> [Effect] {
    guard var search else {
      message = Message("Nothing was looked for yet. \(keyMap.keyName(.search)) begins a search.")
      return []
    }
    if search.isStale, search.next == nil { search.renew() }
    self.search = search
    // Goes on also when another search came in between.
    let effects = search.effects
    let slot = week.focusedSlot?.id
    guard let (index, isWrapped) = search.match(steps, from: week.focusedMoment, slot) else {
      message = Message(nothingFound(by: search))
      return effects
    }
    return effects + go(to: index, of: search, isWrapped: isWrapped ? steps : 0)
  }

  /// - Parameter isWrapped: The way led over the last match (positive) or over the first one.
  private mutating func go(to index: Int, of search: Search, isWrapped: Int = 0) -> [Effect] {
    let hit = search.hits[index]
    let over =
      isWrapped == 0 ? "" : isWrapped > 0 ? ", from the first again" : ", from the last again"
    let count = "\(search.hits.count)\(search.next != nil || search.isCut ? "+" : "")"
    let words = SearchText(hit, block: content.blocks.first { $0.id == hit.block })
    message = Message("Match \(index + 1) of \(count)\(over): \(words.short).")
    guard let slot = hit.slot else {
      return [.load(PeriodRequest(block: hit.block, zoneChoice: zoneChoice, target: .now))]
    }
    guard week.slots.contains(where: { $0.id == slot }) else {
      return [.load(PeriodRequest(block: hit.block, zoneChoice: zoneChoice, target: .slot(slot)))]
    }
    focusWeek(on: .slot(slot))
    rest()
    return []
  }

  private func nothingFound(by search: Search) -> String {
    search.isRunning
      ? "Nothing was found so far; the search goes on."
      : "Nothing was found for “\(search.query.text)”."
  }
}
