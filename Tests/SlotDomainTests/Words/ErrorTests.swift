import SlotDomain
import Testing

@Suite struct ErrorTests {
  @Test func codesAreTheContract() {
    #expect(
      ErrorCode.allCases.map(\.rawValue) == [
        "E001", "E013", "E021", "E022", "E023", "E024", "E025", "E042", "E043", "E044", "E045",
        "E046", "E047", "E048", "E049", "E050", "E051", "E052", "E058", "E059", "E060", "E061",
        "E063", "S001", "S002", "S003", "S004", "S005", "S006", "S007", "S008",
        "S009",
      ]
    )
  }

  /// Of an hour that comes twice, which one it is.
  @Test func sentencesTellTheRepeatedHourApart() throws {
    let zone = Zone(nameInStore: "Europe/Warsaw")
    let first = try TimeText.instant("2026-10-25T02:10+02:00", in: zone)
    for (start, offset) in [(first, "+02:00"), (first + .hours(1), "+01:00")] {
      let range = TimeRange(start: start, end: start + .minutes(20))
      let sentence = SlotError.slotsOverlap(range, existing: range, isNew: false).message(in: zone)
      #expect(
        sentence.contains("overlaps the slot 2026-10-25 02:10\(offset)–02:30\(offset)."),
        "\(sentence)"
      )
    }
  }

  @Test func sentencesNameWhatIsInTheWay() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    _ = try test.store.perform(
      .changeSlots([slot.id], .lock(until: moment(45), key: "k")),
      at: moment(0)
    )
    func sentence(of operation: SlotDomain.Operation) -> String? {
      do {
        _ = try test.store.perform(operation, at: moment(1))
        return nil
      } catch { return error.message(in: .utc) }
    }
    #expect(
      sentence(of: .createSlots([test.draft(70)]))
        == "2026-03-02 01:10–01:30 UTC overlaps the slot 2026-03-02 01:00–01:20 UTC."
        + " Choose a time that is free."
    )
    #expect(
      sentence(of: .createAppointments([AppointmentDraft(slotID: slot.id)]))
        == "Slot 2026-03-02 01:00–01:20 UTC is locked by ana until 2026-03-02 00:45 UTC."
        + " Wait, or unlock it."
    )
    let missing = Slot.ID()
    #expect(
      sentence(of: .changeSlots([missing], .setStatus(.active)))
        == "There is no slot \"\(missing)\". It may have been deleted: slottui slot list shows those"
        + " there are."
    )
  }

  /// What the store cannot do for one object it cannot do for the next one either: an import stops.
  @Test func troubleOfTheStoreIsToldFromThatOfAnObject() throws {
    let lost = SlotError.storeOutOfReach(address: "db", reason: "gone")
    let trouble: [SlotError] = [
      .unexpected("x"), .storeBusy, .storeDamaged(place: "a", reason: "b"),
      .strangeFile(path: "a", reason: "b"), .storeNewer(place: "a", version: 9), .readOnly,
      .rightMissing("x"), .fileProblem(path: "a", reason: "b"), lost,
      .changeUnknown(address: "a", reason: "b", request: ChangeRequest()),
      .serverAsFile(address: "a"),
      .reportLost(.storeBusy), .stopped,
    ]
    for error in trouble { #expect(!error.isAboutObject, "\(error)") }
    let refusal = SlotError.badRequest("x")
    for error in [refusal, .slotNotFound("x"), .several([refusal, refusal], count: 2)] {
      #expect(error.isAboutObject, "\(error)")
    }
    #expect(SlotError.inFile("a.csv", line: 1, cause: refusal).isAboutObject)
    #expect(!SlotError.inFile("a.csv", line: 1, cause: lost).isAboutObject)
    #expect(!SlotError.several([refusal, lost], count: 2).isAboutObject)
    let slot = try TestStore().slot(60)
    #expect(SlotError.inFile("a", line: 1, cause: .slotDisabled(slot)).slot == slot)
  }
}
