/// What is said around questions: how transactions begin and end, and what they keep from others.
struct PostgresSession {
  /// A pooler gives us another server for every transaction, so what is set is set in each.
  let isPooled: Bool

  // MARK: Opening

  private static let path = PostgresStatement(
    "SELECT set_config('search_path', 'slottui, pg_temp', $1)"
  )

  private func path(isLocal: Bool) -> PostgresStatement {
    PostgresStatement(Self.path.text, [.bool(isLocal)])
  }

  var opening: [PostgresStatement] {
    [
      PostgresStatement(
        """
        SELECT session_user::text, (SELECT version FROM slottui.store)::bigint,
          (SELECT marker FROM slottui.store), has_table_privilege('slottui.slot', 'UPDATE'),
          (extract(epoch FROM clock_timestamp()) * 1000)::bigint
        """
      ), path(isLocal: false),
    ]
  }

  /// The version of the schema that this program knows.
  static let version = 1

  /// Who we are on the server that was opened.
  ///
  /// - Throws: `.storeDamaged` S002, `.storeNewer` S003; `.rightMissing` S004 to a role that may only read.
  func role(
    _ results: [PostgresResult],
    for access: StoreOpening.Access,
    at place: String
  ) throws(SlotError) -> String {
    guard let row = results.first?.first, row.text(2) == "slottui" else {
      throw .storeDamaged(place: place, reason: "its schema slottui is none of slottui's")
    }
    guard row.int(1) <= Self.version else {
      throw .storeNewer(place: place, version: row.int(1))
    }
    guard access == .readOnly || row.bool(3) else {
      throw .rightMissing("\(row.text(0)) is not in slottui_writer")
    }
    return row.text(0)
  }

  /// More than the clocks of two machines are apart that are set by the network.
  private static let mostDifference = Span.seconds(2)

  /// How far the server's clock is ahead of this machine's, which said one thing before the server was asked
  /// and another afterwards. What the line can have taken is no difference.
  static func offset(of server: Instant, from start: Instant, to end: Instant) -> Span {
    let half = Span(milliseconds: (end - start).milliseconds / 2)
    let difference = server - (start + half)
    let isSmall = abs(difference.milliseconds) <= (mostDifference + half).milliseconds
    return isSmall ? Span(milliseconds: 0) : difference
  }

  // MARK: Transactions

  private func begin(_ how: String, _ more: [PostgresStatement] = []) -> [PostgresStatement] {
    [PostgresStatement("BEGIN ISOLATION LEVEL \(how)")] + (isPooled ? [path(isLocal: true)] : [])
      + more
  }

  var beginReading: [PostgresStatement] { begin("REPEATABLE READ READ ONLY") }
  /// Where the journal is written, nobody looks at an older moment.
  var beginTrial: [PostgresStatement] { begin("READ COMMITTED") }

  /// Nobody waits for another's lock, nor keeps one without a word, for longer than people wait. What a
  /// change asks for it names, so that one plan serves whatever it is, and making it again takes longer than
  /// finding that.
  var beginWriting: [PostgresStatement] {
    begin(
      "READ COMMITTED READ WRITE",
      [
        PostgresStatement(
          """
          SELECT set_config('lock_timeout', '5s', true),
            set_config('idle_in_transaction_session_timeout', '10s', true),
            set_config('plan_cache_mode', 'force_generic_plan', true)
          """
        )
      ]
    )
  }

  static let commit = PostgresStatement("COMMIT")
  static let rollBack = PostgresStatement("ROLLBACK")

  /// Tells who listens which blocks were touched; in a transaction of its own, which waits for no disk,
  /// as a notification in the change's own would make all commits wait for one another.
  static func bell(_ blocks: Set<Int64>) -> [PostgresStatement] {
    let keys = blocks.count > 200 ? "" : blocks.sorted().map(String.init).joined(separator: ",")
    return [
      PostgresStatement("BEGIN"),
      PostgresStatement("SET LOCAL synchronous_commit = off"),
      PostgresStatement("SELECT pg_notify('slottui', $1)", [.text(keys)]),
      PostgresStatement("COMMIT"),
    ]
  }

