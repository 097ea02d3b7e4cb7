import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// TIME in the words that the screen's `g` takes, on the block's clock.
@Suite struct WordedTimeTests {
  private let program: Program
  private let zone: Zone

  init() throws {
    program = try Program()
    zone = try Zone(named: "Europe/Warsaw")
    _ = try program.makeBlock()
  }

  private func starts(_ arguments: String...) throws -> [String] {
    let result = try program.run(
      ["slot", "list", "--block", "Room", "--ndjson", "--local"] + arguments
    )
    #expect(result.status == 0, "\(result.error)")
    return result.lines.compactMap { $0["start_date"]?.string.map { String($0.prefix(16)) } }
  }

  /// A day after today on which the clock is not changed, so that the test is of no special day.
  private func day(_ days: Int) -> CivilDate {
    zone.date(Instant(seconds: Int64(time(nil)))).adding(days: days)
  }

  @Test func slotsAreMadeAndFoundByWords() throws {
    let (tomorrow, later) = (day(1), day(3))
    _ = try program.makeSlot("tomorrow 14:50")
    _ = try program.makeSlot("+3d 9:05")
    #expect(try starts() == ["\(tomorrow)T14:50", "\(later)T09:05"])
    #expect(try starts("--from", "today", "--until", "+2d") == ["\(tomorrow)T14:50"])
    #expect(try starts("--from", "+2d") == ["\(later)T09:05"])
    #expect(try starts("--from", "\(later.day) \(later.shortMonthName)") == ["\(later)T09:05"])
    let moved = try program.run([
      "slot", "disable", "--block", "Room", "--from", later.weekday.short.lowercased(), "--json",
    ])
    #expect(moved.json?["data"]?.array?.count == 1, "\(moved.output)")
  }

  /// What is over is looked for backwards: the last Monday, not the next.
  @Test func thePastIsReadBackwards() throws {
    let names = Weekday.allCases.map { $0.short.lowercased() }
    for name in names + ["yesterday", "-2h", "00:00"] {
      let history = try program.run(["history", "--since=\(name)", "--json"])
      #expect(history.json?["data"]?.array?.count == 1, "\(name): \(history.output)")
      let list = try program.run(["slot", "list", "--as-of=\(name)", "--json"])
      #expect(list.json?["data"]?.array == [], "\(name): \(list.output)\(list.error)")
    }
    let refused = try program.run(["slot", "list", "--as-of", "tomorrow"])
    #expect(refused.status == 65 && refused.error.contains("is still to come"), "\(refused.error)")
  }

  @Test func plansTakeDatesInWords() throws {
    let result = try program.run([
      "plan", "--block", "Room", "--from", "+1d", "--until", "+7d", "--days", "mon-sun",
      "--between", "09:00-10:00", "--minutes", "60", "--except", "+2d..+3d", "--json",
    ])
    #expect(result.json?["data"]?["created"] == .integer(5), "\(result.output)")
  }

  @Test(arguments: [
    ("soon", "E021: \"soon\" cannot be read as a time."), ("mon 14", "E021: \"mon 14\""),
    ("3/4 09:00", "That can be 3 April or 4 March: write 3.4. or 4.3."),
    ("30.2", "There is no 30 February."), ("tomorrow 25:00", "E021: \"tomorrow 25:00\""),
    ("2035-03-25T02:30", "the clock goes from 02:00 to 03:00"),
    ("25.3.2035 02:30", "the clock goes from 02:00 to 03:00"),
    ("28.10.2035 02:30", "02:30 comes twice on 2035-10-28. Add the offset"),
  ])
  func othersAreRefused(text: String, sentence: String) throws {
    let result = try program.run([
      "slot", "create", "--block", "Room", "--start", text, "--minutes", "20",
    ])
    #expect(result.status == 65 && result.error.contains(sentence), "\(result.error)")
    #expect(try starts() == [])
  }
}
