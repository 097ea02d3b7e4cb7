/// A change with the keys that only the store knows; its values are parsed when asked for.
struct StoredChange {
  static let columns = """
    c.kind, c.object, c.id, c.block, c.before, c.after, c.action, c.number
    """

  let kind: ObjectKind
  let key: Int64
  let subject: Change.Subject
  let blockKey: Int64
  let number: Int
  private let action: Action.ID
  /// Of the store, for whoever is told that it is damaged.
  private let path: String
  private let beforeText: String?
  private let afterState: After

  private enum After {
    case gone
    case text(String)
    case created(Slot)
  }

  /// - Throws: `.storeDamaged` S002 with the row when it can be none of this program's.
  init(_ row: Statement) throws(SlotError) {
    let kind = ObjectKind(rawValue: row.integer(0))
    let key = row.integer(1)
    let (action, number) = (row.integer(6), row.int(7))
    let place = JournalPlace.change(action, number: number, kind, key: key)
    guard let kind else { throw row.damage(place.wrong("it is about no kind of object")) }
    guard CreatedSlots.possibleKeys ~= key else {
      throw row.damage(place.wrong("there are no such keys"))
    }
    guard !row.isNull(4) || !row.isNull(5) else {
      throw row.damage(place.wrong("it has neither values before nor after"))
    }
    guard row.length(2) == 16 else {
      throw row.damage(place.wrong("the id does not have 16 bytes"))
    }
    (self.kind, self.key, self.action, self.number) = (kind, key, action, number)
    subject =
      switch kind {
      case .block: .block(try row.identifier(2))
      case .slot: .slot(try row.identifier(2))
      case .appointment: .appointment(try row.identifier(2))
      }
    blockKey = row.integer(3)
    path = row.path
    beforeText = row.optionalText(4)
    afterState = row.optionalText(5).map(After.text) ?? .gone
  }

  /// Of a slot that was made with others.
  init(created slot: Slot, key: Int64, place: Int64, of made: CreatedSlots) {
    kind = .slot
    self.key = key
    subject = .slot(slot.id)
    blockKey = made.blockKey
    number = made.number + Int(place)
    action = made.action
    path = made.path
    beforeText = nil
    afterState = .created(slot)
  }

  var isCreation: Bool { beforeText == nil }
  var isDeletion: Bool { if case .gone = afterState { true } else { false } }

  private var afterText: String? {
    switch afterState {
    case .gone: nil
    case .text(let text): text
    case .created(let slot): JournalValues.all(slot)
    }
  }

  /// - Throws: `.storeDamaged` S002 with the row when they are no values of such an object.
  var before: Change.Values? { get throws(SlotError) { try values(beforeText, "before") } }
  var after: Change.Values? { get throws(SlotError) { try values(afterText, "after") } }

  var change: Change {
    get throws(SlotError) {
      Change(subject: subject, before: try publicValues(before), after: try publicValues(after))
    }
  }

  private func publicValues(_ values: Change.Values?) -> Change.Values? {
    guard kind == .slot else { return values }
    return values?.filter { $0.key.text != JournalValues.lockNumber }
  }

  private func values(_ text: String?, _ side: String) throws(SlotError) -> Change.Values? {
    guard let text else { return nil }
    guard case .object(let values)? = try? JSONValue(journal: text) else {
      throw damage("\(side) is no JSON object")
    }
    let isWhole = isCreation || isDeletion
    if let problem = JournalProperties.problem(in: values, of: kind, isWhole: isWhole) {
      throw damage("\(side) has \(problem)")
    }
    return values
  }

  private func damage(_ problem: String) -> SlotError {
    let place = JournalPlace.change(action, number: number, kind, key: key)
    return .storeDamaged(path: path, reason: place.wrong(problem))
  }
}

/// Where something stands in the journal, so that whoever looks at the file finds it.
enum JournalPlace {
  case action(Action.ID)
  case change(Action.ID, number: Int, ObjectKind?, key: Int64)
  case creation(Action.ID, first: Int64)

  /// The reason for which the store cannot be used.
  func wrong(_ problem: String) -> String { "its journal is wrong at \(row): \(problem)" }

  private var row: String {
    switch self {
    case .action(let id):
      return "action \(id)"
    case .change(let action, let number, let kind, let key):
      let object = kind.map { "\($0.table) \(key)" } ?? "an object \(key)"
      return "action \(action), table change, number \(number), \(object)"
    case .creation(let action, let first):
      return "action \(action), table creation, first \(first)"
    }
  }
}

extension JSONValue {
  /// Reads values of the journal, in which the deepest metadata lies one level deeper than by itself.
  init(journal text: String) throws(ParseError) {
    try self.init(parsing: Array(text.utf8), levels: JSONValue.deepest + 1)
  }
}
