extension SQLiteStore {
  public func backup(to path: String, at now: Instant) throws(SlotError) {
    try connection.backUp(to: path) { (copy) throws(SlotError) in
      var options = options
      options.access = .readOnly
      options.createsFile = false
      options.allowsNetworkFileSystem = true
      let findings = try SQLiteStore(path: copy, options: options).check(at: now)
      if let first = findings.first {
        let reason = "the copy is not sound, \(first.sentence.dropLast())"
        throw .storeDamaged(path: path, reason: reason)
      }
    }
  }

  public func check(at now: Instant) throws(SlotError) -> [Finding] {
    try connection.read { () throws(SlotError) in
      var findings = try sqliteFindings() + schemaFindings()
      guard findings.isEmpty else { return findings }
      for invariant in Invariant.all {
        findings += try connection.statement(invariant.violations).all {
          Finding(invariant.sentence(about: $0.text(0)))
        }
      }
      return try findings + unjournalledSlots() + fileFindings()
    }
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
      if made?.keys.contains(key) != true { made = try creation(ofSlot: key) }
      guard made?.slot(key).updatedAt != rows.instant(2) else { continue }
      let id = try rows.identifier(1, of: Slot.self)
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
    return (pages + orphans).map { Finding("The file is damaged: \($0). Restore a backup.") }
  }

  /// What the triggers keep true need not be true without them.
  private func schemaFindings() throws(SlotError) -> [Finding] {
    try connection.schemaDifferences(from: options.migrations).map {
      Finding("The schema was changed by another program: \($0).")
    }
  }

  private func fileFindings() -> [Finding] {
    guard let mode = StoreFile(path: path).mode, mode & 0o007 != 0 else { return [] }
    let command = "chmod o-rwx \(ShellWord.quoted(path))"
    return [Finding("\(path) can be used by everybody on this machine. Run: \(command)")]
  }
}

/// Something that must hold of the whole store, as a query for what breaks it.
private struct Invariant {
  /// Gives the id of each offending object, at most a few.
  let violations: String
  let complaint: String

  func sentence(about object: String) -> String { "\(complaint): \(object)." }

  static let all = [
    Invariant(
      violations: """
        SELECT hex(id) FROM (
          SELECT id, start_at, max(end_at) OVER (
            PARTITION BY block ORDER BY start_at, key
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_end
          FROM slot) WHERE start_at < last_end LIMIT 10
        """,
      complaint: "A slot overlaps the one before it"
    ),
    Invariant(
      violations: """
        SELECT hex(s.id) FROM slot s LEFT JOIN (
          SELECT slot, sum(cancelled = 0) AS active, sum(cancelled) AS cancelled
          FROM appointment GROUP BY slot) a ON a.slot = s.key
        WHERE s.active <> coalesce(a.active, 0) OR s.cancelled <> coalesce(a.cancelled, 0) LIMIT 10
        """,
      complaint: "A slot's counts do not agree with its appointments"
    ),
    Invariant(
      violations: "SELECT hex(id) FROM slot WHERE active > capacity LIMIT 10",
      complaint: "A slot has more appointments than places"
    ),
    Invariant(
      violations: """
        SELECT hex(id) FROM slot WHERE end_at <= start_at OR capacity < 1 LIMIT 10
        """,
      complaint: "A slot has an impossible length or capacity"
    ),
    Invariant(
      violations: """
        SELECT hex(id) FROM (
          SELECT id, metadata FROM slot UNION ALL SELECT id, metadata FROM block
          UNION ALL SELECT id, metadata FROM appointment)
        WHERE metadata <> '{}' AND NOT (json_valid(metadata) AND json_type(metadata) = 'object')
        LIMIT 10
        """,
      complaint: "The metadata is no JSON object"
    ),
    Invariant(
      violations: """
        SELECT a.id FROM action a
        WHERE a.objects <> (SELECT count(*) FROM change c WHERE c.action = a.id)
          + (SELECT coalesce(sum(count), 0) FROM creation n WHERE n.action = a.id) LIMIT 10
        """,
      complaint: "The journal's entry is not complete, action"
    ),
    Invariant(
      violations: """
        SELECT DISTINCT c.action FROM (SELECT action FROM change UNION SELECT action FROM creation) c
        WHERE NOT EXISTS (SELECT 1 FROM action a WHERE a.id = c.action) LIMIT 10
        """,
      complaint: "The journal has changes without their action"
    ),
    Invariant(
      violations: unjournalled("slot", 1, withChanges: true),
      complaint: unjournalledComplaint("slot")
    ),
    Invariant(
      violations: unjournalled("appointment", 2),
      complaint: unjournalledComplaint("appointment")
    ),
    Invariant(
      violations: unjournalled("block", 0),
      complaint: unjournalledComplaint("booking block")
    ),
  ]

  /// Objects that are not as their last entry in the journal left them: each change notes the new
  /// `updated_at`. The plus keeps SQLite from reading all changes of an action for each object.
  ///
  /// - Parameter withChanges: Leave out those that have no change of their own.
  private static func unjournalled(
    _ table: String,
    _ kind: Int,
    withChanges: Bool = false
  ) -> String {
    let changes = "SELECT max(action) FROM change WHERE kind = \(kind) AND object = o.key"
    return """
      SELECT hex(o.id) FROM \(table) o WHERE o.updated_at IS NOT (
        SELECT max(json_extract(c.after, '$.updated_at')) FROM change c
        WHERE c.kind = \(kind) AND c.object = o.key AND +c.action = (\(changes)))
        \(withChanges ? "AND (\(changes)) IS NOT NULL" : "")
      LIMIT 10
      """
  }

  private static func unjournalledComplaint(_ object: String) -> String {
    "A change of this \(object) is not in the journal"
  }
}
