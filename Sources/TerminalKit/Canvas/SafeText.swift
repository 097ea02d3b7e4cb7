/// The one place where text from data becomes fit to be displayed.
///
/// What comes out holds no control character (so no escape sequence), nothing that reorders or hides
/// text, and nothing that terminals count differently: each scalar takes the columns that
/// `DisplayWidth` says. One hostile scalar becomes one visible mark. Applying it twice changes
/// nothing more.
package enum SafeText {
  /// Marks that stay on one letter; as many as fit a `Cell` beside it.
  private static let maximumMarks = Cell.maximumScalars - 1

  /// The text as one line: line breaks are marks too.
  ///
  /// - `ascii`: Puts a look-alike or `?` for everything else than ASCII.
  package static func line(_ text: String, ascii: Bool = false) -> String {
    if isPlain(text, ascii: ascii) { return text }
    var line = SafeLine(ascii: ascii)
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      line.append(scalars[index], before: next < scalars.endIndex ? scalars[next] : nil)
      index = next
    }
    return String(line.scalars)
  }

  /// The same in what a set of signs goes with: the punctuation that the console's fonts lack is
  /// written in ASCII, and letters of two columns as `?`. Of others the user has chosen a font that has them.
  package static func line(_ text: String, _ glyphs: Glyphs) -> String {
    let safe = line(text, ascii: glyphs.isASCII)
    guard glyphs == .console, !isPlain(safe, ascii: true) else { return safe }
    return safe.unicodeScalars.reduce(into: "") {
      $0 += ConsoleFallback.text(for: $1) ?? String(Character($1))
    }
  }

  /// The text cut at its line breaks, each line made safe; at least one.
  package static func lines(_ text: String, ascii: Bool = false) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line(String($0), ascii: ascii) }
  }

  private static func isPlain(_ text: String, ascii: Bool) -> Bool {
    let allPrintable = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 &- 0x20 < 0x5F }
    }
    if allPrintable == true { return true }
    return !ascii && text.unicodeScalars.allSatisfy(isPlain)
  }

  /// True only for scalars that are harmless after and before anything. Spares the common scripts
  /// and the signs of `Glyph` the look at Unicode's properties.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: true
    case 0x391...0x3A1, 0x3A3...0x3CE, 0x400...0x481, 0x48A...0x52F: true
    case 0x5D0...0x5EA, 0x621...0x63A, 0x641...0x64A: true
    case 0x2010...0x2027, 0x2030...0x205E, 0x20AC, 0x2190...0x2426, 0x2500...0x27BF: true
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }

  /// A line in the making: what may follow depends on what stands before.
  private struct SafeLine {
    let ascii: Bool
    var scalars = String.UnicodeScalarView()
    /// The last scalar taken that was not a mark and was not dropped.
    private var base: Unicode.Scalar?
    private var marks = 0

    init(ascii: Bool) { self.ascii = ascii }

    mutating func append(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) {
      switch Treatment(of: scalar, after: base, before: next) {
      case .keep: appendBase(scalar)
      case .combine: combine(scalar)
      case .drop: break
      case .picture: appendPicture(of: scalar)
      case .replace: appendBase("\u{FFFD}")
      }
    }

    private mutating func appendBase(_ scalar: Unicode.Scalar) {
      base = scalar
      marks = 0
      if ascii {
        scalars.append(contentsOf: ASCIIFallback.text(for: scalar).unicodeScalars)
      } else {
        scalars.append(scalar)
      }
    }

    private mutating func combine(_ mark: Unicode.Scalar) {
      // Without a letter of its own it would change what stands to the left of the text.
      if base == nil { appendBase("\u{25CC}") }
      guard !ascii, marks < maximumMarks else { return }
      marks += 1
      scalars.append(mark)
    }

    /// The pictures of control characters stand at U+2400; in ASCII `^[` is the old notation.
    private mutating func appendPicture(of control: Unicode.Scalar) {
      let value = control.value
      if ascii {
        scalars.append("^")
        appendBase(Unicode.Scalar(UInt8(value ^ 0x40)))
      } else {
        appendBase(Unicode.Scalar(value == 0x7F ? 0x2421 : 0x2400 + value) ?? "\u{FFFD}")
      }
    }
  }
}
