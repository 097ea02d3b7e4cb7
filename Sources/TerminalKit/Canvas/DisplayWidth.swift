/// Columns that text takes on a terminal, by the tables of the C library that ncurses asks too.
///
/// Text has been through `SafeText`; on control characters the answer is 1.
package enum DisplayWidth {
  /// 0 for what combines with the scalar before it, 1 or 2 otherwise.
  @inline(__always)
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    // Letters of Western Europe; lines, blocks and shapes, which the views draw with.
    let value = scalar.value
    if value < 0x300 || (value >= 0x2500 && value < 0x25FD) { return 1 }
    return looked(up: value)
  }

  /// The sum over its scalars: so does ncurses count, and every terminal that joins nothing.
  package static func columns(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The sum over its scalars.
  package static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  private static func looked(up value: UInt32) -> Int {
    // Han and Hangul: spares them the search.
    if (value >= 0x4E00 && value <= 0x9FFF) || (value >= 0xAC00 && value <= 0xD7A3) { return 2 }
    if contains(value, DisplayWidthTable.zero) { return 0 }
    return contains(value, DisplayWidthTable.two) ? 2 : 1
  }

  private static func contains(_ value: UInt32, _ ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[2 * middle + 1] {
        low = middle + 1
      } else if value < ranges[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
