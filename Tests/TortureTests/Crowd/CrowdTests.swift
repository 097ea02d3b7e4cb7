import Foundation
import Testing

@testable import TestDriver

/// Many who want the same few slots at once: nobody is told that the store is busy, nothing that was
/// acknowledged is lost, and no slot takes more than it has places.
@Suite(.serialized, .reported) struct CrowdTests {
  @Test func fewSlots() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let screens = [
      try await TerminalSession(sandbox, "--date", "2031-03-05"),
      try await TerminalSession(sandbox, "--date", "2031-03-05", "--view", "agenda"),
    ]
    for screen in screens { try await screen.wait(for: "09:00") }

    let processes = Torture.times(50, short: 8)
    let deeds = Torture.times(20, short: 2)
    let acknowledged = try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for number in 1...processes {
        group.addTask {
          var member = Member(number, sandbox)
          return try await member.act(times: deeds)
        }
      }
      return try await group.reduce(into: Set()) { $0.formUnion($1) }
    }
    #expect(!acknowledged.isEmpty)
    try await sandbox.expectSound("after the crowd")
    let lost = acknowledged.subtracting(try StorePicture.reasons(sandbox.store))
    #expect(lost.isEmpty)
    for slot in try await sandbox.slots() {
      #expect(slot.numActiveAppointments <= slot.capacity)
    }
    try await expectTruth(on: screens[0], sandbox)
    try await expectTruth(on: screens[1], sandbox, "--view", "agenda")
  }

  /// Whether an open screen comes to show what one shows that is opened now.
  private func expectTruth(on screen: TerminalSession, _ sandbox: Sandbox, _ view: String...)
    async throws
  {
    let options = ["--date", "2031-03-05"] + view
    let fresh = try await TerminalSession(sandbox, command: [Sandbox.program] + options)
    try await fresh.wait(for: "2031")
    // The first lines are the title; the last two are about the cursor, which stayed where it was.
    func picture(_ screen: Screen) -> ArraySlice<String> { screen.rows.dropFirst(2).dropLast(2) }
    var (old, new): (ArraySlice<String>, ArraySlice<String>) = ([], [])
    let _: Bool = try await eventually(
      "an open screen shows what a fresh one shows:\n"
        + zip(old, new).filter { $0 != $1 }.map { "open:  \($0)\nfresh: \($1)" }.joined(
          separator: "\n"
        )
    ) {
      (old, new) = (picture(try await screen.screen()), picture(try await fresh.screen()))
      return old == new ? true : nil
    }
  }
}

/// One of the crowd.
private struct Member {
  private let number: Int
  private let sandbox: Sandbox
  private var dice: SeededGenerator

  init(_ number: Int, _ sandbox: Sandbox) {
    self.number = number
    self.sandbox = sandbox
    dice = Torture.dice("crowd \(number)")
  }

  /// Whatever can be wrong about a slot that somebody else has just changed. A busy store is not.
  private static let refusals: Set = [
    "E024", "E025", "E045", "E046", "E048", "E049", "E050", "E051", "E059", "E060", "S005",
  ]

  /// Returns the reasons of what was acknowledged.
  mutating func act(times: Int) async throws -> Set<String> {
    var acknowledged: Set<String> = []
    for time in 1...times {
      let slots = try await sandbox.slots()
      let appointments = try await sandbox.appointments()
      let words = choose(slots, appointments)
      let command = ReasonedCommand(words, reason: "member \(number), \(time)")
      let output = try await sandbox.slottui(command.arguments)
      Tally.add()
      if output.status == 0 {
        if !command.mayChangeNothing { acknowledged.insert(command.reason) }
      } else {
        #expect(Self.refusals.contains(output.code ?? ""), "\(words): \(output)")
      }
    }
    return acknowledged
  }

  private mutating func choose(
    _ slots: [Sandbox.Slot],
    _ appointments: [Sandbox.Appointment]
  ) -> [String] {
    let hour = Int.random(in: 10...13, using: &dice)
    let create = [
      "slot", "create", "--block", Sandbox.block, "--start", "2031-03-05T\(hour):00", "--minutes",
      "30",
    ]
    guard let slot = slots.randomElement(using: &dice)?.id,
      let other = slots.randomElement(using: &dice)?.id
    else { return create }
    var choices = [
      create,
      ["appointment", "create", "--slot", slot, "--name", "Guest \(number)"],
      ["appointment", "create", "--slot", slot, "--name", "Guest \(number)"],
      // Long, so that no seconds are counted on the screens that are compared.
      ["slot", "lock", slot, "--minutes", "600"],
      ["slot", "unlock", slot, "--force"],
      ["slot", "update", slot, "--capacity", "\(Int.random(in: 1...3, using: &dice))"],
      ["slot", "disable", slot],
      ["slot", "enable", slot],
      ["slot", "delete", slot, "--force"],
    ]
    if let appointment = appointments.randomElement(using: &dice)?.id {
      choices += [
        ["appointment", "reschedule", appointment, "--to", other],
        ["appointment", "cancel", appointment],
        ["appointment", "delete", appointment],
      ]
    }
    return choices.randomElement(using: &dice) ?? create
  }
}
