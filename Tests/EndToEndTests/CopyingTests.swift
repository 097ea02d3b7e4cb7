import Foundation
import Testing

@testable import TestDriver

/// A week copied to the next, and an appointment moved, through a real terminal.
@Suite struct CopyingTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
  }

  @Test func copiesAWeekToTheNext() async throws {
    // In the way of Wednesday 10:00, and the very slot of Thursday 9:00.
    try await sandbox.createSlots("2031-03-12T10:15", "2031-03-13T09:00")
    // Its news would take the place of what the next key says.
    try await session.wait(for: "created 2 slots")
    try await session.press("*", expecting: "4 slots marked")
    try await session.press("y", expecting: "Copied 4 slots of Wed 5 Mar – Thu 6 Mar.")
    try await session.press("]", expecting: "Wed 12 Mar 09:00, no slot")
    let question = try await session.press(
      "p",
      expecting: "Paste 2 slots? 1 collides with the slot"
    )
    #expect(question.contains("1 is there already. y/n"))
    #expect(question.contains("+ 09:00"))
    try await session.press("n", expecting: "Nothing was pasted.")
    #expect(try await sandbox.slots().count == 6)
    try await session.press("p", expecting: "Paste 2 slots?")
    let screen = try await session.press("y", expecting: "Created 2 slots.")
    #expect(!screen.contains("+ 09:00"))
    let slots = try await sandbox.slots()
    #expect(
      slots.map(\.startDate).filter { $0.contains("-03-12") } == [
        "2031-03-12T08:00:00.000Z", "2031-03-12T09:15:00.000Z", "2031-03-12T10:00:00.000Z",
      ]
    )
    #expect(slots.first { $0.startDate.hasPrefix("2031-03-12T08") }?.capacity == 2)
    try await session.press("u", expecting: "Taken back: created 2 slots of ")
    #expect(try await sandbox.slots().count == 6)
  }

  @Test func movesManyByTheirOwnLength() async throws {
    try await session.press("*", expecting: "4 slots marked")
    try await session.press("e", expecting: "Edit 4 slots")
    try await session.type("+60")
    try await session.press("Enter", expecting: "Changed 4 slots.")
    #expect(
      try await sandbox.slots().map { String($0.startDate.prefix(16)) } == [
        "2031-03-05T09:00", "2031-03-05T10:00", "2031-03-05T11:00", "2031-03-06T09:00",
      ]
    )
    try await session.press("u", expecting: "Taken back: changed 4 slots of ")
  }

  @Test func movesAnAppointment() async throws {
    let slots = try await sandbox.slots()
    try await sandbox.slottui("appointment", "create", "--slot", slots[0].id, "--name", "Eva Nowak")
    try await sandbox.slottui("slot", "disable", slots[1].id)
    try await session.wait(for: "1 of 2 taken")
    try await session.press("Enter", expecting: "Eva Nowak")
    try await session.press("m", expecting: "Move Eva Nowak from Wed 5 Mar 2031 09:00")
    try await session.press("Escape", expecting: "Moving Eva Nowak")
    try await session.press("w", expecting: "Wed 5 Mar 2031 10:00–10:30")
    try await session.press("p", expecting: "Eva Nowak cannot be moved here: disabled (d enables).")
    try await session.press("w", expecting: "Wed 5 Mar 2031 11:00–11:30")
    try await session.press(
      "p",
      expecting: "Moved Eva Nowak to Wed 5 Mar 2031 11:00–11:30, "
    )
    #expect(try await sandbox.slots().map(\.numActiveAppointments) == [0, 0, 1, 0])
    #expect(try await sandbox.history()[0].action == "appointment reschedule")
    try await session.press("u", expecting: "Taken back: moved ")
    #expect(try await sandbox.slots().map(\.numActiveAppointments) == [1, 0, 0, 0])
  }
}
