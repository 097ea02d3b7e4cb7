import SlotDomain

/// People known from earlier appointments, looked for while a name or a phone is typed: a search in steps,
/// of which only people are kept.
struct KnownPeople: Hashable, Sendable {
  /// More are not proposed.
  static let mostShown = 5
  /// So many are kept to choose from: more typing helps.
  private static let most = 40

  /// What was typed.
  private(set) var query: SearchQuery?
  private var found: [Person] = []
  private var next: SearchPosition?

  /// Looks for what is typed now, unless that is what it looks for already.
  ///
  /// - Parameter text: Too little to look for finds nobody.
  /// - Returns: The first step.
  mutating func look(for text: String) -> [Effect] {
    let query = text.isEmpty ? nil : SearchQuery(text, scope: .people)
    guard query != self.query else { return [] }
    self.query = query
    found = []
    next = query == nil ? nil : .start
    return step
  }

  private var step: [Effect] {
    guard let query, let next else { return [] }
    return [.findPeople(query, from: next)]
  }

  /// Adds what a step found; nil when that was asked for what was typed before.
  ///
  /// - Returns: The next step.
  mutating func add(_ step: SearchStep, of query: SearchQuery, from position: SearchPosition)
    -> [Effect]?
  {
    guard query == self.query, position == next else { return nil }
    for person in step.hits.compactMap(\.person) where !person.name.isEmpty {
      if let index = found.firstIndex(where: { $0.isSame(as: person) }) {
        // What the last appointment does not say one before it may, where the phone tells that it is them.
        if found[index].email.isEmpty, !person.hasNoPhone { found[index].email = person.email }
      } else if found.count < Self.most {
        found.append(person)
      }
    }
    next = found.count < Self.most ? step.next : nil
    return self.step
  }

  /// Those whose name begins like what was typed come first, then those who came last.
  var proposals: [Person] { Array(inOrder.prefix(Self.mostShown)) }

  /// Whether more were found than are proposed.
  var areMore: Bool { inOrder.count > Self.mostShown }

  private var inOrder: [Person] {
    guard let query else { return [] }
    let typed = FoldedText.fold(query.text)
    func isFirst(_ person: Person) -> Bool {
      let name = FoldedText.fold(person.name)
      return name.starts(with: typed)
        || name.split(separator: UInt8(ascii: " ")).contains { $0.starts(with: typed) }
    }
    // Who is known with a phone is not proposed without one.
    let people = found.filter { person in
      !person.hasNoPhone || !found.contains { !$0.hasNoPhone && $0.hasSameName(as: person) }
    }
    let first = people.filter(isFirst)
    return first + people.filter { !isFirst($0) }
  }
}

extension Person {
  /// Whether both are one, as far as names and phones tell.
  fileprivate func isSame(as other: Person) -> Bool {
    hasSameName(as: other) && hasSamePhone(as: other)
  }

  fileprivate func hasSameName(as other: Person) -> Bool {
    FoldedText.fold(name) == FoldedText.fold(other.name)
  }

  fileprivate var hasNoPhone: Bool { !phone.contains { $0.isASCII && $0.isNumber } }
}
