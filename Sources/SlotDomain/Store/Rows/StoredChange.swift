/// A change with the keys that only the store knows; its values are parsed when asked for.
struct StoredChange {
  let kind: ObjectKind
  let key: Int64
  let subject: Change.Subject
  let blockKey: Int64
  let number: Int
  let action: Action.ID
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
    kind rawKind: Int64,
    key: Int64,
    id: IdentifierBytes?,
    block: Int64,
    before: String?,
    after: String?,
    action: Action.ID,
    number: Int,
    in place: String
  ) throws(SlotError) {
    let kind = ObjectKind(rawValue: rawKind)
    let row = JournalPlace.change(action, number: number, kind, key: key)
    guard let kind else { throw row.damage(in: place, "it is about no kind of object") }
    guard ObjectKey.possible ~= key else {
      throw row.damage(in: place, "there are no such keys")
    }
    guard before != nil || after != nil else {
      throw row.damage(in: place, "it has neither values before nor after")
    }
    guard let id else { throw row.damage(in: place, "the id does not have 16 bytes") }
    (self.kind, self.key, self.action, self.number) = (kind, key, action, number)
    subject =
      switch kind {
      case .block: .block(id.identifier())
      case .slot: .slot(id.identifier())
      case .appointment: .appointment(id.identifier())
      }
    blockKey = block
    self.place = place
    beforeText = before
    afterState = after.map(After.text) ?? .gone
  }

  /// Of a slot that was made with others.
  init(
    created slot: Slot,
    key: Int64,
    block: Int64,
    number: Int,
    by action: Action.ID,
    in store: String
  ) {
    (kind, self.key, subject, blockKey) = (.slot, key, .slot(slot.id), block)
    (self.number, self.action, place) = (number, action, store)
    beforeText = nil
    afterState = .created(slot)
  }

  var object: ObjectKey { ObjectKey(kind: kind, key: key) }
  var isCreation: Bool { beforeText == nil }
  var isDeletion: Bool { if case .gone = afterState { true } else { false } }

  /// Whether it gave a slot another start. What cannot be read did not.
  var movesSlot: Bool {
    guard kind == .slot, !isDeletion, let before = try? before else { return false }
    return before[SlotProperty.start.rawValue] != nil
  }

  /// Whether it enabled a slot. What cannot be read did not.
  var opensSlot: Bool {
    guard kind == .slot, !isDeletion, let before = try? before else { return false }
    return before[SlotProperty.status.rawValue]?.string == Slot.Status.disabled.rawValue
  }

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
    guard let values = Self.values(of: text) else {
      throw damage("\(side) is not a JSON object")
    }
    let isWhole = isCreation || isDeletion
    if let problem = JournalProperties.problem(in: values, of: kind, isWhole: isWhole) {
      throw damage("\(side) has \(problem)")
    }
    return values
  }

  /// What a text of the journal says; nil where it is no JSON object. In it the deepest metadata lies one
  /// level deeper than by itself.
  static func values(of text: String) -> Change.Values? {
    let value = try? JSONValue(parsing: Array(text.utf8), levels: JSONValue.deepest + 1)
    guard case .object(let values)? = value else { return nil }
    return values
  }

  private func damage(_ problem: String) -> SlotError {
    JournalPlace.change(action, number: number, kind, key: key).damage(in: place, problem)
  }
}
