import CNcurses
import Glibc
import Testing

@testable import TerminalKit

@Suite struct DisplayWidthTests {
  /// The judge is the C library itself. Another version may know more characters than our table
  /// does; what both know must not differ, or ncurses and we count differently.
  @Test func tableAgreesWithTheCLibrary() throws {
    let utf8 = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil))
    let before = uselocale(utf8)
    defer {
      uselocale(before)
      freelocale(utf8)
    }
    var differing: [UInt32] = []
    for value in UInt32(0xA0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), cn_width(value) >= 0 else { continue }
      if DisplayWidth.columns(of: scalar) != Int(cn_width(value)) { differing.append(value) }
    }
    #expect(differing.isEmpty)
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한", 2), ("שלום", 4), ("…─●", 3), ("👍", 2),
    ("", 0),
  ])
  func textTakesColumns(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }
}
