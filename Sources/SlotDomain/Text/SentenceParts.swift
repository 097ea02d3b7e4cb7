/// `1 slot`, `2 slots`: for sentences, in which a number never stands alone.
public func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}

/// `a slot`, `an appointment`.
public func withArticle(_ noun: String) -> String {
  let isVowel = noun.utf8.first.map { "aeioAEIO".utf8.contains($0) } ?? false
  return (isVowel ? "an " : "a ") + noun
}

/// `a`, `a and b`, `a, b and c`.
public func listed(_ texts: [String], _ joint: String = "and") -> String {
  guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
  return "\(texts.dropLast().joined(separator: ", ")) \(joint) \(last)"
}

/// ` Did you mean a or b?`, to be put behind a sentence; empty where nothing may have been meant.
public func didYouMean(_ texts: [String]) -> String {
  texts.isEmpty ? "" : " Did you mean \(listed(texts, "or"))?"
}

/// A text as the beginning of a sentence.
public func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

/// What a file said, short enough for a sentence.
func shown(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(57)) + "…"
}
