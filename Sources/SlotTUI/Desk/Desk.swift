import SlotDomain
import TerminalKit

/// What lies before the user, apart from the windows over it and how the period is shown: the parts of the
/// screen's state that views read and windows change.
struct Desk: Sendable {
  let settings: ScreenSettings
  let keyMap: KeyMap
  var names: Names
  var time: ScreenTime
  var layout: ScreenLayout
  var zoneChoice = ZoneChoice.block
  var sheet: Sheet
  var selection = Selection()
  var surroundings = Surroundings()
  var line = StatusLine()
  var journal: OwnJournal

  var content: PeriodContent { sheet.content }
  /// At which moment slots have the states that are shown: that of the clock, or one of the past.
  var now: Instant { content.asOf ?? time.clock }
  var clock: Instant { time.clock }
  var marks: Marks { selection.marks }
  var times: TimeFormat { TimeFormat(zone: content.zone, style: settings.timeStyle) }

  /// The clock of every form: the block's, whatever clock the screen shows. A series keeps its time on
  /// that wall, so its form can have no other one, and two forms on two clocks would be a trap.
  var formTimes: TimeFormat {
    guard zoneChoice != .block, let block = content.block else { return times }
    return TimeFormat(zone: block.zone, style: settings.timeStyle)
  }

  /// What shows days needs no details beside it, and uses their room.
  var viewArea: Rect { isOfSlots ? layout.week : layout.month }

  /// Whether the cursor stands on slots, and not on days.
  var isOfSlots: Bool { sheet.manner.standing != .days }

  /// On the clock that is shown.
  var today: CivilDate { content.zone.date(now) }

  /// From UTC at the moment under the cursor, in seconds.
  var offsetAtCursor: Int { content.zone.offset(at: instantAtCursor) }
  var instantAtCursor: Instant { sheet.focusedInstant ?? now }

  func block(_ id: BookingBlock.ID) -> BookingBlock? { content.blocks.first { $0.id == id } }

  // MARK: Saying

  /// Shows a sentence until the next key.
  ///
  /// - Returns: No effects: whoever says something mostly does nothing else.
  @discardableResult
  mutating func say(_ text: String, _ kind: Message.Kind = .plain) -> [Effect] {
    line.message = Message(text, kind)
    return []
  }

  /// Of what needs one.
  @discardableResult
  mutating func sayThereIsNoBlock() -> [Effect] {
    say(
      "There is no booking block yet."
        + (isChangeable ? " \(keyMap.keyName(.create)) makes one." : "")
    )
  }

  // MARK: People

  /// Nothing of a person stays in memory where nobody may be named.
  mutating func forgetPeople() {
    sheet.forgetGuests(now: now)
    surroundings.panel = nil
    selection.search = nil
  }

  // MARK: What may be done

  /// Whether what is shown may be changed.
  var isChangeable: Bool { !settings.isReadOnly && content.asOf == nil }

  /// Why nothing can be changed now; nil when it can.
  var obstacleToChanges: String? {
    if isChangeable { return nil }
    guard content.asOf != nil else { return "The store is open for reading only." }
    return "The past cannot be changed. \(keyMap.keyName(.clearMarks)) comes back to the present."
  }

  /// Whether anything may be changed now; where it may not, that is said.
  mutating func mayChange() -> Bool {
    guard let obstacle = obstacleToChanges else { return true }
    say(obstacle, .error)
    return false
  }

  /// Why an action would be refused now, whatever it is done to; nil when it would not.
  func obstacle(to action: ScreenAction) -> String? {
    switch action.reach {
    case .slots, .store: return obstacleToChanges
    case .cursor, .screen: return nil
    case .beyond: return settings.isRestricted ? obstacleToRestricted(action) : nil
    }
  }

  private func obstacleToRestricted(_ action: ScreenAction) -> String? {
    switch action {
    case .names:
      // Whoever set up a screen for strangers does not want them to have it otherwise.
      settings.showsNames ? nil : "This login may not see names."
    case .suspend: "This login may not leave to a shell."
    case .tour: "This login may open no file but the store, so there is no tour."
    case .copyID: "This login may not reach your clipboard."
    default: "This login may not do that."
    }
  }

  /// Every reason against booking a slot; nil when there is none.
  func obstacle(to slot: Slot) -> String? {
    block(slot.blockID).flatMap { SlotSentence(self).obstacle(to: slot, in: $0) }
  }

  /// The slots' locks that are one's own are consumed by what is done, as their keys would do.
  func consumingOwnLocks(of slots: [Slot], _ operation: Operation) -> Operation {
    let own = slots.filter { $0.lock(at: clock)?.owner == settings.actor }
    guard !own.isEmpty else { return operation }
    return .batch(operation.verb, own.map { .releaseOwnLock($0.id) } + [operation])
  }

  /// What the filter lets pass, also where it is not seen.
  func standingOut(_ slots: [Slot]) -> [Slot] {
    guard let condition = sheet.filter.condition else { return slots }
    return slots.filter { slot in
      block(slot.blockID).map { condition.holds(for: slot, in: $0, at: now) } ?? false
    }
  }

  /// `available `, before the slots that a filter lets stand out; empty without one.
  var filterWord: String { sheet.filter.condition.map { "\($0.adjective) " } ?? "" }

  /// Between which starts the slots of the open range lie; nil while none is open.
  var openBounds: ClosedRange<Instant>? {
    marks.rangeStart.map { min($0, sheet.focusedMoment)...max($0, sheet.focusedMoment) }
  }

  // MARK: What stands beside the view

  /// How long the cursor has to stand still before the panel reads about its slot.
  static let restingTime = Span(milliseconds: 350)

  /// The cursor came to stand somewhere. What stands beside the view is read when it stays there, so
  /// that a held key moves nothing but the cursor.
  mutating func rest() {
    if sheet.focusedSlot == nil { surroundings.panel = nil }
    surroundings.restsAt = surroundingsToRead.isEmpty ? nil : clock + Self.restingTime
  }

  /// What the panel, the title and the list of blocks do not know yet.
  var surroundingsToRead: [Effect] {
    var effects: [Effect] = []
    if layout.hasPanel, isOfSlots, let slot = sheet.focusedSlot, slot != surroundings.panel?.slot {
      effects.append(details(of: slot.id, .panel))
    }
    return effects + outlookToRead
  }
}
