/// Makes a store in a database on a server, and finds out how things stand there.
struct PostgresOpening {
  let address: ServerAddress

  /// Makes the schema, with its roles where they are missing, by the owner of the database. Done twice, or
  /// twice at once, it changes nothing.
  ///
  /// - Returns: Whether it was made now, and the roles that the server would not make.
  func make() throws(SlotError) -> (isNew: Bool, missingRoles: [String]) {
    do throws(PostgresFailure) {
      let connection = try PostgresConnection(address, isReadOnly: false)
      try connection.open()
      let isNew = try !isThere(connection)
      if isNew {
        do throws(PostgresFailure) {
          try connection.execute(PostgresSchema.script)
        } catch {
          // Somebody else has made it at the same moment.
          guard case .refused(let state, _, _) = error,
            ["42P06", "23505", "42P07"].contains(state),
            try isThere(connection)
          else { throw error }
        }
      }
      // Roles can have been made since.
      if !isNew { _ = try connection.run([PostgresStatement("SELECT slottui.grant_rights()")]) }
      let roles = try connection.run([
        PostgresStatement("SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'slottui\\_%'")
      ])
      let present = (try? roles[0].all { $0.text(0) }) ?? []
      return (isNew, ["slottui_reader", "slottui_writer"].filter { !present.contains($0) })
    } catch {
      throw error.error(at: address.place)
    }
  }

  /// - Throws: `.storeOutOfReach` S009, `.storeDamaged` S002.
  func facts() throws(SlotError) -> ServerFacts {
    do throws(PostgresFailure) {
      let connection = try opened()
      let start = Uptime.milliseconds
      _ = try connection.run([PostgresStatement("SELECT 1")])
      let roundTrip = Span(milliseconds: Uptime.milliseconds - start)
      guard try isThere(connection) else {
        throw .refused(state: "3F000", message: "", constraint: "")
      }
      guard let row = try connection.run([Self.facts])[0].first else {
        throw .lost("the server does not answer")
      }
      let mayRead = row.bool(1)
      let blocks =
        mayRead ? try connection.run([Self.blocks])[0].first?.int(0) ?? 0 : 0
      return ServerFacts(
        place: address.place,
        host: connection.host,
        isLocal: address.isLocal,
        isEncrypted: connection.usesTLS,
        serverVersion: "PostgreSQL \(row.text(6))",
        clientVersion:
          "\(connection.libraryVersion / 10_000).\(connection.libraryVersion % 10_000)",
        role: row.text(0),
        mayRead: mayRead,
        mayWrite: row.bool(2),
        blocks: blocks,
        synchronousStandbys: row.text(3),
        standbys: row.optionalInteger(7).map(Int.init),
        pooler: (row.int(8) != connection.process, address.isPooled),
        waitsForDisk: row.bool(4),
        clock: row.instant(5),
        roundTrip: roundTrip
      )
    } catch {
      throw error.error(at: address.place)
    }
  }

  /// The server that takes changes, or one that can only be read.
  private func opened() throws(PostgresFailure) -> PostgresConnection {
    do {
      let connection = try PostgresConnection(address, isReadOnly: false)
      try connection.open()
      return connection
    } catch {
      guard let reader = try? PostgresConnection(address, isReadOnly: true),
        (try? reader.open()) != nil
      else { throw error }
      return reader
    }
  }

  private static let blocks = PostgresStatement("SELECT count(*) FROM slottui.block")

  private static let facts = PostgresStatement(
    """
    SELECT session_user::text,
      has_schema_privilege('slottui', 'USAGE') AND has_table_privilege('slottui.slot', 'SELECT'),
      has_schema_privilege('slottui', 'USAGE') AND has_table_privilege('slottui.slot', 'UPDATE'),
      current_setting('synchronous_standby_names'),
      current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off',
      (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
      split_part(current_setting('server_version'), ' ', 1),
      CASE WHEN NOT pg_is_in_recovery() THEN (SELECT count(*) FROM pg_stat_replication) END,
      pg_backend_pid()
    """
  )

  private func isThere(_ connection: PostgresConnection) throws(PostgresFailure) -> Bool {
    let found = try connection.run([
      PostgresStatement("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'slottui')")
    ])
    return found[0].first?.bool(0) == true
  }
}
