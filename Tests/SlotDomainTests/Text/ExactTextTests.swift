import Testing

@testable import SlotDomain

/// Names that Unicode calls equivalent are two, wherever a store keeps or compares them.
@Suite struct ExactTextTests {
  /// Each pair is equal to Swift; the last also has as many bytes.
  static let pairs = [
    ("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), ("\u{AC00}", "\u{1100}\u{1161}"),
    ("a\u{323}\u{307}", "a\u{307}\u{323}"),
  ]

  @Test(arguments: pairs) func membersAreBothKept(one: String, other: String) throws {
    let text = "{\"\(one)\":1,\"\(other)\":2}"
    guard case .object(let members) = try JSONValue(parsing: text) else {
      Issue.record("no object")
      return
    }
    #expect(members.count == 2)
    #expect(members[one] == .integer(1))
    #expect(members[other] == .integer(2))
    let metadata = try Metadata(parsing: text)
    #expect(metadata.members.count == 2)
    #expect(metadata[one] == .integer(1))
    #expect(try metadata.setting(one, to: "x")[other] == .integer(2))
    #expect(try metadata.merging([ExactText(one): .null]).members.map(\.value) == [.integer(2)])
    #expect(try JSONValue(parsing: metadata.value.text()) == metadata.value)
  }

  @Test(arguments: pairs) func valuesThatLookAlikeDiffer(one: String, other: String) throws {
    #expect(one == other)
    #expect(JSONValue.string(one) != .string(other))
    #expect(JSONValue.array([.string(one)]) != .array([.string(other)]))
    #expect(JSONValue.object([ExactText(one): .null]) != .object([ExactText(other): .null]))
    let metadata = try [one, other].map { try Metadata(.object(["a": .string($0)])) }
    #expect(metadata[0] != metadata[1])
  }

  @Test(arguments: pairs) func storeAndJournalKeepBoth(one: String, other: String) throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    for (index, key) in [one, other].enumerated() {
      let metadata = try test.store.slot(slot.id).metadata.setting(key, to: .integer(index))
      let update = Operation.changeSlots([slot.id], .update(SlotChanges(metadata: metadata)))
      #expect(try test.store.perform(update, at: moment(1)).action != nil)
    }
    #expect(try test.store.slot(slot.id).metadata.members.count == 2)
    let revision = SlotRevision(metadata: [ExactText(one): .null])
    _ = try test.store.perform(.reviseSlots([slot.id], revision), at: moment(2))
    #expect(try test.store.slot(slot.id).metadata[one] == nil)
    #expect(try test.store.slot(slot.id).metadata[other] == .integer(1))
    try test.expectSound()
  }

  @Test(arguments: pairs) func renamingToALookAlikeIsAChange(one: String, other: String) throws {
    let test = try TestStore()
    let draft = Operation.createBlock(BlockDraft(name: one, timezone: "UTC"))
    let block = try #require(test.store.perform(draft, at: moment(0)).blocks.first)
    let rename = Operation.updateBlock(block.id, BlockChanges(name: other))
    #expect(try test.store.perform(rename, at: moment(1)).action != nil)
    #expect(try test.store.block(block.id).name.utf8.elementsEqual(other.utf8))
    try test.expectSound()
  }

  /// Thousands of them do not fall in one place of a table.
  @Test func hashIsOfTheBytes() {
    let hashes = Set(Self.pairs.map { ExactText($0).hashValue == ExactText($1).hashValue })
    #expect(hashes == [false])
  }

  @Test func delimitersAreFoundBesideMarks() {
    for mark in ["\u{301}", "\u{200D}", "\u{FE0F}"] {
      let text = "a/\(mark)b"
      #expect(text.firstPlace(of: "/").map { text[..<$0] } == "a")
      #expect(text.lastPlace(of: "/") == text.firstPlace(of: "/"))
      #expect("/\(mark)".begins(with: "/"))
      #expect("\u{600}/".firstPlace(of: "/") != nil)
    }
    #expect("ab".firstPlace(of: "/") == nil)
    #expect(!"a/".begins(with: "/"))
  }
}
