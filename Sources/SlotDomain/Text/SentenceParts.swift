/// `1 slot`, `2 slots`: for sentences, in which a number never stands alone.
public func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// `a slot`, `an appointment`.
public func withArticle(_ noun: String) -> String {
  let isVowel = noun.utf8.first.map { "aeio".utf8.contains($0) } ?? false
  return (isVowel ? "an " : "a ") + noun
}

/// What a file said, short enough for a sentence.
func shown(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "…"
}
