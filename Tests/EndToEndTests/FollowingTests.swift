import Testing

@testable import TestDriver

/// What other processes do to the store shows without a key.
@Suite struct FollowingTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05", width: 100)
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
  }

  @Test func changesAppear() async throws {
    let slots = try await sandbox.slots()
    try await sandbox.slottui("slot", "disable", slots[0].id)
    try await session.wait(for: "the disabled slot") {
      $0.sentence.contains("disabled")
        && $0.bottom.contains("disabled Wed 5 Mar 2031 09:00–09:30.")
    }
    // An earlier slot pushes the rows about: the cursor stays on its slot.
    try await sandbox.createSlots("2031-03-05T07:00", "2031-03-04T07:00")
    var screen = try await session.wait(for: "the new slots") { $0.contains("07:00") }
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30"))
    #expect(screen.isCursorOnItsPlace)
    #expect(screen.bottom.contains("created 2 slots."))
    try await sandbox.slottui("slot", "delete", slots[1].id)
    screen = try await session.wait(for: "deleted Wed 5 Mar 2031 ")
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30"))
    // The marks go by themselves.
    try await session.wait(for: "the marks to go") { !$0.sentence.contains("just now") }
  }

  /// It fades after some seconds, which a busy machine can miss on a screen that it looks at: here all
  /// that was ever sent is looked at.
  @Test func changeIsMarked() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05", width: 100)
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    let before = terminal.sent.count
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[0].id)
    try await terminal.wait(for: "changed just now by ", after: before)
    #expect(try await terminal.leave() == 0)
  }

  @Test func movedSlotTakesTheCursorAlong() async throws {
    let slot = try await sandbox.slots()[0].id
    try await sandbox.slottui(
      "slot",
      "update",
      slot,
      "--start",
      "2031-03-07T12:00",
      "--end",
      "2031-03-07T12:30"
    )
    let screen = try await session.wait(for: "the moved slot") {
      $0.sentence.hasPrefix("Fri 7 Mar 2031 12:00–12:30")
    }
    #expect(screen.isCursorOnItsPlace)
  }

  @Test func deletionUnderTheCursorIsSaid() async throws {
    try await sandbox.slottui("slot", "delete", try await sandbox.slots()[0].id)
    let screen = try await session.wait(for: "deleted the slot under the cursor.")
    #expect(screen.sentence.hasPrefix("Wed 5 Mar 09:00, no slot"))
    #expect(screen.isCursorOnItsPlace)
  }

  @Test func formStaysOpenMeanwhile() async throws {
    try await session.press("c", expecting: "New slot")
    try await session.press("C-u")
    try await session.type("2031-03-05 12:00")
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[3].id)
    let screen = try await session.wait(for: " disabled ")
    #expect(screen.contains("2031-03-05 12:00"))
    try await session.press("Enter", expecting: "Created Wed 5 Mar 2031 12:00–12:30.")
  }

  @Test func blocksAppear() async throws {
    try await sandbox.slottui("block", "create", "--name", "Room 2", "--timezone", "UTC")
    try await session.wait(for: "created booking block Room 2.")
    try await session.press("Tab")
    try await session.wait(for: "the new block") { $0.title.hasPrefix(" Room 2  (draft)  ") }
    try await sandbox.slottui("block", "publish", "Room 2")
    try await session.wait(for: "the published block") {
      $0.title.hasPrefix(" Room 2 ") && !$0.title.contains("draft")
    }
    try await sandbox.slottui("block", "delete", "Room 2")
    try await session.wait(for: "another block") { $0.title.hasPrefix(" Dr. Nowak") }
  }
}
