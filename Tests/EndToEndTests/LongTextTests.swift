import Foundation
import Testing

@testable import TestDriver

/// Text that was pasted by mistake, with the marks of a paste and as keys, and the end of the terminal
/// in the middle of it.
@Suite(.serialized) struct LongTextTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  private static let unit = "Dear Sir, next week d q "

  private func open(_ opening: String, expecting text: String) async throws -> RawTerminal {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type(opening)
    try await terminal.wait(for: text)
    return terminal
  }

  private static let places = [
    (":", "by its name"), ("/", "Find"), ("b", "Booking block"), ("a", "Phone"),
  ]

  /// Eight times the text takes about eight times the time, not sixty-four, and what is left out is said.
  @Test(arguments: [true, false], places)
  func takesAnyLength(isBracketed: Bool, place: (String, String)) async throws {
    func time(_ kilobytes: Int) async throws -> Int {
      let terminal = try await open(place.0, expecting: place.1)
      let before = try processorTime(terminal)
      let text = String(repeating: Self.unit, count: kilobytes << 10 / Self.unit.utf8.count)
      try await terminal.typeSlowly(isBracketed ? "\u{1B}[200~\(text)\u{1B}[201~" : text)
      try await terminal.wait(for: "A field holds 10,000 characters.")
      terminal.type("\u{3}")
      try await terminal.waitForAnything()
      let after = try processorTime(terminal)
      #expect(try await terminal.leave() == 0)
      return after - before
    }
    let (part, whole) = (try await time(32), try await time(256))
    // In hundredths of a second, which are coarse; others who work on the machine make all of it slower.
    #expect(whole <= part * 24 + 20, "\(part), \(whole)")
  }

  /// The connection drops while the text is still coming.
  @Test(arguments: [SIGHUP, SIGTERM], [true, false])
  func endsInTheMiddle(signal: Int32, isBracketed: Bool) async throws {
    let terminal = try await open(":", expecting: "by its name")
    let text = String(repeating: Self.unit, count: 10_000)
    try await terminal.typeSlowly((isBracketed ? "\u{1B}[200~" : "") + text)
    kill(terminal.child.id, signal)
    #expect(try await terminal.waitUntilEnd() == 128 + signal)
    #expect(terminal.modes == terminal.modesBefore)
  }

  /// User and system time so far, as proc(5) has it.
  private func processorTime(_ terminal: RawTerminal) throws -> Int {
    let stat = try String(contentsOfFile: "/proc/\(terminal.child.id)/stat", encoding: .utf8)
    let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
    return (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0)
  }
}
