import SlotDomain
import TerminalKit

/// What time it is, and of which time the store is looked at.
struct ScreenTime: Hashable, Sendable {
  /// What the clock says, also while the past is shown.
  var clock: Instant
  /// The moment whose store is wanted; nil for the present. The content says which is shown.
  var asOf: Instant?
}

/// What the next keys are about, besides the slot under the cursor.
struct Selection: Hashable, Sendable {
  var marks = Marks()
  /// The appointment that is being moved.
  var inHand: AppointmentInHand?
  /// What `y` copied.
  var copied: SlotCopy?
  /// Copied slots or a series that are about to be made.
  var planned: Paste?
  /// The last search from which a match was chosen.
  var search: Search?
}

/// An appointment that the user has taken up and not put down yet. In the store it keeps its place until
/// it has another.
struct AppointmentInHand: Hashable, Sendable {
  let appointment: Appointment
  let slot: Slot
}

/// What stands beside the view, and is read when the cursor rests.
struct Surroundings: Hashable, Sendable {
  /// Details of the slot on which the cursor came to rest, for the panel of a wide terminal.
  var panel: SlotDetails?
  /// How much is free in the blocks.
  var available: AvailableCounts?
  /// How often what was read may have become otherwise, so that it is to be read again.
  var age = 0
  /// The same when the counts were read.
  var ageOfCounts = -1
  /// When the cursor will have rested long enough.
  var restsAt: Instant?
}

/// How many slots of each block can be booked in a period.
struct AvailableCounts: Hashable, Sendable {
  let firstDay: CivilDate
  var days = 7
  let counts: [BookingBlock.ID: Int]

  var period: ShownPeriod { ShownPeriod(firstDay: firstDay, days: days) }
}

/// What the line at the bottom says, or waits for.
struct StatusLine: Hashable, Sendable {
  var message: Message?
  var sequence = KeySequence()
  /// Booking was refused, and what is typed can be the name that was meant for it.
  var refusedBooking: RefusedBooking?
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
  /// Not to be announced as a colleague's.
  var actions: Set<Action.ID> = []
  /// What the user changed last, as command lines.
  var lastCommands: [String] = []
  /// Slots that a colleague changed.
  var flashes: [Slot.ID: Flash] = [:]
  /// How many plans were asked for, so that an answer can be told from a later one's.
  var plansAsked = 0
}

/// The mark of a colleague's change.
struct Flash: Hashable, Sendable {
  static let duration = Span.seconds(4)

  let actor: String
  let end: Instant
}
