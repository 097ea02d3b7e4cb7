import Testing

@testable import TestDriver

/// What the form for a new slot refuses, asks and keeps.
@Suite struct FormTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
    try await session.press("c", expecting: "New slot")
  }

  /// Replaces what the focused field holds.
  private func fill(_ text: String) async throws {
    try await session.press("C-u")
    try await session.type(text)
    try await session.wait(for: text)
  }

  @Test(arguments: [
    ("soon", "\"soon\" cannot be read as a time."),
    ("2031-02-30 09:00", "\"2031-02-30 09:00\" has a day or an hour that does not exist."),
    ("2031-03-05 10:15", "overlaps the slot 2031-03-05 10:00"),
    ("2031-03-30 02:30", "02:30 does not exist on 2031-03-30: the clock goes from 02:00 to 03:00"),
  ])
  func refusesStart(text: String, sentence: String) async throws {
    try await fill(text)
    try await session.press("Enter")
    let screen = try await session.wait(for: "the refusal") { screen in
      // It can take two lines of the form.
      let form = screen.rows.filter { $0.contains("│") }.map { row in
        row.split(separator: "│").max { $0.count < $1.count } ?? ""
      }
      return form.joined().replacing(#/ +/#, with: " ").contains(sentence)
    }
    #expect(screen.contains(text))
    #expect(screen.text(from: 0, row: screen.cursor.y).contains("Start"))
    try await leave()
  }

  @Test(arguments: [
    (1, "0", "from 1 on"), (1, "-5", "from 1 on"), (1, "half", "from 1 on"),
    (2, "0", "The capacity cannot be \"0\""), (2, "many", "The capacity cannot be \"many\""),
    (5, "{1: 2}", "A key of the metadata is not a string"), (5, "[]", "object"),
  ])
  func refusesField(tabs: Int, text: String, sentence: String) async throws {
    for _ in 0..<tabs { try await session.press("Tab") }
    try await fill(text)
    let screen = try await session.press("Enter", expecting: sentence)
    #expect(screen.text(from: 0, row: screen.cursor.y).contains(text))
    #expect(screen.contains("New slot"))
    try await leave()
  }

  /// Esc leaves the form, and nothing has happened.
  private func leave() async throws {
    let screen = try await session.press("Escape", expecting: "Nothing was changed.")
    #expect(!screen.contains("New slot"))
    #expect(screen.isCursorOnItsPlace)
    #expect(try await sandbox.slots().count == 4)
    #expect(try await sandbox.history()[0].action == "slot update")
  }

  @Test(arguments: [("1", "2031-10-26T00:30:00.000Z"), ("2", "2031-10-26T01:30:00.000Z")])
  func asksWhichOfTwo(answer: String, start: String) async throws {
    try await fill("2031-10-26 02:30")
    try await session.press(
      "Enter",
      expecting: "02:30 comes twice on 2031-10-26. Which one? 1 = +02:00, 2 = +01:00"
    )
    // No answer leads back to what was typed.
    let form = try await session.press("x", expecting: "Choose another time, or one of the two.")
    #expect(form.contains("2031-10-26 02:30"))
    try await session.press("Enter", expecting: "comes twice")
    try await session.press(answer, expecting: "Created Sun 26 Oct 2031 02:30")
    #expect(try await sandbox.slots().last?.startDate == start)
  }

  @Test func keepsTheCursorInItsField() async throws {
    var screen = try await session.screen()
    #expect(screen.rows[screen.cursor.y].contains("Start     2031-03-05 09:30"))
    let x = screen.cursor.x
    try await session.press("Left")
    try await session.wait(for: "the cursor a column to the left") { $0.cursor.x == x - 1 }
    for field in ["Minutes", "Capacity", "Lockable", "Note", "Metadata", "Start"] {
      try await session.press("Tab")
      screen = try await session.wait(for: field) { $0.rows[$0.cursor.y].contains("│ \(field) ") }
      #expect(screen.isCursorVisible)
    }
    try await session.press("BTab")
    try await session.wait(for: "Metadata") { $0.rows[$0.cursor.y].contains("│ Metadata ") }
    try await session.press("Up", "Up", "Space")
    try await session.wait(for: "the switch turned") {
      $0.rows[$0.cursor.y].contains("│ Lockable  no ")
    }
    try await session.press("Escape", expecting: "Nothing was changed.")
  }

  /// At the smallest size field and refusal are both in view, and all else stays as it is.
  @Test func refusesInASmallWindow() async throws {
    let small = try await TerminalSession(sandbox, "--date", "2031-03-05", width: 40, height: 10)
    try await small.wait(for: "Wed 5 Mar 2031 09:00")
    try await small.press("c", expecting: "New slot")
    for (text, tabs) in [("2031-02-30 09:00", 0), ("half", 1), ("none", 1), ("[]", 3)] {
      for _ in 0..<tabs { try await small.press("Tab") }
      try await small.press("C-u")
      try await small.type(text)
      try await small.press("Enter")
      let screen = try await small.wait(for: "the refusal of \(text)") { screen in
        screen.rows[screen.cursor.y].contains(" \(text) ")
          && screen.rows.contains { $0.hasPrefix("│") && $0.contains(".") && $0.hasSuffix("│") }
      }
      #expect(screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00–09:30"))
      #expect(screen.rows.filter { $0.hasPrefix("│") }.allSatisfy { $0.hasSuffix("│") })
      // Mended, so that the next field is what is refused.
      try await small.press("C-u")
      try await small.type(tabs == 0 ? "2031-03-05 15:00" : "1")
    }
  }
}
