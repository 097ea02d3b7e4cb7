import Synchronization

/// Zones that a block names and this machine's database does not have: old names without the package
/// that has them, a database that is missing or damaged, a store of another machine.
///
/// Such a zone keeps its name and shows UTC, which everything that shows a time says. Nothing reads a
/// local time on it: what would have to is refused with E022, since UTC would be hours beside it.
extension Zone {
  /// The zone of a name that was accepted once: it may be unknown here and now, and then is lost.
  ///
  /// A program that has read it before keeps what it read: the database is being replaced, and a screen
  /// that is open meanwhile must not go over to UTC.
  public init(nameInStore name: String) { self.init(nameInStore: name, in: Self.directory) }

  init(nameInStore name: String, in directory: String) {
    do {
      try self.init(named: name, in: directory)
      Self.read.withLock { [self] in $0["\(directory)/\(name)"] = self }
    } catch {
      self =
        Self.read.withLock { $0["\(directory)/\(name)"] }
        ?? Zone(name: name, file: Zone.utc.file, isLost: true)
    }
  }

  /// As they were when they were read last, by their paths.
  private static let read = Mutex<[String: Zone]>([:])

  /// To be asked before a local time is read, or written for others to keep.
  ///
  /// - Throws: `.zoneLost` with the name.
  public func mustBeKnown() throws(TimeProblem) {
    if isLost { throw .zoneLost(name) }
  }

  /// The name, and where that is not the zone of the times beside it, that they are in UTC.
  public var shownName: String { isLost ? "\(name) unknown, in UTC" : name }

  /// Whether times of its clock are those of UTC without the zone's being called so.
  var showsUTC: Bool { self == .utc || isLost }

  /// What to say beside times that are not on the clock they should be on; nil where they are.
  public var warning: String? {
    guard isLost else { return nil }
    return "Time zone \"\(shown(name))\" is unknown on this machine, so its times are shown in UTC."
      + " Install the package \(Self.package(of: name))."
  }

  /// Debian and Ubuntu have the names of regions and their cities in one package, all older ones in
  /// another.
  static func package(of name: String) -> String {
    let regions = [
      "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe",
      "Indian", "Pacific",
    ]
    let region = name.prefix { $0 != "/" }
    return regions.contains { $0 == region }
      ? "tzdata (old names are in tzdata-legacy)" : "tzdata-legacy"
  }
}
