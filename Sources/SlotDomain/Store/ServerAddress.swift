import Glibc

/// Where a store on servers is: `postgres://[role@]host[:port][,host…]/name[?key=value&…]`.
///
/// It is what libpq takes, less what could give a password away: an address stands in the list of
/// processes and in the shell's history. Source:
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
public struct ServerAddress: Hashable, Sendable {
  struct Host: Hashable, Sendable {
    /// A name, an address, or the folder of a socket; empty for the socket in its usual folder.
    var name: String
    /// Empty for 5432.
    var port: String
  }

  private(set) var hosts: [Host] = []
  /// Nil: as libpq finds it out.
  private(set) var role: String?
  /// Of the database; nil: as libpq finds it out.
  private(set) var database: String?
  /// What is set besides, by libpq's names.
  private(set) var options: [String: String] = [:]
  /// Between us and the server stands a pooler that gives a server away for a transaction only.
  private(set) var isPooled = false

  /// What may be set.
  private static let allowed: Set<String> = [
    "connect_timeout", "gssencmode", "krbsrvname", "sslcert", "sslcrl", "sslkey", "sslmode",
    "sslrootcert", "target_session_attrs",
  ]

  /// - `written`: What comes behind `postgres://`.
  /// - Throws: `.badRequest` E013.
  init(behindScheme written: String) throws(SlotError) {
    let (place, query) = Self.cut(written, at: "?")
    let (authority, path) = Self.cut(place, at: "/")
    var places = authority
    if let at = authority.lastIndex(of: "@") {
      let login = String(authority[..<at])
      places = String(authority[authority.index(after: at)...])
      guard !login.contains(":") else { throw Self.password }
      if !login.isEmpty { role = try Self.decoded(login) }
    }
    for place in places.split(separator: ",", omittingEmptySubsequences: false) {
      hosts.append(try Self.host(place))
    }
    if let path, !path.isEmpty { database = try Self.decoded(path) }
    for setting in (query ?? "").split(separator: "&") { try set(String(setting)) }
    // As in libpq, what is said behind the name goes before what stands at the front.
    if let host = options.removeValue(forKey: "host") {
      let port = hosts.count == 1 ? hosts[0].port : ""
      hosts = host.split(separator: ",").map { Host(name: String($0), port: port) }
    }
    if let port = options.removeValue(forKey: "port") {
      hosts = hosts.map { Host(name: $0.name, port: $0.port.isEmpty ? port : $0.port) }
    }
  }

  private mutating func set(_ setting: String) throws(SlotError) {
    let (name, text) = Self.cut(setting, at: "=")
    let value = try Self.decoded(text ?? "")
    switch name {
    case "password", "passfile", "sslpassword": throw Self.password
    case "user": role = value
    case "dbname": database = value
    case "host", "port": options[name] = value
    case "pool" where value == "transaction": isPooled = true
    case _ where Self.allowed.contains(name): options[name] = value
    default:
      throw .badRequest(
        "The store's address sets \"\(shown(name))\", which slottui does not know. Leave it out, or"
          + " use one of \((Self.allowed.union(["user", "dbname", "host", "port", "pool"])).sorted().joined(separator: ", "))."
      )
    }
  }

  private static let password = SlotError.badRequest(
    "The store's address has a password in it, which others can read in the list of processes. Leave"
      + " it out, and put the password into ~/.pgpass (see docs/several-servers.md)."
  )

  private static func cut(_ text: String, at mark: Character) -> (String, String?) {
    guard let place = text.firstIndex(of: mark) else { return (text, nil) }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }

  private static func host(_ written: Substring) throws(SlotError) -> Host {
    var (name, port) = (written, Substring(""))
    if written.hasPrefix("["), let end = written.firstIndex(of: "]") {
      name = written[written.index(after: written.startIndex)..<end]
      let rest = written[written.index(after: end)...]
      port = rest.hasPrefix(":") ? rest.dropFirst() : ""
    } else if let colon = written.lastIndex(of: ":") {
      (name, port) = (written[..<colon], written[written.index(after: colon)...])
    }
    guard port.isEmpty || UInt16(port) != nil else {
      throw .badRequest(
        "The store's address has the port \"\(shown(String(port)))\". Give a number up to 65535."
      )
    }
    return Host(name: try decoded(String(name)), port: String(port))
  }

  /// With `%2F` as `/`.
  private static func decoded(_ text: String) throws(SlotError) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value > 0 else {
        throw .badRequest(
          "The store's address has a % without two digits behind it. Write %25 for a %."
        )
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: For people

  /// As people know it: hosts and name, without who one is and what is set.
  public var place: String { "postgres://\(hostNames)/\(database ?? "")" }

  /// The hosts alone.
  public var hostNames: String {
    hosts.map { host in
      let name = host.name.contains(":") ? "[\(host.name)]" : host.name
      return host.port.isEmpty ? name : "\(name):\(host.port)"
    }
    .joined(separator: ",")
  }

  // MARK: For libpq

  /// Whether all of it stays on this machine.
  var isLocal: Bool {
    hosts.allSatisfy { host in
      // Without a name libpq asks the environment.
      let name = host.name.isEmpty ? getenv("PGHOST").map { String(cString: $0) } ?? "" : host.name
      return name.isEmpty || name.hasPrefix("/") || name == "localhost" || name == "::1"
        || name.hasPrefix("127.") && name.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
    }
  }

  /// So long one host is waited for.
  var patience: Span { .seconds(options["connect_timeout"].flatMap { Int($0) } ?? 5) }

  /// The same for each host by itself.
  func parametersOfHosts(isReadOnly: Bool) -> [[(name: String, value: String)]] {
    hosts.map { host in
      var one = self
      one.hosts = [host]
      return one.parameters(isReadOnly: isReadOnly)
    }
  }

  /// Keywords and values, by libpq's names.
  ///
  /// - `isReadOnly`: A server that only follows another one will do.
  func parameters(isReadOnly: Bool) -> [(name: String, value: String)] {
    var values = [
      "application_name": "slottui", "client_encoding": "UTF8", "connect_timeout": "5",
      "gssencmode": "disable", "keepalives_idle": "5", "keepalives_interval": "2",
      "keepalives_count": "3", "tcp_user_timeout": "10000",
      "sslmode": isLocal ? "prefer" : "verify-full",
      "target_session_attrs": isReadOnly ? "any" : "read-write",
    ]
    values.merge(options) { $1 }
    if hosts != [Host(name: "", port: "")] {
      values["host"] = hosts.map(\.name).joined(separator: ",")
      values["port"] = hosts.map { $0.port.isEmpty ? "5432" : $0.port }.joined(separator: ",")
    }
    if let role { values["user"] = role }
    if let database { values["dbname"] = database }
    return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
