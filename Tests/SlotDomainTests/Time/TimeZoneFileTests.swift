import Testing

@testable import SlotDomain
@testable import TestDriver

@Suite struct TimeZoneFileTests {
  /// A small file with two changes, as the C library's compiler writes it.
  struct Sample {
    var version = UInt8(ascii: "2")
    var times: [Int64] = [1_000_000_000, 1_100_000_000]
    var indices: [UInt8] = [1, 0]
    var offsets: [Int32] = [3600, 7200]
    var names = Array("CET\0CEST\0".utf8)
    var footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n"
    var leapSeconds = 0

    var bytes: [UInt8] {
      guard version > 0 else { return block(bytesPerTime: 4) }
      return block(bytesPerTime: 4) + block(bytesPerTime: 8) + Array(footer.utf8)
    }

    private func block(bytesPerTime: Int) -> [UInt8] {
      var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, leapSeconds, times.count, offsets.count, names.count] {
        bytes += Self.bigEndian(Int64(count), 4)
      }
      for time in times { bytes += Self.bigEndian(time, bytesPerTime) }
      bytes += indices
      for (index, offset) in offsets.enumerated() {
        bytes += Self.bigEndian(Int64(offset), 4) + [UInt8(index), UInt8(index * 4)]
      }
      let leaps = [UInt8](repeating: 0, count: leapSeconds * (bytesPerTime + 4))
      return bytes + names + leaps
    }

    static func bigEndian(_ value: Int64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * Int64(count - 1 - $0))) }
    }
  }

  @Test(arguments: ["\0", "2", "3", "4"])
  func readsEveryVersion(version: String) throws {
    let sample = Sample(version: version == "\0" ? 0 : version.utf8.first!)
    let file = try TimeZoneFile(sample.bytes)
    #expect(file.type(at: 0).abbreviation == "CET")
    #expect(file.type(at: 999_999_999).offset == 3600)
    #expect(file.type(at: 1_000_000_000).offset == 7200)
    #expect(file.type(at: 1_099_999_999).isDaylightSaving)
    #expect(!file.type(at: 1_100_000_000).isDaylightSaving)
    // Summer 2026: only the rule knows.
    #expect(file.type(at: 1_784_000_000).offset == (sample.version == 0 ? 3600 : 7200))
  }

  @Test func refusesEveryPart() {
    for version in [0, UInt8(ascii: "2")] {
      let bytes = Sample(version: version).bytes
      for length in bytes.indices {
        #expect(throws: TimeZoneFile.Damage.self) { try TimeZoneFile(Array(bytes[..<length])) }
      }
    }
  }

  @Test func refusesEnormousCounts() {
    for version in [0, UInt8(ascii: "2")] {
      let sample = Sample(version: version).bytes
      let secondHeader = 44 + 2 * 5 + 2 * 6 + 9
      for header in version == 0 ? [0] : [0, secondHeader] {
        for field in stride(from: header + 20, to: header + 44, by: 4) {
          for high in [UInt8(0xff), 0x7f, 0x80, 0x01] {
            var bytes = sample
            bytes.replaceSubrange(field..<field + 4, with: [high, 0xff, 0xff, 0xff])
            #expect(throws: TimeZoneFile.Damage.self) { try TimeZoneFile(bytes) }
          }
        }
      }
    }
  }

  @Test func refusesWhatCannotBe() {
    let broken: [(String, Sample, TimeZoneFile.Damage)] = [
      ("index", Sample(indices: [1, 2]), .inconsistent),
      ("order", Sample(times: [5, 5]), .inconsistent),
      ("no types", Sample(offsets: []), .inconsistent),
      ("offset", Sample(offsets: [3600, 100_000]), .inconsistent),
      ("offset", Sample(offsets: [3600, .min]), .inconsistent),
      ("unended name", Sample(names: Array("CET\0CEST".utf8)), .inconsistent),
      ("name starts outside", Sample(names: Array("CE\0".utf8)), .inconsistent),
      ("escape", Sample(names: Array("CET\0\u{1b}[2J\0".utf8)), .inconsistent),
      ("leap seconds", Sample(leapSeconds: 1), .leapSeconds),
      ("no footer", Sample(footer: ""), .truncated),
      ("footer", Sample(footer: "\nnonsense\n"), .inconsistent),
      ("version", Sample(version: 1), .notATimeZone),
    ]
    for (what, sample, damage) in broken {
      #expect(throws: damage, "\(what)") { try TimeZoneFile(sample.bytes) }
    }
    #expect(throws: TimeZoneFile.Damage.notATimeZone) { try TimeZoneFile(Array("# tzdb".utf8)) }
    #expect(throws: TimeZoneFile.Damage.notATimeZone) { try TimeZoneFile([]) }
  }

  @Test func leavesOutTheBigBang() throws {
    let sample = Sample(times: [-1 << 59, 1_100_000_000], footer: "\n\n")
    let zone = Zone(name: "Test", file: try TimeZoneFile(sample.bytes))
    #expect(zone.offset(at: Instant(seconds: 0)) == 7200)
    let all = TimeRange(start: Instant(milliseconds: .min), end: Instant(milliseconds: .max))
    #expect(zone.transitions(in: all).map(\.instant.seconds) == [1_100_000_000])
  }
}
