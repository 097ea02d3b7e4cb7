import Foundation
import Testing

@testable import TestDriver

/// Keys that move the cursor: the sentence says where it is, and it stands there.
@Suite struct MovementTests {
  private let sandbox: Sandbox
  private let session: TerminalSession
  private static let start = "Wed 5 Mar 2031 09:00–09:30"

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: Self.start)
  }

  /// Presses keys one by one, and looks where that leads.
  private func go(
    _ keys: String...,
    to place: String,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    for key in keys { try await session.press(key) }
    let screen = try await session.wait(for: "\(keys) to \(place)") {
      $0.sentence.hasPrefix(place) && $0.isCursorOnItsPlace && $0.reversed.contains($0.cursor)
    }
    #expect(screen.isCursorVisible, sourceLocation: location)
  }

  @Test func daysAndRows() async throws {
    try await go("l", to: "Thu 6 Mar 2031 09:00–09:30")
    try await go("Right", to: "Fri 7 Mar 09:00, no slot")
    try await go("h", "Left", to: Self.start)
    try await go("2", "l", to: "Fri 7 Mar 09:00")
    try await go("2", "h", to: Self.start)
    try await go("j", to: "Wed 5 Mar 09:30, no slot")
    try await go("k", to: Self.start)
    try await go("Down", "Down", "Up", "Up", to: Self.start)
    // Further than there is: to the edges.
    try await go("9", "9", "j", to: "Wed 5 Mar ")
    try await go("9", "9", "k", to: "Wed 5 Mar 00:00, no slot")
    // Over the edges of the week.
    try await go("5", "l", to: "Mon 10 Mar")
    try await go("5", "h", to: "Wed 5 Mar 00:00")
    try await go("3", "h", to: "Sun 2 Mar")
  }

  @Test func slotsInTime() async throws {
    try await go("w", to: "Wed 5 Mar 2031 10:00–10:30")
    try await go("w", "w", to: "Thu 6 Mar 2031 09:00–09:30")
    let screen = try await session.press("w", expecting: "This block has no later slot.")
    #expect(screen.sentence.hasPrefix("Thu 6 Mar 2031 09:00"))
    try await go("3", "W", to: Self.start)
    try await session.press("W", expecting: "This block has no earlier slot.")
    try await go("End", to: "Thu 6 Mar 2031 09:00–09:30")
    try await go("Home", to: Self.start)
    // From another week, too.
    try await go("]", "]", to: "Wed 19 Mar")
    try await go("W", to: "Thu 6 Mar 2031 09:00–09:30")
  }

  @Test func weeksAndMonths() async throws {
    try await go("]", to: "Wed 12 Mar")
    try await go("[", to: "Wed 5 Mar")
    try await go("NPage", to: "Wed 12 Mar")
    try await go("PPage", to: "Wed 5 Mar")
    try await go("4", "]", to: "Wed 2 Apr")
    try await go("4", "[", to: "Wed 5 Mar")
    try await go("}", to: "Sat 5 Apr")
    try await go("2", "{", to: "Wed 5 Feb")
    try await go("t", to: Self.start)
  }

  @Test func dates() async throws {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Warsaw"))
    let today = Date()
    let friday = calendar.nextDate(
      after: calendar.startOfDay(for: today) - 1,
      matching: DateComponents(weekday: 6),
      matchingPolicy: .nextTime
    )
    let expected: [(String, Date?)] = [
      ("+2w", calendar.date(byAdding: .day, value: 14, to: today)),
      ("fri", friday),
      ("tomorrow", calendar.date(byAdding: .day, value: 1, to: today)),
      ("2026-12-24", try? Date("2026-12-24T12:00:00Z", strategy: .iso8601)),
      ("24.12.2031", try? Date("2031-12-24T12:00:00Z", strategy: .iso8601)),
      ("6 mar 2031", try? Date("2031-03-06T12:00:00Z", strategy: .iso8601)),
    ]
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB_POSIX")
    formatter.timeZone = calendar.timeZone
    formatter.dateFormat = "EEE d MMM"
    for (text, date) in expected {
      let prompt = try await session.press("g", expecting: "Go to date:")
      #expect(prompt.cursor == Screen.Position(x: 12, y: 23))
      try await session.type(text)
      let day = try #require(date)
      let place = formatter.string(from: day).replacing("Sept", with: "Sep") + " "
      // In the week of now its time stands in the place of an hour.
      let isNear = abs(day.timeIntervalSinceNow) < 8 * 86_400
      try await session.press("Enter")
      try await session.wait(for: place) {
        $0.sentence.hasPrefix(place) && (isNear || $0.isCursorOnItsPlace)
      }
    }
    try await session.press("g", expecting: "Go to date:")
    try await session.type("some day")
    try await session.press("Enter", expecting: "Write a date such as")
    try await session.press("Escape")
    try await go(to: "Thu 6 Mar 2031")
  }

  @Test func blocksAndZones() async throws {
    try await sandbox.slottui("block", "create", "--name", "Room 2", "--timezone", "Asia/Tokyo")
    try await session.wait(for: "created booking block")
    for (keys, title) in [(["Tab"], "Room 2"), (["BTab"], "Dr. Nowak"), (["BTab"], "Room 2")] {
      for key in keys { try await session.press(key) }
      let screen = try await session.wait(for: title) { $0.title.hasPrefix(" \(title)") }
      #expect(screen.isCursorOnItsPlace)
    }
    let picker = try await session.press("b", expecting: "Booking block")
    #expect(picker.contains("Asia/Tokyo"))
    try await session.type("now")
    try await session.wait(for: "the filter") {
      !$0.rows.dropFirst().contains { $0.contains("Room 2") }
    }
    try await session.press("Enter")
    try await session.wait(for: "the picked block") { $0.title.hasPrefix(" Dr. Nowak") }
    try await session.press("Home")
    try await go(to: Self.start)
    try await session.press("z", expecting: "your own zone")
    try await go(to: "Wed 5 Mar 2031 08:00–08:30")
    try await session.press("z", expecting: "Times are shown in UTC.")
    try await go(to: "Wed 5 Mar 2031 08:00–08:30")
    try await session.press("z", expecting: "the block's zone")
    try await go(to: Self.start)
  }
}
