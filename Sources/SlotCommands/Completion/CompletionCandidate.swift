import ArgumentParser
import SlotDomain
import TerminalKit

/// One thing to offer to a shell: never anything but letters, digits and a few harmless signs.
///
/// Names come from data, and bash's `compgen -W` expands what it is offered: it would run a `$(…)` in
/// a name. So a name with anything unusual is not offered at all; an id, which is, names it as well.
struct CompletionCandidate {
  let text: String
  /// Shown beside it where the shell can.
  let explanation: String

  /// The first of the texts that can be typed, or the whole id, which always can.
  init<Object>(
    _ texts: String...,
    id: Identifier<Object>,
    explanation: (_ chosen: String) -> String
  ) {
    text = texts.first { Self.isTypeable($0) } ?? "\(id)"
    self.explanation = explanation(text)
  }

  /// A word of ours, which can be typed everywhere.
  init(word: String, explanation: String) { (text, self.explanation) = (word, explanation) }

  /// Whether a text can be a word on a line in every shell: letters and digits, with single blanks, `-`,
  /// `_` and `.` between them.
  ///
  /// - `ascii`: No other letters than those of ASCII: in an encoding of 8 bits they are other ones, or
  ///   control characters.
  static func isTypeable(_ text: String, ascii: Bool = PlainText.isASCII) -> Bool {
    var isAfterLetter = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": isAfterLetter = true
      case "-", "_", ".", " ":
        guard isAfterLetter else { return false }
        isAfterLetter = scalar != " "
      default:
        guard !ascii, isLetter(scalar) else { return false }
        isAfterLetter = true
      }
    }
    return isAfterLetter
  }

  /// Of any script, standing for itself: no mark, and nothing hidden.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0xA0, !scalar.isHidden, DisplayWidth.columns(of: scalar) > 0 else {
      return false
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber: true
    default: false
    }
  }

  /// The line that a shell reads. Shells leave out by themselves what does not fit what is typed.
  ///
  /// - `isListed`: In bash: it is only shown, among others, and not put on the line.
  func line(for shell: CompletionShell? = .requesting, isListed: Bool = false) -> String {
    let explanation = PlainText.safe(explanation)
    switch shell {
    case .bash? where isListed:
      return ShellWord.quoted("\(text)  (\(Self.plainWords(explanation)))")
    case .bash?: return ShellWord.quoted(text)
    case .zsh?: return "\(text):\(explanation)"
    case .fish?: return "\(text)\t\(explanation)"
    default: return text
    }
  }

  /// Of bash's list a part may be put on the line: nothing but letters, digits and a few signs, and no
  /// stroke, behind which alone it would be shown.
  private static func plainWords(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "-", "_", ".", ",", ":", "+": scalar
      case "–": "-"
      case "/": " "
      default:
        isLetter(scalar) || scalar.properties.generalCategory == .nonspacingMark ? scalar : "?"
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// A word without the quotes and backslashes that it was typed with.
  static func plain(_ word: String) -> String {
    String(
      String.UnicodeScalarView(word.unicodeScalars.filter { !"'\"\\".unicodeScalars.contains($0) })
    )
  }
}
