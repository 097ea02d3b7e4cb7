import FoundationEssentials

/// The control sequence that gives a text to the clipboard of the terminal the user sits at: OSC 52 of
/// xterm's control sequences.
enum Clipboard {
  /// What stands between us and that terminal, and has to be told to pass it on.
  enum Multiplexer {
    case tmux, screen

    init?(environment: (String) -> String?) {
      let type = environment("TERM") ?? ""
      if environment("TMUX")?.isEmpty == false || type.hasPrefix("tmux") {
        self = .tmux
      } else if environment("STY")?.isEmpty == false || type.hasPrefix("screen") {
        self = .screen
      } else {
        return nil
      }
    }
  }

  static func sequence(
    for text: String,
    through multiplexer: Multiplexer? = Multiplexer { Environment[$0] }
  ) -> String {
    let plain = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
    switch multiplexer {
    case nil: return plain
    // tmux takes it for its own clipboard, and with allow-passthrough also passes on the wrapped one,
    // in which every ESC is doubled.
    case .tmux: return plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\"
    case .screen: return chunks(plain).map { "\u{1B}P\($0)\u{1B}\\" }.joined()
    }
  }

  /// GNU screen throws away what is longer than 768 bytes.
  private static func chunks(_ text: String) -> [Substring] {
    var rest = text[...]
    var chunks: [Substring] = []
    while !rest.isEmpty {
      chunks.append(rest.prefix(760))
      rest = rest.dropFirst(760)
    }
    return chunks
  }
}
