import Testing

@testable import SlotDomain

/// One phone, however it is written.
@Suite struct PhoneDigitsTests {
  private func isFound(_ text: String, in phone: String) throws -> Bool {
    let wanted = try #require(PhoneDigits(text))
    return wanted.isFound(in: try #require(PhoneDigits(phone)))
  }

  private static let ways = [
    "07468020779", "07468 020779", "+447468020779", "+44 7468 020779", "0044 7468 020779",
    "+44 (0)7468 020779", "(07468) 020-779", "0044-7468-020779", "07468.020.779",
    "+44 07468 020779", "4407468020779", "004407468020779",
  ]

  @Test(arguments: ways) func everyWayFindsEveryOther(way: String) throws {
    for other in Self.ways { #expect(try isFound(way, in: other), "\(way) in \(other)") }
    #expect(try isFound("447468020779", in: way))
    for wrong in ["07468020778", "+44 7468 020770", "+48 7468 020778"] {
      #expect(try !isFound(way, in: wrong) && !isFound(wrong, in: way), "\(way), \(wrong)")
    }
  }

  @Test(arguments: ways) func fewerDigitsAreFoundAnywhere(way: String) throws {
    for text in ["020779", "7468", "74 68", "0207", "07468", "07468 02", "779", "9"] {
      #expect(try isFound(text, in: way), "\(text) in \(way)")
    }
    for text in ["+44 7468", "0044 7468 02", "+447468"] {
      #expect(try isFound(text, in: way), "\(text) in \(way)")
    }
    for text in ["7469", "0208", "07479", "+44 7469", "00"] {
      #expect(try !isFound(text, in: way) || (text == "00" && way.contains("00")), "\(text)")
    }
  }

  @Test func codesHaveOneToThreeDigits() throws {
    #expect(try isFound("+1 212 555 0100", in: "212-555-0100"))
    #expect(try isFound("212 555 0100", in: "+1 (212) 555-0100"))
    #expect(try isFound("+353 1 677 1234", in: "01 677 1234"))
    #expect(try isFound("01 677 1234", in: "+353 1 677 1234"))
    #expect(try !isFound("+35312 677 1234", in: "01 677 1234"))
    #expect(try !isFound("01 677 1234", in: "+35399 1 677 1234"))
  }

  @Test func phonesLookLikePhones() {
    for text in Self.ways { #expect(PhoneDigits.isPhone(text), "\(text)") }
    #expect(PhoneDigits.isPhone("212 555 0100"))
    for text in [
      "2026-11-30", "30.11.2026", "30/11/2026", "12", "", "room 5551234", "1234567890123456",
      "07700\u{301}900123", "٠٧٧٠٠٩٠٠١٢٣",
    ] {
      #expect(!PhoneDigits.isPhone(text), "\(text)")
    }
    #expect(PhoneDigits("none") == nil && PhoneDigits("") == nil && PhoneDigits("+") == nil)
  }

  @Test func wordsOfDigitsAreOnePhoneTogether() throws {
    let query = try #require(SearchQuery("anna +44 7468 020779 x"))
    #expect(query.words.count == 5)
    #expect(query.terms.map(\.words) == [0..<1, 1..<4, 4..<5])
    #expect(query.terms.map { $0.phone != nil } == [false, true, false])
    #expect(try #require(SearchQuery("- +")).terms.allSatisfy { $0.phone == nil })
    #expect(try #require(SearchQuery("7 7 7")).words.count == 1)
  }
}
