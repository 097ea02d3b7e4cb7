import Testing

@testable import SlotDomain

/// Every sentence about a refusal says what to do about it.
@Suite struct RemedyTests {
  private static let range = TimeRange(start: moment(60), end: moment(80))

  private static let block = BookingBlock(
    id: BookingBlock.ID(),
    shortID: "abcdefghijk",
    name: "Dr. Ada",
    timezone: "Europe/Warsaw",
    createdAt: moment(0),
    updatedAt: moment(0)
  )

  private static let slot = Slot(
    id: Slot.ID(),
    blockID: block.id,
    range: range,
    capacity: 1,
    createdAt: moment(0),
    updatedAt: moment(0)
  )

  private static let local = LocalTime(date: CivilDate(dayNumber: 20_000), hour: 2)

  /// One of each; those whose sentence is made elsewhere are left out.
  private static let errors: [SlotError] = [
    .unexpected("detail"), .invalidTimezone("Mars"), .startNotBeforeEnd(range),
    .slotsOverlap(range, existing: range, isNew: false), .slotNotFound("x"),
    .metadataTooLong(key: "k"), .metadataTooLong(key: nil), .metadataKeyNotString(offset: 0),
    .notLockable(slot), .alreadyLocked(slot), .capacityBelowAppointments(slot, capacity: 1),
    .capacityInvalid("x"),
    .appointmentNotFound("x"), .notEnoughCapacity(slot), .slotLocked(slot), .slotDisabled(slot),
    .blockNotFound("x"), .bookingDisabledBeforeInvalid("x"), .lockKeyWrong(slot),
    .slotHasAppointments(slot), .blockHasSlots(block, count: 2), .blockNotPublished(block),
    .bookingClosed(slot, since: moment(0)), .changedMeanwhile(slot, by: "ben", at: moment(0)),
    .storeBusy, .storeDamaged(place: "x", reason: "it is no store"),
    .storeNewer(place: "x", version: 9), .readOnly,
    .rightMissing("permission denied"),
    .ambiguousReference("x", candidates: ["x1", "x2"]),
    .fileProblem(path: "x", reason: "there is no store yet"), .stopped,
    .invalidDate(.malformed("x")), .invalidDate(.noMoment("x")),
    .invalidDate(.noDay("x", .notUnderstood)), .invalidDate(.outOfRange("x")),
    .invalidDate(.ambiguous(local, firstOffset: 7200, secondOffset: 3600)),
    .invalidDate(.unknownZone("x")), .invalidDate(.zoneLost("US/Eastern")),
    .storeOutOfReach(address: "postgres://db1/slots", reason: "it is gone"),
    .changeUnknown(address: "postgres://db1/slots", reason: "it is gone", request: ChangeRequest()),
    .serverAsFile(address: "postgres://…"),
  ]

  /// How what is to be done begins.
  private static let verbs: Set = [
    "Add", "Cancel", "Choose", "Delete", "Do", "Enable", "Give", "Install", "Leave", "Look", "Make",
    "Mend", "Please", "Publish", "Raise", "Shorten", "Try", "Use", "Wait,", "Write",
  ]

  @Test func everyCodeIsHere() {
    let elsewhere: Set<ErrorCode> = [.badRequest, .cannotUndo]
    #expect(Set(Self.errors.map(\.code)).union(elsewhere) == Set(ErrorCode.allCases))
  }

  @Test(arguments: errors)
  func saysWhatToDo(error: SlotError) {
    let message = error.message(in: .utc)
    #expect(message.hasSuffix("."))
    let clauses = message.replacing(": ", with: ". ").split(separator: ". ")
    let isToldWhatToDo = clauses.contains { clause in
      let first = clause.prefix { $0 != " " }
      let beginning = first.prefix(1).uppercased() + first.dropFirst()
      return Self.verbs.contains(beginning) || clause.hasPrefix("slottui ")
    }
    #expect(isToldWhatToDo, "\(message)")
  }

  /// What a person meets who tries the keys for taking things back.
  @Test func takingBackSaysWhatToDo() throws {
    let test = try TestStore()
    for isRedo in [false, true] {
      let other = try test.session(of: "cleo")
      do {
        _ =
          isRedo ? try other.redo(at: moment(1)) : try other.undo(nil, force: false, at: moment(1))
        Issue.record("there was nothing to take back")
      } catch {
        let message = error.message(in: .utc)
        #expect(
          message.hasSuffix(isRedo ? "Take something back first." : "Change something first.")
        )
      }
    }
  }
}
