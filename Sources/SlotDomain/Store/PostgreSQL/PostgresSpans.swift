/// Questions about the slots of blocks in stretches of time. The slots of a block do not overlap, so that of
/// those that start before a stretch only the last one can reach into it.
enum PostgresSpans {
  private static func overlapping(_ start: String, _ end: String) -> String {
    """
    s.start_at < \(end) AND s.end_at > \(start) AND s.start_at >= coalesce((
      SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= \(start)), \(start))
    """
  }

  private static func values(_ block: BookingBlock.ID, _ range: TimeRange) -> [PostgresValue] {
    [.id(block), .instant(range.start), .instant(range.end)]
  }

  /// The same of the block $1 between $2 and $3, in one walk along an index, which one plan does for every
  /// block.
  private static let within = """
    s.block = (SELECT key FROM block WHERE id = $1) AND s.start_at < $3 AND s.end_at > $2
      AND s.start_at >= (
        SELECT coalesce(max(start_at), $2) FROM slot
        WHERE block = (SELECT key FROM block WHERE id = $1) AND start_at <= $2)
    """

  /// By start.
  static func slots(of block: BookingBlock.ID, in range: TimeRange) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(PostgresObjects.slotColumns(ofBlock: "$1")) FROM slot s
      WHERE \(within) ORDER BY s.start_at
      """,
      values(block, range)
    )
  }

  /// Those with lower keys.
  static func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(PostgresObjects.slotColumns) FROM \(PostgresObjects.slotTables)
      WHERE b.key = $1 AND s.key < $4 AND \(overlapping("$2", "$3"))
      """,
      [.integer(key), .instant(range.start), .instant(range.end), .integer(last)]
    )
  }

  static func appointments(of block: BookingBlock.ID, in range: TimeRange) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(PostgresObjects.appointmentColumns) FROM \(PostgresObjects.appointmentTables)
      WHERE b.id = $1 AND \(overlapping("$2", "$3")) ORDER BY s.start_at, a.key
      """,
      values(block, range)
    )
  }

  /// Who has places, of each block by the start of the slot, then as they were made.
  static func guests(_ span: GuestSpan) -> PostgresStatement {
    func people(most: String) -> String {
      """
      LATERAL (
        SELECT id, metadata, key FROM appointment WHERE slot = s.key AND NOT cancelled
        ORDER BY key LIMIT \(most)) a
      """
    }
    guard let block = span.block else {
      return PostgresStatement(
        """
        SELECT s.id, a.id, a.metadata FROM \(PostgresObjects.slotTables), \(people(most: "$1"))
        WHERE s.active > 0 AND \(overlapping("$2", "$3"))
        ORDER BY b.name, b.key, s.start_at, a.key
        """,
        [.integer(span.most), .instant(span.range.start), .instant(span.range.end)]
      )
    }
    return PostgresStatement(
      """
      SELECT s.id, a.id, a.metadata FROM slot s, \(people(most: "$4"))
      WHERE s.active > 0 AND \(within) ORDER BY s.start_at, a.key
      """,
      values(block, span.range) + [.integer(span.most)]
    )
  }

  static func nearest(_ wanted: NearestSlot) -> PostgresStatement {
    let isAfter = wanted.direction == .after
    let condition = PostgresCondition(wanted.condition, first: 5)
    let order = isAfter ? "ASC" : "DESC"
    return condition.statement(
      """
      SELECT * FROM (
        SELECT * FROM (
          SELECT \(PostgresObjects.slotColumns.uniquelyNamed) FROM \(PostgresObjects.slotTables)
          WHERE b.id = $1 AND $4 AND s.start_at <= $2 AND s.end_at > $2
          ORDER BY s.start_at DESC LIMIT 1) present
        UNION ALL SELECT * FROM (
          SELECT * FROM (
            SELECT \(PostgresObjects.slotColumns.uniquelyNamed) FROM \(PostgresObjects.slotTables)
            WHERE b.id = $1 AND s.start_at \(isAfter ? ">" : "<") $2 AND \(condition.text)
            ORDER BY s.start_at \(order) LIMIT $3) first
          ORDER BY c2 \(isAfter ? "DESC" : "ASC") LIMIT 1) next
        ) found LIMIT 1
      """,
      [
        .id(wanted.block), .instant(wanted.moment), .integer(wanted.number),
        .bool(wanted.orAtMoment),
      ]
    )
  }

  /// How many of each block's slots start in a stretch of time and fit a condition, or what else is counted
  /// of them.
  static func count(
    _ counted: String,
    in range: TimeRange,
    _ wanted: RowCondition
  ) -> PostgresStatement {
    let condition = PostgresCondition(wanted, first: 3)
    return condition.statement(
      """
      SELECT b.id, (
        SELECT \(counted) FROM slot s
        WHERE s.block = b.key AND s.start_at >= $1 AND s.start_at < $2 AND \(condition.text))
      FROM block b
      """,
      [.instant(range.start), .instant(range.end)]
    )
  }

  static func places(of block: BookingBlock.ID, in range: TimeRange) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT s.start_at, s.disabled, s.capacity, s.active, s.locked_until
      FROM \(PostgresObjects.slotTables)
      WHERE b.id = $1 AND s.start_at >= $2 AND s.start_at < $3 ORDER BY s.start_at
      """,
      values(block, range)
    )
  }

  // MARK: Slots that fit

  static func fitting(_ wanted: FittingSlots) -> PostgresStatement {
    let order = wanted.direction == .after ? "ASC" : "DESC"
    let condition = PostgresCondition(wanted.condition, first: 8)
    return condition.statement(
      """
      SELECT \(PostgresObjects.slotColumns) FROM block b, LATERAL (
        SELECT s.* FROM slot s
        WHERE s.block = b.key AND s.start_at >= $1 AND s.start_at < $2 AND \(condition.text)
          AND s.end_at - s.start_at >= $3 AND s.capacity - s.active >= $4
        ORDER BY s.start_at \(order) LIMIT $5) s
      WHERE ($6::uuid[] IS NULL OR b.id = ANY ($6))
      ORDER BY s.start_at \(order), b.name, b.key LIMIT $7
      """,
      [
        .instant(wanted.range.start), .instant(wanted.range.end),
        .integer(wanted.length.milliseconds), .integer(wanted.places),
        .integer(min(wanted.limit, wanted.mostOfBlock)), wanted.blocks.map { .ids($0) } ?? .noIDs,
        .integer(wanted.limit),
      ]
    )
  }

  // MARK: Places that serve nobody

  /// What has begun last by a moment is looked at too: it may not have ended.
  private static func displacedCondition(_ condition: PostgresCondition) -> String {
    """
    \(condition.text) AND s.start_at >= coalesce((
      SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= $1), $1)
    """
  }

  /// The slots that were looked at, or what of all there are serves nobody.
  static func displacedSlots(_ wanted: DisplacedSlots) -> PostgresStatement {
    let since = wanted.since.map { PostgresJournal.snapshot($0) }
    let condition = PostgresCondition(.stranded(at: wanted.now), first: 3)
    return condition.statement(
      """
      WITH news AS (SELECT id FROM action a WHERE $2::text IS NOT NULL AND \(PostgresJournal.isNew("$2"))),
      changes AS (
        SELECT kind, object, slot, old_slot FROM change WHERE action IN (SELECT id FROM news) LIMIT 1000),
      few AS (
        SELECT $2::text IS NOT NULL AND count(*) < 1000 AND bool_and(kind <> 0) IS NOT false AS holds
        FROM changes),
      touched AS (
        SELECT object AS key FROM changes WHERE kind = 1 UNION SELECT slot FROM changes WHERE kind = 2
        UNION SELECT old_slot FROM changes WHERE old_slot IS NOT NULL)
      SELECT (SELECT holds FROM few), t.key, s.end_at, s.active FROM touched t LEFT JOIN (
        slot s JOIN block b ON b.key = s.block) ON s.key = t.key AND \(condition.text)
      WHERE (SELECT holds FROM few)
      UNION ALL
      SELECT false, s.key, s.end_at, s.active FROM block b JOIN slot s ON s.block = b.key
      WHERE NOT (SELECT holds FROM few) AND \(displacedCondition(condition))
      UNION ALL SELECT holds, NULL, NULL, NULL FROM few
      """,
      [.instant(wanted.now), .text(since)]
    )
  }

  static func readDisplacedSlots(
    _ rows: PostgresResult
  ) throws(SlotError) -> FoundDisplacedSlots {
    var isPart = false
    var touched: Set<Int64> = []
    var found: [FoundDisplacedSlots.Row] = []
    for row in try rows.all({ $0 }) {
      isPart = row.bool(0)
      guard let key = row.optionalInteger(1) else { continue }
      touched.insert(key)
      guard !row.isNull(2) else { continue }
      found.append(FoundDisplacedSlots.Row(key: key, end: row.instant(2), active: row.int(3)))
    }
    return FoundDisplacedSlots(touched: isPart ? touched : nil, rows: found)
  }

  static func displacedCount(_ wanted: Displaced) -> PostgresStatement {
    let condition = PostgresCondition(.stranded(at: wanted.now), first: 2)
    return condition.statement(
      """
      SELECT coalesce(sum(s.active), 0)::bigint FROM block b JOIN slot s ON s.block = b.key
      WHERE \(displacedCondition(condition))
      """,
      [.instant(wanted.now)]
    )
  }

  /// By start, then by name of the block, then as they were made.
  static func displaced(_ wanted: Displaced) -> PostgresStatement {
    let condition = PostgresCondition(.stranded(at: wanted.now), first: 3)
    return condition.statement(
      """
      SELECT \(PostgresObjects.slotColumns), \(PostgresObjects.appointmentColumns)
      FROM \(PostgresObjects.appointmentTables)
      WHERE NOT a.cancelled AND \(displacedCondition(condition))
      ORDER BY s.start_at, b.name, b.key, a.key LIMIT $2
      """,
      [.instant(wanted.now), .integer(wanted.limit)]
    )
  }

  static func readDisplaced(_ row: PostgresRow) throws(SlotError) -> DisplacedRow {
    DisplacedRow(
      appointment: try StoredAppointment(row: row.from(17)).appointment,
      slot: try StoredSlot(row: row).slot
    )
  }
}

extension String {
  /// The columns of a list, named c1, c2, … one after the other.
  fileprivate var uniquelyNamed: String {
    split(separator: ",").enumerated().map { "\($1) AS c\($0 + 1)" }.joined(separator: ",")
  }
}
