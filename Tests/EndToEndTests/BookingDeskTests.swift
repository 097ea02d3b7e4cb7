import Foundation
import Testing

@testable import TestDriver

/// The tasks of a front desk, key by key: somebody is booked, moved and cancelled.
@Suite struct BookingDeskTests {
  private let sandbox: Sandbox
  private let slots: [Sandbox.Slot]

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    slots = try await sandbox.slots()
  }

  private func book(_ name: String, phone: String = "", on index: Int) async throws {
    let metadata = #"{"name":"\#(name)","phone":"\#(phone)"}"#
    try await sandbox.slottui(
      "appointment",
      "create",
      "--slot",
      slots[index].id,
      "--metadata",
      metadata
    )
  }

  private func open() async throws -> TerminalSession {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    return session
  }

  @Test func aKnownPersonIsBooked() async throws {
    try await book("Anna First", phone: "07700 900123", on: 2)
    let session = try await open()
    try await session.press("a", expecting: "Book Wed 5 Mar 2031 09:00–09:30, Dr. Nowak")
    try await session.type("ann")
    try await session.wait(for: "↓ Anna First, 07700 900123")
    try await session.press("Down")
    try await session.wait(for: "Phone   07700 900123")
    try await session.wait(for: "Anna First has another appointment that day: 11:00–11:30")
    try await session.press(
      "Enter",
      expecting: "Booked Anna First, Wed 5 Mar 2031 09:00–09:30, Dr. Nowak, 07700 900123."
    )
    try await session.press("u", expecting: "Taken back: booked Anna First, Wed 5 Mar 2031 09:00")
    #expect(try await sandbox.appointments().count == 1)
  }

  @Test func aFullSlotProposesTheNext() async throws {
    try await book("Anna First", on: 1)
    let session = try await open()
    try await session.press("w", expecting: "Wed 5 Mar 2031 10:00–10:30")
    try await session.press("a", expecting: "Full. Enter books the next free: Wed 5 Mar 2031 11:00")
    try await session.type("Dudley")
    try await session.press("Enter", expecting: "Booked Dudley, Wed 5 Mar 2031 11:00–11:30")
    #expect(try await sandbox.slots().map(\.numActiveAppointments) == [0, 1, 1, 0])
  }

  @Test func lateIsBookedAllTheSame() async throws {
    let block = try await sandbox.blocks()[0].id
    let years = "315360000"
    try await sandbox.slottui("block", "update", block, "--booking-disabled-before", years)
    let session = try await open()
    try await session.press("a", expecting: "Enter books all the same.")
    try await session.type("Eva")
    try await session.press("Enter", expecting: "Booked Eva, Wed 5 Mar 2031 09:00–09:30")
    #expect(try await sandbox.history()[0].action == "appointment create late")
  }

  @Test func somebodyGoesToAnotherDoctorInFiveKeys() async throws {
    try await book("Eva Nowak", on: 0)
    try await sandbox.slottui(
      "block",
      "create",
      "--name",
      "Dr. Zett",
      "--timezone",
      Sandbox.zone,
      "--publish"
    )
    try await sandbox.slottui(
      "slot",
      "create",
      "--block",
      "Dr. Zett",
      "--start",
      "2031-03-05T09:40",
      "--minutes",
      "20"
    )
    let session = try await open()
    try await session.press("Enter", expecting: "Eva Nowak")
    try await session.press("m", expecting: "Wed 5 Mar 2031 09:40–10:00  Dr. Zett")
    try await session.press("Down", "Down")
    try await session.press(
      "Enter",
      expecting: "Moved Eva Nowak to Wed 5 Mar 2031 09:40–10:00, Dr. Zett."
    )
  }

  @Test func cancellingAndTakingBackKeepTheFocus() async throws {
    try await book("Eva Nowak", on: 0)
    try await book("Jan Nowak", phone: "1", on: 0)
    let session = try await open()
    try await session.press("Enter", expecting: "Jan Nowak, 1")
    try await session.press("Down")
    try await session.press("x", expecting: "Cancelled the appointment of Jan Nowak")
    try await session.wait(for: "Jan Nowak, 1 (cancelled)")
    try await session.press("u", expecting: "Taken back: cancelled Jan Nowak")
    try await session.wait(for: "Jan Nowak as before") { !$0.contains("(cancelled)") }
    try await session.press("e", expecting: "Edit Jan Nowak, Wed 5 Mar 2031 09:00–09:30")
    try await session.press("Tab", "C-u")
    try await session.type("2")
    try await session.press("Enter", expecting: "Jan Nowak, 2")
    try await session.press("y", expecting: "Copied Jan Nowak.")
    // A key that comes at once would be one with Alt.
    try await session.press("Escape")
    try await session.wait(for: "the week") { !$0.contains("What happened") }
    try await session.press("w", "w")
    try await session.press("p", expecting: "Book Wed 5 Mar 2031 11:00–11:30, Dr. Nowak")
    try await session.press("Enter", expecting: "Booked Jan Nowak, Wed 5 Mar 2031 11:00–11:30")
  }

  @Test func holidaysCloseAndTheNextSeriesLeavesThemOut() async throws {
    let calendar = """
      BEGIN:VCALENDAR\r
      VERSION:2.0\r
      PRODID:-//x//x//EN\r
      BEGIN:VEVENT\r
      UID:1\r
      DTSTAMP:20300101T000000Z\r
      DTSTART;VALUE=DATE:20310306\r
      SUMMARY:Carnival\r
      END:VEVENT\r
      END:VCALENDAR\r

      """
    let file = sandbox.folder + "/days.ics"
    try calendar.write(toFile: file, atomically: true, encoding: .utf8)
    try await book("Eva Nowak", on: 3)
    let session = try await open()
    try await session.press(":")
    try await session.type("holidays \(file)")
    try await session.press(
      "Enter",
      expecting: "Close 1 slot of Dr. Nowak? 1 person loses their place: Eva Nowak. y/n"
    )
    try await session.press("y", expecting: "Disabled Thu 6 Mar 2031 09:00–09:30.")
    #expect(try await sandbox.slots().map(\.status) == ["active", "active", "active", "disabled"])
    try await session.press("C", expecting: "Would create")
    try await session.press("Tab", "C-u", "2031-03-07", "Tab", "Tab", "C-u", "14-15")
    try await session.wait(for: "Would create 2 slots")
    for _ in 0..<6 { try await session.press("Tab") }
    try await session.type(file)
    try await session.press("Tab", expecting: "Would create 1 slot")
  }
}
