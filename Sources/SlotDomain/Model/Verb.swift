extension Action {
  /// What was done, in the words of the command line.
  public enum Verb: String, Hashable, Sendable, CaseIterable {
    case createSlots = "slot create"
    case updateSlots = "slot update"
    case enableSlots = "slot enable"
    case disableSlots = "slot disable"
    case lockSlots = "slot lock"
    case unlockSlots = "slot unlock"
    case shiftSlots = "slot shift"
    case deleteSlots = "slot delete"
    case createBlock = "block create"
    case updateBlock = "block update"
    case publishBlock = "block publish"
    case draftBlock = "block draft"
    case deleteBlock = "block delete"
    case createAppointments = "appointment create"
    /// After booking had closed.
    case createLateAppointments = "appointment create late"
    case updateAppointments = "appointment update"
    case cancelAppointments = "appointment cancel"
    case enableAppointments = "appointment enable"
    case rescheduleAppointment = "appointment reschedule"
    case deleteAppointments = "appointment delete"
    case undo
    case redo
    case plan
    case demo
    case takeOver = "import"

    /// Whether places are taken by it, in time or late.
    public var isBooking: Bool { self == .createAppointments || self == .createLateAppointments }

    /// Whether somebody can come to a slot by it who did not before.
    var bringsPeople: Bool {
      switch self {
      case .createAppointments, .createLateAppointments, .enableAppointments,
        .rescheduleAppointment, .takeOver, .demo:
        true
      case .createSlots, .updateSlots, .enableSlots, .disableSlots, .lockSlots, .unlockSlots,
        .shiftSlots, .deleteSlots, .createBlock, .updateBlock, .publishBlock, .draftBlock,
        .deleteBlock, .updateAppointments, .cancelAppointments, .deleteAppointments, .undo, .redo,
        .plan:
        false
      }
    }

    /// Whether people lose their places by it together with the slots.
    var deletesSlots: Bool {
      switch self {
      case .deleteSlots, .deleteBlock: true
      case .createSlots, .updateSlots, .enableSlots, .disableSlots, .lockSlots, .unlockSlots,
        .shiftSlots, .createBlock, .updateBlock, .publishBlock, .draftBlock, .createAppointments,
        .createLateAppointments, .updateAppointments, .cancelAppointments, .enableAppointments,
        .rescheduleAppointment, .deleteAppointments, .undo, .redo, .plan, .demo, .takeOver:
        false
      }
    }

    /// What it is done to.
    public enum Topic: Hashable, Sendable {
      case slots, blocks, appointments
      /// Whatever was there, or came.
      case anything
    }

    /// By its first word.
    public var topic: Topic {
      switch rawValue.split(separator: " ").first {
      case "slot": .slots
      case "block": .blocks
      case "appointment": .appointments
      default: .anything
      }
    }

    /// A row for each verb; the compiler asks for it. (A dictionary could lack one.)
    public var words: VerbWords {
      let owner = "the appointment of"
      return switch self {
      case .createSlots, .createBlock: VerbWords("create", "created", "creating")
      case .updateSlots, .updateBlock: VerbWords("change", "changed", "changing")
      case .enableSlots: VerbWords("enable", "enabled", "enabling")
      case .disableSlots: VerbWords("disable", "disabled", "disabling")
      case .lockSlots: VerbWords("lock", "locked", "locking")
      case .unlockSlots: VerbWords("unlock", "unlocked", "unlocking")
      case .shiftSlots: VerbWords("shift", "shifted", "shifting")
      case .deleteSlots, .deleteBlock: VerbWords("delete", "deleted", "deleting")
      case .publishBlock: VerbWords("publish", "published", "publishing")
      case .draftBlock: VerbWords("make a draft of", "made a draft of", "making a draft of")
      case .createAppointments: VerbWords("book", "booked", "booking", beforeName: "for")
      case .createLateAppointments:
        VerbWords("book late", "booked late", "booking late", beforeName: "for")
      case .updateAppointments: VerbWords("change", "changed", "changing", beforeName: owner)
      case .cancelAppointments: VerbWords("cancel", "cancelled", "cancelling", beforeName: owner)
      case .enableAppointments: VerbWords("enable", "enabled", "enabling", beforeName: owner)
      case .rescheduleAppointment: VerbWords("move", "moved", "moving", beforeName: owner)
      case .deleteAppointments: VerbWords("delete", "deleted", "deleting", beforeName: owner)
      case .undo: VerbWords("take back", "took back", "taking back")
      case .redo: VerbWords("do again", "did again", "doing again")
      case .plan: VerbWords("plan", "planned", "creating")
      case .demo: VerbWords("fill the store with", "filled the store with", "creating")
      case .takeOver: VerbWords("import", "imported", "importing")
      }
    }
  }
}

/// The forms of a verb, for sentences about what would be, is being and was done.
public struct VerbWords: Hashable, Sendable {
  /// `disable`: what would be done.
  public let infinitive: String
  /// `disabled`: what somebody did.
  public let past: String
  /// `disabling`: what is being done.
  public let present: String
  /// What stands between it and a person's name: `booked for Ada`.
  public let beforeName: String

  init(_ infinitive: String, _ past: String, _ present: String, beforeName: String = "") {
    self.infinitive = infinitive
    self.past = past
    self.present = present
    self.beforeName = beforeName.isEmpty ? "" : beforeName + " "
  }
}
