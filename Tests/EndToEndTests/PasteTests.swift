import Testing

@testable import TestDriver

/// Pasted text is text, and a burst of keys is not obeyed.
@Suite struct PasteTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  private func isUntouched() async throws -> Bool {
    let slots = try await sandbox.slots()
    return slots.count == 4 && slots.allSatisfy { $0.status == "active" && $0.lockedUntil == nil }
  }

  @Test func pasteIsText() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    try await session.paste("dd\nq\nDy")
    let screen = try await session.wait(for: "Pasted text is not obeyed as keys.")
    #expect(screen.isCursorOnItsPlace)
    // Nor does it answer a question.
    try await session.press("D", expecting: "y/n")
    try await session.paste("y")
    try await session.press("n", expecting: "Nothing was deleted.")
    #expect(try await isUntouched())

    try await session.press("a", expecting: "Book Wed 5 Mar")
    try await session.paste("Ana\nD q")
    try await session.wait(for: "│ Name    Ana D q ")
    try await session.press("Enter", expecting: "Booked Ana D q, Wed 5 Mar 2031 09:00–09:30, ")
  }

  /// Where a terminal sends no marks around a paste.
  @Test(arguments: [
    String(repeating: "d", count: 30), "dLqDyxvbhdLqDyxvbhdLqDyxvbh",
    "dd\rq\rThis is a letter, Sir.",
  ])
  func burstIsNotObeyed(keys: String) async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type(keys)
    try await terminal.wait(for: "That came faster than fingers type, so no key was obeyed.")
    #expect(try await isUntouched())
    // A single key is.
    terminal.type("d")
    try await terminal.wait(for: "Disabled")
  }

  @Test(arguments: ["w", "j"])
  func heldMovementIsObeyed(key: String) async throws {
    try await sandbox.createSlots(
      "2031-03-08T01:00",
      "2031-03-08T02:00",
      "2031-03-08T03:00",
      "2031-03-08T04:00",
      "2031-03-08T05:00",
      "2031-03-08T06:00",
      "2031-03-08T07:00",
      "2031-03-08T08:00",
      "2031-03-08T09:00",
      "2031-03-08T10:00",
      "2031-03-08T11:00",
      "2031-03-08T12:00",
      "2031-03-08T13:00",
      "2031-03-08T14:00",
      "2031-03-08T15:00",
      "2031-03-08T16:00",
      "2031-03-08T17:00",
      "2031-03-08T18:00",
      "2031-03-08T19:00",
      "2031-03-08T20:00",
      "2031-03-08T21:00",
      "2031-03-08T22:00",
      "2031-03-08T23:00",
      "2031-03-08T23:30"
    )
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-08")
    try await terminal.wait(for: "Sat 8 Mar 2031 01:00")
    // 23 slots further, or at least as many rows: the last slot of the day.
    terminal.type(String(repeating: key, count: key == "w" ? 23 : 50))
    try await terminal.waitForAnything()
    terminal.type("d")
    let slots = try await eventually("the last slot is disabled") {
      let slots = try await sandbox.slots()
      return slots.contains { $0.status == "disabled" } ? slots : nil
    }
    #expect(slots.last?.status == "disabled")
  }

  /// Up to the Enter that ends it; what comes behind is no text any more.
  @Test func burstBehindAFieldIsNotObeyed() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("a")
    try await terminal.wait(for: "Name")
    terminal.type("Dear Sir, this is a letter,\rDylan d d q\rD")
    try await terminal.wait(for: "That came faster than fingers type, so no key was obeyed.")
    let slots = try await sandbox.slots()
    #expect(slots.count == 4 && slots.allSatisfy { $0.status == "active" })
    #expect(try await sandbox.appointments().count == 1)
  }

  @Test func burstIntoAFieldIsText() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("a")
    try await terminal.wait(for: "Name")
    terminal.type("Anastazja Wierzbicka-Kowalska")
    try await terminal.wait(for: "Kowalska")
    terminal.type("\r")
    // Of “Booked” half stands there already: “Book” of the form's own sentence.
    try await terminal.wait(for: "ed Anastazja Wierzbicka-Kowalska, ")
    #expect(try await sandbox.appointments().count == 1)
  }

  /// A whole book by mistake, with the marks of a paste.
  @Test func hugePasteIsTakenAsOne() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    let book = String(repeating: "dLDy quit\r", count: 20_000)
    try await terminal.typeSlowly("\u{1B}[200~\(book)\u{1B}[201~")
    try await terminal.wait(for: "Pasted text is not obeyed as keys.")
    #expect(try await isUntouched())
    terminal.type("a")
    try await terminal.wait(for: "E-mail")
    try await terminal.typeSlowly("\u{1B}[200~\(book)\u{1B}[201~")
    try await terminal.wait(for: "A field holds 10,000 characters.")
    terminal.type("\u{3}")
    try await terminal.wait(for: "Nobody was booked.")
    #expect(try await sandbox.appointments().isEmpty)
    #expect(try await isUntouched())
  }
}
