import SlotDomain
import Testing

@Suite struct JSONParserTests {
  @Test(arguments: [
    ("null", "null"), (" true ", "true"), ("false\n", "false"), ("0", "0"), ("-0", "-0"),
    ("9223372036854775807", "9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("18446744073709551616", "18446744073709551616"), ("1.10", "1.10"), ("1e5", "1e5"),
    ("1E+05", "1E+05"), ("-1.5e-10", "-1.5e-10"), ("0.1", "0.1"), ("1e400", "1e400"),
    (#""""#, #""""#), (#""a\/b""#, #""a/b""#), (#""\"\\\b\f\n\r\t""#, #""\"\\\u0008\u000c\n\r\t""#),
    (#""\u00e9\u20AC""#, "\"é€\""), (#""\uD83D\ude00""#, "\"😀\""), ("\"😀é\"", "\"😀é\""),
    (#""\u0000\u001b\u007f\u009b""#, #""\u0000\u001b\u007f\u009b""#),
    (#""\u202e\u2066""#, #""\u202e\u2066""#),
    ("[]", "[]"), ("[ ]", "[]"), ("[1, [2,\t[]], {}]", "[1,[2,[]],{}]"), ("{ }", "{}"),
    (#"{"b":1,"a":{"d":[],"c":null}}"#, #"{"a":{"c":null,"d":[]},"b":1}"#),
    (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"":1}"#, #"{"":1}"#),
    (#"{"é":1,"z":2,"Z":3,"10":4,"9":5}"#, #"{"10":4,"9":5,"Z":3,"z":2,"é":1}"#),
  ])
  func readsAndWritesSorted(text: String, written: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(value.text() == written)
    #expect(try JSONValue(parsing: written) == value)
    #expect(try JSONValue(parsing: value.text(.indented)) == value)
  }

  @Test(arguments: [
    ("", JSONValue.ParseError.Reason.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2),
    ("nul", .unexpectedEnd, 0), ("nulL", .unexpectedCharacter, 0),
    ("True", .unexpectedCharacter, 0),
    ("NaN", .unexpectedCharacter, 0), ("Infinity", .unexpectedCharacter, 0),
    ("+1", .unexpectedCharacter, 0), (".5", .unexpectedCharacter, 0), ("-", .unexpectedEnd, 1),
    ("-x", .invalidNumber, 1), ("1.", .unexpectedEnd, 2), ("1.e5", .invalidNumber, 2),
    ("1e", .unexpectedEnd, 2), ("1e+x", .invalidNumber, 3), ("01", .trailingText, 1),
    ("-01", .trailingText, 2), ("0x10", .trailingText, 1), ("1 2", .trailingText, 2),
    ("{} x", .trailingText, 3), ("\"a", .unexpectedEnd, 2), ("\"a\nb\"", .unexpectedCharacter, 3),
    ("\"\u{1}\"", .unexpectedCharacter, 2), (#""\x""#, .invalidEscape, 3),
    (#""\u12g4""#, .invalidEscape, 5), (#""\u12"#, .unexpectedEnd, 3),
    (#""\uD800""#, .invalidEscape, 7), (#""\uDC00""#, .invalidEscape, 7),
    (#""\uD800\u0041""#, .invalidEscape, 13), ("[1,]", .unexpectedCharacter, 3),
    ("[1 2]", .unexpectedCharacter, 3), ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2),
    ("{1:2}", .keyNotString, 1), ("{a:2}", .keyNotString, 1), ("{'a':2}", .keyNotString, 1),
    (#"{"a":1,}"#, .unexpectedCharacter, 7), (#"{"a"}"#, .unexpectedCharacter, 4),
    (#"{"a":}"#, .unexpectedCharacter, 5), (#"{"a":1"#, .unexpectedEnd, 6),
    ("// no\n1", .unexpectedCharacter, 0), ("\u{FEFF}1", .unexpectedCharacter, 0),
    ("[1]]", .trailingText, 3),
  ])
  func refusesAndSaysWhere(text: String, reason: JSONValue.ParseError.Reason, offset: Int) {
    let error = #expect(throws: JSONValue.ParseError.self) { try JSONValue(parsing: text) }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] as [[UInt8]]
  )
  func refusesWhatIsNoUTF8(bytes: [UInt8]) {
    let error = #expect(throws: JSONValue.ParseError.self) {
      try JSONValue(parsing: [0x22] + bytes + [0x22])
    }
    #expect(error?.reason == .invalidUTF8)
  }

  @Test func refusesWhatIsNestedTooDeeply() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(256))
    for text in [nested(257), nested(1_000_000), String(repeating: "{\"a\":", count: 300_000)] {
      let error = #expect(throws: JSONValue.ParseError.self) { try JSONValue(parsing: text) }
      #expect(error?.reason == .tooDeep)
    }
  }

  @Test func indentsByTwo() throws {
    let value = try JSONValue(parsing: #"{"b":[1,{}],"a":[]}"#)
    let expected = """
      {
        "a": [],
        "b": [
          1,
          {}
        ]
      }
      """
    #expect(value.text(.indented) == expected)
  }

  @Test func integersAreExactAndOthersAreNone() throws {
    #expect(try JSONValue(parsing: "9007199254740993").integer == 9_007_199_254_740_993)
    #expect(try JSONValue(parsing: "-9223372036854775808").integer == .min)
    for text in ["9223372036854775808", "1.0", "1e3", "\"1\"", "true"] {
      #expect(try JSONValue(parsing: text).integer == nil)
    }
    #expect(JSONValue.integer(UInt64.max).text() == "18446744073709551615")
  }
}
