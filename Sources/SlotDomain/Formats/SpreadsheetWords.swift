/// What spreadsheets and people write for true and false, each in their language.
enum SpreadsheetWords {
  private static let affirmative: Set<String> = [
    "true", "1", "yes", "y", "x", "wahr", "ja", "j", "vrai", "oui", "verdadero", "sí", "si",
    "verdadeiro", "sim", "vero", "sì", "waar", "sant", "sand", "tosi", "kyllä", "prawda", "tak",
    "pravda", "ano", "igaz", "igen", "истина", "да", "真",
  ]

  private static let negative: Set<String> = [
    "false", "0", "no", "n", "falsch", "nein", "faux", "non", "falso", "não", "onwaar", "nee",
    "falskt", "falsk", "usand", "usann", "nej", "nei", "epätosi", "ei", "fałsz", "nie", "nepravda",
    "ne", "hamis", "nem", "ложь", "нет", "偽",
  ]

  /// Nil for a word that is neither.
  static func flag(_ text: String) -> Bool? {
    let word = text.lowercased()
    return affirmative.contains(word) ? true : negative.contains(word) ? false : nil
  }
}
