/// What can be told of a store on a server.
public struct ServerFacts: Sendable {
  public let place: String
  /// The one of several that answers.
  public let host: String
  /// Whether all of it stays on this machine.
  public let isLocal: Bool
  public let isEncrypted: Bool
  /// `PostgreSQL 15.18`.
  public let serverVersion: String
  public let clientVersion: String
  /// Whom the server knows us as.
  public let role: String
  public let mayRead: Bool
  public let mayWrite: Bool
  public let blocks: Int
  /// What `synchronous_standby_names` says; empty when nobody confirms changes.
  public let synchronousStandbys: String
  /// How many servers follow this one at the moment; nil when it follows another one itself.
  public let standbys: Int?
  /// Whether a pooler stands between here and the server, and whether the address says so.
  public let pooler: (isThere: Bool, isExpected: Bool)
  public let waitsForDisk: Bool
  /// What its clock said when it answered.
  public let clock: Instant
  /// How long a question took that has no answer to look for.
  public let roundTrip: Span
}
