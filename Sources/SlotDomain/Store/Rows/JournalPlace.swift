/// Where something stands in the journal, so that whoever looks at the file finds it.
enum JournalPlace {
  case action(Action.ID)
  case change(Action.ID, number: Int, ObjectKind?, key: Int64)
  case creation(Action.ID, first: Int64)

  /// Why the store cannot be used.
  func damage(in store: String, _ problem: String) -> SlotError {
    .storeDamaged(place: store, reason: "its journal is wrong at \(row): \(problem)")
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
