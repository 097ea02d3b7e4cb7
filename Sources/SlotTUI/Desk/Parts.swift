import SlotDomain
import TerminalKit

/// What time it is, and of which time the store is looked at.
struct ScreenTime: Hashable, Sendable {
  /// What the clock says, also while the past is shown.
  var clock: Instant
  /// The moment whose store is wanted; nil for the present. The content says which is shown.
  var asOf: Instant?
}

/// Whose clock the screen shows.
enum ZoneChoice: Hashable, Sendable, CaseIterable {
  case block
  case user
  case utc

  var next: ZoneChoice {
    switch self {
    case .block: .user
    case .user: .utc
    case .utc: .block
    }
  }
}

/// What the next keys are about, besides the slot under the cursor.
struct Selection: Hashable, Sendable {
  var marks = Marks()
  /// Up to where the journal was known when they were looked at last; nil without marks.
  var marksSeen: JournalPosition?
  /// When a filter last took the slot under the cursor out of the list, by what others did or by the clock: a
  /// key can have been meant for that.
  var cursorLeft: Leaving?
  /// The appointment that is being moved.
  var inHand: AppointmentInHand?
  /// What `y` copied: slots, or somebody.
  var copied: SlotCopy?
  /// The cursor's day by then.
  var copiedOn: CivilDate?
  var copiedPerson: Person?
  /// Copied slots or a series that are about to be made.
  var planned: Paste?
  /// What the last series said that holds for the next block, too.
  var series: SeriesMemory?
  /// The last search from which a match was chosen.
  var search: Search?
  /// Who was found, booked or moved last: the details of their slot begin with them.
  var person: PersonInSlot?
}

/// The slot under the cursor is there no more.
struct Leaving: Hashable, Sendable {
  let at: Instant
  /// Who did what, where that was said.
  let reason: String?
}

/// Somebody by their appointment, and where it is.
struct PersonInSlot: Hashable, Sendable {
  let slot: Slot.ID
  let appointment: Appointment.ID
}

/// A series as it was typed: the next block has the same term and the same holidays, and where it has no
/// slots yet, the same hours.
struct SeriesMemory: Hashable, Sendable {
  /// By the name of their field.
  let texts: [String: String]
}

/// An appointment that the user has taken up and not put down yet. In the store it keeps its place until
/// it has another.
struct AppointmentInHand: Hashable, Sendable {
  let appointment: Appointment
  let slot: Slot

  func givenUp(_ desk: Desk) -> String { "You are no longer moving \(desk.who(appointment))." }
}

/// What stands beside the view, and is read when the cursor rests.
struct Surroundings: Hashable, Sendable {
  /// Details of the slot on which the cursor came to rest, for the panel of a wide terminal.
  var panel: SlotDetails?
  /// What is free around the view, and of what that was asked.
  var outlook: ReadOutlook?
  /// How often what was read may have become otherwise, so that it is to be read again.
  var age = 0
  /// The same when the outlook was read.
  var ageOfOutlook = -1
  /// When the cursor will have rested long enough.
  var restsAt: Instant?
  /// Whether the store's server answered last, or the store's file was the one that was opened.
  var isReached = true
  /// Whether it is a server's.
  var isOfServer = false
}

/// The answer, and what was asked.
struct ReadOutlook: Hashable, Sendable {
  let request: OutlookRequest
  let outlook: Outlook
}

/// What the line at the bottom says, or waits for.
struct StatusLine: Hashable, Sendable {
  var message: Message?
  var sequence = KeySequence()
  /// A question was withdrawn: until then, keys can be on their way to it, and are for nothing else.
  var deafUntil: Instant?
  /// A form was not opened: what is typed at once is text for it, and no key.
  var typing: MisplacedTyping?
  /// The answers to it: the next key, if it is one of them, was meant for it.
  var lateAnswers: Set<Character> = []
}

/// What the last key (or a colleague) did.
struct Message: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case plain
    case success
    case error
    /// What a colleague did. The latest is what counts.
    case news
    /// What is being done: until that is over, no key but those that stop it is obeyed.
    case working

    var style: Style {
      switch self {
      case .plain, .news, .working: .plain
      case .success: .success
      case .error: .error
      }
    }
  }

  let text: String
  let kind: Kind

  init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }
}

/// What was done at this screen, and by colleagues a moment ago.
struct OwnJournal: Hashable, Sendable {
  /// What was done so long ago is asked for before it is taken back.
  private static let fresh = Span.minutes(5)

  /// When the screen was opened.
  let start: Instant
  /// Not to be announced as a colleague's. With the time at which it was done here: sample data is
  /// dated back.
  var actions: [Action.ID: Instant] = [:]
  /// What the user changed last, as command lines.
  var lastCommands: [String] = []
  /// The slots that the user closed last.
  var closed: Set<Slot.ID> = []
  /// Slots that a colleague changed.
  var flashes: [Slot.ID: Flash] = [:]
  /// The last time that a colleague closed slots, or opened them.
  var turn: Turn?
  /// What was said last of a slot that a colleague took away: newer news says more.
  var loss: Message?
  /// What was said last of something done here.
  var done: Done?
  /// How many plans were asked for, so that an answer can be told from a later one's.
  var plansAsked = 0

  struct Done: Hashable, Sendable {
    var message: Message
    /// What it was done to.
    let subjects: Set<Change.Subject>

    init(_ message: Message, _ outcome: Outcome) {
      self.message = message
      subjects = Set(
        outcome.blocks.map { .block($0.id) } + outcome.slots.map { .slot($0.id) }
          + outcome.appointments.map { .appointment($0.id) }
      )
    }
  }

  init(start: Instant) { self.start = start }

  /// Whether somebody else did it.
  func isOfOthers(_ entry: JournalEntry) -> Bool { actions[entry.action.id] == nil }

  /// Whether an action is older than this session, or than some minutes: what the user wants to take back is
  /// asked about first then, since they may have something else in mind.
  func isOld(_ action: Action, at clock: Instant) -> Bool {
    (actions[action.id] ?? action.at) < max(start, clock - Self.fresh)
  }

  /// Whether the user did it at another screen or command line, after something was done at this one: that is
  /// what they most probably want to take back.
  func isFromElsewhere(_ action: Action, at clock: Instant) -> Bool {
    actions[action.id] == nil && actions.values.contains { $0 >= clock - Self.fresh }
  }

  /// Whether a message of what was done here is wrong by now: somebody else has changed that since.
  func isOverruled(_ message: Message, by entries: [JournalEntry]) -> Bool {
    guard let done, done.message == message else { return false }
    return entries.contains { $0.changes.contains { done.subjects.contains($0.subject) } }
  }
}

/// The mark of a colleague's change.
struct Flash: Hashable, Sendable {
  static let duration = Span.seconds(4)

  let actor: String
  let end: Instant
}

/// That a colleague closed slots, or opened them: a key that turns them round was meant for what was before.
struct Turn: Hashable, Sendable {
  let actor: String
  let at: Instant
  let slots: Set<Slot.ID>

  /// Nil when it is about something else.
  init?(_ entry: JournalEntry, at moment: Instant) {
    slots = Set(
      entry.changes.compactMap { change in
        // One that was just made was nothing else before.
        guard case .slot(let id) = change.subject, change.before != nil,
          change.after?["status"] != nil
        else { return nil }
        return id
      }
    )
    guard !slots.isEmpty else { return nil }
    (actor, at) = (entry.action.actor, moment)
  }
}
