/// Looks whether a store is sound, and copies it.
struct Upkeep {
  let connection: Connection
  let opening: SQLiteOpening

  /// Copies the store while it is in use, and checks the copy.
  ///
  /// - Throws: `.fileProblem` S007 when the destination exists or cannot be written.
  func backUp(to path: String) throws(SlotError) {
    try connection.backUp(to: path) { (copy) throws(SlotError) in
      var ofCopy = SQLiteOpening(path: copy, opening.general)
      ofCopy.migrations = opening.migrations
      ofCopy.general.access = .readOnly
      ofCopy.general.createsStore = false
      ofCopy.general.allowsNetworkFileSystem = true
      // Nobody else writes it: nothing beside it is looked for.
      ofCopy.canWriteFolder = false
      let findings: [Finding]
      do throws(SlotError) {
        findings = try Upkeep(connection: try ofCopy.open(), opening: ofCopy).check()
      } catch {
        // Nobody knows the copy, and what is wrong with it is wrong with the store.
        guard case .storeDamaged(_, let reason) = error else { throw error }
        throw connection.damage(reason)
      }
      if let first = findings.first {
        throw connection.damage("a copy of it is not sound, \(first.sentence.dropLast())")
      }
    }
  }

  /// What is wrong is said as far as it can be found out: on damaged pages, or without some table, not
  /// every question has an answer.
  func check() throws(SlotError) -> [Finding] {
    try connection.read { () throws(SlotError) in
      var findings = try findings(sqliteFindings)
      let ofSchema = try schemaFindings()
      let isWhole = findings.isEmpty && ofSchema.isEmpty
      do throws(SlotError) {
        for invariant in Invariant.ofRows { findings += try self.findings(invariant) }
        findings += try metadataFindings()
        let ofJournal = try journalFindings()
        findings += ofJournal
        // What does not say when an object was changed cannot be compared with it.
        if ofJournal.isEmpty {
          for invariant in Invariant.ofJournal { findings += try self.findings(invariant) }
          findings += try self.findings(unjournalledSlots)
        }
      } catch {
        guard !isWhole else { throw error }
      }
      return findings + ofSchema + fileFindings()
    }
  }

  private func findings(_ invariant: Invariant) throws(SlotError) -> [Finding] {
    try findings { () throws(SlotError) in
      try connection.statement(invariant.violations).all {
        Finding(invariant.sentence(about: $0.text(0)))
      }
    }
  }

  /// What `body` finds, or that it met what none of this program's can be.
  private func findings(
    _ body: () throws(SlotError) -> [Finding]
  ) throws(SlotError) -> [Finding] {
    do {
      return try body()
    } catch {
      guard case .storeDamaged(_, let reason) = error else { throw error }
      return [.damage(reason)]
    }
  }

  /// What SQLite takes for JSON and nobody here can read, such as half of a surrogate pair.
  private func metadataFindings() throws(SlotError) -> [Finding] {
    let rows = try connection.statement(
      """
      SELECT hex(id), metadata FROM (
        SELECT id, metadata FROM slot UNION ALL SELECT id, metadata FROM block
        UNION ALL SELECT id, metadata FROM appointment)
      WHERE metadata <> '{}' AND CASE
        WHEN json_valid(metadata) THEN json_type(metadata) = 'object' ELSE 0 END
      """
    )
    defer { rows.reset() }
    var findings: [Finding] = []
    while try rows.step(), findings.count < 10 {
      guard !rows.metadata(1).isObject else { continue }
      findings.append(Finding("The metadata cannot be read: \(rows.text(0))."))
    }
    return findings
  }

  // MARK: The journal

  /// Rows that say what none of this program's can say.
  private func journalFindings() throws(SlotError) -> [Finding] {
    try findings("SELECT \(JournalTables.actionColumns) FROM action a") { (row) throws(SlotError) in
      _ = try Action(row: row)
    }
      + findings("SELECT \(JournalTables.changeColumns) FROM change c") { (row) throws(SlotError) in
        let change = try StoredChange(row: row)
        _ = (try change.before, try change.after)
      }
      + findings("SELECT \(JournalTables.creationColumns) FROM creation n") {
        (row) throws(SlotError) in
        _ = try CreatedSlots(row: row)
      }
  }

  /// The rows that cannot be read, at most a few.
  private func findings(
    _ sql: String,
    reading read: (Statement) throws(SlotError) -> Void
  ) throws(SlotError) -> [Finding] {
    let rows = try connection.statement(sql)
    defer { rows.reset() }
    var findings: [Finding] = []
    while try rows.step(), findings.count < 10 {
      findings += try self.findings { () throws(SlotError) in
        try read(rows)
        return []
      }
    }
    return findings
  }

  /// Slots that were not changed since they were made with others must be as they were made.
  private func unjournalledSlots() throws(SlotError) -> [Finding] {
    let rows = try connection.statement(
      """
      SELECT s.key, s.id, s.updated_at FROM slot s
      WHERE NOT EXISTS (SELECT 1 FROM change WHERE kind = 1 AND object = s.key) ORDER BY s.key
      """
    )
    defer { rows.reset() }
    var findings: [Finding] = []
    var made: CreatedSlots?
    while try rows.step(), findings.count < 10 {
      let key = rows.integer(0)
      if made?.keys.contains(key) != true {
        made = try JournalTables(connection: connection).creation(ofSlot: key)
      }
      let id = try rows.identifier(1, of: Slot.self)
      let slot = made?.slot(key)
      guard slot?.updatedAt != rows.instant(2) || slot?.id != id else { continue }
      findings.append(Finding("A change of this slot is not in the journal: \(id)."))
    }
    return findings
  }

  /// SQLite's own look at its pages, and at references between tables.
  private func sqliteFindings() throws(SlotError) -> [Finding] {
    let pages = try connection.statement("PRAGMA integrity_check(20)").all { $0.text(0) }
      .filter { $0 != "ok" }
    let orphans = try connection.statement("PRAGMA foreign_key_check").all {
      "a row of \($0.text(0)) refers to a row of \($0.text(2)) that is not there"
    }
    return (pages + orphans).map(Finding.damage)
  }

  /// What the triggers keep true need not be true without them.
  private func schemaFindings() throws(SlotError) -> [Finding] {
    try connection.schemaDifferences(from: opening.migrations).map {
      Finding("The schema was changed by another program: \($0).")
    }
  }

  private func fileFindings() -> [Finding] {
    guard let mode = StoreFile(path: opening.path).mode, mode & 0o007 != 0 else { return [] }
    let command = "chmod o-rwx \(ShellWord.quoted(opening.path))"
    return [Finding("\(opening.path) can be used by everybody on this machine. Run: \(command)")]
  }
}

extension Finding {
  fileprivate static func damage(_ reason: String) -> Finding {
    Finding("The file is damaged: \(reason). Restore a backup.")
  }
}
