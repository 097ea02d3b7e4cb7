import Testing

@testable import SlotDomain

@Suite struct LineSplitterTests {
  /// The lines of a text that comes in parts of some length.
  private func lines(
    _ text: String,
    part: Int = 3,
    limit: Int = 10,
    style: LineSplitter.Style = .plain
  ) throws -> [String] {
    var splitter = LineSplitter(limit: limit, style: style)
    var found: [String] = []
    func take(_ line: LineSplitter.Line, _ number: Int) {
      switch line {
      case .text(let bytes): found.append("\(number) " + String(decoding: bytes, as: UTF8.self))
      case .tooLong: found.append("\(number) !")
      }
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      try splitter.add(rest.prefix(part), take)
      rest = rest.dropFirst(part)
    }
    try splitter.finish(take)
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func linesAreTheSameHoweverTheyComeIn(part: Int) throws {
    #expect(try lines("a\nbc\r\n\ndef", part: part) == ["1 a", "2 bc\r", "3 ", "4 def"])
    #expect(try lines("\u{FEFF}a\n\u{FEFF}b\n", part: part) == ["1 a", "2 \u{FEFF}b"])
    #expect(try lines("", part: part) == [])
    #expect(try lines("\n", part: part) == ["1 "])
    #expect(
      try lines("0123456789\n0123456789a\nb\n0123456789a", part: part)
        == ["1 0123456789", "2 !", "3 b", "4 !"]
    )
  }

  @Test(arguments: [1, 2, 3, 7, 100])
  func calendarsCanEndTheirLinesWithACRAlone(part: Int) throws {
    func calendar(_ text: String) throws -> [String] {
      try lines(text, part: part, style: .calendar)
    }
    #expect(try calendar("a\rbc\r\rdef") == ["1 a", "2 bc", "3 ", "4 def"])
    #expect(try calendar("a\rb\r") == ["1 a", "2 b"])
    #expect(try calendar("a\r") == ["1 a"])
    #expect(try calendar("\u{FEFF}a\rb\r\nc\r") == ["1 a", "2 b", "3 c"])
    // One within a line of another file belongs to it.
    #expect(try calendar("a\r\nb\rc\r\n") == ["1 a\r", "2 b\rc\r"])
    #expect(try calendar("a\nb\rc\n") == ["1 a", "2 b\rc"])
    #expect(try calendar("a\r\r\nb\r\r\n") == ["1 a\r\r", "2 b\r\r"])
    #expect(try lines("a\rb\n", part: part) == ["1 a\rb"])
  }

  /// The beginning of a calendar's line says whether anybody wants the rest.
  @Test(arguments: [1, 2, 3, 7, 100])
  func theBeginningOfACalendarsLineIsHandedOn(part: Int) throws {
    let text = "0123456789\n0123456789ab\nb\n0123456789abc"
    #expect(
      try lines(text, part: part, style: .calendar)
        == ["1 0123456789", "2 0123456789", "3 b", "4 0123456789"]
    )
  }
}
