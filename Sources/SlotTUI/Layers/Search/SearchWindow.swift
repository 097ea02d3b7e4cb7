import SlotDomain
import TerminalKit

/// In which a search is typed and one of its matches chosen: how much was found, what is looked for, and
/// the matches in order of time.
struct SearchWindow: ListLayer {
  static let width = 110
  static let isTyped = true
  private static let highest = 33

  var picker = Picker()
  private(set) var search: Search?
  /// When it was begun anew last.
  private var renewed: Instant?
  /// Somebody else deleted or changed whoever is chosen.
  private var surprise = Surprise()
  private static let pause = Span.seconds(2)

  init() {}

  private var hits: [SearchHit] { search?.hits ?? [] }

  func count(_ desk: Desk) -> Int { hits.count }

  /// The first match from now on.
  func first(_ desk: Desk) -> Int { search?.firstFrom(desk.now) ?? 0 }

  func selected(_ desk: Desk) -> SearchHit? { selected(in: hits, desk) }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    guard let hit = selected(desk) else { return [("Esc", "back")] }
    let isPerson = hit.appointment != nil
    return [("Enter", isPerson ? "details" : "go there"), ("↑↓", "choose"), ("Esc", "back")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .enter: return go(&desk)
    default:
      if let step = moved(by: key, desk) { return step }
      return picker.field.edit(key) ? Step(.stay, look()) : Step()
    }
  }

  /// Looks for what the field says now, unless that is what it looks for already.
  private mutating func look() -> [Effect] {
    let query = SearchQuery(picker.field.text)
    guard query != search?.query else { return [] }
    picker.choose(nil, of: 0)
    search = query.map { Search($0) }
    return search?.effects ?? []
  }

  /// A step that nobody answered is asked for again.
  func renewal(_ desk: Desk) -> [Effect] { search?.effects ?? [] }

  private func go(_ desk: inout Desk) -> Step {
    guard let search else { return Step(.close) }
    guard let index = selection(desk) else {
      desk.say(desk.names.areShown ? search.nothingFound : nothing(desk))
      return Step()
    }
    let remedy = "Look at the list, then press Enter again."
    if surprise.holdsBack(&desk, remedy) { return Step() }
    desk.selection.search = search
    let hit = search.hits[index]
    let effects = search.go(to: index, &desk)
    guard let slot = hit.slot, let person = hit.appointment else { return Step(.close, effects) }
    // Whoever was looked for is in focus.
    return Step(.close, effects + [desk.details(of: slot, .person(person))])
  }

  // MARK: What was found

  /// What was chosen stays chosen, wherever it stands among the matches.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    let chosen = selected(desk)
    surprise.hear(event, desk)
    defer {
      picker.keep(chosen, among: hits)
      let isOther = chosen != nil && selected(desk) != chosen
      // The one that was deleted leaves at once, the others when all has been looked through again.
      if isOther || search?.isCurrent == true { surprise.show(isOther: isOther, desk) }
    }
    switch event {
    case .searched(let query, let position, let step):
      guard search?.query == query, search?.add(step, from: position, at: desk.now) == true
      else { return nil }
      return Step(.stay, search?.effects ?? [])
    case .storeChanged(let entries, _, _):
      search?.note(entries)
      return nil
    default: return nil
    }
  }

  /// What a colleague does is found, too: once in a while, since all of the store is looked through.
  mutating func settle(_ desk: inout Desk) -> [Effect] {
    guard desk.clock >= renewed.map({ $0 + Self.pause }) ?? desk.clock,
      search?.renewIfStale() == true
    else { return [] }
    renewed = desk.clock
    return search?.effects ?? []
  }

  // MARK: What it shows

  func sentence(_ desk: Desk) -> String? {
    selected(desk).map { SearchText($0, desk).sentence }
  }

  func nothing(_ desk: Desk) -> String {
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

  func title(_ desk: Desk) -> String {
    guard let search else { return "Search in all blocks" }
    let count = search.hits.count
    if search.isCut, !search.isRunning {
      return "The \(count) matches nearest to now: type more to see others"
    }
    guard let selection = selection(desk) else {
      return search.isRunning ? "Searching…" : "Search in all blocks"
    }
    let which = "Match \(selection + 1) of \(count)"
    return search.isRunning ? "\(which) so far, searching…" : which
  }

  func height(_ desk: Desk) -> Int? { Self.highest }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let hits = hits
    let width = widthOfWhens(hits, desk)
    return { Self.line(of: hits[$0], width, room, desk) }
  }

  /// Of those that are shown.
  private func widthOfWhens(_ hits: [SearchHit], _ desk: Desk) -> Int {
    let rows = max(1, min(desk.layout.rowsInBox + 2, Self.highest) - 3)
    let top = min(max(0, (selection(desk) ?? 0) - rows / 2), max(0, hits.count - rows))
    return hits[top...].prefix(rows)
      .map { DisplayWidth.columns(of: SearchText($0, desk).when) }.max() ?? 0
  }

  private static func line(of hit: SearchHit, _ width: Int, _ room: Int, _ desk: Desk) -> Line {
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
    return Line(text.sentence, parts: parts)
  }
}
