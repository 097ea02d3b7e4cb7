import SlotDomain

/// What the program ends with; the numbers are those of sysexits.h.
package enum ExitStatus: Int32 {
  case done = 0
  case usage = 64
  case refused = 65
  case notFound = 66
  case mistakeOfOurs = 70
  case storeOrFile = 74
  case busy = 75
  case readOnly = 77
  /// By Ctrl-C, as a shell has it: 128 and the signal's number.
  case interrupted = 130

  init(_ code: ErrorCode) {
    self =
      switch code {
      case .slotNotFound, .appointmentNotFound, .blockNotFound: .notFound
      case .unexpected: .mistakeOfOurs
      case .storeDamaged, .storeNewer, .fileProblem, .storeOutOfReach: .storeOrFile
      case .storeBusy: .busy
      case .stopped: .interrupted
      case .readOnly: .readOnly
      case .badRequest, .invalidDate, .invalidTimezone, .startNotBeforeEnd, .slotsOverlap,
        .metadataTooLong, .metadataKeyNotString, .notLockable, .alreadyLocked,
        .capacityBelowAppointments, .capacityInvalid, .notEnoughCapacity, .slotLocked,
        .slotDisabled, .bookingDisabledBeforeInvalid, .lockKeyWrong, .stillInUse,
        .blockNotPublished, .bookingClosed, .cannotUndo, .ambiguousReference:
        .refused
      }
  }
}
