import ArgumentParser
import Foundation
import Testing

@testable import SlotTUI

/// The documentation calls the program only in ways that it takes, and its links lead somewhere.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The pages that people write; `command-line.md` is what the program says itself.
  private static func pages() throws -> [URL] {
    let docs = root.appending(path: "docs")
    let files = try #require(FileManager.default.enumerator(atPath: docs.path))
      .compactMap { $0 as? String }
      .filter { $0.hasSuffix(".md") && $0 != "command-line.md" }.sorted()
    return ["README.md", "ARCHITECTURE.md"].map { root.appending(path: $0) }
      + files.map { docs.appending(path: $0) }
  }

  @Test func everyCommandIsOneThatTheProgramTakes() throws {
    var count = 0
    for page in try Self.pages() {
      for script in Self.scripts(in: try String(contentsOf: page, encoding: .utf8)) {
        for words in ShellReader.commands(in: script) where words.first == "slottui" {
          count += 1
          #expect(throws: Never.self, "\(page.lastPathComponent): \(words)") {
            try Self.parse(Array(words.dropFirst()))
          }
        }
      }
    }
    #expect(count > 50)
  }

  @Test func mistakesAreNoticed() {
    #expect(throws: (any Error).self) { try Self.parse(["slot", "list", "--colour"]) }
    #expect(throws: (any Error).self) { try Self.parse(["--colour"]) }
  }

  @Test func everyLinkedFileIsThere() throws {
    for page in try Self.pages() {
      let text = try String(contentsOf: page, encoding: .utf8)
      let links = text.matches(of: #/\]\(([^)#]+)[^)]*\)/#).map { String($0.output.1) }
      for link in links where !link.contains("://") {
        let target = page.deletingLastPathComponent().appending(path: link)
        #expect(
          FileManager.default.fileExists(atPath: target.path),
          "\(page.lastPathComponent): \(link)"
        )
      }
    }
  }

  @Test(arguments: [
    ("$ slottui a 'b c' \\\n  d\noutput\n$ x", [["slottui", "a", "b c", "d"], ["x"]]),
    ("$ a \\\n\n$ b", [["a"], ["b"]]),
  ])
  func whatIsTypedInAConsoleIsRead(block: String, commands: [[String]]) {
    let scripts = Self.scripts(in: "```console\n\(block)\n```\n\n```text\nslottui no\n```\n")
    #expect(scripts.flatMap { ShellReader.commands(in: $0) } == commands)
  }

  @Test(arguments: [
    ("a 'b # c' # d's", [["a", "b # c"]]),
    ("a \"$(b -c 'd')\" | e >f", [["a", "$(b -c 'd')"], ["e"], ["f"]]),
    ("k=$(a ''); b && c", [["k=$"], ["a", ""], ["b"], ["c"]]),
    ("a \\# \"\\\"\" b#c", [["a", "#", "\"", "b#c"]]),
  ])
  func shellIsReadAsShellsDo(script: String, commands: [[String]]) {
    #expect(ShellReader.commands(in: script) == commands)
  }

  /// As `main` does.
  static func parse(_ arguments: [String]) throws {
    if let forScreen = SlotTUI.screenArguments(arguments) {
      _ = try ScreenCommand.parse(forScreen)
    } else {
      _ = try RootCommand.parseAsRoot(arguments)
    }
  }

  /// What a reader of a page would type: the fenced blocks of `sh`, and of `console` the lines behind
  /// `$ ` with those that a backslash continues.
  private static func scripts(in page: String) -> [String] {
    var scripts: [String] = []
    var language: String?
    var lines: [String] = []
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if language == "sh" { scripts.append(lines.joined(separator: "\n")) }
        if language == "console" { scripts.append(typed(lines).joined(separator: "\n")) }
        language = language == nil ? String(line.dropFirst(3)) : nil
        lines = []
      } else {
        lines.append(line)
      }
    }
    return scripts
  }

  private static func typed(_ lines: [String]) -> [String] {
    var typed: [String] = []
    var isContinued = false
    for line in lines {
      let isPrompt = line.hasPrefix("$ ")
      if isPrompt || isContinued { typed.append(isPrompt ? String(line.dropFirst(2)) : line) }
      isContinued = (isPrompt || isContinued) && line.hasSuffix("\\")
    }
    return typed
  }
}

/// As much of a shell's grammar as documentation needs: words, quotes, comments, and where a command
/// ends. What is substituted stays as it is written; a redirection's file counts as a command.
struct ShellReader {
  private var commands: [[String]] = []
  private var command: [String] = []
  private var word: String?

  static func commands(in script: String) -> [[String]] {
    var reader = ShellReader()
    reader.read(script)
    return reader.commands
  }

  private mutating func read(_ script: String) {
    var rest = Substring(script)
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        // Before a line's end it joins two lines, else the next character means itself.
        if let next = rest.popFirst(), next != "\n" { add(next) }
      case "'":
        word = word ?? ""
        while let next = rest.popFirst(), next != "'" { add(next) }
      case "\"":
        word = word ?? ""
        while let next = rest.popFirst(), next != "\"" {
          if next == "\\" {
            if let meant = rest.popFirst(), meant != "\n" { add(meant) }
          } else {
            add(next)
          }
        }
      case "#" where word == nil:
        rest = rest.drop { $0 != "\n" }
      case " ", "\t":
        endWord()
      case "\n", ";", "|", "&", "(", ")", "<", ">":
        endCommand()
      default:
        add(character)
      }
    }
    endCommand()
  }

  private mutating func add(_ character: Character) {
    word = (word ?? "") + String(character)
  }

  private mutating func endWord() {
    if let word { command.append(word) }
    word = nil
  }

  private mutating func endCommand() {
    endWord()
    if !command.isEmpty { commands.append(command) }
    command = []
  }
}
