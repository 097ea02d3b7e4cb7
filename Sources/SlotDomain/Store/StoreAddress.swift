/// Where a store is, as people say it with `--db` or `SLOTTUI_DB`.
///
/// The address of a server is never taken for a path, which would make a folder `postgres:`.
public enum StoreAddress: Hashable, Sendable {
  case file(String)
  case server(ServerAddress)

  /// What the address of a server begins with, in whatever case: that of a scheme does not count (RFC
  /// 3986 §3.1).
  private static let schemes = ["postgres://", "postgresql://"]

  /// - Throws: `.badRequest` E013 for an address of a server that cannot be read, or has a password in it.
  public init(_ written: String) throws(SlotError) {
    guard let scheme = Self.scheme(of: written) else {
      self = .file(written)
      return
    }
    self = .server(try ServerAddress(behindScheme: String(written.dropFirst(scheme.count))))
  }

  private static func scheme(of written: String) -> String? {
    let lowered = written.prefix(16).lowercased()
    return schemes.first(where: lowered.hasPrefix)
  }

  /// Refuses the address of a server as the path of any other file.
  ///
  /// - Throws: `.serverAsFile` S009.
  public static func refuseServer(asFile path: String) throws(SlotError) {
    guard let scheme = scheme(of: path) else { return }
    // What follows can hold a password.
    throw .serverAsFile(address: "\(scheme)…")
  }
}
