/// Where a store is, as people say it with `--db` or `SLOTTUI_DB`.
///
/// The address of a server is never taken for a path, which would make a folder `postgres:`: a store on
/// a server is not there until an engine for it is.
public enum StoreAddress: Hashable, Sendable {
  case file(String)

  /// What the address of a server begins with, in whatever case: that of a scheme does not count (RFC
  /// 3986 §3.1).
  private static let schemes = ["postgres://", "postgresql://"]

  /// - Throws: `.storeOutOfReach` S009.
  public init(_ written: String) throws(SlotError) {
    try Self.refuseServer(written, remedy: "Give the path of a file: --db PATH, or SLOTTUI_DB.")
    self = .file(written)
  }

  /// Refuses the address of a server as the path of any other file.
  ///
  /// - Throws: `.storeOutOfReach` S009.
  public static func refuseServer(asFile path: String) throws(SlotError) {
    try refuseServer(path, remedy: "Give the path of a file.")
  }

  private static func refuseServer(_ written: String, remedy: String) throws(SlotError) {
    let lowered = written.prefix(16).lowercased()
    guard let scheme = schemes.first(where: lowered.hasPrefix) else { return }
    // What follows can hold a password.
    throw .storeOutOfReach(address: "\(scheme)…", remedy: remedy)
  }
}
