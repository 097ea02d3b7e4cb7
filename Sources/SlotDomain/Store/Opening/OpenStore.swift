extension StoreAddress {
  /// Opens the store that is there, with the engine for such an address; a new one is made, an older one
  /// brought up to date.
  ///
  /// - Throws: `.storeDamaged` S002 and `.storeNewer` S003, the store untouched; `.fileProblem` S007.
  public func open(_ opening: StoreOpening) throws(SlotError) -> RowStore {
    switch self {
    case .file(let path):
      RowStore(try SQLiteRows(SQLiteOpening(path: path, opening)), actor: opening.actor)
    }
  }

  /// Refuses a path where a file would harm a store.
  ///
  /// - Throws: `.fileProblem` S007 for the name of a file that an engine keeps beside another.
  public static func refuseOutput(to path: String) throws(SlotError) {
    try StoreFile(path: path).refuseCompanionName()
  }

  /// The versions of what the engines run on: `SQLite 3.40.1`.
  public static var engineVersions: String { "SQLite \(Connection.libraryVersion)" }
}
