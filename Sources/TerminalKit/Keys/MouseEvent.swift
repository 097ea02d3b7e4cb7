/// What a mouse did, as a terminal reports it: on the cell under the pointer.
package struct MouseEvent: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case press, release, wheelUp, wheelDown }

  package let kind: Kind
  /// 0 is the left one, and stands for the wheel. Of a release that does not say which one it was: 0 too.
  package let button: Int
  /// From the left and from the top, beginning with 0. Can lie outside of the screen.
  package let x: Int
  package let y: Int

  package init(_ kind: Kind, button: Int = 0, x: Int, y: Int) {
    self.kind = kind
    self.button = button
    self.x = x
    self.y = y
  }

  /// A report in decimal numbers (xterm's mode 1006), without what opens and ends it: `0;12;5`.
  /// Nil for what nobody asked for, such as a mere movement.
  package init?(decimal report: ArraySlice<UInt8>, isRelease: Bool) {
    let numbers = report.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2]
    else { return nil }
    self.init(code: code, isRelease: isRelease, column: column, row: row)
  }

  /// A report in three bytes, each a number and 32, as terminals send it that know no other. Columns and
  /// rows beyond 223 have no byte.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 3 else { return nil }
    let (code, column, row) = (Int(bytes[0]) - 32, Int(bytes[1]) - 32, Int(bytes[2]) - 32)
    let isRelease = code & 0b1110_0011 == 3
    self.init(code: isRelease ? 0 : code, isRelease: isRelease, column: column, row: row)
  }

  /// - Parameters:
  ///   - code: The button in two bits, Shift, Alt and Ctrl in the next three, then: moved, a wheel.
  ///   - column: Beginning with 1, as the row does.
  private init?(code: Int, isRelease: Bool, column: Int, row: Int) {
    guard code >= 0, column > 0, row > 0 else { return nil }
    let kind: Kind
    switch code & ~0b1_1100 {
    case 0...2: kind = isRelease ? .release : .press
    case 64 where !isRelease: kind = .wheelUp
    case 65 where !isRelease: kind = .wheelDown
    default: return nil
    }
    self.init(kind, button: code < 64 ? code & 0b11 : 0, x: column - 1, y: row - 1)
  }
}
