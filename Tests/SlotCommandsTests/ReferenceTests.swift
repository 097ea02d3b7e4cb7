import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// How objects are named: ids, their beginnings, short ids, names.
@Suite struct ReferenceTests {
  @Test func blocksHaveFourNames() throws {
    let program = try Program()
    let id = try program.makeBlock("Kawiarnia Łódź")
    _ = try program.makeBlock("Room")
    let short = try #require(try program.data("block", "get", id)["short_id"]?.string)
    for reference in [
      id, id.uppercased(), String(id.prefix(9)), short, "Kawiarnia Łódź",
      "Kawiarnia Ło\u{301}dz\u{301}",
    ] {
      let found = try program.run(["block", "get", reference, "--ndjson"])
      #expect(found.lines.first?["id"]?.string == id, "\(reference)")
    }
    for reference in [String(id.prefix(3)), String(short.dropLast()), "kawiarnia łódź", ""] {
      #expect(try program.run(["block", "get", reference]).status == 66, "\(reference)")
    }
  }

  @Test func anExactNameGoesBeforeABeginning() throws {
    let program = try Program()
    let id = try program.makeBlock("Room")
    let named = try program.makeBlock(String(id.prefix(4)))
    #expect(try program.data("block", "get", String(id.prefix(4)))["id"]?.string == named)
  }

  /// What is misspelt, or only a part, names what may have been meant.
  @Test(arguments: [
    ("Dr. Wojcik", "Did you mean \"Dr Wójcik\"?"), ("wojcik", "Did you mean \"Dr Wójcik\"?"),
    ("Dr Brwon", "Did you mean \"Dr Brown\"?"),
    ("dr", "Did you mean \"Dr Brown\" or \"Dr Wójcik\"?"), ("", "\"\". slottui block list"),
    ("Sauna", "\"Sauna\". slottui block list shows them all."),
  ])
  func aBlockThatIsNotThereNamesTheNearest(reference: String, sentence: String) throws {
    let program = try Program()
    for name in ["Dr Brown", "Dr Wójcik", "Room 7"] { _ = try program.makeBlock(name) }
    for line in [["slot", "list", "--block", reference], ["block", "get", reference]] {
      let refused = try program.run(line)
      #expect(refused.status == 66)
      #expect(refused.error.contains(sentence), "\(refused.error)")
    }
  }

  @Test func ambiguousBeginningsNameTheCandidates() throws {
    let program = try Program()
    _ = try program.makeBlock()
    // Of 2,000 random ids some have their first four digits in common, as good as certainly.
    let slots = (0..<2000).map { minute in
      let start = Instant(seconds: 2_000_000_000 + Int64(minute) * 60)
      return "{\"start_date\":\"\(TimeText.utc(start))\","
        + "\"end_date\":\"\(TimeText.utc(start + .minutes(1)))\"}"
    }
    let made = try program.done(
      "slot",
      "create",
      "--block",
      "Room",
      "--from-json",
      "-",
      "--ndjson",
      input: "[\(slots.joined(separator: ","))]"
    )
    let ids = made.lines.compactMap { $0["id"]?.string }
    #expect(ids.count == 2000)
    let groups = Dictionary(grouping: ids) { $0.prefix(4) }
    let shared = groups.first { $0.value.count > 1 }
    let (prefix, same) = try #require(shared)
    let refused = try program.run(["slot", "get", String(prefix)])
    #expect(refused.status == 65)
    #expect(refused.error.hasPrefix("slottui: S006: \"\(prefix)\" can mean "))
    for id in same { #expect(refused.error.contains(id)) }
    let single = groups.first { $0.value.count == 1 }
    let (unique, _) = try #require(single)
    #expect(
      try program.data("slot", "get", String(unique))["id"]?.string?.hasPrefix(unique) == true
    )
    // Without an end, everything is printed; people and JSON get a page.
    #expect(try program.done("slot", "list", "--ndjson").lines.count == 2000)
    #expect(try program.data("slot", "list").array?.count == 50)
    #expect(try program.done("slot", "list", "--ndjson", "--page", "40").lines.count == 50)
  }

  @Test func appointmentsGoByTheirBeginning() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let id = try program.book(try program.makeSlot("2035-01-08T09:00"))
    #expect(try program.data("appointment", "get", String(id.prefix(8)))["id"]?.string == id)
    #expect(try program.run(["appointment", "get", "zzzz"]).status == 66)
  }

  @Test func timesOfSeveralZonesNeedAnOffset() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let there = ["block", "create", "--name", "Court", "--timezone", "America/New_York"]
    try program.run(there)
    let a = try program.makeSlot("2035-01-08T09:00")
    let b = try program.makeSlot("2035-01-08T09:00", in: "Court")
    let refused = try program.run(["slot", "lock", a, b, "--until", "2035-01-08T08:00"])
    #expect(refused.error.hasPrefix("slottui: E013: "))
    let locked = try program.data(
      "slot",
      "lock",
      a,
      b,
      "--until",
      "2035-01-08T08:00Z",
      "--key",
      "k"
    )
    #expect(locked.array?.count == 2)
  }
}
