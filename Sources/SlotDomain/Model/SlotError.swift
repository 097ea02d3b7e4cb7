/// Why something was refused, with the object that stands in the way. Nothing was changed.
///
/// The code is the contract; the sentence is made in `SlotError+Message`.
public enum SlotError: Error, Hashable, Sendable {
  /// E001: a mistake of ours.
  case unexpected(String)
  /// E013: the whole sentence.
  case badRequest(String)
  case invalidDate(TimeProblem)
  case invalidTimezone(String)
  /// E022: of a calendar that neither says what the zone is, nor calls it by a name that is known.
  case zoneNotDescribed(String)
  case startNotBeforeEnd(TimeRange)
  /// E024: `existing` is the slot in the way, or the other new one when both came together.
  case slotsOverlap(TimeRange, existing: TimeRange, isNew: Bool)
  /// E025: what was asked for, as it was asked.
  case slotNotFound(String)
  /// E042: nil when it is all of it together.
  case metadataTooLong(key: String?)
  case metadataKeyNotString(offset: Int)
  case notLockable(Slot)
  case alreadyLocked(Slot)
  case capacityBelowAppointments(Slot, capacity: Int)
  case capacityInvalid(String)
  case appointmentNotFound(String)
  case notEnoughCapacity(Slot)
  case slotLocked(Slot)
  case slotDisabled(Slot)
  /// E052: what was asked for, and the names that may have been meant.
  case blockNotFound(String, near: [String] = [])
  case bookingDisabledBeforeInvalid(String)
  case lockKeyWrong(Slot)
  case slotHasAppointments(Slot)
  case blockHasSlots(BookingBlock, count: Int)
  case blockNotPublished(BookingBlock)
  /// E063: booking has been closed since `since`.
  case bookingClosed(Slot, since: Instant)
  /// The slot was changed after the caller last saw it.
  case changedMeanwhile(Slot, by: String, at: Instant)
  /// E013: a member of somebody's metadata was changed after the caller last saw it; as it is now.
  case memberChanged(String, JSONValue?)
  case storeBusy
  /// S002: why the file is no good.
  case storeDamaged(place: String, reason: String)
  /// S002: a file beside the store that could do harm, and why.
  case strangeFile(path: String, reason: String)
  case storeNewer(place: String, version: Int)
  case readOnly
  /// S004: what the server says that the role lacks.
  case rightMissing(String)
  case cannotUndo(String)
  /// S005: nothing that an action did can be put back, or done again: what of it is in the way, and why;
  /// nil: it is so already.
  indirect case nothingPutBack(
    Action.ID,
    Action.Verb,
    UndoObstacle?,
    of: Change.Subject?,
    isUndo: Bool
  )
  case ambiguousReference(String, candidates: [String])
  /// S007: what the operating system said.
  case fileProblem(path: String, reason: String)
  /// S009: the server of the store cannot be reached, and why. The address is as people know it.
  case storeOutOfReach(address: String, reason: String)
  /// S009: the server was lost while it saved a change, and why. The request has it done once.
  case changeUnknown(address: String, reason: String, request: ChangeRequest)
  /// S009: a file is said to be on a server. The address is without its secrets.
  case serverAsFile(address: String)
  /// S007: what was asked for is done, and that could not be told.
  indirect case reportLost(SlotError)
  /// S008: whoever began it stopped it before it was done.
  case stopped
  /// A refusal of what a file says, with the code of its cause.
  indirect case inFile(String, line: Int, cause: SlotError)
  /// Several refusals of one thing that was asked for, the first ones of `count`.
  indirect case several([SlotError], count: Int)

