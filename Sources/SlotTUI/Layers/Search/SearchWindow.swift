import SlotDomain
import TerminalKit

/// In which a search is typed and one of its matches chosen: how much was found, what is looked for, and
/// the matches in order of time.
struct SearchWindow: Layer {
  private static let highest = 33
  private static let width = 110

  private var picker = Picker()
  private(set) var search: Search?

  init() {}

  var field: TextField? { picker.field }

  /// What the user chose with the arrows; without, the first match from now on.
  private func selection(at now: Instant) -> Int? {
    guard let search else { return nil }
    return picker.chosen ?? search.firstFrom(now)
  }

  func selected(at now: Instant) -> SearchHit? {
    selection(at: now).flatMap { search?.hits[$0] }
  }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let isPerson = selected(at: desk.now)?.appointment != nil
    return [("Enter", isPerson ? "details" : "go there"), ("↑↓", "choose"), ("Esc", "back")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .enter: return go(&desk)
    default:
      let page = max(1, Self.rows(desk.layout) - 1)
      let (count, here) = (search?.hits.count ?? 0, selection(at: desk.now))
      guard picker.follow(key, count: count, from: here, page: page) else { return Step() }
      return Step(.stay, look())
    }
  }

  /// Rows of the list.
  private static func rows(_ layout: ScreenLayout) -> Int {
    if layout.isLinear { return max(1, layout.body.height - 2) }
    return max(1, min(layout.body.height, highest) - 3)
  }

  /// Looks for what the field says now, unless that is what it looks for already.
  private mutating func look() -> [Effect] {
    let query = SearchQuery(picker.field.text)
    guard query != search?.query else { return [] }
    picker.choose(nil, of: 0)
    search = query.map { Search($0) }
    return search?.effects ?? []
  }

  private func go(_ desk: inout Desk) -> Step {
    guard let search else { return Step(.close) }
    guard let index = selection(at: desk.now) else {
      desk.say(search.nothingFound)
      return Step()
    }
    desk.selection.search = search
    let hit = search.hits[index]
    let effects = search.go(to: index, &desk)
    guard let slot = hit.slot, let person = hit.appointment else { return Step(.close, effects) }
    // Whoever was looked for is in focus.
    return Step(.close, effects + [desk.details(of: slot, .person(person))])
  }

  mutating func point(at target: MouseTarget) {
    if case .entry(let index) = target { picker.choose(index, of: search?.hits.count ?? 0) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    guard let here = selection(at: desk.now) else { return Step() }
    picker.choose(here + lines, of: search?.hits.count ?? 0)
    return Step()
  }

  // MARK: What was found

  /// What was chosen stays chosen, wherever it stands among the matches.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    let chosen = picker.chosen.flatMap { search?.hits[$0] }
    defer { picker.choose(chosen.flatMap { search?.hits.firstIndex(of: $0) }, of: .max) }
    switch event {
    case .searched(let query, let position, let step):
      let step = desk.names.areShown ? step : step.withoutPeople
      guard search?.query == query, search?.add(step, from: position) == true else { return nil }
      return Step(.stay, search?.effects ?? [])
    case .storeChanged(let entries, _, _):
      search?.remove(entries.flatMap(\.deletedSlots))
      return nil
    default: return nil
    }
  }

  // MARK: What it shows

  func sentence(_ desk: Desk) -> String? {
    selected(at: desk.now).map { SearchText($0, desk).sentence }
  }

  private func hint(_ desk: Desk) -> String {
    let areNamed = desk.names.areShown
    guard let search else {
      return areNamed
        ? "People, phones, metadata, names of blocks, ids; several words must all match."
        : "Names of blocks and ids; people are not looked for where nobody is named."
    }
    if search.isRunning { return "" }
    return areNamed
      ? "Nothing was found."
      : "No block has this name, and nothing this id. Nobody is named here, so nobody is looked for."
  }

  private func title(_ desk: Desk) -> String {
    guard let search else { return "Search in all blocks" }
    let count = search.hits.count
    if search.isCut { return "The first \(count) matches: type more to see others" }
    guard let selection = selection(at: desk.now) else {
      return search.isRunning ? "Searching…" : "Search in all blocks"
    }
    let which = "Match \(selection + 1) of \(count)"
    return search.isRunning ? "\(which) so far, searching…" : which
  }

  func box(_ desk: Desk) -> Box? {
    let (hits, selection) = (search?.hits ?? [], selection(at: desk.now))
    let room = desk.layout.columnsInBox(Self.width)
    let whens = widthOfWhens(hits, selection ?? 0, desk)
    var box = Box(title(desk), width: Self.width, count: hits.count) { index in
      line(of: hits[index], index, whens, room, desk)
    }
    box.height = Self.highest
    box.ask(
      .init(label: "Find: ", field: picker.field, isInList: picker.chosen != nil),
      selected: selection,
      orSay: Text.wrap(hint(desk), width: room).map { Line($0, .dim) }
    )
    box.place = .around(selection ?? 0)
    return box
  }

  /// Of those that are shown.
  private func widthOfWhens(_ hits: [SearchHit], _ selection: Int, _ desk: Desk) -> Int {
    let rows = Self.rows(desk.layout)
    let top = min(max(0, selection - rows / 2), max(0, hits.count - rows))
    return hits[top...].prefix(rows)
      .map { DisplayWidth.columns(of: SearchText($0, desk).when) }.max() ?? 0
  }

  private func line(
    of hit: SearchHit,
    _ index: Int,
    _ width: Int,
    _ room: Int,
    _ desk: Desk
  ) -> Line {
    let text = SearchText(hit, desk)
    let isPast = hit.slot != nil && hit.range.end <= desk.now
    let style: Style = hit.isCancelled || isPast ? .dim : .plain
    var parts = [Line.Part.text(text.when, x: 0, width: width, style)]
    var x = width + (width > 0 ? 1 : 0)
    if room >= 60 {
      let column = room >= 90 ? 28 : 16
      parts.append(.text(text.blockName, x: x + 1, width: column, style))
      x += column + 3
    }
    let line = text.line(width: room - x, hasBlock: room < 60)
    parts.append(.text(line, x: x, width: room - x, style))
    return Line(text.sentence, parts: parts, target: .entry(index))
  }
}

extension SearchStep {
  /// What says nothing of anybody: blocks, and what was found by its id. Where nobody is named, whether
  /// somebody has a place would else be answered to whoever asks for their name.
  fileprivate var withoutPeople: SearchStep {
    SearchStep(
      hits: hits.filter { hit in
        let isByID = !hit.findings.isEmpty && hit.findings.allSatisfy { $0.key == "id" }
        return hit.slot == nil || isByID
      },
      next: next
    )
  }
}
