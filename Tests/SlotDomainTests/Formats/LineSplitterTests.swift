import Testing

@testable import SlotDomain

@Suite struct LineSplitterTests {
  /// The lines of a text that comes in parts of some length.
  private func lines(_ text: String, part: Int = 3, limit: Int = 10) throws -> [String] {
    var splitter = LineSplitter(limit: limit)
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
}
