/// Why a server did not do what it was asked for.
enum PostgresFailure: Error {
  /// It answered with an error: its SQLSTATE, what it says, and the constraint that was broken.
  case refused(state: String, message: String, constraint: String)
  /// It ended by itself what it was asked for, and why.
  case endedByServer(String)
  /// There is no connection, and why.
  case lost(String)
  /// There will be none either: the login, the name or the library is wrong.
  case hopeless(String)

  /// The state of what was cancelled.
  static let ended = "57014"

  /// Whether the same can succeed when it is done again from its beginning.
  /// Source: https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
  var isPassing: Bool {
    switch self {
    case .refused(let state, _, _): state == "40001" || state == "40P01"
    case .lost: true
    case .hopeless, .endedByServer: false
    }
  }

  /// Whether the server is gone, or is about to be.
  var isLost: Bool {
    switch self {
    case .lost: true
    case .hopeless, .endedByServer: false
    case .refused(let state, _, _):
      state.hasPrefix("08") || ["57P01", "57P02", "57P03", "25006"].contains(state)
    }
  }

  /// - `place`: What people know the store by.
  /// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
  func error(at place: String) -> SlotError {
    switch self {
    case .lost(let reason), .hopeless(let reason):
      return .storeOutOfReach(address: place, reason: reason)
    case .endedByServer(let reason):
      return .storeOutOfReach(address: place, reason: "it ended what it was asked for: \(reason)")
    case .refused(let state, let message, let constraint):
      return Self.error(state, message, constraint, at: place)
    }
  }

  private static func error(
    _ state: String,
    _ message: String,
    _ constraint: String,
    at place: String
  ) -> SlotError {
    switch state {
    case "40001", "40P01", "55P03", "25P03", "53300", "57P03": .storeBusy
    case ended: .stopped
    case "0A000" where message.hasPrefix("slottui needs"):
      .badRequest("\(message). Make a database with: createdb -E UTF8 -T template0 NAME.")
    // Somebody else filled it in the same moment.
    case "23505" where constraint == "block_pkey" || constraint == "action_pkey": .storeBusy
    case "25006": .readOnly
    // A server that only follows another one takes no change, whatever the address asks for.
    case "0A000" where message.contains("recovery"): .readOnly
    case "42P05", "26000":
      .badRequest(
        "A pooler stands between here and the server \(place). Add ?pool=transaction to the address."
      )
    case "42501": .rightMissing(message)
    case "3F000", "42P01":
      .storeDamaged(
        place: place,
        reason: "there is no store in it yet, and slottui init makes one"
      )
    case "22021":
      .badRequest("A text has the character U+0000, which no server keeps. Leave it out.")
    // Another one is carrying out the same request.
    case "23505" where constraint == "action_request_key": .storeBusy
    case "53100": .fileProblem(path: place, reason: "the server's disk is full")
    case "XX001", "XX002": .storeDamaged(place: place, reason: "the server says: \(message)")
    case _ where state.hasPrefix("08") || state.hasPrefix("57P"):
      .storeOutOfReach(address: place, reason: message)
    case _ where state.hasPrefix("28") || state == "3D000":
      .storeOutOfReach(address: place, reason: message)
    default:
      .unexpected("\(state) \(message)\(constraint.isEmpty ? "" : " (\(constraint))")")
    }
  }
}
