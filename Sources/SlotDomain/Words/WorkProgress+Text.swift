extension WorkProgress {
  /// `Disabling 6,200 of 10,000`.
  public var phrase: String {
    "\(verb.presentParticiple) \(Self.grouped(done)) of \(Self.grouped(total))"
  }

  /// `12,345`.
  public static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}

extension Action.Verb {
  /// What is being done.
  fileprivate var presentParticiple: String {
    switch self {
    case .createSlots, .createBlock, .plan: "Creating"
    case .updateSlots, .updateBlock, .updateAppointments: "Changing"
    case .enableSlots, .enableAppointments: "Enabling"
    case .disableSlots: "Disabling"
    case .lockSlots: "Locking"
    case .unlockSlots: "Unlocking"
    case .deleteSlots, .deleteBlock, .deleteAppointments: "Deleting"
    case .publishBlock: "Publishing"
    case .draftBlock: "Making a draft of"
    case .createAppointments: "Booking"
    case .cancelAppointments: "Cancelling"
    case .rescheduleAppointment: "Moving"
    case .undo: "Taking back"
    case .redo: "Doing again"
    case .demo: "Creating"
    case .takeOver: "Importing"
    }
  }
}
