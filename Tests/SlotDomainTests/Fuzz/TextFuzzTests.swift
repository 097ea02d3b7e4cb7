import HostileInput
import Testing

@testable import SlotDomain

/// Short texts that people and other programs write: JSON, times, patterns, time zones.
@Suite struct TextFuzzTests {
  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  @Test func json() throws {
    let samples = Self.bytes([
      #"{"name":"Zoë \"x\" \ud83d\ude00","n":[1,-0,1.50,1e-7,true,null],"o":{"":{}}}"#,
      #"[9223372036854775807,-9223372036854775808,18446744073709551616]"#, "\"\\u202e\"",
    ])
    try Fuzz.run("json", samples, rounds: 4000) { bytes, _ in
      guard let value = try? JSONValue(parsing: bytes) else { return }
      let text = value.text()
      #expect(HostileTexts.dangers(in: text.filter(\.isASCII)) == [])
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value })
      let again = try JSONValue(parsing: text)
      let indented = try JSONValue(parsing: value.text(.indented))
      #expect(again == value && indented == value && again.text() == text)
    }
  }

  @Test func metadata() throws {
    let samples = Self.bytes([
      #"{"name":"Ada","note":"x","deep":{"a":[1,2,{"b":null}]}}"#, #"{"é":"漢","e\u0301":1}"#,
    ])
    try Fuzz.run("metadata", samples, rounds: 2000) { bytes, _ in
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let metadata = try Metadata(parsing: text)
        let again = try Metadata(parsing: metadata.json)
        #expect(again == metadata)
        _ = metadata.label
      } catch let error as SlotError {
        #expect(error.code != .unexpected)
        #expect(error.message(in: .utc).utf8.count < 2000)
      }
      // As if somebody had put it into the store past all checks.
      let stored = Metadata(stored: text)
      _ = (stored.label, stored.members, stored["name"])
      var folded = FoldedValues()
      bytes.withUnsafeBufferPointer { folded.fold($0) }
    }
  }

  @Test func drafts() throws {
    let block = BookingBlock.ID(high: 1, low: 2)
    let samples = Self.bytes([
      #"[{"start_date":"2026-03-02T09:00","end_date":"2026-03-02T10:00Z","capacity":2,"lockable":false,"metadata":{"a":1}}]"#,
      #"{"start_date":"2026-03-29T02:30","end_date":"2026-03-29T03:30","status":"disabled"}"#,
    ])
    let zone = try Zone(named: "Europe/Warsaw")
    try Fuzz.run("drafts", samples, rounds: 2000) { bytes, _ in
      do {
        let drafts = try SlotDraftJSON.drafts(bytes, block: block) {
          (_) throws(SlotError) in zone
        }
        for draft in drafts { _ = SlotDraftJSON.value(draft).text() }
      } catch let error as SlotError {
        #expect(error.code != .unexpected)
      }
    }
  }

  @Test func times() throws {
    let samples = Self.bytes([
      "2026-11-23T09:00:00.000Z", "2026-11-23 09:00+01:00", "2026-10-25T02:30", "2026-03-29",
      "2026-12-31T24:00", "0001-01-01T00:00:00.000+23:59", "9999-12-31T23:59:59,999-0100",
    ])
    let zones = try ["UTC", "Europe/Warsaw", "America/Havana", "Pacific/Apia"].map {
      try Zone(named: $0)
    }
    try Fuzz.run("times", samples, rounds: 4000) { bytes, _ in
      let text = String(decoding: bytes, as: UTF8.self)
      for zone in zones {
        guard let instant = try? TimeText.instant(text, in: zone) else { continue }
        let again = try TimeText.instant(TimeText.utc(instant), in: zone)
        #expect(again == instant)
        #expect(TimeText.utc(instant).utf8.count == 24)
      }
      _ = CivilDate(text)
    }
  }

  @Test func patterns() throws {
    let samples = Self.bytes([
      "mon,wed-fri", "sat-mon", "09:00-12:00", "22:00-02:00", "00:00-24:00", "+30m", "-2h", "+1w",
      "3d", "CET-1CEST,M3.5.0,M10.5.0/3", "<-03>3<-02>,M3.5.0/-2,J60/-1", "EST5EDT,0/0,J365/25",
      "5b003c67-f69f-471b-9268-3896a9a3df29", "5b00", "Europe/Warsaw", "../../etc/passwd",
    ])
    try Fuzz.run("patterns", samples, rounds: 4000) { bytes, _ in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = Weekday.days(text)
      _ = ClockWindow(text)
      if let move = SlotMove(text) {
        #expect(abs(move.days) < 1 << 40 && abs(move.span.milliseconds) < 1 << 60)
      }
      _ = Slot.ID(text)
      _ = IdentifierPrefix(text)
      _ = SearchQuery(text)
      if let rule = PosixTimeZone(text) {
        for seconds in [Int64.min / 1000, -1, 1_784_000_000, Int64.max / 1000] {
          _ = rule.type(at: Instant(seconds: seconds).datable.seconds)
        }
      }
      if let zone = try? Zone(named: text) { #expect(!zone.name.contains("..")) }
    }
  }

  @Test func zoneFiles() throws {
    let names = ["Europe/Lisbon", "Africa/Casablanca", "America/St_Johns"]
    let samples =
      [TimeZoneFileTests.Sample().bytes, TimeZoneFileTests.Sample(version: 0).bytes]
      + names.compactMap { SystemFile.bytes(of: "/usr/share/zoneinfo/" + $0, limit: 1 << 18) }
    try Fuzz.run("tzif", samples, rounds: 1500) { bytes, _ in
      guard let file = try? TimeZoneFile(bytes) else { return }
      let zone = Zone(name: "Test", file: file)
      for seconds in [Int64.min / 1000, -1, 1_000_000_000, 1_784_000_000, Int64.max / 1000] {
        let instant = Instant(seconds: seconds)
        _ = zone.resolve(zone.local(instant))
        _ = zone.nextTransition(after: instant)
        #expect(HostileTexts.dangers(in: zone.abbreviation(at: instant)) == [])
        let day = zone.day(zone.date(instant))
        #expect(day.start <= day.end)
      }
    }
  }
}
