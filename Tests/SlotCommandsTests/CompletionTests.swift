import ArgumentParser
import Foundation
import ProgramDriver
import Testing

@testable import SlotCommands
@testable import SlotDomain

@Suite struct CompletionTests {
  let program = try! Program()

  init() throws {
    for name in ["Room 2", "Room 3", "Sala_Ż.4", "$(touch pwned)", "a:b", "two\nlines"] {
      try program.run(["block", "create", "--name", name, "--timezone", "Europe/Berlin"])
    }
  }

  /// What bash, with the script that the program writes, makes of a line whose last word is typed so.
  ///
  /// - `listing`: It was asked twice, so that all that fits is shown.
  private func completions(_ words: String..., listing: Bool = false) throws -> [String] {
    let script = """
      cd "$1" || exit 1
      COMP_TYPE=\(listing ? 63 : 9)
      source <("$2" --generate-completion-script bash)
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
      _slottui slottui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try program.bash(script, [program.folder.path, Program.path] + words)
    #expect(result.error == "")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func blocksAreCompletedByName() throws {
    #expect(try completions("slot", "list", "--block", "Roo") == ["Room 2", "Room 3"])
    #expect(try completions("plan", "--block", #"Room\ 3"#) == ["Room 3"])
    #expect(try completions("block", "get", "Rooms") == [])
  }

  /// Each sign beside whatever can be combined with it, around what would be seen if it were run.
  private static let hostileNames = ShellWordTests.punctuation.flatMap { sign in
    ["", "\u{301}", "\u{200D}", "\r", "\n", "\0"].map {
      "\(sign)\($0)$(touch pwned)`touch pwned`;touch pwned\(sign)\($0)"
    }
  }

  private func makeHostileBlocks() throws {
    let lines = Self.hostileNames.map { name in
      JSONValue.object([
        "_object": "booking_block", "id": .string("\(BookingBlock.ID())"), "name": .string(name),
        "timezone": "UTC",
      ]).text() + "\n"
    }
    let made = try program.run(["import", "--format", "ndjson", "-"], input: lines.joined())
    #expect(made.status == 0, "\(made.error)")
  }

  private var wasRun: Bool {
    ["pwned", ".pwned"].contains {
      FileManager.default.fileExists(atPath: program.folder.appending(path: $0).path)
    }
  }

  private func isShortID(_ text: String) -> Bool {
    text.utf8.count == 11 && text.utf8.allSatisfy { $0 < 0x80 && $0 > 0x2F }
  }

  @Test func noNameIsRunByBash() throws {
    try makeHostileBlocks()
    let offered = try completions("slot", "list", "--block", "")
    #expect(offered.count == Self.hostileNames.count + 6)
    #expect(offered.filter(isShortID).count == Self.hostileNames.count + 3)
    #expect(!wasRun)
  }

  /// The words that zsh and fish take apart are ids and harmless names, up to their explanation.
  @Test(arguments: [("zsh", ":"), ("fish", "\t")])
  func othersAreOfferedTheSame(shell: String, end: Character) throws {
    try makeHostileBlocks()
    let words = ["slottui", "slot", "list", "--block", ""]
    let result = try program.run(
      ["---completion", "slot", "list", "--", "--block", "4", "0"] + words,
      environment: ["SAP_SHELL": shell]
    )
    let lines = result.output.split(separator: "\n").filter { $0 != " " }
    #expect(lines.count == Self.hostileNames.count + 6, "\(result.error)")
    for line in lines {
      let word = line.prefix { $0 != end }
      #expect(CompletionCandidate.isTypeable(String(word), ascii: false), "\(line)")
    }
  }

  @Test func whatCannotBeTypedIsOfferedByItsShortID() throws {
    let offered = try completions("slot", "list", "--block", "")
    let blocks = try #require(try program.run(["block", "list", "--json"]).json?["data"]?.array)
    #expect(offered.count == 6)
    for block in blocks
    where ["a:b", "two\nlines", "$(touch pwned)"].contains(block["name"]?.string) {
      let shortID = try #require(block["short_id"]?.string)
      #expect(offered.contains(shortID))
    }
    #expect(offered.contains("Sala_Ż.4"))
  }

  @Test(arguments: ["a", "Room 2", "Dr. Żaneta", "山田", "a-b_c.d", "2", "Ωmega", "ليلى"])
  func harmlessNamesAreTypeable(name: String) {
    #expect(CompletionCandidate.isTypeable(name, ascii: false))
    #expect(CompletionCandidate.isTypeable(name, ascii: true) == name.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func nothingUnusualIsTypeable() {
    let others = [
      "\u{301}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{E0041}", "\u{600}", "\u{A0}", "\u{3000}",
      "\u{2028}", "\u{202E}", "\u{3164}", "\u{115F}", "\u{FF04}", "\u{37E}", "\u{1FEF}", "😀", "\r",
      "\n", "\0", "\t", "\u{1B}", "\u{9B}", "\u{7F}", "  ",
    ]
    let signs = ShellWordTests.punctuation.map(String.init).filter { !"-_.".contains($0) }
    for other in signs + others {
      for name in [other, "a\(other)", "\(other)a", "a\(other)b"] {
        #expect(!CompletionCandidate.isTypeable(name, ascii: false), "\(name.debugDescription)")
      }
    }
    for name in ["", " ", "-a", ".a", "_a", " a", "a ", "a -b", "-", "--"] {
      #expect(!CompletionCandidate.isTypeable(name, ascii: false), "\(name)")
    }
  }

  /// All that begin as typed or, where they are more than anybody reads, none: the only one that is offered
  /// would be put in.
  @Test func ofManyIDsAllAreOfferedOrNone() throws {
    try program.run([
      "plan", "--block", "Room 2", "--from", "2036-01-07", "--until", "2036-01-16",
      "--days", "mon-sun", "--between", "08:00-15:00", "--minutes", "5",
    ])
    let slots = try program.run(["slot", "list", "--block", "Room 2", "--ndjson"])
    let ids = slots.output.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))["id"]?.string
    }
    #expect(ids.count == 840)
    for digit in "0123456789abcdef" {
      let all = ids.filter { $0.first == digit }
      let offered = try completions("slot", "disable", String(digit))
      #expect(Set(offered) == (all.count > 50 ? [] : Set(all)), "\(digit)")
    }
  }

  @Test func slotsAreCompletedByTheBeginningOfTheirID() throws {
    let made = try program.run([
      "slot", "create", "--block", "Room 2", "--start", "2036-01-07T09:00", "--minutes", "20",
      "--json",
    ])
    let id = try #require(made.json?["data"]?["id"]?.string)
    #expect(try completions("slot", "disable", String(id.prefix(5))) == [id])
    for count in 1...3 {
      #expect(try completions("slot", "disable", String(id.prefix(count))) == [id])
    }
    #expect(try completions("slot", "disable", "'" + id.prefix(2)) == [id])
    #expect(try completions("slot", "disable", "x") == [])
    #expect(try completions("slot", "disable", "--block", "'Room 2'", "") == [id])
    #expect(try completions("slot", "disable", "--block", "'Room 3'", "") == [])
    try program.run(["block", "publish", "Room 2"])
    let appointment = try program.run([
      "appointment", "create", "--slot", id, "--name", "Ada", "--json",
    ])
    let name = try #require(appointment.json?["data"]?["id"]?.string)
    #expect(try completions("appointment", "cancel", String(name.prefix(4))) == [name])
  }

  /// Who and when, beside an id that says neither.
  @Test func idsAreExplained() throws {
    let ids = try ["2036-01-07T09:00", "2036-01-08T09:00"].map {
      try program.makeSlot($0, in: "Room 2", more: "--capacity", "2")
    }
    try program.run(["block", "publish", "Room 2"])
    let appointment = try program.run([
      "appointment", "create", "--slot", ids[0], "--name", "Ada $(touch pwned)/x", "--ndjson",
    ]).lines.first?["id"]?.string
    let whom = try #require(appointment)
    #expect(try completions("slot", "get", "").sorted() == ids.sorted())
    let listed = try completions("slot", "get", "", listing: true)
    #expect(
      Set(listed) == [
        "\(ids[0])  (Mon 2036-01-07 09:00-09:20, Room 2, Ada ??touch pwned? x)",
        "\(ids[1])  (Tue 2036-01-08 09:00-09:20, Room 2)",
      ]
    )
    // Of one alone the explanation would be put on the line.
    #expect(try completions("slot", "get", String(ids[0].prefix(9)), listing: true) == [ids[0]])
    #expect(!wasRun)
    for (shell, end) in [("zsh", ":"), ("fish", "\t")] {
      let offered = try offered(by: shell, "appointment", "cancel", "positional@0")
      let when = "Ada $(touch pwned)/x, Mon 2036-01-07 09:00–09:20, Room 2"
      #expect(offered.contains("\(whom)\(end)\(when)"), "\(offered)")
    }
  }

  private func offered(by shell: String, _ words: String..., line: [String] = []) throws -> [String]
  {
    let result = try program.run(
      ["---completion"] + words.dropLast() + ["--", words.last ?? "", "3", "0", "slottui"]
        + words.dropLast() + line + [""],
      environment: ["SAP_SHELL": shell]
    )
    #expect(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func daysAreOfferedInWordsAndInDigits() throws {
    let zone = try Zone(named: "Europe/Berlin")
    let today = zone.date(Instant(seconds: Int64(time(nil))))
    let offered = try completions("slot", "list", "--block", "'Room 2'", "--from", "")
    #expect(Array(offered.prefix(9)) == Self.words)
    #expect(Array(offered.dropFirst(9)) == (0..<14).map { "\(today.adding(days: $0))" })
    #expect(try completions("slot", "list", "--from", "tod") == ["today"])
    let past = try completions("history", "--since", "")
    #expect(past.contains("yesterday") && past.contains("\(today.adding(days: -3))"))
    let explained = try self.offered(by: "fish", "slot", "list", "--from")
    #expect(explained.contains { $0.hasPrefix("mon\tMon 20") }, "\(explained)")
  }

  private static let words = [
    "today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  ]

  @Test func zonesAndStatesAreOffered() throws {
    let zones = try completions("block", "create", "--timezone", "Europe/War")
    #expect(zones == ["Europe/Warsaw"])
    #expect(try completions("block", "create", "--timezone", "").count > 300)
    #expect(try completions("slot", "list", "--status", "") == ["active", "disabled"])
    #expect(try completions("appointment", "list", "--status", "c") == ["cancelled"])
    #expect(try completions("slot", "list", "--available", "") == ["true", "false"])
    #expect(try completions("slot", "disable", "--on-conflict", "s") == ["skip"])
    #expect(try completions("slot", "list", "--weekday", "mon-") == ["mon-fri"])
    #expect(try completions("slot", "disa") == ["disable"])
    #expect(try completions("shee") == ["sheet"])
    #expect(try completions("undo", "").count == 6)
  }

  @Test func withoutAStoreNothingIsOfferedAndNoneIsMade() throws {
    let elsewhere = program.folder.appending(path: "none.db").path
    #expect(try completions("slot", "list", "--db", elsewhere, "--block", "") == [])
    #expect(!FileManager.default.fileExists(atPath: elsewhere))
  }

  @Test(
    arguments: [
      (CompletionShell.bash, "'Room 2'"), (.zsh, "Room 2:09:00 $x"), (.fish, "Room 2\t09:00 $x"),
    ]
  )
  func everyShellReadsItsOwnLines(shell: CompletionShell, line: String) {
    let candidate = CompletionCandidate("it's", "Room 2", id: BookingBlock.ID()) { _ in "09:00 $x" }
    #expect(candidate.line(for: shell) == line)
    let id = BookingBlock.ID()
    #expect(CompletionCandidate("`", "$", id: id) { _ in "" }.text == "\(id)")
  }

  @Test(arguments: [
    ("'Room 2'", "Room 2"), (#"Room\ 3"#, "Room 3"), ("'\u{301}a'", "\u{301}a"),
    ("\"\u{200D}", "\u{200D}"),
  ])
  func quotesAreTakenOff(word: String, plain: String) {
    #expect(CompletionCandidate.plain(word).utf8.elementsEqual(plain.utf8))
  }
}
