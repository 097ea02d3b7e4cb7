import SlotDomain
import TerminalKit

/// The window in which a search is typed and one of its matches chosen.
struct SearchScreen: Hashable, Sendable {
  private(set) var field = TextField()
  private(set) var search: Search?
  /// What the user chose with the arrows. Without, the first match from now on is selected.
  private var chosen: SearchHit?

  var isChosen: Bool { chosen != nil }

  func selection(at now: Instant) -> Int? {
    guard let search else { return nil }
    return chosen.flatMap { search.hits.firstIndex(of: $0) } ?? search.firstFrom(now)
  }

  func selected(at now: Instant) -> SearchHit? {
    selection(at: now).flatMap { search?.hits[$0] }
  }

  /// Takes a key that neither goes to a match nor leaves.
  ///
  /// - `rowsShown`: How far PgUp and PgDn go.
  mutating func handle(_ key: Key, rowsShown: Int, now: Instant) -> [Effect] {
    switch key {
    case .up, .control("p"), .backTab: move(-1, now)
    case .down, .control("n"), .tab: move(1, now)
    case .pageUp: move(-max(1, rowsShown - 1), now)
    case .pageDown: move(max(1, rowsShown - 1), now)
    default:
      if field.handle(key) { return look() }
    }
    return []
  }

  mutating func select(_ index: Int) {
    guard let hits = search?.hits, hits.indices.contains(index) else { return }
    chosen = hits[index]
  }

  private mutating func move(_ rows: Int, _ now: Instant) {
    guard let selection = selection(at: now), let search else { return }
    chosen = search.hits[min(max(0, selection + rows), search.hits.count - 1)]
  }

  /// Looks for what the field says now, unless that is what it looks for already.
  private mutating func look() -> [Effect] {
    let query = SearchQuery(field.text)
    guard query != search?.query else { return [] }
    chosen = nil
    search = query.map { Search($0) }
    return search?.effects ?? []
  }

  /// Takes a step's answer; false when it was for another search.
  mutating func take(_ step: SearchStep, from position: SearchPosition, of query: SearchQuery)
    -> Bool
  {
    guard search?.query == query else { return false }
    return search?.take(step, from: position) ?? false
  }

  mutating func remove(_ slots: [Slot.ID]) { search?.remove(slots) }
}
