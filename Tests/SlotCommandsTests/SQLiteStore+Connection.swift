@testable import SlotDomain

extension RowStore {
  var connection: Connection {
    guard let rows = engine as? SQLiteRows else { preconditionFailure("The store is in no file") }
    return rows.connection
  }
}
