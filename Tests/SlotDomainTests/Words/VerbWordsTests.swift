import Testing

@testable import SlotDomain

@Suite struct VerbWordsTests {
  @Test(
    "Every verb has its forms, and each can stand in its sentence",
    arguments: Action.Verb.allCases
  )
  func forms(verb: Action.Verb) {
    let words = verb.words
    for form in [words.infinitive, words.past, words.present] {
      #expect(!form.isEmpty)
      #expect(form == form.lowercased())
    }
    #expect(words.present.split(separator: " ").first?.hasSuffix("ing") == true)
    #expect(words.beforeName.isEmpty || words.beforeName.hasSuffix(" "))
    #expect(words.beforeName.isEmpty == !verb.rawValue.hasPrefix("appointment "))
  }

  @Test func aSentenceBeginsWithACapital() {
    #expect(capitalized("took back") == "Took back")
    #expect(capitalized("") == "")
  }
}
