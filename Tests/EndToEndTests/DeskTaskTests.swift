import Foundation
import Testing

@testable import TestDriver

/// What a front desk does all day, on a practice of three doctors in a busy week, each task in as few keys
/// as it may take. The count is what is tested, and that what was asked for has happened.
@Suite struct DeskTaskTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try FileManager.default.copyItem(
      atPath: try await Practice.shared.value.sandbox.store,
      toPath: sandbox.store
    )
  }

  /// The screen on a day of Dr Adams, with what is pressed counted.
  private func desk(_ date: String = "2031-01-13") async throws -> CountedKeys {
    let session = try await TerminalSession(
      sandbox,
      "--block",
      "Dr Adams",
      "--date",
      date,
      width: 120,
      height: 40
    )
    try await session.wait(for: "Dr Adams")
    return CountedKeys(session)
  }

  private func appointment(of name: String) async throws -> Practice.Appointment {
    let all = try await Practice.appointments(in: sandbox)
    return try #require(all.first { $0.metadata["name"] == name }, "\(name)")
  }

  private func slot(_ block: String, at start: String) async throws -> String {
    try await Practice.slot(block, at: start, in: sandbox)
  }

  // MARK: A client on the phone

  /// Four keys and the name.
  @Test func theNextFreePlaceOfThreeDoctorsIsBooked() async throws {
    let desk = try await desk()
    try await desk.press("F", expecting: "Mon 13 Jan")
    try await desk.press("Enter", expecting: "Mon 13 Jan 2031 09:40")
    try await desk.press("a", expecting: "Name")
    try await desk.type("Paula New")
    try await desk.press("Enter", expecting: "Paula New, Mon 13 Jan 2031 09:40")
    #expect(desk.count == 4)
    let booked = try await appointment(of: "Paula New")
    // The first that is free, whosever it is.
    #expect(booked.slotID == (try await slot("Dr Chen", at: "2031-01-13T09:40")))
  }

  /// Five keys.
  @Test func anAppointmentIsMovedToAnotherDoctor() async throws {
    let desk = try await desk()
    let before = try await appointment(of: "Evans Alice")
    try await desk.press("Enter", expecting: "Evans Alice")
    try await desk.press("m", expecting: "Dr Brown")
    try await desk.press("Down")
    try await desk.press("Down")
    try await desk.press("Enter", expecting: "Moved")
    #expect(desk.count == 5)
    let after = try await appointment(of: "Evans Alice")
    #expect(after.id == before.id)
    #expect(after.blockID != before.blockID)
  }

  /// Three keys and the name, and the right one of two who come at the same time.
  @Test func aClientIsFoundAndCancelled() async throws {
    let desk = try await desk()
    try await desk.press("/", expecting: "Find")
    try await desk.type("second group")
    try await desk.wait(for: "Second Group")
    try await desk.press("Enter", expecting: "Second Group")
    try await desk.press("x", expecting: "Cancelled")
    #expect(desk.count == 3)
    #expect(try await appointment(of: "Second Group").status == "cancelled")
    #expect(try await appointment(of: "First Group").status == "active")
  }

  // MARK: An afternoon that is closed

  /// Fourteen keys at most when every proposal is taken.
  @Test func anAfternoonIsClosedAndSixPeopleGetOtherPlaces() async throws {
    let desk = try await desk("2031-01-16")
    try await desk.press("9")
    try await desk.press("w", expecting: "Thu 16 Jan 2031 13:00")
    try await desk.press("V")
    try await desk.press("11")
    try await desk.press("w", expecting: "Thu 16 Jan 2031 16:40")
    try await desk.press("d", expecting: "6 people")
    try await desk.press("y", expecting: "Disabled 12 slots")
    try await desk.press("T", expecting: "6 to re-book")
    for left in (0..<6).reversed() {
      try await desk.press("Enter", expecting: left > 0 ? "\(left) to re-book" : "nobody")
    }
    #expect(desk.count <= 16)
    #expect(try await sandbox.slottui("tray", "--json").contains("\"data\": []"))
    for number in 1...6 {
      #expect(try await appointment(of: "Thursday \(number)").status == "active")
    }
  }

  // MARK: Slots

  /// Four keys.
  @Test func threeSlotsAreLocked() async throws {
    let desk = try await desk("2031-01-15")
    try await desk.press("V")
    try await desk.press("2")
    try await desk.press("w", expecting: "Wed 15 Jan 2031 09:40")
    try await desk.press("L", expecting: "Locked 3 slots")
    #expect(desk.count == 4)
    let locked = try await Practice.slots(in: sandbox).filter { $0.lockedUntil != nil }
    #expect(locked.count == 3)
  }

  // MARK: What was done

  /// Four keys: the one before last.
  @Test func aMistakeOfBeforeIsTakenBack() async throws {
    let wrong = try await slot("Dr Brown", at: "2031-01-13T10:00")
    try await sandbox.slottui("slot", "disable", wrong, "--reason", "a mistake")
    let other = try await slot("Dr Chen", at: "2031-01-14T10:00")
    try await sandbox.slottui("slot", "disable", other)
    let desk = try await desk()
    try await desk.press("A", expecting: "a mistake")
    try await desk.press("Down")
    try await desk.press("u", expecting: "y/n")
    try await desk.press("y", expecting: "Taken back")
    #expect(desk.count == 4)
    let slots = try await Practice.slots(in: sandbox)
    #expect(slots.first { $0.id == wrong }?.status == "active")
    #expect(slots.first { $0.id == other }?.status == "disabled")
  }

  /// Two keys; the one that goes to now finds the first slot there is.
  @Test func theDaySheetHasPhones() async throws {
    let desk = try await desk("2031-02-01")
    try await desk.press("t", expecting: "Mon 13 Jan 2031 09:00")
    let sheet = try await desk.press("P", expecting: "07700 900001")
    #expect(desk.count == 2)
    #expect(sheet.contains("Evans Alice"))
  }

  /// One key.
  @Test func whatHappenedMeanwhileIsSeen() async throws {
    let slot = try await slot("Dr Chen", at: "2031-01-14T10:00")
    try await sandbox.slottui("slot", "disable", slot, "--reason", "conference")
    let desk = try await desk()
    try await desk.press("A", expecting: "conference")
    #expect(desk.count == 1)
  }

  /// Three keys and the file.
  @Test func holidaysCloseTheirDays() async throws {
    let file = sandbox.folder + "/holidays.ics"
    let calendar = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:founders",
      "DTSTART;VALUE=DATE:20310117", "SUMMARY:Founders' Day", "END:VEVENT", "END:VCALENDAR", "",
    ]
    try Data(calendar.joined(separator: "\r\n").utf8).write(to: URL(filePath: file))
    let desk = try await desk()
    try await desk.press(":")
    try await desk.type("holidays \(file)")
    try await desk.press("Enter", expecting: "Close 21 slots of Dr Adams?")
    try await desk.press("y", expecting: "Disabled 21 slots")
    #expect(desk.count == 3)
    let closed = try await Practice.slots(in: sandbox).filter { $0.status == "disabled" }
    #expect(closed.count == 21)
    #expect(closed.allSatisfy { $0.startDate.hasPrefix("2031-01-17") })
    #expect(try await sandbox.slottui("history").contains("Founders' Day"))
  }

  /// Fourteen keys and the first and the last day: the hours are those that each doctor has, and the days are
  /// remembered.
  @Test func threeDoctorsGetTheNextTerm() async throws {
    let desk = try await desk()
    try await desk.press("C", expecting: "New series")
    try await desk.press("C-u")
    try await desk.type("2031-01-27")
    try await desk.press("Tab")
    try await desk.press("C-u")
    try await desk.type("2031-04-04")
    for (index, doctor) in Practice.doctors.enumerated() {
      if index > 0 {
        try await desk.press("Tab", expecting: "▸\(doctor)")
        try await desk.press("C", expecting: "Would create 1050 slots")
      }
      let question = "Create 1050 slots, Mon 27 Jan 2031 – Fri 4 Apr 2031?"
      try await desk.press("Enter", expecting: question)
      try await desk.press("y", expecting: "Planned 1050 slots")
    }
    #expect(desk.count == 14)
    let made = try await Practice.slots(in: sandbox).filter { $0.startDate >= "2031-01-27" }
    #expect(made.count == 3 * 1050)
    let times = Set(made.map { $0.startDate.dropFirst(11).prefix(5) })
    #expect(times.count == 21)
    #expect(times.min() == "09:00" && times.max() == "16:40")
  }
}

