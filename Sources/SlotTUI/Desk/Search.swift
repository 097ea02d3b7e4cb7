import SlotDomain

/// A search and what it has found so far. It goes on in steps while no key waits.
struct Search: Hashable, Sendable {
  /// More are not kept: then a longer query helps.
  static let mostHits = 1000

  let query: SearchQuery
  /// In order of time, blocks first.
  private(set) var hits: [SearchHit] = []
  /// Where it goes on; nil when it is over.
  private(set) var next: SearchPosition? = .start
  /// Whether there are more than are kept.
  private(set) var isCut = false
  /// Whether the store has changed since.
  private var isStale = false
  /// Somebody who was found was changed since: where the match lies is known when it was looked for anew.
  private var isDoubtful = false
  /// How many matches further somebody wants to go once that is known.
  private(set) var awaited: Int?
  /// While it is done once more: what was found this time. The old hits stand until it is over.
  private var renewal: [SearchHit]?

  init(_ query: SearchQuery) { self.query = query }

  var isRunning: Bool { next != nil && renewal == nil }

  /// Whether all was looked at as it is now.
  var isCurrent: Bool { next == nil && !isStale }

  /// The next step, if one is to come.
  var effects: [Effect] { next.map { [.search(query, from: $0)] } ?? [] }

  /// Adds what a step found; false when that was asked for by another search.
  mutating func add(_ step: SearchStep, from position: SearchPosition, at now: Instant) -> Bool {
    guard next == position else { return false }
    next = step.next
    if position == .start { isCut = false }
    var all = renewal ?? hits
    if !step.hits.isEmpty {
      all = Self.inOrder(all + step.hits)
      if all.count > Self.mostHits {
        isCut = true
        all = Self.nearest(all, at: now)
      }
    }
    if renewal != nil, next != nil {
      renewal = all
    } else {
      hits = all
      renewal = nil
    }
    // What was found before the last change is doubted until that is looked at, too.
    if next == nil, !isStale { isDoubtful = false }
    return true
  }

  /// Each object once, though its id and its values can have been found.
  private static func inOrder(_ hits: [SearchHit]) -> [SearchHit] {
    hits.sorted().reduce(into: []) { kept, hit in
      if kept.last.map({ $0 < hit }) ?? true { kept.append(hit) }
    }
  }

  /// As many as are kept, in order of time: what the store holds first says nothing of who comes next. Blocks
  /// and those to come go before those that are over.
  private static func nearest(_ all: [SearchHit], at now: Instant) -> [SearchHit] {
    let coming = all.firstIndex { $0.slot != nil && $0.range.end > now } ?? all.endIndex
    let isTimed = all.firstIndex { $0.slot != nil } ?? all.endIndex
    let blocks = all[..<isTimed].prefix(mostHits)
    let next = all[coming...].prefix(mostHits - blocks.count)
    let over = all[isTimed..<coming].suffix(mostHits - blocks.count - next.count)
    return Array(blocks + over + next)
  }

  /// Begins anew when it is over, and the store has changed since.
  ///
  /// - Returns: Whether it is begun.
  @discardableResult
  mutating func renewIfStale() -> Bool {
    guard isStale, next == nil else { return false }
    isStale = false
    renewal = []
    next = .start
    return true
  }

  /// Waits for what is true now, where what was found may not be.
  ///
  /// - Returns: Whether to wait.
  mutating func waitsForTruth(_ steps: Int) -> Bool {
    awaited = isDoubtful ? steps : nil
    return isDoubtful
  }

  /// How many matches further to go now; nil while that is not known, and where nobody waits.
  mutating func takeAwaited() -> Int? {
    guard next == nil else { return nil }
    defer { awaited = nil }
    return awaited
  }

  /// Notes what was done since. Slots that are gone are found no more.
  mutating func note(_ entries: [JournalEntry]) {
    isStale = true
    let people = Set(hits.compactMap(\.appointment))
    isDoubtful =
      isDoubtful
      || entries.flatMap(\.changes).contains { change in
        if case .appointment(let id) = change.subject { people.contains(id) } else { false }
      }
    let gone = Set(entries.flatMap(\.deletedSlots))
    guard !gone.isEmpty else { return }
    hits.removeAll { $0.slot.map(gone.contains) ?? false }
    renewal?.removeAll { $0.slot.map(gone.contains) ?? false }
  }

  // MARK: From match to match

  /// The match that so many slots after (or before) a place in time, and whether the way there led
  /// over the end; nil when no slot was found. Several matches on one slot are one stop.
  func match(_ steps: Int, from moment: Instant, _ slot: Slot.ID?) -> (index: Int, isWrapped: Bool)?
  {
    let stops = hits.indices.filter { index in
      hits[index].slot != nil && (index == 0 || hits[index - 1].slot != hits[index].slot)
    }
    guard !stops.isEmpty, steps != 0 else { return nil }
    func isBefore(_ stop: Int) -> Bool {
      let hit = hits[stop]
      guard hit.range.start == moment else { return hit.range.start < moment }
      guard let slot, let other = hit.slot else { return false }
      return other < slot
    }
    let before = stops.count { isBefore($0) }
    let isOnOne = before < stops.count && slot != nil && hits[stops[before]].slot == slot
    let target = steps > 0 ? before + steps - (isOnOne ? 0 : 1) : before + steps
    let index = (target % stops.count + stops.count) % stops.count
    return (stops[index], target != index)
  }

  /// The first one that is not over yet, of somebody who comes if there is any; else the last.
  func firstFrom(_ now: Instant) -> Int? {
    let toCome = hits.indices.filter { hits[$0].slot != nil && hits[$0].range.end > now }
    return toCome.first { !hits[$0].isCancelled } ?? toCome.first ?? hits.indices.last
  }

  var nothingFound: String {
    isRunning
      ? "Nothing was found so far; the search goes on."
      : "Nothing was found for “\(query.text)”."
  }
}

extension SearchStep {
  /// What says nothing of anybody: blocks, and what was found by its id. Where nobody is named, whether
  /// somebody has a place would else be answered to whoever asks for their name.
  var withoutPeople: SearchStep {
    SearchStep(
      hits: hits.filter { hit in
        let isByID = !hit.findings.isEmpty && hit.findings.allSatisfy { $0.key == "id" }
        return hit.slot == nil || isByID
      },
      next: next
    )
  }
}
