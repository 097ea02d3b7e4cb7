import HostileInput
import SlotDomain
import Testing

@testable import SlotTUI
@testable import TerminalKit

/// What comes from a terminal, and what people type: any bytes become keys or nothing, and any text a date or
/// a refusal.
@Suite struct HostileKeysTests {
  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  @Test func bytesOfTheTerminal() throws {
    let samples = Self.bytes([
      "jj\u{1B}[A\u{1B}OB5w\u{1B}[1;5C\u{1B}q", "\u{1B}[200~pasted\ntext \u{1B}[31m\u{1B}[201~q",
      "\u{1B}[<0;12;5M\u{1B}[<0;12;5m\u{1B}[<64;1;1M", "\u{1B}[M !!\u{1B}[M#!!",
      "\u{1B}]11;rgb:0000/dddd/qqqq\u{7}é漢", "\u{1B}P1$r0m\u{1B}\\\u{1B}[?62;c",
      "\u{1B}[24~\u{1B}[27;5;9~\u{1B}[200~\u{1B}[<0;1;2M",
    ])
    try Fuzz.run("keys", samples, rounds: 4000) { bytes, numbers in
      var decoder = KeyDecoder()
      var count = 0
      for byte in bytes {
        decoder.take(byte)
        guard Int.random(in: 0..<8, using: &numbers) == 0 else { continue }
        decoder.endRead()
        count += decoder.takeKeys().count
      }
      decoder.endRead()
      if decoder.isPasting { decoder.endPaste() }
      for key in decoder.takeKeys() {
        count += 1
        guard case .character(let character) = key else { continue }
        #expect(!character.unicodeScalars.contains { $0.value < 0x20 || 0x7F..<0xA0 ~= $0.value })
      }
      #expect(count <= bytes.count + 1)
    }
  }

  @Test func writtenTimes() throws {
    let samples = Self.bytes([
      "2026-12-24", "24.12.", "24 dec", "12/24/2026", "next mon", "tomorrow", "+2w", "-3m", "w48",
      "w53 2026", "yesterday 09:10", "mon 14:00", "-2h", "9:30pm", "2026-03-29 02:30", "24:00",
    ])
    let zone = try Zone(named: "Europe/Warsaw")
    let now = try TimeText.instant("2026-03-04 10:12", in: zone)
    let times = TimeFormat(zone: zone)
    try Fuzz.run("written-times", samples, rounds: 4000) { bytes, _ in
      let text = String(decoding: bytes, as: UTF8.self)
      for today in [
        zone.date(now), CivilDate(dayNumber: -719_162), CivilDate(dayNumber: 2_932_896),
      ] {
        guard let date = WrittenDate.parse(text, today: today) else { continue }
        #expect(1...9999 ~= date.year || abs(date.dayNumber) <= 100_000_000)
      }
      _ = try? PastTime.parse(text, now: now, times)
      _ = try? WrittenTime.instant(text, times)
    }
  }

  @Test(.disabled("TOMLKit stops the process on some broken keys, by an assertion of its own"))
  func configurations() throws {
    let samples = Self.bytes([
      "[screen]\nview = \"agenda\"\nascii = true\nhours = \"06:30-24:00\"\nclock = 12\n",
      "[slots]\nminutes = 20\ncapacity = 4\nlock-minutes = 5\n[keys]\n\"x\" = \"lock\"\n",
      "screen.view = 'day'\n# note\n[a]\nb = [1, {c = 1979-05-27T07:32:00Z}]\nd = 1e400\n",
    ])
    try Fuzz.run("toml", samples, rounds: 1500) { bytes, _ in
      let (configuration, problems) = ConfigurationReader.read(bytes)
      for problem in problems {
        #expect(problem.sentence(file: "config.toml").utf8.count < 4000)
      }
      #expect(problems.isEmpty == false || configuration == ConfigurationReader.read(bytes).0)
    }
  }

  /// Typed into a field, and pasted into every window that takes text.
  @Test func textsInFields() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 3)
    for text in HostileTexts.all {
      for opening in [["c"], ["e"], ["a"], ["C"], ["g"], ["/"], [":"], ["b"]] {
        var state = scene.state(on: slot)
        for key in opening { state.press(key) }
        _ = state.update(.key(.paste(text)), at: state.now)
        for character in text.prefix(12) {
          _ = state.update(.key(.character(character)), at: state.now)
        }
        for key in ["Left", "Home", "x", "End", "Backspace", "Enter"] {
          if Key(name: key) != nil { state.press(key) }
        }
        let canvas = state.drawn()
        expectStraight(canvas)
        #expect(HostileTexts.dangers(in: canvas.text, except: "\n") == [], "\(opening)")
      }
    }
  }
}
