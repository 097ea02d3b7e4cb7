/// Addresses of servers where the path of a file is wanted. They are never taken for a path, which would
/// make a folder `postgres:`: a store on a server is not there until an engine for it is.
public enum ServerAddress {
  /// What such an address begins with, in whatever case: that of a scheme does not count (RFC 3986
  /// §3.1).
  private static let schemes = ["postgres://", "postgresql://"]

  /// The path of a store, of which people say `--db` or `SLOTTUI_DB`.
  ///
  /// - Throws: `.storeOutOfReach` S009.
  public static func refuse(asStore path: String) throws(SlotError) {
    try refuse(path, remedy: "Give the path of a file: --db PATH, or SLOTTUI_DB.")
  }

  /// The path of any other file.
  ///
  /// - Throws: `.storeOutOfReach` S009.
  public static func refuse(asFile path: String) throws(SlotError) {
    try refuse(path, remedy: "Give the path of a file.")
  }

  private static func refuse(_ path: String, remedy: String) throws(SlotError) {
    let lowered = path.prefix(16).lowercased()
    guard let scheme = schemes.first(where: lowered.hasPrefix) else { return }
    // What follows can hold a password.
    throw .storeOutOfReach(address: "\(scheme)…", remedy: remedy)
  }
}
