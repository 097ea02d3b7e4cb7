import Testing

@testable import TestDriver

/// A person is found by a few letters, wherever the slot is.
@Suite struct FindingTests {
  @Test func aNameLeadsToItsSlotAndOnToTheNext() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let slots = try await sandbox.slots()
    for (slot, name) in zip([slots[1], slots[3]], ["Żaneta Wójcik", "Zan Kowalski"]) {
      try await sandbox.slottui("appointment", "create", "--slot", slot.id, "--name", name)
    }
    let session = try await TerminalSession(sandbox)
    try await session.wait(for: "Dr. Nowak")
    try await session.press("/", expecting: "Find:")
    try await session.type("zan")
    let list = try await session.wait(for: "─ Match 1 of 2 ─")
    #expect(list.contains("Wed 5 Mar 2031 10:00  Dr. Nowak         Żaneta Wójcik"))
    #expect(list.contains("Thu 6 Mar 2031 09:00  Dr. Nowak         Zan Kowalski"))
    let there = try await session.press(
      "Enter",
      expecting: "Match 1 of 2: Żaneta Wójcik, Dr. Nowak."
    )
    #expect(there.rows.contains { $0.contains("─ Wed 5 Mar 2031 10:00–10:30, Dr. Nowak ─") })
    // The person is what the keys are about, and behind them is the slot.
    #expect(there.bottom.contains("Żaneta Wójcik, Wed 5 Mar 2031 10:00–10:30"))
    #expect(there.rows[there.cursor.y].contains("│ Żaneta Wójcik "))
    try await session.press("Escape")
    try await session.wait(for: "the slot") {
      $0.sentence.contains("Wed 5 Mar 2031 10:00–10:30, Żaneta Wójcik") && $0.isCursorOnItsPlace
    }
    let next = try await session.press("n", expecting: "Match 2 of 2: Zan Kowalski, Dr. Nowak.")
    #expect(next.sentence.contains("Thu 6 Mar 2031 09:00–09:30, Zan Kowalski"))
    #expect(next.isCursorOnItsPlace)
    try await session.press("n", expecting: "Match 1 of 2, from the first again: Żaneta Wójcik")
    try await session.press("f", expecting: "f… a available")
    try await session.press("a", expecting: "2 of 4 slots in this week are available.")
    let free = try await session.press("w", expecting: "Wed 5 Mar 2031 11:00–11:30, free")
    #expect(free.isCursorOnItsPlace)
    #expect(free.contains("Only available slots are shown: f f shows all"))
  }
}
