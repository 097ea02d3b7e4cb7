@testable public import SlotDomain

/// The store in a file, as tests open it.
public typealias SQLiteStore = RowStore

extension RowStore {
  public typealias Options = StoreOpening

  public convenience init(path: String, options: StoreOpening) throws(SlotError) {
    self.init(try SQLiteRows(SQLiteOpening(path: path, options)), actor: options.actor)
  }

  public var path: String { place }
}

extension SlotStore {
  /// The number of the last action; 0 for a new store.
  public func lastAction() throws(SlotError) -> SlotDomain.Action.ID {
    var query = HistoryQuery()
    query.limit = 1
    return try history(matching: query).first?.action.id ?? 0
  }
}

extension JournalPosition: ExpressibleByIntegerLiteral {
  public init(integerLiteral number: Int64) { self.init(text: String(number)) }
}
