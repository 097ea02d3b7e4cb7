import Glibc

extension StoreAddress {
  /// Opens the store that is there, with the engine for such an address; a new one is made, an older one
  /// brought up to date.
  ///
  /// - Throws: `.storeDamaged` S002 and `.storeNewer` S003, the store untouched; `.fileProblem` S007;
  ///   `.storeOutOfReach` S009.
  public func open(_ opening: StoreOpening) throws(SlotError) -> RowStore {
    switch self {
    case .file(let path):
      return RowStore(try SQLiteRows(SQLiteOpening(path: path, opening)), actor: opening.actor)
    case .server(let address):
      let rows = try PostgresRows(address, opening)
      return RowStore(rows, actor: rows.role)
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

extension ServerAddress {
  /// From now on nothing but the address says where the store is and who asks: neither variables nor files
  /// of the user count. To be called before a store is opened.
  /// Source: https://www.postgresql.org/docs/current/libpq-envars.html
  public static func forgetEnvironment() {
    var names: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let name = String(cString: text).prefix { $0 != "=" }
      if name.hasPrefix("PG") { names.append(String(name)) }
      entry += 1
    }
    for name in names { unsetenv(name) }
    // Below a file there is none: a device in its place would be complained of.
    for name in ["PGPASSFILE", "PGSERVICEFILE", "PGSYSCONFDIR"] {
      setenv(name, "/dev/null/none", 1)
    }
  }

  /// What came of making a store on a server.
  public struct Made: Sendable {
    /// It was not there before.
    public let isNew: Bool
    /// The roles that are to be made by somebody who may.
    public let missingRoles: [String]
  }

  /// Makes a store in the database, by the database's owner, and fills it with all that is in the store in a
  /// file, its history too.
  ///
  /// - Throws: `.badRequest` E013 when there is something in it already; what opening either throws.
  public func makeStore(from path: String, _ opening: StoreOpening) throws(SlotError) -> Made {
    try StoreAddress.refuseServer(asFile: path)
    var reading = opening
    reading.access = .readOnly
    reading.createsStore = false
    guard access(path, F_OK) == 0 else {
      throw .fileProblem(path: path, reason: String(cString: strerror(ENOENT)))
    }
    let file = try SQLiteRows(SQLiteOpening(path: path, reading))
    let made = try makeStore()
    try PostgresRows(self, opening).takeCopy(file.handOver)
    return made
  }

  /// Makes a store in the database, by the database's owner. Done twice it changes nothing.
  ///
  /// - Throws: `.storeOutOfReach` S009; `.readOnly` S004 to whoever does not own the database.
  public func makeStore() throws(SlotError) -> Made {
    let (isNew, missing) = try PostgresOpening(address: self).make()
    return Made(isNew: isNew, missingRoles: missing)
  }

  /// Looks at the server of a store.
  ///
  /// - Throws: `.storeOutOfReach` S009, `.storeDamaged` S002.
  public func facts() throws(SlotError) -> ServerFacts {
    try PostgresOpening(address: self).facts()
  }
}
