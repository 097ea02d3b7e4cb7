import Foundation
import Testing

@testable import SlotDomain

/// Calendars that other programs wrote: Fixtures/README.md says which.
@Suite struct CalendarFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static let files = [
    "calcurse", "khal-single", "khal-zone", "khal-weekly", "khal-daily", "khal-whole-days",
    "khal-yearly", "khal-exceptions", "google", "outlook", "apple",
  ]

  /// Seconds since 1970 of the starts and ends that the table has for a file.
  private static func expected(_ file: String) -> [[Int64]] {
    calendarFileInstants.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0[0] == file }.map { $0.dropFirst().compactMap { Int64($0) } }
      .sorted { $0[0] < $1[0] }
  }

  private func slots(_ file: String) throws -> [SlotRecord] {
    let path = Self.folder.appending(path: file + ".ics")
    let text = try String(contentsOf: path, encoding: .utf8)
    // Until 2028 in Warsaw, whose clock floating times and whole days are of.
    let until = Instant(milliseconds: 1_830_294_000_000)
    return try ICalendarTests.read(text, zone: "Europe/Warsaw", until: until).records.map {
      guard case .slot(let slot) = try $0.result.get() else { throw SlotError.stopped }
      return slot
    }
  }

  @Test(arguments: CalendarFileTests.files)
  func eventsTakePlaceWhenTheirProgramSays(file: String) throws {
    let slots = try slots(file).sorted { $0.range.start < $1.range.start }
    #expect(slots.map { [$0.range.start.seconds, $0.range.end.seconds] } == Self.expected(file))
    #expect(Set(slots.map(\.id)).count == slots.count)
    #expect(slots.allSatisfy { $0.metadata?["summary"]?.string?.isEmpty == false })
  }

  /// Once a calendar is in the store, the same one changes nothing (khal multiplied its entries).
  @Test(arguments: CalendarFileTests.files)
  func importingTwiceChangesNothing(file: String) throws {
    let test = try TestStore()
    let records = try slots(file)
    func take() throws -> [IntakeResult] {
      var results: [IntakeResult] = []
      _ = try test.store.takeOver(at: moment(0), reason: nil, isTrial: false) {
        (intake) throws(SlotError) in
        for var record in records {
          record.blockID = test.block
          // The events of one calendar can take place at once, the slots of one block cannot.
          do throws(SlotError) {
            results.append(try intake.take(.slot(record), updating: false))
          } catch {
            guard error.code == .slotsOverlap else { throw error }
          }
        }
      }
      return results
    }
    let first = try take()
    #expect(first.count >= records.count - 3 && Set(first) == [.created])
    let before = try test.dump()
    #expect(try take() == first.map { _ in .existing })
    #expect(try test.dump() == before)
  }

  @Test func textsAreThoseOfTheProgram() throws {
    let summaries = try slots("calcurse").compactMap { $0.metadata?["summary"]?.string }
    #expect(summaries.contains("Consultation, room 2; Łódź"))
    let outlook = try #require(try slots("outlook").first)
    #expect(outlook.metadata?["summary"]?.string == "Sprechstunde, Zimmer 2")
    let apple = try #require(try slots("apple").first)
    #expect(apple.metadata?["location"]?.string == "12 Main St\nSpringfield")
  }
}
