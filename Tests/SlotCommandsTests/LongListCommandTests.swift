import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Lists of many objects are printed as they are read: in little memory, and as one moment had them.
@Suite struct LongListCommandTests {
  /// As `make sanitize` builds it.
  private static let isSanitized = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] != nil

  private let program: Program
  /// The past, so that one can ask for what was then.
  private let now = Instant(seconds: 1_700_000_000)
  private static let count = 30_000

  init() throws { program = try Program() }

  /// Slots in three blocks, an appointment on every third, and as many actions of one slot each.
  private func fill() throws {
    let store = try SQLiteStore(path: program.database, options: SQLiteStore.Options(actor: "ana"))
    for number in 0..<3 {
      let draft = BlockDraft(name: "Room \(number)", timezone: "Europe/Warsaw", status: .published)
      let block = try #require(try store.perform(.createBlock(draft), at: now).blocks.first).id
      let slots = try store.perform(
        .createSlots(
          (0..<Self.count / 3).map {
            let start = now + .hours(1 + $0)
            return SlotDraft(blockID: block, range: TimeRange(start: start, end: start + .hours(1)))
          }
        ),
        at: now
      ).slots
      _ = try store.perform(
        .createAppointments(slots.map { AppointmentDraft(slotID: $0.id) }),
        at: now
      )
    }
    try store.connection.execute(
      """
      WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
      INSERT INTO action (id, at, actor, verb, objects)
      SELECT i, \(now.milliseconds), 'ana', 'slot disable', 1 FROM n
      """
    )
  }

  @Test(
    "No list needs memory for all that it prints",
    .disabled(if: isSanitized, "A sanitizer needs more memory than that itself.")
  )
  func memory() throws {
    try fill()
    let moment = TimeText.utc(now + .minutes(1))
    let lists: [([String], Int)] = [
      (["slot", "list"], Self.count), (["slot", "list", "--local"], Self.count),
      (["slot", "list", "--block", "Room 1"], Self.count / 3),
      (["slot", "list", "--weekday", "mon-sun"], Self.count),
      (["slot", "list", "--as-of", moment], Self.count),
      (["appointment", "list"], Self.count), (["history"], 39_901 + 9),
    ]
    for (arguments, count) in lists {
      let result = try program.run(
        arguments + ["--ndjson"],
        shell: "ulimit -d 30720; \"$@\" | wc -l"
      )
      let number = Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines))
      #expect(number == count, "\(arguments): \(result.output) \(result.error.prefix(200))")
    }
    for arguments in [
      ["slot", "list"], ["slot", "list", "--weekday", "mon-sun"], ["appointment", "list"],
      ["slot", "list", "--as-of", moment],
    ] {
      let page = arguments + ["--page", "59", "--limit", "500"]
      let result = try program.run(page + ["--json"], shell: "ulimit -d 30720; \"$@\"")
      #expect(result.json?["meta"]?["total"] == .integer(Self.count), "\(page): \(result.error)")
      #expect(result.json?["data"]?.array?.count == 500)
    }
  }

  @Test("What is printed as it is read is what a page has, in every form")
  func sameObjects() throws {
    _ = try program.makeBlock()
    _ = try program.run([
      "block", "create", "--name", "NY", "--timezone", "America/New_York", "--publish",
    ])
    let ids = try ["Room", "NY"].flatMap { block in
      try (1...3).map { try program.makeSlot("2035-01-0\($0)T09:00", in: block) }
    }
    _ = try program.book(ids[0])
    try program.done("slot", "lock", ids[1], "--minutes", "9", "--key", "k")
    try program.done("slot", "disable", ids[4])
    for list in [
      ["slot", "list"], ["slot", "list", "--block", "NY"], ["slot", "list", "--weekday", "tue"],
      ["appointment", "list"], ["history"], ["history", "--slot", ids[0]], ["block", "list"],
    ] {
      for style in [[], ["--local"]] {
        let lines = try program.run(list + style + ["--ndjson"]).lines
        let page = try program.run(list + style + ["--limit", "500", "--json"]).json?["data"]?.array
        #expect(lines == page && !lines.isEmpty, "\(list + style)")
      }
    }
  }
}
