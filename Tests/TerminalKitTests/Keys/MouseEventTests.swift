import Testing

@testable import TerminalKit

/// What terminals report about the mouse.
@Suite struct MouseEventTests {
  /// Each is one read.
  private func events(_ reads: [UInt8]...) -> [Key] {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for read in reads {
      for byte in read { decoder.take(byte) }
      decoder.endRead()
      keys += decoder.takeKeys()
    }
    return keys
  }

  private func events(_ text: String) -> [Key] { events(Array(text.utf8)) }

  @Test(arguments: [
    ("0;1;1M", MouseEvent(.press, x: 0, y: 0)), ("0;1;1m", MouseEvent(.release, x: 0, y: 0)),
    ("0;500;200M", MouseEvent(.press, x: 499, y: 199)),
    ("2;10;20M", MouseEvent(.press, button: 2, x: 9, y: 19)),
    ("1;10;20m", MouseEvent(.release, button: 1, x: 9, y: 19)),
    // With Shift, Alt or Ctrl.
    ("4;3;4M", MouseEvent(.press, x: 2, y: 3)), ("24;3;4m", MouseEvent(.release, x: 2, y: 3)),
    ("64;3;4M", MouseEvent(.wheelUp, x: 2, y: 3)),
    ("65;3;4M", MouseEvent(.wheelDown, x: 2, y: 3)),
    ("81;3;4M", MouseEvent(.wheelDown, x: 2, y: 3)),
  ])
  func decimalReports(report: String, event: MouseEvent) {
    #expect(events("\u{1B}[<\(report)") == [.mouse(event)])
    let bytes = Array("\u{1B}[<\(report)x".utf8)
    for place in 3..<bytes.count {
      let keys = events(Array(bytes[..<place]), Array(bytes[place...]))
      #expect(keys == [.mouse(event), .character("x")])
    }
  }

  /// Movement, sideways wheels, more buttons, and what is no report.
  @Test(arguments: [
    "35;1;1M", "32;5;5M", "66;1;1M", "67;1;1M", "128;1;1M", "3;1;1M", "64;1;1m", "0;0;1M", "0;1;0M",
    "-1;1;1M", "0;1M", "0;1;1;1M", "M", "m", ";;M", "0;1;99999999999999999999M", "0;1;1A", "0;1;1~",
  ])
  func othersAreSwallowedWhole(report: String) {
    #expect(events("\u{1B}[<\(report)x") == [.character("x")])
  }

  @Test func reportsInBytes() {
    let press: [UInt8] = [0x1B, 0x5B, 0x4D, 32, 33, 34]
    #expect(events(press) == [.mouse(MouseEvent(.press, x: 0, y: 1))])
    #expect(
      events([0x1B, 0x5B, 0x4D, 35, 42, 255]) == [.mouse(MouseEvent(.release, x: 9, y: 222))]
    )
    #expect(events([0x1B, 0x5B, 0x4D, 96, 33, 33]) == [.mouse(MouseEvent(.wheelUp, x: 0, y: 0))])
    for place in 3..<press.count {
      let keys = events(Array(press[..<place]), Array(press[place...]) + [0x64])
      #expect(keys == [.mouse(MouseEvent(.press, x: 0, y: 1)), .character("d")])
    }
    // A column that has no byte; a movement.
    #expect(events([0x1B, 0x5B, 0x4D, 32, 0, 34, 0x64]) == [.character("d")])
    #expect(events([0x1B, 0x5B, 0x4D, 67, 40, 40, 0x64]) == [.character("d")])
  }

  @Test func escEndsAReportThatNeverCame() {
    #expect(events([0x1B, 0x5B, 0x4D, 32], [0x1B], [0x64]) == [.escape, .character("d")])
  }

  @Test func noNameIsThatOfAMouse() {
    #expect(Key(name: Key.mouse(MouseEvent(.press, x: 0, y: 0)).name) == nil)
  }
}
