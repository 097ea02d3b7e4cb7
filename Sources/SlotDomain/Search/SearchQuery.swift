/// What somebody looks for: words that must all be found, in capitals or small letters, with accents
/// or without. Digits are also found in a phone, however it is written.
public struct SearchQuery: Hashable, Sendable {
  /// Where to look.
  public enum Scope: Hashable, Sendable {
    /// In the names of blocks, in whatever is known of slots and appointments, and among ids.
    case everything
    /// Only in the names and phones of appointments.
    case people
  }

  struct Word: Hashable, Sendable {
    let folded: [UInt8]
    /// The ids that begin like this, when it can be the beginning of one.
    let prefix: IdentifierPrefix?
  }

  /// Words of which each must be found, or all of them as the digits of one phone.
  struct Term: Hashable, Sendable {
    let words: Range<Int>
    let phone: PhoneDigits?
  }

  /// As it was typed.
  public let text: String
  public let scope: Scope
  let words: [Word]
  let terms: [Term]
  private let hasPhones: Bool

  /// Nil when there is nothing to look for in it.
  public init?(_ text: String, scope: Scope = .everything) {
    self.text = text
    self.scope = scope
    // A word that is said twice asks for no more than once.
    var known: Set<[UInt8]> = []
    var (words, terms): ([Word], [Term]) = ([], [])
    for run in Self.runs(of: text) {
      let start = words.count
      for word in run {
        let folded = FoldedText.fold(word)
        guard !folded.isEmpty, known.insert(folded).inserted else { continue }
        words.append(Word(folded: folded, prefix: IdentifierPrefix(word)))
      }
      guard words.count > start else { continue }
      let phone = run.allSatisfy(Self.isOfPhone) ? PhoneDigits(run.joined(separator: " ")) : nil
      terms.append(Term(words: start..<words.count, phone: phone))
    }
    (self.words, self.terms) = (words, terms)
    hasPhones = terms.contains { $0.phone != nil }
    if words.isEmpty { return nil }
  }

  /// Words one by one, but for those that follow one another and can be parts of one phone.
  private static func runs(of text: String) -> [[Substring]] {
    var runs: [[Substring]] = []
    var isOpen = false
    // `Turner, Sophie` is how lists have her.
    for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "\0" || $0 == "," }) {
      let isOfPhone = isOfPhone(word)
      if isOpen, isOfPhone { runs[runs.count - 1].append(word) } else { runs.append([word]) }
      isOpen = isOfPhone
    }
    return runs
  }

  private static func isOfPhone(_ word: Substring) -> Bool {
    word.utf8.allSatisfy(PhoneDigits.isOfPhone)
  }

  /// Whether each word stands in one of the values, or is one of those that were found `elsewhere`,
  /// and at least one is in the values. The quick look, which most objects do not pass: to it any value can
  /// be a phone.
  func isFound(in values: FoldedValues, elsewhere: [Bool]) -> Bool {
    guard hasPhones else { return areFound(words.indices, in: values, elsewhere) ?? false }
    var isInValues = false
    for term in terms {
      if let found = areFound(term.words, in: values, elsewhere) {
        if found { isInValues = true }
      } else if let phone = term.phone, values.hasPhone(phone) {
        isInValues = true
      } else {
        return false
      }
    }
    return isInValues
  }

  /// Whether one of some words stands in the values; nil when another one is nowhere.
  private func areFound(
    _ indices: Range<Int>,
    in values: FoldedValues,
    _ elsewhere: [Bool]
  ) -> Bool? {
    var isInValues = false
    for index in indices {
      if values.bytes.contains(bytes: words[index].folded) {
        isInValues = true
      } else if !elsewhere[index] {
        return nil
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
  /// Where the words were found: for each the label when it has it, else the first value that does; for
  /// the digits of a phone the first phone that has them. Nil when one of them is neither in a value nor
  /// `elsewhere`.
  func findings(_ query: SearchQuery, elsewhere: [Bool]) -> [SearchHit.Finding]? {
    let texts = SearchedTexts(self, query.scope)
    var findings: [SearchHit.Finding] = []
    for term in query.terms {
      let words = term.words.map { index in
        texts.finding(query.words[index].folded, isElsewhere: elsewhere[index])
      }
      if !words.contains(.nowhere) {
        for case .found(let finding) in words where !findings.contains(finding) {
          findings.append(finding)
        }
      } else if let finding = term.phone.flatMap(texts.finding) {
        if !findings.contains(finding) { findings.append(finding) }
      } else {
        return nil
      }
    }
    return findings
  }
}

/// The texts of metadata that a query looks at, the label first.
private struct SearchedTexts {
  enum Place: Hashable {
    case nowhere
    case elsewhere
    case found(SearchHit.Finding)
  }

  private let texts: [(key: String, text: String)]
  private let folded: [[UInt8]]

  init(_ metadata: Metadata, _ scope: SearchQuery.Scope) {
    let label = metadata.label
    var members = metadata.members.flatMap { $0.value.texts(key: $0.key) }
    if scope == .people {
      members = members.filter { $0.text == label || $0.key == AppointmentMember.phone.rawValue }
    }
    texts = members.filter { $0.text == label } + members.filter { $0.text != label }
    folded = texts.map { FoldedText.fold($0.text) }
  }

  func finding(_ word: [UInt8], isElsewhere: Bool) -> Place {
    guard let index = folded.firstIndex(where: { $0.contains(bytes: word) }) else {
      return isElsewhere ? .elsewhere : .nowhere
    }
    return .found(finding(index, around: word))
  }

  /// A phone is what its member says, and whatever is written as phones are.
  func finding(_ phone: PhoneDigits) -> SearchHit.Finding? {
    let index = texts.firstIndex { key, text in
      (key == AppointmentMember.phone.rawValue || PhoneDigits.isPhone(text))
        && PhoneDigits(text).map(phone.isFound) ?? false
    }
    return index.map { finding($0, around: []) }
  }

  private func finding(_ index: Int, around word: [UInt8]) -> SearchHit.Finding {
    SearchHit.Finding(
      key: texts[index].key,
      text: SearchHit.excerpt(texts[index].text, around: word)
    )
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
