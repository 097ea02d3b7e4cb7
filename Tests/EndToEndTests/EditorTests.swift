import Foundation
import Testing

@testable import TestDriver

/// Metadata in the user's editor, which is a script here.
@Suite struct EditorTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  private func open(editor script: String) async throws -> TerminalSession {
    let path = "\(sandbox.folder)/editor"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let session = try await TerminalSession(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["EDITOR": "\(path) --flag", "TMPDIR": sandbox.folder]
    )
    try await session.wait(for: "Wed 5 Mar 2031 09:00–09:30")
    try await session.press("e", expecting: "Edit slot")
    try await session.press("BTab", expecting: "C-o editor")
    return session
  }

  private func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
      .filter { $0.hasPrefix("slottui-") }
  }

  @Test func editsMetadata() async throws {
    let session = try await open(
      editor: """
        test "$1" = --flag && test "$(stat -c %a "$2")" = 600 || exit 1
        cp "$2" "$2~"
        echo '{"room": "9"}' >"$2"
        """
    )
    try await session.press("C-o", expecting: "{\"room\":\"9\"}")
    try await session.press("Enter", expecting: "Changed Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await sandbox.slottui("slot", "list", "--ndjson").contains("\"room\":\"9\""))
    #expect(try leftovers() == [])
  }

  @Test func anEditorThatFailsChangesNothing() async throws {
    let session = try await open(editor: "echo nonsense >\"$2\"; exit 3")
    let screen = try await session.press("C-o", expecting: "ended with an error")
    #expect(!screen.contains("nonsense"))
    #expect(screen.contains("Edit slot"))
    #expect(try leftovers() == [])
  }

  /// The editor has the terminal to itself, and its keys are its own.
  @Test func anEditorReadsTheTerminal() async throws {
    let session = try await open(
      editor: "printf 'type:'; read line </dev/tty; echo \"{\\\"said\\\": \\\"$line\\\"}\" >\"$2\""
    )
    try await session.press("C-o", expecting: "type:")
    try await session.type("dqD")
    try await session.press("Enter", expecting: "{\"said\":\"dqD\"}")
    #expect(try leftovers() == [])
  }
}
