import Foundation
import Testing

@testable import SlotDomain

@Suite struct ZoneNameTests {
  @Test(arguments: [
    "", ".", "..", "/", "/etc/localtime", "/usr/share/zoneinfo/Europe/Berlin", "../etc/passwd",
    "Europe/../Europe/Berlin", "./UTC", "Europe//Berlin", "Europe/Berlin/", "Europe",
    "europe/berlin",
    "EUROPE/BERLIN", "Europe/Berlin\0", "Europe/Berlin\n", "Europe/Ber\u{1b}lin", " Europe/Berlin",
    "Europe/Berlín", "Mars/Olympus_Mons", "tzdata.zi", "zone.tab", "leapseconds", "localtime",
    "posixrules", "posix/Europe/Berlin", "right/Europe/Berlin", "right/UTC", "CET-1CEST", "+02:00",
  ])
  func refusesWhatIsNoName(name: String) {
    #expect(throws: TimeProblem.unknownZone(name)) { try Zone(named: name) }
  }

  @Test func refusesLongNames() {
    #expect(throws: TimeProblem.self) {
      try Zone(named: String(repeating: "a/", count: 5000) + "a")
    }
  }

  @Test(arguments: ["Europe/Berlin", "US/Eastern", "Etc/GMT+12", "America/Argentina/Buenos_Aires"])
  func keepsTheNameItWasAskedFor(name: String) throws {
    #expect(try Zone(named: name).name == name)
    #expect(try Zone(named: name) == Zone(named: name))
  }

  @Test func needsNoDatabaseForUTC() throws {
    #expect(try Zone(named: "UTC", in: "/nowhere") == .utc)
    #expect(throws: TimeProblem.unknownZone("Etc/UTC")) {
      try Zone(named: "Etc/UTC", in: "/nowhere")
    }
    #expect(Zone.names(in: "/nowhere") == ["UTC"])
    #expect(Zone.utc.nextTransition(after: Instant(seconds: 0)) == nil)
  }

  @Test func listsEveryNameThatTheDatabaseHas() throws {
    let names = Zone.names()
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    for name in names { #expect(throws: Never.self) { try Zone(named: name) } }
    let source = try String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
    let listed = source.matches(of: /(?m)^(?:Z ([^ ]+) .*|L [^ ]+ (.+))$/).map {
      String($0.output.1 ?? $0.output.2 ?? "")
    }
    #expect(Set(listed).union(["UTC"]) == Set(names))
  }

  @Test func listsFromTheTableWhereThereIsNoSource() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("Europe"),
      withIntermediateDirectories: true
    )
    let table =
      "# comment\nDE,DK\t+5230+01322\tEurope/Berlin\tmost\nFR\t+4852+00220\tEurope/Paris\n"
    try Data(table.utf8).write(to: folder.appendingPathComponent("zone1970.tab"))
    try FileManager.default.copyItem(
      atPath: "/usr/share/zoneinfo/Europe/Berlin",
      toPath: folder.path + "/Europe/Berlin"
    )
    #expect(Zone.names(in: folder.path) == ["Europe/Berlin", "UTC"])
    #expect(try Zone(named: "Europe/Berlin", in: folder.path).name == "Europe/Berlin")
  }

  @Test(arguments: [
    ("Europe/Oslo", nil, nil, "Europe/Oslo"),
    (":Europe/Oslo", nil, nil, "Europe/Oslo"),
    ("/usr/share/zoneinfo/Europe/Oslo", nil, nil, "Europe/Oslo"),
    ("", "/usr/share/zoneinfo/Europe/Rome", nil, "UTC"),
    (":", "/usr/share/zoneinfo/Europe/Rome", nil, "UTC"),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "/usr/share/zoneinfo/Europe/Rome", nil, "Europe/Rome"),
    (nil, "/usr/share/zoneinfo/Europe/Rome", "Asia/Tokyo\n", "Europe/Rome"),
    (nil, "../usr/share/zoneinfo/posix/America/Indiana/Knox", nil, "America/Indiana/Knox"),
    (nil, "/etc/elsewhere", "Asia/Tokyo\n", "Asia/Tokyo"),
    (nil, nil, "Asia/Tokyo", "Asia/Tokyo"),
    (nil, nil, "# nothing\n", "UTC"),
    (nil, nil, nil, "UTC"),
  ])
  func findsTheSystemsZone(
    environment: String?,
    link: String?,
    file: String?,
    expected: String
  ) {
    let zone = Zone.ofSystem(
      environment: environment,
      link: link,
      file: file.map { Array($0.utf8) }
    )
    #expect(zone.name == expected)
  }

  /// Whoever writes another name is told which one they can mean.
  @Test(arguments: [
    ("europe/berlin", "Did you mean Europe/Berlin?"), ("Berlin", "Did you mean Europe/Berlin?"),
    ("new york", "Did you mean America/New_York?"), ("Mars", "Use a name such as Europe/Warsaw."),
  ])
  func aNameLikeItIsProposed(name: String, remedy: String) {
    #expect(SlotError.invalidTimezone(name).message(in: .utc).hasSuffix(remedy))
  }
}
