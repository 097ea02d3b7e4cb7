import Foundation
import Testing

/// A program in a terminal of tmux, each in a tmux of its own.
final class TerminalSession: Sendable {
  private let sandbox: Sandbox
  private let socket: String
  private let configuration: String
  /// Where the exit status is written. tmux itself sometimes overlooks that a program ended.
  private let statusFile: String

  /// Opens the screen of `slottui`.
  ///
  /// - Parameters:
  ///   - variables: What it finds in its environment beside the sandbox's.
  ///   - command: Another program to run instead.
  init(
    _ sandbox: Sandbox,
    _ arguments: String...,
    width: Int = 80,
    height: Int = 24,
    variables: [String: String] = [:],
    command: [String] = []
  ) async throws {
    self.sandbox = sandbox
    socket = "\(sandbox.folder)/tmux-\(UUID().uuidString.prefix(8))"
    configuration = socket + ".conf"
    statusFile = socket + ".status"
    let settings = """
      set -g status off
      set -g remain-on-exit on
      set -g escape-time 0
      set -g default-terminal tmux-256color
      """
    try Data(settings.utf8).write(to: URL(filePath: configuration))
    let environment = ["TERM": "tmux-256color"].merging(variables) { $1 }
    try await tmux(
      ["new-session", "-d", "-s", "test", "-x", "\(width)", "-y", "\(height)", "/usr/bin/env"]
        + environment.map { "\($0.key)=\($0.value)" }
        + ["/bin/sh", "-c", "\"$@\"; echo $? >\"$0\"", statusFile]
        + (command.isEmpty ? [Sandbox.program] + arguments : command)
    )
  }

  deinit {
    let streams = Child.Streams.files(output: "/dev/null", errors: "/dev/null")
    let arguments = [Self.program, "-S", socket, "kill-server"].compactMap { $0 }
    guard arguments.count == 4 else { return }
    _ = try? Child(arguments, environment: [:], streams: streams).block()
  }

  struct Missing: Error, CustomStringConvertible {
    let description = "tmux is missing: make test installs it, or apt-get install tmux does."
  }

  private static let program = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"]
    .first(where: FileManager.default.isExecutableFile(atPath:))

  @discardableResult
  private func tmux(_ arguments: [String]) async throws -> String {
    guard let program = Self.program else { throw Missing() }
    let output = try await sandbox.run(
      [program, "-u", "-S", socket, "-f", configuration] + arguments
    )
    guard output.status == 0 else {
      throw NeverHappened(what: "tmux \(arguments): \(output.errors)")
    }
    return output.text
  }

  // MARK: The keyboard

  /// Presses keys by tmux's names for them: `j`, `Enter`, `C-r`, `Escape`.
  func press(_ keys: String...) async throws { try await tmux(["send-keys", "-t", "test"] + keys) }

  func type(_ text: String) async throws {
    try await tmux(["send-keys", "-t", "test", "-l", "--", text])
  }

  /// As a terminal does: with the marks of a paste when the program asked for them.
  func paste(_ text: String) async throws {
    try await tmux(["set-buffer", "--", text, ";", "paste-buffer", "-p", "-r", "-t", "test"])
  }

  func resize(width: Int, height: Int) async throws {
    try await tmux(["resize-window", "-t", "test", "-x", "\(width)", "-y", "\(height)"])
  }

  // MARK: The screen

  func screen() async throws -> Screen {
    let facts =
      "#{pane_width} #{pane_height} #{cursor_x} #{cursor_y} #{cursor_flag} #{alternate_on}"
    let text = try await tmux(
      [
        "display-message", "-p", "-t", "test", facts, ";", "capture-pane", "-e", "-N", "-p", "-t",
        "test",
      ]
    )
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let numbers = lines[0].split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 6 else { throw NeverHappened(what: "a screen in \(text)") }
    let cells = ColoredText(Array(lines.dropFirst().prefix(numbers[1])))
    return Screen(
      rows: cells.rows,
      reversed: cells.reversed,
      width: numbers[0],
      cursor: Screen.Position(x: numbers[2], y: numbers[3]),
      isCursorVisible: numbers[4] == 1,
      isAlternate: numbers[5] == 1
    )
  }

  /// Waits until the screen is as it should be.
  @discardableResult
  func wait(for what: String, until condition: (Screen) -> Bool) async throws -> Screen {
    var last: Screen?
    return try await eventually("\(what) on\(last.map(String.init(describing:)) ?? "")") {
      let screen = try await screen()
      last = screen
      return condition(screen) ? screen : nil
    }
  }

  @discardableResult
  func wait(for text: String) async throws -> Screen {
    try await wait(for: "“\(text)”") { $0.contains(text) }
  }

  /// Presses a key and waits for what must then be seen.
  @discardableResult
  func press(_ key: String, expecting text: String) async throws -> Screen {
    try await press(key)
    return try await wait(for: text)
  }

  /// Waits until the program has ended.
  func exitStatus() async throws -> Int32 {
    try await eventually("the program ends") {
      (try? String(contentsOfFile: statusFile, encoding: .utf8)).flatMap {
        Int32($0.trimmingCharacters(in: .newlines))
      }
    }
  }
}
