import Foundation
import Testing

@testable import TestDriver

/// Windows of all sizes.
@Suite struct ResizeTests {
  private let sandbox: Sandbox
  private let session: TerminalSession

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
  }

  /// Gives the window a size and waits until the picture fits it: the title is the first row and the
  /// bottom is the last one, so nothing was drawn beyond an edge and moved the rest.
  @discardableResult
  private func resize(
    _ width: Int,
    _ height: Int,
    bottom: String = "? help"
  ) async throws -> Screen {
    try await session.resize(width: width, height: height)
    return try await session.wait(for: "\(width)×\(height)") { screen in
      guard screen.width == width, screen.rows.count == height else { return false }
      guard width >= 40, height >= 10 else {
        return screen.title.hasPrefix("slottui nee")
          && !screen.rows.dropFirst().contains { $0 != "" }
      }
      return screen.title.hasPrefix(" Dr. Nowak")
        && screen.sentence.hasPrefix("Wed 5 Mar 2031 09:00")
        && screen.bottom.contains(bottom)
    }
  }

  private static let sizes = [
    (40, 10), (200, 50), (30, 5), (80, 24), (40, 9), (39, 10), (12, 3), (300, 12), (41, 80),
  ]

  @Test func gridFitsAnyWindow() async throws {
    for (width, height) in Self.sizes {
      let screen = try await resize(width, height)
      #expect(screen.isCursorVisible)
    }
    let screen = try await resize(80, 24)
    #expect(screen.isCursorOnItsPlace)
    try await session.press("d", expecting: "Disabled")
  }

  @Test func formFitsAnyWindow() async throws {
    try await session.press("c", expecting: "New slot")
    try await session.press("C-u")
    try await session.type("2031-03-07 12:00")
    for (width, height) in Self.sizes { try await resize(width, height, bottom: "Enter accept") }
    let screen = try await resize(80, 24, bottom: "Enter accept")
    #expect(screen.rows[screen.cursor.y].contains("Start     2031-03-07 12:00"))
    // At the smallest, the focused field is in view.
    try await session.press("BTab")
    let small = try await resize(40, 10, bottom: "Enter accept")
    #expect(small.rows[small.cursor.y].contains("Metadata"))
    try await session.press("Enter")
    try await session.resize(width: 80, height: 24)
    try await session.wait(for: "Created Fri 7 Mar 2031 12:00–12:30.")
  }

  @Test func questionFitsAnyWindow() async throws {
    try await session.press("D", expecting: "y/n")
    for (width, height) in Self.sizes { try await resize(width, height, bottom: "Delete Wed 5") }
    try await resize(80, 24, bottom: "Delete Wed 5")
    try await session.press("n", expecting: "Nothing was deleted.")
    #expect(try await sandbox.slots().count == 4)
  }

  @Test func windowsFitAnyWindow() async throws {
    for (key, bottom) in [("?", "↑↓ scroll"), ("Enter", "Esc back"), ("b", "Enter pick")] {
      try await session.press(key)
      for (width, height) in Self.sizes { try await resize(width, height, bottom: bottom) }
      try await resize(80, 24, bottom: bottom)
      try await session.press("Escape")
      try await resize(80, 24)
    }
  }

  /// Thousands of signals, most of which tell nothing new.
  @Test func survivesAStormOfSignals() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    for round in 1...5000 {
      if round.isMultiple(of: 100) {
        terminal.resize(width: UInt16(40 + round % 160), height: UInt16(10 + round % 50))
      }
      kill(terminal.child.id, SIGWINCH)
      terminal.receive()
    }
    terminal.type("d")
    let _: Bool = try await eventually("the key is obeyed") {
      terminal.receive()
      return try await sandbox.slots()[0].status == "disabled" ? true : nil
    }
  }

  @Test func survivesAStorm() async throws {
    for round in 1...60 {
      try await session.resize(width: 1 + round * 37 % 250, height: 1 + round * 23 % 70)
    }
    try await resize(80, 24)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
