/// The members of a JSON object on their way into a record: each is asked for by its name and type,
/// and what nobody asked for is refused, because it may have been meant.
struct RecordProperties {
  private var members: JSONMembers

  init(_ members: JSONMembers) {
    self.members = members
    self.members["_object"] = nil
  }

  /// What follows from other properties is nobody's to write.
  mutating func passOver(_ names: [String]) {
    for name in names { members[name] = nil }
  }

  func checkAllRead() throws(SlotError) {
    guard let name = members.keys.min() else { return }
    throw .badRequest("There is no property \"\(shown(name.text))\".")
  }

  /// Takes a member out. `null` counts as not said.
  private mutating func remove(_ name: String) -> JSONValue? {
    guard let value = members.removeValue(forKey: ExactText(name)), value != .null else {
      return nil
    }
    return value
  }

  func required<Value>(_ name: String, _ value: Value?) throws(SlotError) -> Value {
    guard let value else { throw .badRequest("The property \(name) is missing.") }
    return value
  }

  mutating func id<Object>(_ name: String = "id") throws(SlotError) -> Identifier<Object> {
    let value = try required(name, remove(name))
    guard let id = value.string.flatMap({ Identifier<Object>($0) }) else {
      throw .badRequest("The property \(name) must be an id, not \(shown(value.text())).")
    }
    return id
  }

  mutating func text(_ name: String) throws(SlotError) -> String? {
    guard let value = remove(name) else { return nil }
    guard let text = value.string else { throw .badRequest("The property \(name) must be a text.") }
    return text
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String
  ) throws(SlotError) -> Choice? where Choice.RawValue == String {
    guard let value = remove(name) else { return nil }
    guard let choice = value.string.flatMap({ Choice(rawValue: $0) }) else {
      let all = Choice.allCases.map(\.rawValue).joined(separator: " or ")
      throw .badRequest("The property \(name) must be \(all), not \(shown(value.text())).")
    }
    return choice
  }

  mutating func flag(_ name: String) throws(SlotError) -> Bool? {
    guard let value = remove(name) else { return nil }
    guard let flag = value.bool else {
      throw .badRequest("The property \(name) must be true or false.")
    }
    return flag
  }

  mutating func number(
    _ name: String,
    _ refusal: (String) -> SlotError
  ) throws(SlotError) -> Int? {
    guard let value = remove(name) else { return nil }
    guard let number = value.integer else { throw refusal(shown(value.text())) }
    return Int(number)
  }

  mutating func metadata() throws(SlotError) -> Metadata? {
    guard let value = remove("metadata") else { return nil }
    return try Metadata(value)
  }

  /// Only with an offset: a file does not say on whose clock.
  mutating func date(_ name: String) throws(SlotError) -> Instant? {
    guard let value = remove(name) else { return nil }
    let text = value.string ?? value.text()
    let instant: Instant
    do {
      instant = try TimeText.instant(text, in: .utc)
    } catch {
      throw .invalidDate(error.shortened)
    }
    guard TimeText.hasOffset(text) else {
      throw .badRequest(
        "The property \(name) is a time without an offset: \(shown(text)). Add one, or Z for UTC."
      )
    }
    return instant
  }
}

extension TimeProblem {
  /// The same with no more of a hostile text than a sentence can bear.
  var shortened: TimeProblem {
    switch self {
    case .malformed(let text): .malformed(shown(text))
    case .noMoment(let text): .noMoment(shown(text))
    case .noDay(let text, let problem): .noDay(shown(text), problem)
    case .outOfRange(let text): .outOfRange(shown(text))
    case .unknownZone(let name): .unknownZone(shown(name))
    case .zoneLost(let name): .zoneLost(shown(name))
    case .doesNotExist, .ambiguous: self
    }
  }
}
