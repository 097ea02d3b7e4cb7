/// A word of a command line that means itself to a shell, whatever is in it.
///
/// Delimiters are looked for by bytes. To Swift a quote and the mark that is combined with it are one
/// character, and no quote.
public enum ShellWord {
  /// As bash, zsh and fish read it back; quoted only where it has to be.
  ///
  /// Quotes and backslashes stand outside of the quotes: inside of them fish would take a backslash for
  /// more than itself. What is hidden, and could edit a line into which it is pasted, is written by its
  /// bytes as bash and zsh know it, `$'\015'`: fish refuses such a line, and to other shells it is a
  /// text as well. A NUL is left out, because no argument can hold one.
  public static func quoted(_ word: String) -> String {
    guard word.isEmpty || !word.utf8.allSatisfy(isPlain) else { return word }
    var quoted = ""
    var open: Style?
    for scalar in word.unicodeScalars where scalar != "\0" {
      let style = Style(of: scalar)
      if style != open {
        quoted += (open?.end ?? "") + style.start
        open = style
      }
      style.append(scalar, to: &quoted)
    }
    quoted += open?.end ?? ""
    return quoted.isEmpty ? "''" : quoted
  }

  /// By bytes, because a change can be of ten thousand ids.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      // From `-` to `:` lie the digits, with a point and a slash.
      UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private enum Style {
    case quotes
    /// With a backslash in front.
    case backslash
    case bytes

    init(of scalar: Unicode.Scalar) {
      self =
        scalar == "'" || scalar == "\\" ? .backslash : scalar.isHidden ? .bytes : .quotes
    }

    var start: String {
      switch self {
      case .quotes: "'"
      case .backslash: ""
      case .bytes: "$'"
      }
    }

    var end: String { self == .backslash ? "" : "'" }

    func append(_ scalar: Unicode.Scalar, to word: inout String) {
      switch self {
      case .quotes: word.unicodeScalars.append(scalar)
      case .backslash: word += scalar == "'" ? #"\'"# : #"\\"#
      case .bytes:
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 8)
          word += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
        }
      }
    }
  }
}
