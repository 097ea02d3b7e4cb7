/// A change with the keys that only the store knows; its values are parsed when asked for.
struct StoredChange {
  let kind: ObjectKind
  let key: Int64
  let subject: Change.Subject
  let blockKey: Int64
  let number: Int
  private let action: Action.ID
  /// The store's, for whoever is told that it is damaged.
  private let place: String
  private let beforeText: String?
  private let afterState: After

  private enum After {
    case gone
    case text(String)
    case created(Slot)
  }

  /// As a row has it.
  ///
  /// - Throws: `.storeDamaged` S002 with the row when it can be none of this program's.
  init(
    kind number: Int64,
    key: Int64,
    id: IdentifierBytes?,
    block: Int64,
    before: String?,
    after: String?,
    action: Action.ID,
    number place: Int,
    in store: String
  ) throws(SlotError) {
    let kind = ObjectKind(rawValue: number)
    let row = JournalPlace.change(action, number: place, kind, key: key)
    guard let kind else { throw row.damage(in: store, "it is about no kind of object") }
    guard CreatedSlots.possibleKeys ~= key else {
      throw row.damage(in: store, "there are no such keys")
    }
    guard before != nil || after != nil else {
      throw row.damage(in: store, "it has neither values before nor after")
    }
    guard let id else { throw row.damage(in: store, "the id does not have 16 bytes") }
    (self.kind, self.key, self.action, self.number) = (kind, key, action, place)
    subject =
      switch kind {
      case .block: .block(id.identifier())
      case .slot: .slot(id.identifier())
      case .appointment: .appointment(id.identifier())
      }
    blockKey = block
    self.place = store
    beforeText = before
    afterState = after.map(After.text) ?? .gone
  }

  /// Of a slot that was made with others.
  init(created slot: Slot, key: Int64, place: Int64, of made: CreatedSlots) {
    kind = .slot
    self.key = key
    subject = .slot(slot.id)
    blockKey = made.blockKey
    number = made.number + Int(place)
    action = made.action
    self.place = made.place
    beforeText = nil
    afterState = .created(slot)
  }

  var object: ObjectKey { ObjectKey(kind: kind, key: key) }
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
    JournalPlace.change(action, number: number, kind, key: key).damage(in: place, problem)
  }
}

/// Where something stands in the journal, so that whoever looks at the file finds it.
enum JournalPlace {
  case action(Action.ID)
  case change(Action.ID, number: Int, ObjectKind?, key: Int64)
  case creation(Action.ID, first: Int64)

  /// Why the store cannot be used.
  func damage(in store: String, _ problem: String) -> SlotError {
    .storeDamaged(path: store, reason: "its journal is wrong at \(row): \(problem)")
  }

  private var row: String {
    switch self {
    case .action(let id):
      return "action \(id)"
    case .change(let action, let number, let kind, let key):
      let object = kind.map { "\($0.name) \(key)" } ?? "an object \(key)"
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
