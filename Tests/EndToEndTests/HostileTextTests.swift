import Foundation
import Testing

@testable import TestDriver

/// Text from data is data: whatever it holds, the terminal is told nothing by it.
@Suite struct HostileTextTests {
  /// What would set the clipboard, the title or colours, clear the screen, ask the terminal for an
  /// answer, break the line, or hide and turn text around.
  private static let payloads = [
    "clip\u{1B}]52;c;ZXZpbA==\u{7}board", "ti\u{1B}]0;EVIL\u{7}tle",
    "li\u{1B}]8;;http://e\u{1B}\\nk",
    "red\u{1B}[31m", "cls\u{1B}[2J\u{1B}[H", "dcs\u{1B}Pq#0\u{1B}\\", "ask\u{1B}[6n",
    "open\u{1B}]52;",
    "c1\u{9B}31m", "osc\u{9D}0;EVIL\u{9C}", "line\nbreak", "re\rturn", "bell\u{7}",
    "back\u{8}\u{8}",
    "turn\u{202E}over", "zero\u{200B}\u{FEFF}width", "line\u{2028}\u{2029}end", "del\u{7F}",
    "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
  ]

  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    for payload in Self.payloads {
      try await sandbox.slottui(
        "block",
        "create",
        "--name",
        payload,
        "--timezone",
        "UTC",
        "--publish"
      )
    }
    let metadata = Dictionary(uniqueKeysWithValues: Self.payloads.map { ($0, $0) })
    let draft: [String: Any] = [
      "start_date": "2031-03-05T09:00:00Z", "end_date": "2031-03-05T09:30:00Z", "capacity": 50,
      "metadata": metadata,
    ]
    try await sandbox.createSlots(from: try JSONSerialization.data(withJSONObject: [draft]))
    let slot = try await sandbox.slots()[0].id
    for payload in Self.payloads {
      try await sandbox.slottui("appointment", "create", "--slot", slot, "--name", payload)
    }
  }

  /// What of a text a terminal would take for more than text: the scalars, by name.
  private func dangers(in text: some StringProtocol, except: String = "") -> [String] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        !except.unicodeScalars.contains(scalar)
      default: false
      }
    }
    .map { "U+" + String($0.value, radix: 16) }
  }

  /// What the program itself asks a terminal for: the colour of its ground.
  private static let groundQuestion = "\u{1B}]11;?\u{1B}\\"

  /// The sequences that ncurses and the paste mode need; nothing else may follow an ESC.
  private func foreignSequences(in text: String) -> [String] {
    let own = #/\x1B(\[[0-9;?]*[A-Za-z@`]|\([B0]|[=>78M])/#
    let rest = text.replacing(own, with: "")
    return dangers(in: rest, except: "\r\n\u{8}\t\u{E}\u{F}")
  }

  @Test func screenShowsMarks() async throws {
    let terminal = try RawTerminal(
      sandbox,
      "--date",
      "2031-03-05",
      "--block",
      try await sandbox.blocks()[0].id,
      width: 200,
      height: 60
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    for (key, text) in [
      ("\r", "People"), ("D", "Delete the appointment of"), ("n", "Nothing"),
      ("q", "Wed 5 Mar"),
      ("b", "Booking"), ("\u{3}", "Wed 5 Mar"), ("a", "E-mail"), ("\u{3}", "Nothing"),
      ("e", "Edit"),
      ("\u{3}", "Nothing"), ("D", "Delete Wed"), ("n", "Nothing"), ("?", "Keys"),
      ("\u{3}", "Wed 5 Mar"),
    ] {
      terminal.type(key)
      try await terminal.waitForAnything()
      try await terminal.wait(for: text)
    }
    // All that was sent: while it runs, the last sequence may have come by half.
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
    terminal.receive()
    let all = String(decoding: terminal.sent, as: UTF8.self)
    #expect(all.ranges(of: Self.groundQuestion).count == 1)
    let text = all.replacing(Self.groundQuestion, with: "")
    #expect(foreignSequences(in: text) == [])
    #expect(!text.contains("\u{1B}]") && !text.contains("\u{1B}P") && !text.contains("\u{7}"))
    // Beside those that the terminal's own modes are set with.
    #expect(!text.contains("\u{1B}[6n") && !text.contains("\u{1B}[31m"))
    #expect(text.contains("␛]52;c;ZXZpbA==␇"))
  }

  /// Somebody looks at what is exported to the terminal itself. A file has it as it is.
  @Test(arguments: [["csv"], ["csv", "--appointments"], ["ics"], ["ndjson"]])
  func exportsShowMarks(format: [String]) async throws {
    let terminal = try RawTerminal(
      sandbox,
      command: [Sandbox.program, "export", "--format"] + format
    )
    #expect(try await terminal.waitUntilEnd() == 0)
    terminal.receive()
    let text = String(decoding: terminal.sent, as: UTF8.self)
    // A calendar names nobody, and has nothing of what it cannot say.
    #expect(text.contains("ZXZpbA==") == (format != ["ics"]))
    #expect(text.contains("2031") && dangers(in: text, except: "\r\n") == [])
    guard format == ["csv", "--appointments"] else { return }
    let file = try await sandbox.slottui("export", "--format", "csv", "--appointments")
    #expect(file.contains("\u{1B}]52;c;ZXZpbA==\u{7}"))
  }

  @Test func columnsStayStraight() async throws {
    let session = try await TerminalSession(
      sandbox,
      "--date",
      "2031-03-05",
      "--block",
      try await sandbox.blocks()[0].id,
      width: 100,
      height: 75
    )
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    for (key, text) in [("b", "Booking block"), ("Enter", "People")] {
      let screen = try await session.press(key, expecting: text)
      let box = screen.rows.filter { row in
        // Of the list of blocks beside the grid a row has one edge.
        row.count { $0 == "│" } == 2 && row.contains("␛")
      }
      // Beyond the box the grid goes on.
      .map { row in row.prefix(through: row.lastIndex(of: "│") ?? row.startIndex) }
      #expect(box.count > 5)
      #expect(Set(box.map { $0.count }).count == 1, "the right edge is straight in \(screen)")
      try await session.press("Escape")
      try await session.wait(for: "the grid") { $0.isCursorOnItsPlace }
    }
  }

  /// Wide characters take two columns; tmux counts them by tables of its own.
  @Test func wideNamesKeepColumnsStraight() async throws {
    let names = [
      "ひびき 診察室", "Zażółć gęślą jaźń", "e\u{301}e\u{301}e\u{301}", "음악실 12", "方方方方方方方方方方方方方方方方方方方方",
    ]
    let other = try Sandbox()
    for name in names {
      try await other.slottui("block", "create", "--name", name, "--timezone", "Asia/Tokyo")
    }
    let session = try await TerminalSession(other)
    try await session.wait(for: "no slot")
    let screen = try await session.press("b", expecting: "ひびき 診察室  ")
    let box = screen.rows.filter { $0.contains("Asia/Tokyo  ") && $0.contains("│") }
    #expect(box.count == names.count)
    let edges = box.map { row in
      // Beyond the box the grid goes on.
      row.prefix(through: row.lastIndex(of: "│") ?? row.startIndex)
        .unicodeScalars.reduce(0) { width, scalar in
          switch scalar.value {
          case 0x300...0x36F: width
          case 0x1100...0x115F, 0x3000...0x9FFF, 0xAC00...0xD7A3: width + 2
          default: width + 1
          }
        }
    }
    #expect(Set(edges).count == 1, "\(screen)")
  }

  @Test func commandLineShowsMarks() async throws {
    let slot = try await sandbox.slots()[0].id
    let id = try await sandbox.appointments()[0].id
    for arguments in [
      ["block", "list"], ["slot", "list"], ["slot", "get", slot], ["appointment", "list"],
      ["appointment", "get", id], ["history"], ["history", "--slot", slot], ["check"],
    ] {
      let output = try await sandbox.slottui(arguments)
      #expect(output.status == 0)
      #expect(dangers(in: output.text + output.errors, except: "\n") == [], "\(arguments)")
    }
  }

  @Test func sentencesShowMarks() async throws {
    let block = try await sandbox.blocks()[0].id
    for payload in Self.payloads {
      for arguments in [
        ["block", "get", payload + "x"], ["slot", "get", payload],
        ["slot", "create", "--block", block, "--start", payload, "--minutes", "5"],
        ["slot", "create", "--block", block, "--start", "2031-01-01", "--minutes", payload],
        ["slot", "create", "--block", block, "--from-json", payload],
        ["block", "create", "--name", "x", "--timezone", payload],
        ["slot", payload], [payload], ["slot", "list", "--" + payload], ["--date", payload],
        ["check", "--db", sandbox.store + "/" + payload],
      ] {
        let output = try await sandbox.slottui(arguments)
        #expect(output.status != 0, "\(arguments)")
        #expect(dangers(in: output.text + output.errors, except: "\n") == [], "\(arguments)")
      }
    }
  }

  @Test func jsonLosesNothing() async throws {
    #expect(Set(try await sandbox.blocks().map(\.name)) == Set(Self.payloads))
  }
}
