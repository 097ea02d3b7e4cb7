@testable import SlotDomain

/// The store in a file, as tests open it.
typealias SQLiteStore = RowStore

extension RowStore {
  typealias Options = StoreOpening

  convenience init(
    path: String,
    options: StoreOpening,
    migrations: Migrations = .current
  ) throws(SlotError) {
    var opening = SQLiteOpening(path: path, options)
    opening.migrations = migrations
    self.init(try SQLiteRows(opening), actor: options.actor)
  }
}
