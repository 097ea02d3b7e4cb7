/// Looks whether a store on a server is sound.
struct PostgresUpkeep {
  let rows: PostgresRows

  /// Something that must hold of the whole store, as a query for what breaks it.
  private struct Invariant {
    let violations: String
    let complaint: String
  }

  private static let invariants = [
    Invariant(
      violations: """
        SELECT id::text FROM (
          SELECT id, start_at, max(end_at) OVER (
            PARTITION BY block ORDER BY start_at, key
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_end
          FROM slot) s WHERE start_at < last_end LIMIT 10
        """,
      complaint: "A slot overlaps the one before it"
    ),
    Invariant(
      violations: """
        SELECT s.id::text FROM slot s LEFT JOIN (
          SELECT slot, count(*) FILTER (WHERE NOT cancelled) AS active,
            count(*) FILTER (WHERE cancelled) AS cancelled
          FROM appointment GROUP BY slot) a ON a.slot = s.key
        WHERE s.active <> coalesce(a.active, 0) OR s.cancelled <> coalesce(a.cancelled, 0) LIMIT 10
        """,
      complaint: "A slot's counts do not agree with its appointments"
    ),
    Invariant(
      violations: "SELECT id::text FROM slot WHERE active > capacity LIMIT 10",
      complaint: "A slot has more appointments than places"
    ),
    Invariant(
      violations: """
        SELECT a.id::text FROM action a
        WHERE a.objects <> (SELECT count(*) FROM change c WHERE c.action = a.id)
          + (SELECT coalesce(sum(count), 0) FROM creation n WHERE n.action = a.id) LIMIT 10
        """,
      complaint: "The journal's entry is not complete, action"
    ),
    Invariant(
      violations: """
        SELECT DISTINCT c.action::text
        FROM (SELECT action FROM change UNION SELECT action FROM creation) c
        WHERE NOT EXISTS (SELECT 1 FROM action a WHERE a.id = c.action) LIMIT 10
        """,
      complaint: "The journal has changes without their action"
    ),
    Invariant(
      violations: """
        SELECT id::text FROM action a
        WHERE (target IS NOT NULL) <> (verb IN ('undo', 'redo'))
          OR undone_by IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM action u WHERE u.id = a.undone_by AND u.verb = 'undo' AND u.target = a.id)
        LIMIT 10
        """,
      complaint: "The journal contradicts itself about what was taken back, action"
    ),
  ]

  /// What each object's last entry in the journal left it as: each change notes the new `updated_at`.
  private static func unjournalled(_ kind: ObjectKind) -> Invariant {
    Invariant(
      violations: """
        SELECT o.id::text FROM \(kind.name) o, LATERAL (
          SELECT c.after FROM change c WHERE c.kind = \(kind.rawValue) AND c.object = o.key
          ORDER BY c.action DESC, c.number DESC LIMIT 1) c
        WHERE (replace(c.after, '\\u0000', '\\ufffd')::json ->> 'updated_at')::bigint <> o.updated_at LIMIT 10
        """,
      complaint: "A change of this \(kind.name) is not in the journal"
    )
  }

  func check() throws(SlotError) -> [Finding] {
    let all = Self.invariants + ObjectKind.allCases.map(Self.unjournalled)
    var findings: [Finding] = []
    for (invariant, result) in zip(all, try rows.ask(all.map { PostgresStatement($0.violations) }))
    {
      findings += try result.all { Finding("\(invariant.complaint): \($0.text(0)).") }
    }
    return findings + (try missingGuards())
  }

  /// The triggers that the schema makes, and that are not there or switched off.
  private func missingGuards() throws(SlotError) -> [Finding] {
    let wanted = PostgresSchema.script.split(separator: "\n")
      .filter { $0.hasPrefix("CREATE TRIGGER ") }.map { String($0.split(separator: " ")[2]) }
    let found = try rows.ask([
      PostgresStatement(
        """
        SELECT t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'slottui'::regnamespace AND t.tgenabled IN ('O', 'A')
        """
      )
    ])[0].all { $0.text(0) }
    return wanted.filter { !found.contains($0) }.map {
      Finding("A guard of the schema is missing or switched off: \($0).")
    }
  }
}

extension PostgresRows {
  /// A server is never put in another's place: its database has an identity.
  func refuseReplaced() throws(SlotError) {}

  /// Who may use a store on a server is said by its roles.
  func share() throws(SlotError) {
    throw .badRequest(
      "A store on a server is shared by its roles, not by a file's group. Leave --shared out, and let"
        + " its owner grant slottui_writer to who may write."
    )
  }

  func check() throws(SlotError) -> [Finding] { try PostgresUpkeep(rows: self).check() }

  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    try PostgresCopy(rows: self).handOver(body)
  }

  /// A file that anybody with slottui can open, out of one moment.
  ///
  /// - Throws: `.readOnly` S004 to whoever does not own the store: the keys of locks are in it.
  func backUp(to path: String) throws(SlotError) { try SQLiteRows.write(to: path, handOver) }
}
