/// What somebody looks for: words that must all be found, in capitals or small letters, with accents
/// or without.
public struct SearchQuery: Hashable, Sendable {
  struct Word: Hashable, Sendable {
    let folded: [UInt8]
    /// The ids that begin like this, when it can be the beginning of one.
    let prefix: IdentifierPrefix?
  }

  /// As it was typed.
  public let text: String
  let words: [Word]

  /// Nil when there is nothing to look for in it.
  public init?(_ text: String) {
    self.text = text
    // A word that is said twice asks for no more than once.
    var known: Set<[UInt8]> = []
    words = text.split { $0.isWhitespace || $0 == "\0" }.compactMap { word in
      let folded = FoldedText.fold(word)
      guard !folded.isEmpty, known.insert(folded).inserted else { return nil }
      return Word(folded: folded, prefix: IdentifierPrefix(word))
    }
    if words.isEmpty { return nil }
  }

  /// Whether each word stands in one of the values, or is one of those that were found `elsewhere`,
  /// and at least one is in the values. The quick look, which most objects do not pass.
  func isFound(in values: FoldedValues, elsewhere: [Bool]) -> Bool {
    var isInValues = false
    for (word, isElsewhere) in zip(words, elsewhere) {
      if values.bytes.contains(bytes: word.folded) {
        isInValues = true
      } else if !isElsewhere {
        return false
      }
    }
    return isInValues
  }

  /// Which of the words stand in a text.
  func found(in text: String) -> [Bool] {
    let folded = FoldedText.fold(text)
    return words.map { folded.contains(bytes: $0.folded) }
  }
}

extension Metadata {
  /// Where the words were found: for each the label when it has it, else the first value that does.
  /// Nil when one of them is neither in a value nor `elsewhere`.
  func findings(_ query: SearchQuery, elsewhere: [Bool]) -> [SearchHit.Finding]? {
    let members = members.flatMap { $0.value.texts(key: $0.key) }
    let label = label
    let texts = members.filter { $0.text == label } + members.filter { $0.text != label }
    let folded = texts.map { FoldedText.fold($0.text) }
    var findings: [SearchHit.Finding] = []
    for (word, isElsewhere) in zip(query.words, elsewhere) {
      guard let index = folded.firstIndex(where: { $0.contains(bytes: word.folded) }) else {
        if isElsewhere { continue }
        return nil
      }
      let finding = SearchHit.Finding(
        key: texts[index].key,
        text: SearchHit.excerpt(texts[index].text, around: word.folded)
      )
      if !findings.contains(finding) { findings.append(finding) }
    }
    return findings
  }
}

extension JSONValue {
  /// Every text and number in it, each with the key that it stands under.
  fileprivate func texts(key: String) -> [(key: String, text: String)] {
    switch self {
    case .null, .bool: []
    case .number(let literal): [(key, literal)]
    case .string(let text): [(key, text)]
    case .array(let values): values.flatMap { $0.texts(key: key) }
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { $0.value.texts(key: $0.key.text) }
    }
  }
}
