import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// What only reads makes no store, and what is no file is never made one.
@Suite struct MissingStoreTests {
  private let program: Program

  init() throws { program = try Program() }

  /// In a folder that is not there either.
  private var missing: String { program.path("no/such/store.db") }

  private static let plan =
    "plan --block A --from 2035-01-01 --until 2035-01-02 --days mon --between 09:00-10:00 --minutes 20"

  private static let verbs = [
    "slot list", "slot list --as-of 2026-01-01T00:00Z", "slot get 12345678", "block list",
    "block get A", "appointment list", "appointment get 12345678", "history", "occupancy",
    "occupancy --as-of 2026-01-01T00:00Z", "check", "backup copy.db", "export --format ndjson",
    "export --format html -o page.html", "export --format csv --appointments", "sheet",
    "sheet --format html", "find ada", "tray", "slot find", "slot find --ndjson", "undo", "redo",
    "slot enable 12345678 --dry-run",
    "slot disable --block A --dry-run", "slot lock 12345678 --minutes 5 --dry-run",
    "slot unlock 12345678 --force --dry-run", "slot delete 12345678 --dry-run",
    "slot update 12345678 --capacity 2 --dry-run", "\(plan) --dry-run",
    "import all.ndjson --dry-run", "holidays days.ics --block A",
    "holidays days.ics --block A --dry-run",
  ]

  /// What they are about can be in no store that they would make.
  private static let changes = [
    "slot create --block A --start 2035-01-01T09:00 --minutes 20", "slot disable --block A", plan,
    "slot enable 12345678", "slot lock 12345678 --minutes 5", "slot delete 12345678",
    "slot update 12345678 --capacity 2", "slot shift 12345678 --by 20", "block update A --name B",
    "block publish A", "block delete A", "appointment create --slot 12345678 --name Ada",
    "appointment update 12345678 --name Ada", "appointment cancel 12345678",
    "appointment reschedule 12345678 --to 87654321", "appointment delete 12345678",
  ]

  @Test(
    "What is about something that is there is refused on a store that is missing, and makes nothing",
    arguments: verbs + changes
  )
  func readingMakesNothing(verb: String) throws {
    for name in ["all.ndjson", "days.ics"] { _ = try program.write("", name) }
    let before = try names()
    let words = verb.split(separator: " ").map { word in
      word.contains(".") && !word.contains(":") ? program.path(String(word)) : String(word)
    }
    let result = try program.run(words + ["--db", missing])
    #expect(result.status == 74, "\(verb): \(result.error)")
    #expect(result.error.hasPrefix("slottui: S007: \"\(missing)\""), "\(verb): \(result.error)")
    #expect(try names() == before)
  }

  private func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: program.folder.path).sorted()
  }

  @Test("doctor and completion make nothing either")
  func othersMakeNothing() throws {
    let before = try names()
    _ = try program.run(["doctor", "--db", missing])
    _ = try program.run(["block", "get", "---completion", "block", "get", "--", "blocks", "1", "A"])
    #expect(try names() == before)
  }

  @Test("The first change makes it, and so do init and demo")
  func changesMakeIt() throws {
    for words in [
      ["block", "create", "--name", "A", "--timezone", "UTC"], ["init"], ["demo"],
    ] {
      let path = program.path("\(words[0])/store.db")
      let result = try program.run(words + ["--db", path])
      #expect(result.status == 0, "\(result.error)")
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  private static let addresses = [
    "postgres://user:secret@host.invalid/db", "postgresql://host.invalid/db",
    "POSTGRES://host.invalid/db", "postgres://?host=/nowhere",
  ]

  @Test("The address of a server is never taken for a file", arguments: addresses)
  func servers(address: String) throws {
    let verbs = [
      ["init"], ["demo"], ["block", "list"], ["open"], ["check"],
      ["block", "create", "--name", "A", "--timezone", "UTC"],
    ]
    for words in verbs {
      for isOption in [true, false] {
        let result = try program.run(
          words + (isOption ? ["--db", address] : []),
          environment: isOption ? [:] : ["SLOTTUI_DB": address],
          shell: "cd '\(program.folder.path)' && \"$@\""
        )
        if words == ["open"] {
          // Without a terminal that is what is said first.
          #expect(result.status != 0)
        } else {
          let hasPassword = address.contains("secret")
          let code = hasPassword ? "E013" : "S009"
          #expect(result.status == (hasPassword ? 65 : 74), "\(words): \(result.error)")
          #expect(result.error.hasPrefix("slottui: \(code): "), "\(words): \(result.error)")
        }
        #expect(!result.error.contains("secret"))
      }
    }
    #expect(try names().allSatisfy { !$0.lowercased().contains("postgres") })
  }

  @Test("A backup or an export goes to no server")
  func targets() throws {
    _ = try program.makeBlock()
    let shell = "cd '\(program.folder.path)' && \"$@\""
    for words in [
      ["backup", "postgres://host/db"],
      ["export", "--format", "csv", "-o", "postgresql://host/db"],
    ] {
      let result = try program.run(words, shell: shell)
      #expect(result.status == 74)
      #expect(result.error.hasPrefix("slottui: S009: "), "\(result.error)")
    }
    let doctor = try program.run(["doctor", "--db", "postgres://host.invalid/db"])
    #expect(doctor.status == 74 && doctor.output.contains("cannot be reached"))
  }
}
