import Foundation
import Testing

@testable import TestDriver

/// What keys do to slots, as the command line then tells.
@Suite struct SlotKeyTests {
  private let sandbox: Sandbox
  private let session: TerminalSession
  private let slot: String

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    slot = try await sandbox.slots()[0].id
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
  }

  private func first() async throws -> Sandbox.Slot { try await sandbox.slots()[0] }
  private func lastAction() async throws -> String { try await sandbox.history()[0].action }

  @Test func disablesAndEnables() async throws {
    let screen = try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 09:00–09:30.")
    #expect(screen.sentence.contains("disabled (d enables)"))
    #expect(try await first().status == "disabled")
    #expect(try await lastAction() == "slot disable")
    try await session.press("d", expecting: "Enabled Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await first().status == "active")
    #expect(try await lastAction() == "slot enable")
    try await session.press("u", expecting: "Taken back: enabled a slot of ")
    #expect(try await first().status == "disabled")
    try await session.press("u", expecting: "Taken back: disabled a slot of ")
    #expect(try await first().status == "active")
    try await session.press("C-r", expecting: "Done again: disabled a slot of ")
    #expect(try await first().status == "disabled")
    try await session.press("C-r", expecting: "Done again: enabled a slot of ")
    #expect(try await first().status == "active")
    try await session.press("C-r", expecting: "S005: ")
  }

  @Test func locksForAsLongAsSaid() async throws {
    try await session.press("3", expecting: "3… then one of")
    try await session.press("0", expecting: "30… then one of")
    let screen = try await session.press("L", expecting: " for 30 min.")
    #expect(screen.sentence.contains("locked by you for 30 min (L unlocks)"))
    #expect(try await abs(lockedMinutes() - 30) < 1)
    try await session.press("L", expecting: "Unlocked Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await first().lockedUntil == nil)
    try await session.press("L", expecting: " for 15 min.")
    #expect(try await abs(lockedMinutes() - 15) < 1)
    #expect(
      try await sandbox.history().prefix(3).map(\.action) == [
        "slot lock", "slot unlock", "slot lock",
      ]
    )
  }

  private func lockedMinutes() async throws -> Double {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let end = try #require(try await first().lockedUntil)
    return try format.parse(end).timeIntervalSinceNow / 60
  }

  @Test func asksBeforeItDeletes() async throws {
    for answer in ["n", "Escape", "D"] {
      try await session.press("D", expecting: "Delete Wed 5 Mar 2031 09:00–09:30? y/n")
      try await session.press(answer, expecting: "Nothing was deleted.")
    }
    #expect(try await sandbox.slots().count == 4)
    try await session.press("DC", expecting: "Delete Wed 5 Mar 2031 09:00–09:30? y/n")
    try await session.press("y", expecting: "Deleted Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await sandbox.slots().count == 3)
    #expect(try await lastAction() == "slot delete")
    try await session.press("u", expecting: "Taken back: deleted a slot of ")
    #expect(try await first().id == slot)
    try await session.press("C-r", expecting: "Done again: deleted a slot of ")
    #expect(try await sandbox.slots().count == 3)
  }

  @Test func createsBySide() async throws {
    try await session.press("c", expecting: "New slot")
    try await session.press("Enter", expecting: "Created Wed 5 Mar 2031 09:30–10:00.")
    let screen = try await session.wait(for: "the cursor on the new slot") {
      $0.sentence.hasPrefix("Wed 5 Mar 2031 09:30–10:00, 2 free, 0 of 2 taken")
    }
    #expect(screen.isCursorOnItsPlace)
    #expect(try await sandbox.slots().count == 5)
    #expect(try await lastAction() == "slot create")
    try await session.press("u", expecting: "Taken back: created a slot of ")
    #expect(try await sandbox.slots().count == 4)
  }

  @Test func booksAndCancels() async throws {
    try await session.press("a", expecting: "Book Wed 5 Mar 2031 09:00–09:30")
    try await session.type("Ana Kowalska")
    try await session.press("Enter", expecting: "Booked Ana Kowalska, Wed 5 Mar 2031 09:00–09:30, ")
    #expect(try await first().numActiveAppointments == 1)
    try await session.wait(for: "1 of 2 taken")
    try await session.press(
      "D",
      expecting: "09:00–09:30 and its 1 appointment: Ana Kowalska? y/n"
    )
    try await session.press("n", expecting: "Nothing was deleted.")
    let details = try await session.press("Enter", expecting: "People")
    #expect(details.contains("Ana Kowalska"))
    try await session.press("x", expecting: "Ana Kowalska (cancelled)")
    #expect(try await sandbox.appointments().map(\.status) == ["cancelled"])
    try await session.press("x", expecting: "Enabled the appointment of Ana Kowalska")
    #expect(try await sandbox.appointments().map(\.status) == ["active"])
    try await session.press("D", expecting: "Delete the appointment of Ana Kowalska? y/n")
    try await session.press("y", expecting: "Nobody has a place here.")
    #expect(try await sandbox.appointments().isEmpty)
    try await session.press("Escape")
    try await session.wait(for: "the grid") { $0.isCursorOnItsPlace }
  }

  @Test func editsTheSlot() async throws {
    try await session.press("e", expecting: "Edit slot")
    try await session.press("Tab", "C-u")
    try await session.type("45")
    try await session.press("Tab", "C-u")
    try await session.type("3")
    try await session.press("Enter", expecting: "Changed Wed 5 Mar 2031 09:00–09:45.")
    #expect(try await first().capacity == 3)
    try await session.press("e", expecting: "Edit slot")
    try await session.press("Enter", expecting: "Nothing was changed.")
    #expect(try await lastAction() == "slot update")
  }
}
