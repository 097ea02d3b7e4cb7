/// The steps that bring a file up to date. `user_version` says how many it has seen.
struct Migrations: Sendable {
  /// "SLOT": marks a file as ours. Source: https://www.sqlite.org/pragma.html#pragma_application_id
  static let applicationID: Int64 = 0x534C_4F54

  static let current = Migrations(
    steps: [{ Schema.version1 }, { Schema.version2 }, { Schema.version3 }]
  )

  /// Made when needed: the schema is long, and most stores are up to date.
  let steps: [@Sendable () -> String]

  var latest: Int { steps.count }

  /// Takes a file from whatever version it has to the latest, in one transaction. Another process
  /// may be about to do the same: who comes second finds nothing left to do.
  ///
  /// - `before`: Called within the transaction, with the version found, before the first
  ///   step.
  func run(
    on connection: Connection,
    before: (Int) throws(SlotError) -> Void = { (_: Int) throws(SlotError) in }
  ) throws(SlotError) {
    try connection.write { () throws(SlotError) in
      let version = Int(try connection.integer("PRAGMA user_version"))
      guard version < latest else { return }
      try before(version)
      for step in steps[version...] { try connection.execute(step()) }
      try connection.execute("PRAGMA application_id = \(Self.applicationID)")
      try connection.execute("PRAGMA user_version = \(latest)")
    }
  }
}
