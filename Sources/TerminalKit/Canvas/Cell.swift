/// One place on the screen: a scalar with its combining marks, a style and flags.
///
/// Five scalars (as many as a cell of ncurses holds) of 21 bits, style and flags are packed into
/// 16 bytes, so that cells are copied and compared as plain memory and never touch the heap.
package struct Cell: Equatable, Sendable {
  /// What lies over the style without hiding it.
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// None. As a default `[]` would be worked out by the standard library, with each text that is drawn.
    package init() { rawValue = 0 }

    /// The focus.
    package static let reversed = Flags(rawValue: 1)
    package static let underlined = Flags(rawValue: 2)
    package static let bold = Flags(rawValue: 4)
  }

  /// Scalars a cell can hold: CCHARW_MAX of ncurses.
  static let maximumScalars = 5

  /// A space in `.plain`.
  package static let blank = Cell(" ")

  private static let scalarBits: UInt64 = 21
  private static let scalarMask: UInt64 = (1 << 21) - 1
  private static let styleShift: UInt64 = 42
  private static let flagsShift: UInt64 = 50
  private static let wideBit: UInt64 = 1 << 58
  private static let continuationBit: UInt64 = 1 << 59

  /// Scalars 0, 1 and 2.
  private var low: UInt64
  /// Scalars 3 and 4, style, flags, and whether it is a half of a wide character.
  private var high: UInt64

  package init(_ scalar: Unicode.Scalar, style: Style = .plain, flags: Flags = []) {
    self.init(value: UInt64(scalar.value), look: Look(style, flags))
  }

  /// The part of a cell that a run of text shares.
  package struct Look {
    fileprivate let bits: UInt64

    package init(_ style: Style, _ flags: Flags) {
      bits = UInt64(style.rawValue) << Cell.styleShift | UInt64(flags.rawValue) << Cell.flagsShift
    }
  }

  /// For the inner loop of `Canvas.put`; `value` is a Unicode scalar.
  @inline(__always)
  package init(value: UInt64, look: Look, isWide: Bool = false) {
    low = value
    high = look.bits | (isWide ? Self.wideBit : 0)
  }

  /// The right half of a wide character: it holds no scalar of its own.
  static func continuation(_ look: Look) -> Cell {
    var cell = Cell(value: 0, look: look)
    cell.high |= continuationBit
    return cell
  }
}

extension Cell {
  package var style: Style {
    get { Style(rawValue: UInt8(truncatingIfNeeded: high >> Self.styleShift)) ?? .plain }
    set { high = high & ~(0xFF << Self.styleShift) | UInt64(newValue.rawValue) << Self.styleShift }
  }

  package var flags: Flags {
    get { Flags(rawValue: UInt8(truncatingIfNeeded: high >> Self.flagsShift)) }
    set { high = high & ~(0xFF << Self.flagsShift) | UInt64(newValue.rawValue) << Self.flagsShift }
  }

  /// Left half of a character of two columns.
  package var isWide: Bool { high & Self.wideBit != 0 }

  /// Right half of a character of two columns.
  var isContinuation: Bool { high & Self.continuationBit != 0 }

  /// The scalar at `index` (0 ..< 5) or 0 where there is none.
  package func scalarValue(at index: Int) -> UInt32 {
    let bits = index < 3 ? low : high
    let place = UInt64(index < 3 ? index : index - 3)
    return UInt32(truncatingIfNeeded: bits >> (place * Self.scalarBits) & Self.scalarMask)
  }

  /// Adds a combining mark; says false when the cell is full and the mark is left out.
  @discardableResult
  mutating func combine(_ mark: Unicode.Scalar) -> Bool {
    for index in 1..<Self.maximumScalars where scalarValue(at: index) == 0 {
      let place = UInt64(index < 3 ? index : index - 3) * Self.scalarBits
      if index < 3 {
        low |= UInt64(mark.value) << place
      } else {
        high |= UInt64(mark.value) << place
      }
      return true
    }
    return false
  }

  /// What it shows; empty for the right half of a wide character.
  package var text: String {
    var text = String.UnicodeScalarView()
    for index in 0..<Self.maximumScalars {
      let value = scalarValue(at: index)
      if value != 0, let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }
}