/// A screen on which keys are counted; text that is typed is not.
private final class CountedKeys: Sendable {
  private let session: TerminalSession
  nonisolated(unsafe) private(set) var count = 0

  init(_ session: TerminalSession) { self.session = session }

  /// A number of two digits is two keys.
  func press(_ key: String) async throws {
    let digits = Int(key) == nil ? [key] : key.map(String.init)
    for key in digits {
      count += 1
      try await session.press(key)
    }
  }

  @discardableResult
  func press(_ key: String, expecting text: String) async throws -> Screen {
    try await press(key)
    return try await session.wait(for: text)
  }

  func type(_ text: String) async throws { try await session.type(text) }
  func wait(for text: String) async throws { try await session.wait(for: text) }
}

/// Three doctors with the same hours, in the weeks of 13 and 20 January 2031, in UTC: 9:00 to 12:00 and
/// 13:00 to 17:00, every 20 minutes.
private struct Practice: Sendable {
  let sandbox: Sandbox

  /// Made once; tests copy its file.
  static let shared = Task { try await Practice() }

  static let doctors = ["Dr Adams", "Dr Brown", "Dr Chen"]

  private init() async throws {
    sandbox = try Sandbox()
    for doctor in Self.doctors {
      try await sandbox.slottui(
        "block",
        "create",
        "--name",
        doctor,
        "--timezone",
        "UTC",
        "--publish"
      )
      try await sandbox.slottui(
        "plan",
        "--block",
        doctor,
        "--from",
        "2031-01-13",
        "--until",
        "2031-01-24",
        "--days",
        "mon-fri",
        "--between",
        "09:00-12:00",
        "--between",
        "13:00-17:00",
        "--minutes",
        "20"
      )
    }
    try await bookMonday()
    try await bookThursday()
    // Two who come at the same time.
    let group = try await Self.slot("Dr Brown", at: "2031-01-15T11:00", in: sandbox)
    try await sandbox.slottui("slot", "update", group, "--capacity", "4")
    for name in ["First Group", "Second Group"] { try await book(group, name) }
  }

