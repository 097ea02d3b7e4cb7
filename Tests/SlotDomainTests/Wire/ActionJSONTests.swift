import Testing

@testable import SlotDomain

@Suite struct ActionJSONTests {
  static let action = Action(
    id: 7,
    at: SlotJSONTests.now,
    actor: "ana",
    verb: .lockSlots,
    reason: "phone",
    objects: 1
  )

  static let change = Change(
    subject: .slot(SlotJSONTests.slot.id),
    before: ["locked_until": .null, "capacity": .integer(1)],
    after: ["locked_until": .integer(1_607_626_508_833), "capacity": .integer(2)]
  )

  @Test func objectsAreCounted() {
    #expect(
      ActionJSON.value(Self.action).text() == """
        {"action":"slot lock","at":"2020-12-10T18:55:08.833Z","by":"ana","id":7,"objects":1,\
        "reason":"phone"}
        """
    )
  }

  @Test func valuesStandInPlaceOfTheCount() {
    let entry = JournalEntry(action: Self.action, changes: [Self.change])
    #expect(
      ActionJSON.value(entry).text() == """
        {"action":"slot lock","at":"2020-12-10T18:55:08.833Z","by":"ana","id":7,"objects":[\
        {"_object":"slot","after":{"capacity":2,"locked_until":"2020-12-10T18:55:08.833Z"},\
        "before":{"capacity":1,"locked_until":null},"id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653"}\
        ],"reason":"phone"}
        """
    )
  }

  @Test func anUndoNamesItsTargetAndEveryConflict() {
    let outcome = UndoOutcome(
      action: Action(id: 9, at: SlotJSONTests.now, actor: "ana", verb: .undo, objects: 1),
      target: Self.action,
      conflicts: [
        UndoOutcome.Conflict(
          subject: .slot(SlotJSONTests.slot.id),
          reason: .changed(by: "bo", at: SlotJSONTests.now)
        ),
        UndoOutcome.Conflict(
          subject: .block(SlotJSONTests.block.id),
          reason: .refused(.invalidTimezone("Mars/Base"))
        ),
      ]
    )
    let text = ActionJSON.value(outcome).text()
    #expect(text.contains(#""target":{"action":"slot lock""#))
    #expect(
      text.contains(
        #"{"_object":"slot","at":"2020-12-10T18:55:08.833Z","by":"bo","id":"93bd6b73-"#
      )
    )
    #expect(text.contains(#"{"_object":"booking_block","code":"E022","id":"5b003c67-"#))
  }

  @Test func envelopes() {
    #expect(
      Envelope.success(.array([]), meta: ["page": .integer(1)]).text()
        == #"{"data":[],"meta":{"page":1},"success":true}"#
    )
    #expect(
      Envelope.failure(.capacityInvalid("x"), in: .utc).text() == """
        {"error":{"code":"E047",\
        "message":"The capacity cannot be \\"x\\". Give a whole number, 1 or more."},"success":false}
        """
    )
  }
}
