import ArgumentParser
import SlotDomain

/// One thing to offer to a shell.
///
/// Names come from data, and bash's `compgen -W` expands what it is offered: it would run a `$(…)` in
/// a name. The word that is put into the line is quoted by the shells themselves.
struct CompletionCandidate {
  let text: String
  /// Shown beside it where the shell can.
  var explanation = ""

  /// Whether a text can be a word on a line in every shell: no control characters, which no quoting
  /// helps with, and no colon or equals sign, at which bash breaks words.
  static func isTypeable(_ text: String) -> Bool {
    !text.isEmpty && SafeText.line(text) == text && !text.hasPrefix("-")
      && !text.contains { ":=".contains($0) }
  }

  /// The line that a shell reads. Shells leave out by themselves what does not fit what is typed.
  func line(for shell: CompletionShell? = .requesting) -> String {
    let explanation = SafeText.line(explanation)
    switch shell {
    case .bash?: return Self.quoted(text)
    case .zsh?: return "\(text):\(explanation)"
    case .fish?: return "\(text)\t\(explanation)"
    default: return text
    }
  }

  /// A word without the quotes and backslashes that it was typed with.
  static func plain(_ word: String) -> String {
    String(word.filter { !"'\"\\".contains($0) })
  }

  /// As one word that means itself, whatever is in it.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