  /// All begin the week with somebody; the first free place is Dr Chen's at 9:40.
  private func bookMonday() async throws {
    try await book(try await slot("Dr Adams", "13T09:00"), "Evans Alice", phone: "07700 900001")
    for (doctor, starts) in [
      ("Dr Adams", ["09:20", "09:40"]), ("Dr Brown", ["09:00", "09:20", "09:40"]),
      ("Dr Chen", ["09:00", "09:20"]),
    ] {
      for start in starts {
        try await book(try await slot(doctor, "13T\(start)"), "\(doctor) \(start)")
      }
    }
  }

  private func bookThursday() async throws {
    let starts = ["13:00", "13:20", "14:00", "14:40", "15:00", "16:20"]
    for (number, start) in starts.enumerated() {
      try await book(try await slot("Dr Adams", "16T\(start)"), "Thursday \(number + 1)")
    }
  }

  private func slot(_ block: String, _ moment: String) async throws -> String {
    try await Self.slot(block, at: "2031-01-\(moment)", in: sandbox)
  }

  private func book(_ slot: String, _ name: String, phone: String = "") async throws {
    let metadata =
      phone.isEmpty ? #"{"name":"\#(name)"}"# : #"{"name":"\#(name)","phone":"\#(phone)"}"#
    try await sandbox.slottui("appointment", "create", "--slot", slot, "--metadata", metadata)
  }

  // MARK: What the command line says

  struct Slot: Decodable, Sendable {
    let id: String
    let startDate: String
    let status: String
    let lockedUntil: String?
    let bookingBlockId: String
  }

  struct Appointment: Decodable, Sendable {
    let id: String
    let status: String
    let slotID: String
    let blockID: String
    let metadata: [String: String]

    enum CodingKeys: String, CodingKey {
      case id, status, metadata
      case slotID = "slot_id"
      case blockID = "booking_block_id"
    }
  }

  static func slots(in sandbox: Sandbox) async throws -> [Slot] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try await sandbox.slottui("slot", "list", "--ndjson").split(separator: "\n").map {
      try decoder.decode(Slot.self, from: Data($0.utf8))
    }
  }

  static func appointments(in sandbox: Sandbox) async throws -> [Appointment] {
    try await sandbox.slottui("appointment", "list", "--ndjson").split(separator: "\n").map {
      try JSONDecoder().decode(Appointment.self, from: Data($0.utf8))
    }
  }

  static func slot(_ block: String, at start: String, in sandbox: Sandbox) async throws -> String {
    let blocks = try await sandbox.blocks()
    let id = try #require(blocks.first { $0.name == block }).id
    let slots = try await slots(in: sandbox)
    return try #require(slots.first { $0.bookingBlockId == id && $0.startDate.hasPrefix(start) }).id
  }
}
