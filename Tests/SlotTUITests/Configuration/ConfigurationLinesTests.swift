import TestDriver
import Testing

@testable import SlotTUI

/// In which line an entry stands, however TOML lets people write it.
@Suite struct ConfigurationLinesTests {
  private let lines = ConfigurationLines(
    #"""
    # clock = 1
    mouse = true

      [ screen ]   # a table
    clock=12
    "ascii" = false # "hours = 7
    'view' = """
    background = 1
    \""" still """
    hours = "a \" ] # b"
    [keys]
    undo = [
      "x", # redo = 1
      "]",
    ]
    redo = '''
    quit = 1
    ''''
    slots . minutes = 1
    help = ""
    quit = "q"
    [slots]
    capacity = { a = [1, 2], b = "}" }
    publish = true
    """#
  )

  @Test(arguments: [
    (["mouse"], 2), (["screen"], 4), (["screen", "clock"], 5), (["screen", "ascii"], 6),
    (["screen", "view"], 7), (["screen", "hours"], 10), (["keys"], 11), (["keys", "undo"], 12),
    (["keys", "redo"], 16), (["keys", "slots", "minutes"], 19), (["keys", "help"], 20),
    (["keys", "quit"], 21), (["slots"], 22), (["slots", "capacity"], 23),
    (["slots", "publish"], 24),
  ])
  func entriesAreFound(path: [String], line: Int) {
    #expect(lines[path] == line)
  }

  /// Then the line of what is around it.
  @Test func whatIsNotFoundHasTheLineOfItsTable() {
    #expect(lines[["slots", "capacity", "a"]] == 23)
    #expect(lines[["screen", "background"]] == 4)
    #expect(lines[["nothing"]] == nil)
    #expect(ConfigurationLines("")[["mouse"]] == nil)
  }

  @Test func otherLineEndsAndMarksDoNotMatter() {
    let lines = ConfigurationLines("\u{FEFF}mouse = true\r\n\r\n[screen]\r\nclock = 12\r\n")
    #expect(lines[["mouse"]] == 1)
    #expect(lines[["screen", "clock"]] == 4)
  }

  /// The parser knows when a text is no TOML; this must only come to an end.
  @Test func anythingComesToAnEnd() {
    var random = SeededGenerator(state: 3)
    let pieces = ["[", "]", "{", "}", "\"", "'", "\"\"\"", "=", ".", "#", "\n", "\\", "a", " "]
    for _ in 0..<500 {
      let text = (0..<30).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      #expect(ConfigurationLines(text)[["?"]] == nil)
    }
  }
}
