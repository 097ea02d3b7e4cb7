import SlotDomain
import TerminalKit

/// What happened, in words and newest first: everybody's of all blocks, or one's own, or that of the block
/// that is shown. What one has done oneself can be taken back, however long ago.
struct ActivityWindow: ListLayer {
  static let width = 118
  /// Actions that are read at once.
  private static let page = 100

  /// What is shown.
  private struct Choice: Hashable {
    var isMine = false
    var isOfBlock = false
  }

  var picker = Picker()
  private var choice = Choice()
  private var activities: [Activity]?
  private var wanted = page
  /// Whether there can be more than was read.
  private var isCut = false

  init() {}

  func count(_ desk: Desk) -> Int { activities?.count ?? 0 }

  private func selected(_ desk: Desk) -> Activity? { selected(in: activities, desk) }

  private func query(_ desk: Desk) -> HistoryQuery {
    var query = HistoryQuery()
    query.actor = choice.isMine ? desk.settings.actor : nil
    query.block = choice.isOfBlock ? desk.content.block?.id : nil
    query.limit = wanted
    return query
  }

  func reading(_ desk: Desk) -> [Effect] { [.readActivity(query(desk))] }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    let selected = selected(desk)
    let undo: [Hint] =
      selected.map { desk.isChangeable && Self.obstacle(to: $0, desk) == nil } == true
      ? [("u", "take it back")] : []
    let isThere = selected?.place.map { desk.block($0.block) != nil } == true
    let go: [Hint] = isThere ? [("Enter", "go there")] : []
    return undo + go + [
      ("Tab", choice.isMine ? "everybody's" : "mine"),
      ("b", choice.isOfBlock ? "all blocks" : "this block"), ("↑↓", "choose"), ("Esc", "back"),
    ]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .character("q"), .control("c"): return Step(.close)
    case .tab, .backTab:
      choice.isMine.toggle()
      return change(desk)
    case .character("b"):
      choice.isOfBlock.toggle()
      return change(desk)
    case .character("u"): return takeBack(&desk)
    case .enter: return go(&desk)
    default: return moved(by: key, desk) ?? everywhere(key, desk) ?? Step()
    }
  }

  private mutating func change(_ desk: Desk) -> Step {
    (activities, wanted) = (nil, Self.page)
    picker.choose(nil, of: 0)
    return Step(.stay, reading(desk))
  }

  private func go(_ desk: inout Desk) -> Step {
    guard let selected = selected(desk), let place = selected.place else { return Step() }
    guard desk.block(place.block) != nil else {
      desk.say("Its booking block was deleted, so there is nothing to go to.")
      return Step()
    }
    if let slot = selected.subject.slot, let person = selected.subject.appointment {
      desk.selection.person = PersonInSlot(slot: slot, appointment: person)
      return Step(.close, desk.go(to: slot, of: place.block))
    }
    return Step(.close, [desk.load(.moment(place.moment), block: place.block)])
  }

  // MARK: Taking back

  /// Why it cannot be taken back by whoever sits here; nil when it can.
  private static func obstacle(to activity: Activity, _ desk: Desk) -> String? {
    let action = activity.action
    if action.actor != desk.settings.actor {
      return "\(action.actor) did that: only \(action.actor) can take it back."
    }
    if activity.isUndone { return "That is taken back already." }
    switch action.verb {
    case .undo:
      return
        "That took something back: \(desk.keyMap.keyName(.redo)) does again what was taken back last."
    case .redo: return "That did something again: take back the action itself."
    default: return nil
    }
  }

  /// What is older than this session, or than some minutes, is asked for first.
  private func takeBack(_ desk: inout Desk) -> Step {
    guard let selected = selected(desk) else { return Step() }
    if let obstacle = desk.obstacleToChanges ?? Self.obstacle(to: selected, desk) {
      desk.say(obstacle, .error)
      return Step()
    }
    let effect = Effect.takeBack(selected.action.id)
    guard desk.journal.isOld(selected.action, at: desk.clock) else { return Step(.stay, [effect]) }
    let text = "Take this back: \(desk.activityText.sentence(selected))?"
    return Step(.open(Question(text, refusal: "Nothing was taken back.", [effect])))
  }

  // MARK: What the store says

  func renewal(_ desk: Desk) -> [Effect] { reading(desk) }

  /// What was chosen stays chosen; the newest stays so while nothing was.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .activityRead(let query, let new) = event else { return nil }
    guard query == self.query(desk) else { return Step() }
    picker.keep(selected(desk)?.action.id, among: new.map(\.action.id))
    activities = new
    isCut = new.count >= query.limit
    return Step()
  }

  /// Reads on where the row is one of the last that were read.
  mutating func reached(_ desk: Desk) -> [Effect] {
    let count = count(desk)
    guard isCut, (selection(desk) ?? 0) + Self.page / 4 > count else { return [] }
    (wanted, isCut) = (count + Self.page, false)
    return reading(desk)
  }

  // MARK: What it shows

  func title(_ desk: Desk) -> String {
    let whose = choice.isMine ? "What you did" : "What everybody did"
    let block = choice.isOfBlock ? desk.content.block.map { ", \($0.name)" } ?? "" : ", all blocks"
    return whose + block
  }

  func sentence(_ desk: Desk) -> String? {
    selected(desk).map { "\(Self.when($0, desk)) \(desk.activityText.sentence($0))" }
  }

  func nothing(_ desk: Desk) -> String {
    if activities == nil { return "Reading what happened…" }
    return choice.isMine ? "You have done nothing yet." : "Nothing has happened yet."
  }

  private static func when(_ activity: Activity, _ desk: Desk) -> String {
    let (at, times) = (activity.action.at, desk.times)
    let isToday = times.zone.date(at) == times.zone.date(desk.clock)
    return isToday ? times.minute(at) : times.moment(at, now: desk.clock)
  }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let activities = activities ?? []
    let widest = activities.map { DisplayWidth.columns(of: Self.when($0, desk)) }.max() ?? 0
    return { index in
      let activity = activities[index]
      let takenBack = activity.isUndone ? " (taken back)" : ""
      let text = desk.activityText.sentence(activity) + takenBack
      let when = Self.when(activity, desk)
      let style: Style = activity.isUndone ? .dim : .plain
      // One of last week must not take the room of all others.
      let width = room >= 100 ? widest + 1 : DisplayWidth.columns(of: when) + 1
      return Line(
        "\(when) \(text)",
        parts: [
          .text(when, x: 0, width: width - 1, .dim),
          .text(text, x: width, width: max(0, room - width), style),
        ]
      )
    }
  }
}

extension Activity {
  /// Where it can be looked at.
  fileprivate var place: (block: BookingBlock.ID, moment: Instant)? {
    guard let block = subject.blockID, let span = subject.span else { return nil }
    return (block, span.start)
  }
}
