import ArgumentParser
import Foundation
import ProgramDriver
import Testing

@testable import SlotTUI

/// Whoever pastes an example, or the first lines of one, does what it says or nothing: a line is complete, or
/// it ends in a backslash and lacks what the command needs.
@Suite struct HelpExampleTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func all(_ command: any ParsableCommand.Type = RootCommand.self)
    -> [any ParsableCommand.Type]
  {
    [command] + command.configuration.subcommands.flatMap(all)
  }

  /// The lines of the examples as they stand in the source, two blanks before each.
  private static func examples(_ text: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    guard let first = lines.firstIndex(where: { $0.hasPrefix("Example") || $0 == "First steps:" })
    else { return [] }
    return Array(lines[(first + 1)...].prefix { $0.hasPrefix("  ") })
  }

  @Test func everyHelpShowsItsExamplesUnbroken() throws {
    var count = 0
    for command in Self.all() {
      let lines = Self.examples(command.configuration.discussion)
      guard !lines.isEmpty else { continue }
      for line in lines { #expect(line.count <= 80, "\(line)") }
      for columns in [80, 100] {
        let help = RootCommand.helpMessage(for: command, columns: columns)
        #expect(help.contains("\n" + lines.joined(separator: "\n") + "\n"), "\(help)")
      }
      count += lines.count
      var isContinued = false
      for line in lines {
        #expect(isContinued || line.hasPrefix("  slottui"), "\(line)")
        isContinued = line.hasSuffix("\\")
        // A slash at the end is the only thing that a line may lack to be a command of its own.
        if isContinued { #expect(line.hasSuffix(" \\") && !line.hasSuffix(" \\ "), "\(line)") }
      }
      #expect(!isContinued, "\(lines)")
    }
    #expect(count > 60)
  }

  /// A narrow terminal breaks lines itself, and gives them back whole.
  @Test func noTerminalIsTooNarrow() throws {
    let program = try Program()
    let lines = Self.examples(
      try #require(Self.all().first { $0._commandName == "plan" }).configuration.discussion
    )
    for columns in ["20", "40", "80"] {
      let result = try program.run(["plan", "--help"], environment: ["COLUMNS": columns])
      #expect(result.output.contains(lines.joined(separator: "\n")), "\(result.output)")
    }
  }

  /// Each of them is something that the program takes.
  @Test func everyExampleIsTaken() throws {
    var count = 0
    for command in Self.all() {
      let lines = Self.examples(command.configuration.discussion)
      for words in ShellReader.commands(in: lines.joined(separator: "\n"))
      where words.first == "slottui" {
        count += 1
        #expect(throws: Never.self, "\(words)") {
          try DocumentationTests.parse(Array(words.dropFirst()))
        }
      }
    }
    #expect(count > 60)
  }

  /// A shell waits behind a backslash, and a second Enter ends it there.
  @Test func aPartOfAnExampleDoesNothing() throws {
    var count = 0
    for command in Self.all() {
      var part = ""
      for line in Self.examples(command.configuration.discussion) {
        part += line.hasSuffix("\\") ? String(line.dropLast()) : line
        guard line.hasSuffix("\\") else {
          part = ""
          continue
        }
        let words = try #require(ShellReader.commands(in: part).first)
        count += 1
        #expect(throws: (any Error).self, "\(part)") {
          try DocumentationTests.parse(Array(words.dropFirst()))
        }
      }
    }
    #expect(count > 3)
  }

  /// The pages that are made of them have the same lines.
  @Test func theReferencesHaveTheSameLines() throws {
    let page = try text("docs/command-line.md")
    let manual = try text("docs/man/slottui.1")
    for command in Self.all() where command.configuration.subcommands.isEmpty {
      let lines = Self.examples(command.configuration.discussion).map { String($0.dropFirst(2)) }
      guard !lines.isEmpty else { continue }
      #expect(page.contains(lines.joined(separator: "\n") + "\n"), "\(lines)")
      let inRoff = lines.map {
        $0.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
      }
      #expect(manual.contains(inRoff.joined(separator: "\n") + "\n"), "\(lines)")
    }
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
  }
}
