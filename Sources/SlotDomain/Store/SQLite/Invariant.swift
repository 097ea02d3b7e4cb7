/// Something that must hold of the whole store, as a query for what breaks it.
struct Invariant {
  /// Gives the id of each offending object, at most a few.
  let violations: String
  private let complaint: String

  func sentence(about object: String) -> String { "\(complaint): \(object)." }

  /// Of rows, whatever the journal says.
  static let ofRows = [
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
          SELECT slot, sum(cancelled = 0) AS active, sum(cancelled <> 0) AS cancelled
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
        WHERE metadata <> '{}' AND CASE
          WHEN NOT json_valid(metadata) THEN 1
          WHEN json_type(metadata) <> 'object' THEN 1
          ELSE EXISTS (
            SELECT 1 FROM json_each(metadata) WHERE length(key) > 100 OR length(value) > 5000)
          END
        LIMIT 10
        """,
      complaint: "The metadata is not a JSON object, or is too long"
    ),
    Invariant(
      violations: "SELECT slot FROM counting LIMIT 10",
      complaint: "The counts of a slot were left half changed, slot"
    ),
  ]

  /// Of the journal, each of whose rows says what it can say.
  static let ofJournal = [
    Invariant(
      violations: """
        SELECT a.id FROM action a
        WHERE a.objects <> (SELECT count(*) FROM change c WHERE c.action = a.id)
          + (SELECT total(count) FROM creation n WHERE n.action = a.id) LIMIT 10
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
      violations: """
        SELECT id FROM action a
        WHERE (target IS NOT NULL) <> (verb IN ('undo', 'redo'))
          OR undone_by IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM action u WHERE u.id = a.undone_by AND u.verb = 'undo' AND u.target = a.id)
        LIMIT 10
        """,
      complaint: "The journal contradicts itself about what was taken back, action"
    ),
    Invariant(
      violations: ObjectKind.allCases.map(misnamed).joined(separator: " UNION ALL ") + " LIMIT 10",
      complaint: "The journal has another id for this object"
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

  private static func misnamed(_ kind: ObjectKind) -> String {
    """
    SELECT hex(o.id) FROM \(kind.name) o JOIN change c ON c.kind = \(kind.rawValue) AND c.object = o.key
    WHERE c.id <> o.id
    """
  }

  private static func unjournalledComplaint(_ object: String) -> String {
    "A change of this \(object) is not in the journal"
  }
}
