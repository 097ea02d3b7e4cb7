/// Text of tables and sentences that are printed rather than drawn.
enum PlainText {
  /// What text from data becomes before it is printed.
  static func safe(_ text: String) -> String { SafeText.line(text) }

  /// A safe text cut to so many columns, with `…` for what is missing.
  static func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.columns(of: text) > width else { return text }
    var cut = ""
    var taken = 0
    for character in text {
      let columns = DisplayWidth.columns(of: character)
      guard taken + columns < width else { break }
      cut.append(character)
      taken += columns
    }
    return width > 0 ? cut + "…" : ""
  }
}
