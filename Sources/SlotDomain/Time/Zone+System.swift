extension Zone {
  /// The zone of that name in the system's time zone database: `$TZDIR`, else
  /// `/usr/share/zoneinfo`. Reads one file, every time.
  ///
  /// The spelling is exact. Names that mean something else on every machine (`localtime`,
  /// `posixrules`) or that are not names of zones (`right/…`, paths, rules) are refused. `UTC`
  /// needs no database.
  ///
  /// - Throws: `.unknownZone` with the name.
  public init(named name: String) throws(TimeProblem) {
    try self.init(named: name, in: Self.directory)
  }

  init(named name: String, in directory: String) throws(TimeProblem) {
    if name == Self.utc.name {
      self = .utc
      return
    }
    guard Self.isName(name),
      let bytes = SystemFile.bytes(of: directory + "/" + name, limit: 1 << 18),
      let file = try? TimeZoneFile(bytes)
    else { throw .unknownZone(name) }
    self.init(name: name, file: file)
  }

  /// The zone that the user lives in: `$TZ`, else where `/etc/localtime` points, else what
  /// `/etc/timezone` says, else UTC. The first of them that is the name of a zone.
  public static func ofSystem() -> Zone {
    ofSystem(
      environment: SystemFile.environment("TZ"),
      link: SystemFile.target(ofLink: "/etc/localtime"),
      file: SystemFile.bytes(of: "/etc/timezone", limit: 4096)
    )
  }

  static func ofSystem(environment: String?, link: String?, file: [UInt8]?) -> Zone {
    // To the C library, too, an empty TZ is UTC.
    if environment == "" || environment == ":" { return .utc }
    let line = file.map { $0.prefix { $0 != UInt8(ascii: "\n") } }
    let candidates = [
      environment.map { $0.hasPrefix(":") ? $0.dropFirst() : $0[...] },
      link.map { $0[...] },
      line.map { String(decoding: $0, as: UTF8.self)[...] },
    ]
    for candidate in candidates {
      guard let name = candidate.map(nameBehindDirectory), let zone = try? Zone(named: name)
      else { continue }
      return zone
    }
    return .utc
  }

  /// `Europe/Berlin` of `/usr/share/zoneinfo/Europe/Berlin`, wherever that directory lies.
  private static func nameBehindDirectory(_ path: Substring) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let directory = parts.lastIndex(of: "zoneinfo") else { return String(path) }
    var name = parts[(directory + 1)...]
    if name.first == "posix" { name.removeFirst() }
    return name.joined(separator: "/")
  }

  /// The release of the database, such as `2025b`, where it says so.
  public static func databaseVersion() -> String? {
    let source = lines(of: directory + "/tzdata.zi")?.first.map {
      String(decoding: $0, as: UTF8.self)
    }
    let mark = "# version "
    guard let source, source.hasPrefix(mark) else { return nil }
    return String(source.dropFirst(mark.count))
  }

  /// All names that the database lists and has, sorted by their bytes. Reads a list of a hundred
  /// kilobytes and looks for every file; meant for completion, not for checking a name.
  public static func names() -> [String] { names(in: directory) }

  /// The name that was meant by another one: in other letters, or without its continent (`berlin`). Nil when
  /// none is like it.
  static func nameLike(_ text: String) -> String? {
    let space = UInt8(ascii: " ")
    let wanted = text.lowercased().utf8.map { $0 == space ? UInt8(ascii: "_") : $0 }
    guard !wanted.isEmpty else { return nil }
    return listedNames(in: directory).sorted().first { name in
      let letters = Array(name.lowercased().utf8)
      let rest = letters.dropLast(wanted.count)
      return letters.suffix(wanted.count).elementsEqual(wanted)
        && (rest.isEmpty || rest.last == UInt8(ascii: "/"))
        && SystemFile.exists(directory + "/" + name)
    }
  }

  static func names(in directory: String) -> [String] {
    var names: Set<String> = [utc.name]
    for name in listedNames(in: directory)
    where isName(name) && SystemFile.exists(directory + "/" + name) {
      names.insert(name)
    }
    return names.sorted()
  }

  /// From the database's source, in which `Z NAME …` begins a zone and `L TARGET NAME` is a link,
  /// or where that is not installed from the table of zones, which has no links.
  private static func listedNames(in directory: String) -> [String] {
    if let lines = lines(of: directory + "/tzdata.zi") {
      return lines.compactMap { line in
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        switch words.first?.first {
        case UInt8(ascii: "Z") where words.count > 1:
          return String(decoding: words[1], as: UTF8.self)
        case UInt8(ascii: "L") where words.count > 2:
          return String(decoding: words[2], as: UTF8.self)
        default: return nil
        }
      }
    }
    let tables = ["zone1970.tab", "zone.tab"].compactMap { lines(of: directory + "/" + $0) }
    return tables.joined().compactMap { line in
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard line.first != UInt8(ascii: "#"), columns.count > 2 else { return nil }
      return String(decoding: columns[2], as: UTF8.self)
    }
  }

  private static func lines(of path: String) -> [ArraySlice<UInt8>]? {
    SystemFile.bytes(of: path, limit: 1 << 22)?
      .split(separator: UInt8(ascii: "\n"))
  }

  static var directory: String {
    guard let directory = SystemFile.environment("TZDIR"), !directory.isEmpty else {
      return "/usr/share/zoneinfo"
    }
    return directory
  }

  /// Whether a text has the form of a zone's name, and so cannot lead out of the database.
  private static func isName(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let notZones = ["posix", "right", "posixrules", "localtime"]
    return text.utf8.count <= 255
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != UInt8(ascii: ".") && part.allSatisfy(mayName)
      }
      && !notZones.contains { parts[0].elementsEqual($0.utf8) }
  }

  private static func mayName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || LocalTimeType.mayAbbreviate(byte)
  }
}
