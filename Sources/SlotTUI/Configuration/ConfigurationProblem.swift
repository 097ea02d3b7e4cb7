import TerminalKit

/// What is wrong with a file of configuration. What it is about keeps its default.
struct ConfigurationProblem: Error, Hashable, Sendable {
  /// From 1; nil where no single line is to blame.
  let line: Int?
  /// A sentence without its subject's place: `clock has to be 12 or 24, not 13.`
  let text: String

  /// With the place: `config.toml line 12: clock has to be 12 or 24, not 13.`
  func sentence(file: String) -> String {
    "\(SafeText.line(file))\(line.map { " line \($0)" } ?? ""): \(text)"
  }

  /// What a file says, as part of a sentence: harmless, and short.
  static func quoted(_ text: some StringProtocol) -> String {
    let safe = SafeText.line(String(text))
    return "\"\(safe.count > 40 ? safe.prefix(39) + "…" : safe)\""
  }
}

extension [ConfigurationProblem] {
  /// For the screen, where one line has room: the first, and how many there are beside it.
  var summary: String? {
    guard let first else { return nil }
    let sentence = first.sentence(file: ConfigurationFile.name)
    return count == 1
      ? sentence : "\(sentence) \(count - 1) more: slottui config names them all."
  }
}
