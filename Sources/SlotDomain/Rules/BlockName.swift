/// What a booking block is called: trimmed, not blank, and as a rule no other one's name.
///
/// Names that look the same are the same: the blanks around them do not count, nor how a letter with an
/// accent is put together, which is what Swift's `==` looks past.
public enum BlockName {
  /// Whether nothing of it is to be seen.
  public static func isBlank(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
        || $0.properties.generalCategory == .control
    }
  }

  /// The name as it is kept.
  ///
  /// - Parameters:
  ///   - written: As somebody wrote it.
  ///   - others: All other blocks, by short id and name; empty where a second one may have the name.
  /// - Throws: `.badRequest` E013 for a blank one, and with the block that has the name.
  static func kept(
    _ written: String,
    besides others: [(shortID: String, name: String)]
  ) throws(SlotError) -> String {
    guard !isBlank(written) else { throw BlockRules.noName }
    let name = written.trimmed
    guard let namesake = others.first(where: { $0.name.trimmed == name }) else { return name }
    throw .badRequest(
      "There is a booking block \"\(namesake.name)\" already, with the short id"
        + " \(namesake.shortID). Choose another name; on the command line --same-name allows it."
    )
  }
}
