import Foundation
import Testing

@testable import SlotDomain

@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("ΑΝΔΡΈΑΣ", "ανδρεασ"), ("Ανδρέας", "ανδρεασ"), ("Ёлка", "елка"), ("Андрей", "андреи"),
    ("Андреи\u{306}", "андреи"), ("Ｆｕｌｌ", "full"), ("Anne\u{2011}Marie", "anne-marie"),
    ("Żaneta", "zaneta"), ("ŻANETA", "zaneta"), ("Z\u{307}aneta", "zaneta"), ("Łukasz", "lukasz"),
    ("Straße", "strasse"), ("Æsir", "aesir"), ("Œuvre", "oeuvre"), ("Þór", "thor"),
    ("Nguyễn", "nguyen"), ("Ångström", "angstrom"), ("Иванов", "иванов"), ("ΟΔΟΣ", "οδοσ"),
    ("οδος", "οδοσ"), ("İstanbul", "istanbul"), ("ıspanak", "ispanak"), ("×÷", "×÷"),
    ("漢字🎶", "漢字🎶"), ("a-b.c@d_%*", "a-b.c@d_%*"), ("", ""),
  ])
  func folds(text: String, folded: String) {
    #expect(String(decoding: FoldedText.fold(text), as: UTF8.self) == folded)
  }

  /// Foundation knows the letters under accents too; it leaves those with strokes as they are.
  @Test func lettersAreThoseOfTheUnicodeDatabase() throws {
    for value in Array(0xC0...0x24F) + Array(0x1E00...0x1EFF) {
      let scalar = try #require(Unicode.Scalar(UInt32(value)))
      let decomposed = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
      let folded = String(decoding: FoldedText.fold(String(scalar)), as: UTF8.self)
      if decomposed.count > 1, let base = decomposed.first, base.isASCII {
        #expect(folded == base.properties.lowercaseMapping, "U+\(String(value, radix: 16))")
      } else {
        #expect(!folded.isEmpty && folded == folded.lowercased())
      }
    }
  }

  @Test(arguments: [
    (#"{"a":"Anna","b":{"c":[1,"Zwei",null,true,-4.5E2]}}"#, "anna|1|zwei|-4.5e2|"),
    (#"{"key":"a\"b\\c\nd\u0041\u00e9\ud83d\ude00e"}"#, "a\"b\\c dae😀e|"),
    (#"{ "key" : "value" , "other" : [ ] }"#, "value|"), (#"{"a":":","b":"\":"}"#, ":|\":|"),
    (#"{"a":"half \ud83d"}"#, "half  |"), (#"{"open":"#, ""), (#"{"a":"never ends"#, "never ends|"),
    (#"{"a":"\"#, "\\|"), (#"{"a":"\u12"#, " 12|"), ("{}", ""), ("", ""),
  ])
  func valuesAndNoKeys(json: String, folded: String) {
    var values = FoldedValues()
    Array(json.utf8).withUnsafeBufferPointer { values.fold($0) }
    #expect(String(decoding: values.bytes.map { $0 == 0 ? 0x7C : $0 }, as: UTF8.self) == folded)
  }

  @Test func bytesThatAreNoTextAreBlanks() {
    var values = FoldedValues()
    let bytes =
      Array(#"{"a":"x"#.utf8) + [0xFF, 0xC3] + Array("y".utf8) + [0xF0, 0x9F, 0x22, 0x7D]
    bytes.withUnsafeBufferPointer { values.fold($0) }
    #expect(values.bytes == Array("x  y  \0".utf8))
  }
}
