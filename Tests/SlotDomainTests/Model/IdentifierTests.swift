import Testing

@testable import SlotDomain

@Suite struct IdentifierTests {
  struct Anything {}

  @Test func readsEitherCaseAndWritesLowerCase() throws {
    let id = try #require(Identifier<Anything>("93BD6B73-c45f-4c8a-bb28-58e78e80e653"))
    #expect(id.description == "93bd6b73-c45f-4c8a-bb28-58e78e80e653")
    #expect(id.short == "93bd6b73")
  }

  @Test(arguments: [
    "", "93bd6b73", "93bd6b73-c45f-4c8a-bb28-58e78e80e65", "93bd6b73-c45f-4c8a-bb28-58e78e80e65g",
    "93bd6b73c45f-4c8a-bb28-58e78e80e6530", "93bd6b73-c45f-4c8a-bb28-58e78e80e653 ",
  ])
  func refusesWhatIsNoUUID(text: String) {
    #expect(Identifier<Anything>(text) == nil)
  }

  @Test func newOnesAreVersion4AndDiffer() {
    let ids = (0..<100).map { _ in Identifier<Anything>().description }
    #expect(Set(ids).count == 100)
    for id in ids {
      #expect(id.dropFirst(14).first == "4")
      #expect("89ab".contains(id.dropFirst(19).first!))
    }
  }

  @Test(arguments: [
    ("93bd", "93bd0000-0000-0000-0000-000000000000", "93bdffff-ffff-ffff-ffff-ffffffffffff"),
    ("93BD6B73-", "93bd6b73-0000-0000-0000-000000000000", "93bd6b73-ffff-ffff-ffff-ffffffffffff"),
    (
      "93bd6b73-c45f-4c8a-bb", "93bd6b73-c45f-4c8a-bb00-000000000000",
      "93bd6b73-c45f-4c8a-bbff-ffffffffffff"
    ),
    (
      "93bd6b73-c45f-4c8a-bb28-58e78e80e653", "93bd6b73-c45f-4c8a-bb28-58e78e80e653",
      "93bd6b73-c45f-4c8a-bb28-58e78e80e653"
    ),
  ])
  func prefixSpansAllIdsThatBeginSo(text: String, lowest: String, highest: String) throws {
    let prefix = try #require(IdentifierPrefix(text))
    #expect(
      Identifier<Anything>(high: prefix.lowest.high, low: prefix.lowest.low).description == lowest
    )
    #expect(
      Identifier<Anything>(high: prefix.highest.high, low: prefix.highest.low).description
        == highest
    )
  }

  @Test(arguments: ["", "93b", "93bg", "93-bd6b73", "93bd6b73-c45f-4c8a-bb28-58e78e80e653a"])
  func prefixRefuses(text: String) {
    #expect(IdentifierPrefix(text) == nil)
  }
}
