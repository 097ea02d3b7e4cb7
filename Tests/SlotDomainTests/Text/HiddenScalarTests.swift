import Testing

@testable import SlotDomain

/// JSON that is shown hides nothing, and is read back as it was.
@Suite struct HiddenScalarTests {
  @Test(arguments: [
    ("\u{200E}\u{200F}\u{61C}", #""\u200e\u200f\u061c""#), ("\u{FEFF}", #""\ufeff""#),
    ("\u{E0041}\u{E007F}", #""\udb40\udc41\udb40\udc7f""#), ("a\u{200D}b", #""a\u200db""#),
    ("❤\u{FE0F}", #""❤\ufe0f""#), ("\u{E000}\u{10FFFD}", #""\ue000\udbff\udffd""#),
    ("\u{AD}\u{3164}\u{2060}", #""\u00ad\u3164\u2060""#), ("\u{E0100}", #""\udb40\udd00""#),
    ("e\u{301}é山😀Żą\u{5D0}", "\"e\u{301}é山😀Żą\u{5D0}\""),
  ])
  func isEscapedInWhatIsShown(text: String, written: String) throws {
    #expect(JSONValue.string(text).text().utf8.elementsEqual(written.utf8))
    #expect(try JSONValue(parsing: written) == .string(text))
    let value = JSONValue.object([ExactText(text): .array([.string(text)])])
    for layout in [JSONValue.Layout.compact, .indented] {
      #expect(try JSONValue(parsing: value.text(layout)) == value)
      #expect(!value.text(layout).unicodeScalars.contains { $0.isHidden && $0 != "\n" })
    }
  }

  /// The quick answers are those of Unicode's properties.
  @Test func commonScriptsHaveNothingHidden() {
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value), !scalar.isHidden else { continue }
      #expect(!scalar.properties.isDefaultIgnorableCodePoint, "\(value)")
      #expect(scalar.properties.generalCategory != .control, "\(value)")
      #expect(scalar.properties.generalCategory != .format, "\(value)")
    }
  }

  /// What a store holds stays as it is, so that equal values are equal texts in old stores too.
  @Test func storesKeepThemAsTheyAre() throws {
    let metadata = try Metadata(parsing: #"{"a":"\u200e\ufeff\u202e"}"#)
    #expect(metadata.json.utf8.elementsEqual("{\"a\":\"\u{200E}\u{FEFF}\\u202e\"}".utf8))
    let long = String(repeating: "\u{200D}", count: 4998)
    #expect(throws: Never.self) { try Metadata(.object(["a": .string(long)])) }
  }

  @Test func nounsHaveTheirArticle() {
    #expect(withArticle("appointment") == "an appointment")
    #expect(withArticle("slot") == "a slot")
    #expect(withArticle("booking block") == "a booking block")
    #expect(withArticle("") == "a ")
  }
}
