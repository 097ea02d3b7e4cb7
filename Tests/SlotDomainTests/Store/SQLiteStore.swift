@testable public import SlotDomain

/// The store in a file, as tests open it.
typealias SQLiteStore = RowStore

extension RowStore {
  /// How it is opened, with what only its engine knows.
  @dynamicMemberLookup struct Options {
    var general: StoreOpening
    var migrations = Migrations.current
    var canWriteFolder: Bool?

    typealias Access = StoreOpening.Access

    init(actor: String) { general = StoreOpening(actor: actor) }

    subscript<Value>(dynamicMember member: WritableKeyPath<StoreOpening, Value>) -> Value {
      get { general[keyPath: member] }
      set { general[keyPath: member] = newValue }
    }
  }

  convenience init(path: String, options: Options) throws(SlotError) {
    if case .server(let address) = try StoreAddress(path) {
      let rows = try PostgresRows(address, options.general)
      self.init(rows, actor: rows.role)
      return
    }
    var opening = SQLiteOpening(path: path, options.general)
    opening.migrations = options.migrations
    opening.canWriteFolder = options.canWriteFolder
    self.init(try SQLiteRows(opening), actor: options.general.actor)
  }

  var path: String { place }

  var connection: Connection {
    guard let rows = engine as? SQLiteRows else { preconditionFailure("The store is in no file") }
    return rows.connection
  }

  /// The slots that are meant.
  func slots(in choice: SlotChoice, at now: Instant) throws(SlotError) -> [BulkPreview.Subject] {
    let change = BulkChange.setStatus(.active)
    let preview = try tryOut(change, on: choice, onConflict: .skip, at: now).preview
    return (preview.already + preview.changed).sorted { $0.range.start < $1.range.start }
  }

  /// What a change would come to, of which nothing is kept.
  func preview(
    _ change: BulkChange,
    of slots: [Slot],
    at now: Instant
  ) throws(SlotError) -> BulkPreview {
    try tryOut(change, on: .ids(slots.map(\.id)), onConflict: .skip, at: now).preview
  }
}

extension SlotStore {
  /// The number of the last action; 0 for a new store.
  func lastAction() throws(SlotError) -> SlotDomain.Action.ID {
    var query = HistoryQuery()
    query.limit = 1
    return try history(matching: query).first?.action.id ?? 0
  }
}

extension JournalPosition: ExpressibleByIntegerLiteral {
  public init(integerLiteral number: Int64) { self.init(number) }

  /// After an action of a store in a file.
  init(_ action: SlotDomain.Action.ID) { self.init(text: String(action)) }
}
