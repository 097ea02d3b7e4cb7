import Testing

@testable import SlotDomain

@Suite struct MetadataTests {
  private func code(of text: String) -> ErrorCode? {
    do {
      _ = try Metadata(parsing: text)
      return nil
    } catch { return error.code }
  }

  @Test func isKeptAsCompactSortedText() throws {
    let metadata = try Metadata(parsing: #" { "b" : [ 1.10, {"z":1,"a":2} ] , "a" : "x" } "#)
    #expect(metadata.json == #"{"a":"x","b":[1.10,{"a":2,"z":1}]}"#)
    #expect(metadata["a"] == "x")
    #expect(metadata["c"] == nil)
    #expect(metadata.members.map(\.key) == ["a", "b"])
    #expect(try Metadata(parsing: "{}") == .empty)
    #expect(Metadata.empty.isEmpty)
    #expect(Metadata.empty.members.isEmpty)
  }

  @Test func textsThatOnlyLookTheSameDiffer() throws {
    let composed = try Metadata(parsing: "{\"a\":\"\u{E9}\"}")
    let decomposed = try Metadata(parsing: "{\"a\":\"e\u{301}\"}")
    #expect(composed != decomposed)
    let test = try TestStore()
    let slot = try test.slot(60)
    for metadata in [composed, decomposed] {
      let update = Operation.changeSlots([slot.id], .update(SlotChanges(metadata: metadata)))
      #expect(try test.store.perform(update, at: moment(1)).action != nil)
    }
    let stored = try test.store.slot(slot.id).metadata.json
    #expect(stored.utf8.elementsEqual(decomposed.json.utf8))
  }

  @Test(arguments: [
    ("[]", ErrorCode.badRequest), ("null", .badRequest), ("\"a\"", .badRequest), ("", .badRequest),
    ("{", .badRequest), (#"{"a":1,}"#, .badRequest), (#"{"a":1} x"#, .badRequest),
    ("{1:2}", .metadataKeyNotString), ("{null:2}", .metadataKeyNotString),
    ("{\"a\":{b:1}}", .metadataKeyNotString),
  ])
  func refusesWhatIsNoObject(text: String, expected: ErrorCode) {
    #expect(code(of: text) == expected)
  }

  @Test func keysHaveAtMost100Characters() {
    func object(_ key: String) -> String { "{\"\(key)\":1}" }
    #expect(code(of: object(String(repeating: "é", count: 100))) == nil)
    #expect(code(of: object(String(repeating: "é", count: 101))) == .metadataTooLong)
    #expect(code(of: object("e" + String(repeating: "\u{301}", count: 99))) == nil)
    #expect(code(of: object("e" + String(repeating: "\u{301}", count: 100))) == .metadataTooLong)
  }

  @Test func valuesHaveAtMost5000CharactersAsCompactJSON() {
    func string(_ count: Int) -> String {
      "{\"a\": \"\(String(repeating: "x", count: count))\"}"
    }
    #expect(code(of: string(4998)) == nil)
    #expect(code(of: string(4999)) == .metadataTooLong)
    let numbers = "{\"a\":[" + Array(repeating: "1 ", count: 2499).joined(separator: ", ") + "]}"
    #expect(code(of: numbers) == nil)
    let more = "{\"a\":[" + Array(repeating: "1", count: 2500).joined(separator: ",") + "]}"
    #expect(code(of: more) == .metadataTooLong)
    let many = (0..<50).map { "\"k\($0)\":\"\(String(repeating: "x", count: 4998))\"" }
    #expect(code(of: "{" + many.joined(separator: ",") + "}") == nil)
  }

  /// What is exported has to fit into a line, and into a row twice.
  @Test func allOfItHasAtMostAMillionBytes() {
    func object(_ count: Int) -> String {
      let members = (0..<count).map { "\"k\($0)\":\"\(String(repeating: "x", count: 4980))\"" }
      return "{" + members.joined(separator: ",") + "}"
    }
    #expect(code(of: object(199)) == nil)
    #expect(code(of: object(201)) == .metadataTooLong)
  }

  private func nested(_ depth: Int) -> String {
    "{\"a\":" + String(repeating: "[", count: depth - 1)
      + String(repeating: "]", count: depth - 1) + "}"
  }

  @Test func has250ValuesInOneAnotherAtMost() {
    #expect(code(of: nested(250)) == nil)
    #expect(code(of: nested(251)) == .badRequest)
  }

  /// The journal has it one level deeper; so had what was stored before there was this limit.
  @Test(arguments: [250, 256])
  func theDeepestMetadataIsTakenBackAndDoneAgain(depth: Int) throws {
    let test = try TestStore()
    let metadata = Metadata(stored: nested(depth))
    let draft = test.draft(60, metadata: metadata)
    let slot = try test.store.perform(.createSlots([draft]), at: moment(0)).slots[0]
    let changes = SlotChanges(metadata: .empty)
    _ = try test.store.perform(.changeSlots([slot.id], .update(changes)), at: moment(1))
    _ = try test.store.undo(nil, force: false, at: moment(2))
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: false)), at: moment(3))
    _ = try test.store.undo(nil, force: false, at: moment(4))
    #expect(try test.store.slot(slot.id).metadata == metadata)
    try test.expectSound()
  }

  @Test func longMetadataIsStoredWhole() throws {
    let test = try TestStore()
    let value = String(repeating: "\u{1}", count: 833)
    let key = String(repeating: "😀", count: 100)
    let metadata = try Metadata(.object([ExactText(key): .string(value), "big": .number("1e400")]))
    let slot = try test.store.perform(
      .createSlots([test.draft(60, metadata: metadata)]),
      at: moment(0)
    ).slots[0]
    #expect(try test.store.slot(slot.id).metadata[key] == .string(value))
    #expect(try test.store.slot(slot.id).metadata == metadata)
    try test.expectSound()
  }

  @Test(arguments: [
    (#"{"name":"Ada","a":"x"}"#, "Ada"), (#"{"b":"y","a":"x"}"#, "x"),
    (#"{"a":1,"b":"y"}"#, "y"), (#"{"name":7,"b":"y"}"#, "y"), (#"{"a":1}"#, nil), ("{}", nil),
    (#"{"name":"","b":"y"}"#, "y"), (#"{"name":"  ","a":" ","b":"y"}"#, "y"),
    (#"{"name":" "}"#, nil),
  ])
  func isLabelledByNameOrFirstText(text: String, label: String?) throws {
    #expect(try Metadata(parsing: text).label == label)
  }

  @Test func anAppointmentWithoutTextsIsLabelledByItsID() throws {
    let id: Appointment.ID? = Appointment.ID("93bd6b73-c45f-4c8a-bb28-58e78e80e653")
    let appointment = Appointment(
      id: try #require(id),
      blockID: BookingBlock.ID(),
      slotID: Slot.ID(),
      createdAt: moment(0),
      updatedAt: moment(0)
    )
    #expect(appointment.label == "93bd6b73")
  }
}
