import Testing

@testable import SlotDomain
@testable import TestDriver

/// The short way through a line and the long one say the same.
@Suite struct SlotLineTests {
  private static let line =
    #"{"_object":"slot","available":true,"booking_block_id":"5b003c67-f69f-471b-9268-3896a9a3df29","#
    + #""capacity":20,"created_at":"2020-12-10T18:55:08.833Z","end_date":"2020-12-10T19:15:08.825Z","#
    + #""id":"93bd6b73-c45f-4c8a-bb28-58e78e80e653","lockable":false,"locked_until":null,"#
    + #""metadata":{"a":"}\" 2","b":[{"ü":1.50}]},"num_active_appointments":0,"num_appointments":1,"#
    + #""num_cancelled_appointments":1,"start_date":"2020-12-10T19:05:08.825Z","#
    + #""status":"disabled","updated_at":"2020-12-10T18:55:08.833Z"}"#

  private func long(_ line: [UInt8]) -> SlotRecord? {
    guard case .slot(let slot)? = try? NDJSONReader.anyRecord(line) else { return nil }
    return slot
  }

  @Test(arguments: [
    line, line.replacing("{\"", with: " { \"").replacing(",", with: " ,\t") + " \r",
    line.replacing(#""capacity":20,"#, with: ""), line.replacing("false", with: "true"),
    line.replacing(#"{"a":"}\" 2","b":[{"ü":1.50}]}"#, with: "{}"),
    line.replacing(#""id":"#, with: #""status":"active","id":"#)
      .replacing(#","status":"disabled""#, with: ""),
  ])
  func usualLinesAreReadTheShortWay(line: String) {
    let record = SlotLine.record(Array(line.utf8))
    #expect(record != nil)
    #expect(record == long(Array(line.utf8)))
  }

  @Test(arguments: [
    ("\"slot\"", "\"appointment\""), (#""_object":"slot","#, ""), ("20,", "020,"), ("20,", "20.0,"),
    ("20,", "-2,"), ("20,", "null,"), ("20,", "99999999999999999999,"), ("18:55", "24:00"),
    ("08.833Z", "60.833Z"), ("08.833Z", "08Z"), ("12-10", "02-30"), ("\"capacity\"", "\"colour\""),
    ("\"capacity\"", "\"lockable\""), ("disabled", "gone"), ("disabled", #"\u0064isabled"#),
    ("93bd6b73", "93bd6b7g"), ("2020-12-10T19:05:08.825Z\"", "2020-12-10T19:05:08.825Z"),
    (#"1.50}]}"#, #"1.50]}}"#), ("e653", "é53"), (":null", ":nil"),
    ("\"metadata\":{", "\"metadata\":["), (",\"available\"", "\"available\""),
  ])
  func whatIsUnusualIsLeftToTheLongWay(part: String, other: String) {
    let line = Self.line.replacing(part, with: other, maxReplacements: 1)
    #expect(line != Self.line)
    #expect(SlotLine.record(Array(line.utf8)) == nil)
  }

  /// No byte, wherever it stands, makes the short way read something else.
  @Test func damagedLinesAreNeverReadOtherwise() {
    var random = SeededGenerator(state: 5)
    let bytes = Array(Self.line.utf8)
    for _ in 0..<20_000 {
      var line = bytes
      let index = Int.random(in: line.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: line[index] = Array(#"{}[]":,\09aZ- é"#.utf8).randomElement(using: &random) ?? 0
      case 1: line.remove(at: index)
      default: line = Array(line.prefix(index))
      }
      if let record = SlotLine.record(line) { #expect(record == long(line)) }
    }
  }
}