  /// From now on until the end of the transaction, the journal takes names and numbers as they come.
  static let copying = PostgresStatement("SELECT set_config('slottui.copying', 'on', true)")

  /// Numbers and keys go on behind those that were copied.
  static let keysGoOn = [
    PostgresStatement(
      """
      SELECT setval('action_id', greatest((SELECT max(id) FROM action),
        (SELECT max(key) >> \(PostgresQuestions.slotBits) FROM slot),
        (SELECT max(object) >> \(PostgresQuestions.slotBits) FROM change WHERE kind = 1), 1))
      """
    ),
    setval("block_key", "block", .block), setval("appointment_key", "appointment", .appointment),
    PostgresStatement(
      "SELECT setval('lock_number', coalesce((SELECT max(number) FROM lock_key), 1))"
    ),
  ]

  /// Keys of what is deleted are not used again.
  private static func setval(
    _ sequence: String,
    _ table: String,
    _ kind: ObjectKind
  ) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT setval('\(sequence)', greatest((SELECT max(key) FROM \(table)),
        (SELECT max(object) FROM change WHERE kind = \(kind.rawValue)), 1))
      """
    )
  }

  static let listen = PostgresStatement("LISTEN slottui")

  static func action(of request: IdentifierBytes) -> PostgresStatement {
    PostgresStatement("SELECT id FROM slottui.action WHERE request = $1", [.id(request)])
  }

  // MARK: Locks

  static func lock(keys: Set<Int64>) -> PostgresStatement {
    PostgresStatement(
      "SELECT key FROM block WHERE key = ANY ($1) ORDER BY key FOR NO KEY UPDATE",
      [.integers(keys.sorted())]
    )
  }

  /// Who gives a block a name looks at all others first, and nobody gives one meanwhile.
  static let lockNames = PostgresStatement("SELECT pg_advisory_xact_lock(5107)::text")

  static let lockAll = PostgresStatement(
    "SELECT key FROM block ORDER BY key FOR NO KEY UPDATE"
  )

  /// The blocks of all that is going to be read. Of what is not asked for nothing is said, since a statement
  /// as short as that is planned sooner than a block is found.
  static func lock(_ needs: Needs) -> PostgresStatement? {
    var (ids, keys) = (needs.blocks, needs.blockKeys)
    keys += needs.slotsOfBlocks + needs.slotCounts
    for span in needs.taken {
      switch span.block {
      case .id(let id): ids.append(id)
      case .key(let key): keys.append(key)
      }
    }
    ids += needs.periods.map(\.block)
    if let places = needs.places { ids.append(places.block) }
    var (terms, values): ([String], [PostgresValue]) = ([], [])
    func add(_ term: String, _ value: PostgresValue, _ isWanted: Bool) {
      guard isWanted else { return }
      values.append(value)
      terms.append(term.replacing("?", with: "$\(values.count)"))
    }
    let slots = needs.slots + needs.lockKeys.map(\.slot)
    let ofPeople = "SELECT s.block FROM appointment a JOIN slot s ON s.key = a.slot WHERE"
    add("id = ANY (?)", .ids(ids), !ids.isEmpty)
    add("key = ANY (?)", .integers(keys), !keys.isEmpty)
    add("key IN (SELECT block FROM slot WHERE id = ANY (?))", .ids(slots), !slots.isEmpty)
    add(
      "key IN (SELECT block FROM slot WHERE key = ANY (?))",
      .integers(needs.slotKeys),
      !needs.slotKeys.isEmpty
    )
    add(
      "key IN (\(ofPeople) a.id = ANY (?))",
      .ids(needs.appointments),
      !needs.appointments.isEmpty
    )
    add(
      "key IN (\(ofPeople) a.key = ANY (?))",
      .integers(needs.appointmentKeys),
      !needs.appointmentKeys.isEmpty
    )
    guard !terms.isEmpty else { return nil }
    return PostgresStatement(
      """
      SELECT key FROM block WHERE \(terms.joined(separator: " OR "))
      ORDER BY key FOR NO KEY UPDATE
      """,
      values
    )
  }
}
