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

extension Action.Verb {
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

/// A text as the beginning of a sentence.
public func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}
