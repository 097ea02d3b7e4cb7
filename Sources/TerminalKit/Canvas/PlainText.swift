/// Text of tables and sentences that are printed rather than drawn.
package enum PlainText {
  /// Whether nothing but ASCII is printed, as the screen draws it: where the locale is not of UTF-8, the
  /// terminal may take a byte inside of a letter for the beginning of a control sequence.
  package static let isASCII = !Locale.isUTF8

  /// What text from data becomes before it is printed.
  package static func safe(_ text: String) -> String { safe(text, ascii: isASCII) }

  package static func safe(_ text: String, ascii: Bool) -> String {
    SafeText.line(text, ascii: ascii)
  }

  /// A line of safe text and of our own signs, before it is printed.
  package static func printable(_ line: String) -> String {
    isASCII ? safe(line, ascii: true) : line
  }

  /// A safe text cut to so many columns, with `…` for what is missing.
  package static func cut(_ text: String, to width: Int, ascii: Bool = isASCII) -> String {
    guard DisplayWidth.columns(of: text) > width else { return text }
    let ellipsis = ascii ? String("...".prefix(width)) : width > 0 ? "…" : ""
    var cut = ""
    var taken = 0
    for character in text {
      let columns = DisplayWidth.columns(of: character)
      guard taken + columns + ellipsis.count <= width else { break }
      cut.append(character)
      taken += columns
    }
    return cut + ellipsis
  }
}