  public var code: ErrorCode {
    switch self {
    case .unexpected: .unexpected
    case .badRequest, .changedMeanwhile, .memberChanged: .badRequest
    case .invalidDate(.zoneLost), .invalidTimezone, .zoneNotDescribed: .invalidTimezone
    case .invalidDate: .invalidDate
    case .startNotBeforeEnd: .startNotBeforeEnd
    case .slotsOverlap: .slotsOverlap
    case .slotNotFound: .slotNotFound
    case .metadataTooLong: .metadataTooLong
    case .metadataKeyNotString: .metadataKeyNotString
    case .notLockable: .notLockable
    case .alreadyLocked: .alreadyLocked
    case .capacityBelowAppointments: .capacityBelowAppointments
    case .capacityInvalid: .capacityInvalid
    case .appointmentNotFound: .appointmentNotFound
    case .notEnoughCapacity: .notEnoughCapacity
    case .slotLocked: .slotLocked
    case .slotDisabled: .slotDisabled
    case .blockNotFound: .blockNotFound
    case .bookingDisabledBeforeInvalid: .bookingDisabledBeforeInvalid
    case .lockKeyWrong: .lockKeyWrong
    case .slotHasAppointments, .blockHasSlots: .stillInUse
    case .blockNotPublished: .blockNotPublished
    case .bookingClosed: .bookingClosed
    case .storeBusy: .storeBusy
    case .storeDamaged, .strangeFile: .storeDamaged
    case .storeNewer: .storeNewer
    case .readOnly, .rightMissing: .readOnly
    case .cannotUndo, .nothingPutBack: .cannotUndo
    case .ambiguousReference: .ambiguousReference
    case .fileProblem, .reportLost: .fileProblem
    case .storeOutOfReach, .changeUnknown, .serverAsFile: .storeOutOfReach
    case .stopped: .stopped
    case .inFile(_, _, let cause): cause.code
    case .several(let refusals, _): refusals.first?.code ?? .unexpected
    }
  }

  /// What something failed on.
  private enum Subject {
    /// An object, or what was said of one: others can still be done. With the slot in the way.
    case object(Slot?)
    /// The store, or the program: whatever is tried next fails too.
    case store
  }

  private var subject: Subject {
    switch self {
    case .notLockable(let slot), .alreadyLocked(let slot), .capacityBelowAppointments(let slot, _),
      .notEnoughCapacity(let slot), .slotLocked(let slot), .slotDisabled(let slot),
      .lockKeyWrong(let slot), .slotHasAppointments(let slot), .bookingClosed(let slot, _),
      .changedMeanwhile(let slot, _, _):
      .object(slot)
    case .badRequest, .invalidDate, .invalidTimezone, .zoneNotDescribed, .startNotBeforeEnd,
      .slotsOverlap,
      .slotNotFound,
      .metadataTooLong, .metadataKeyNotString, .capacityInvalid, .appointmentNotFound,
      .blockNotFound,
      .bookingDisabledBeforeInvalid, .blockHasSlots, .blockNotPublished, .cannotUndo,
      .nothingPutBack,
      .ambiguousReference, .memberChanged:
      .object(nil)
    case .unexpected, .storeBusy, .storeDamaged, .strangeFile, .storeNewer, .readOnly,
      .rightMissing,
      .fileProblem, .storeOutOfReach, .changeUnknown, .serverAsFile, .reportLost, .stopped:
      .store
    case .inFile(_, _, let cause): cause.subject
    case .several(let refusals, _):
      refusals.allSatisfy(\.isAboutObject) ? .object(refusals.first?.slot) : .store
    }
  }

  /// Whether it is about an object and not about the store, so that others can still be done.
  public var isAboutObject: Bool { if case .object = subject { true } else { false } }

  /// The slot in the way, whose block says in which zone to speak of it.
  public var slot: Slot? { if case .object(let slot) = subject { slot } else { nil } }
}

extension SlotError {
  /// What `body` gives; what is wrong with a time or a zone becomes a refusal.
  static func aboutTime<Result>(
    _ body: () throws(TimeProblem) -> Result
  ) throws(SlotError) -> Result {
    do { return try body() } catch { throw .invalidDate(error) }
  }

  /// So many refusals are told one by one.
  public static let longestList = 20

  /// All that keeps something from being done, each once; nil when nothing does.
  ///
  /// - `unlisted`: How many more there are than `refusals`.
  public static func together(_ refusals: [SlotError], unlisted: Int = 0) -> SlotError? {
    var seen: Set<SlotError> = []
    let refusals = refusals.filter { seen.insert($0).inserted }
    let count = refusals.count + unlisted
    return count > 1 ? .several(Array(refusals.prefix(longestList)), count: count) : refusals.first
  }

  /// One by one, as far as they are told one by one.
  public var refusals: [SlotError] {
    if case .several(let refusals, _) = self { refusals } else { [self] }
  }

  /// How many more there are than `refusals` tells.
  public var refusalsLeft: Int {
    if case .several(let refusals, let count) = self { count - refusals.count } else { 0 }
  }
}

/// Why something is left alone where an action is taken back.
public enum UndoObstacle: Hashable, Sendable {
  /// Somebody changed it since.
  case changed(by: String, at: Instant)
  /// It cannot be put back, because a rule of today stands in the way.
  case refused(SlotError)
}
