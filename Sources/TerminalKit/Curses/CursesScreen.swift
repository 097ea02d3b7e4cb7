import CNcurses
import Glibc
import Synchronization

/// Whether SIGWINCH came since the terminal's size was taken last.
private let sizeHasChanged = Atomic(false)

/// A window of ncurses.
typealias Window = UnsafeMutablePointer<WINDOW>

/// An open screen of ncurses and what it was opened with.
struct CursesScreen {
  let window: Window
  /// The type it is driven as; another one than asked for when that is unknown.
  let type: String
  /// Whether the terminal speaks ECMA-48, as all do that know private modes.
  let hasControlSequences: Bool

  /// The descriptor that ncurses writes to: our own copy of the terminal's.
  var outputDescriptor: Int32 { fileno(streams.output) }

  private let screen: OpaquePointer
  private let streams: Streams

  /// Opens the terminal as `options` say.
  init(_ options: CursesTerminal.Options) throws(TerminalError) {
    guard isatty(options.input) == 1, isatty(options.output) == 1,
      let streams = Streams(options)
    else { throw .notATerminal }
    // ncurses goes by these; an exported one would be older than what the system says.
    let size = Self.size(of: options.output)
    for (name, value) in [("LINES", size?.height), ("COLUMNS", size?.width)] {
      if let value { setenv(name, "\(value)", 1) } else { unsetenv(name) }
    }
    // ncurses listens to it where nobody else does, and would take every size: see `resize`.
    signal(SIGWINCH) { _ in sizeHasChanged.store(true, ordering: .relaxed) }
    let opened = Self.open(options.type, streams)
    unsetenv("LINES")
    unsetenv("COLUMNS")
    guard let (screen, type) = opened else {
      streams.close()
      throw .unknownTerminal(type: options.type)
    }
    guard let window = cn_stdscr(), let cup = cn_capability("cup") else {
      endwin()
      delscreen(screen)
      streams.close()
      throw .tooSimple(type: type)
    }
    self.window = window
    self.type = type
    self.screen = screen
    self.streams = streams
    hasControlSequences = cup[0] == 0x1B && cup[1] == 0x5B
  }

  /// What makes the terminal leave the screen, for one who cannot ask ncurses any more.
  var leaving: String {
    var text = hasControlSequences ? "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l" : ""
    text += ["rmkx", "sgr0", "cnorm"].map(Self.sequence).joined()
    let home = Self.sequence("rmcup")
    // Without another screen to go back to, what follows stands below the picture.
    if home.isEmpty, hasControlSequences { text += "\u{1B}[999H" }
    return text + home + (home.isEmpty ? "\r\n" : "\r")
  }

  /// A capability of the terminal, without the pauses that old ones need; empty when it has none.
  private static func sequence(_ name: String) -> String {
    guard let value = cn_capability(name) else { return "" }
    let text = String(cString: value)
    guard let pause = text.firstRange(of: "$<"),
      let end = text[pause.upperBound...].firstIndex(of: ">")
    else { return text }
    return String(text[..<pause.lowerBound]) + text[text.index(after: end)...]
  }

  /// Frees everything. ncurses must have left the screen (`endwin`).
  func close() {
    delscreen(screen)
    streams.close()
  }

  /// Makes ncurses' screen as large as the terminal is now; `Key.resize` is read next where it was not.
  func resize() {
    sizeHasChanged.store(false, ordering: .relaxed)
    guard let size = Self.size(of: outputDescriptor),
      is_term_resized(Int32(size.height), Int32(size.width))
    else { return }
    resizeterm(Int32(size.height), Int32(size.width))
  }

  /// The same where the terminal has told of another size.
  func resizeIfTold() {
    if sizeHasChanged.load(ordering: .relaxed) { resize() }
  }

  /// Columns and rows of a terminal, as many of them as are drawn; nil where it does not tell.
  ///
  /// Whoever connects says how large their window is, up to 65,535 each way. ncurses counts in 16 bits with a
  /// sign and keeps every cell, so that a size which no window has ends the program or takes all memory.
  private static func size(of terminal: Int32) -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0
    else { return nil }
    return (min(Int(size.ws_col), 1_000), min(Int(size.ws_row), 500))
  }

  private static func open(_ type: String, _ streams: Streams) -> (OpaquePointer, String)? {
    for candidate in candidates(for: type) {
      if let screen = newterm(candidate, streams.output, streams.input) {
        return (screen, candidate)
      }
    }
    return nil
  }

  /// The type itself and what is most probably like it.
  private static func candidates(for type: String) -> [String] {
    let isMultiplexer = type.hasPrefix("tmux") || type.hasPrefix("screen")
    let likely = isMultiplexer ? ["screen-256color", "screen"] : []
    let named = type.isEmpty ? [] : [type]
    return named + likely + ["xterm-256color", "xterm", "vt100", "ansi", "linux"]
  }
}

/// The streams that ncurses wants; closing them leaves the descriptors open.
private struct Streams {
  let input: UnsafeMutablePointer<FILE>
  let output: UnsafeMutablePointer<FILE>

  init?(_ options: CursesTerminal.Options) {
    guard let input = fdopen(dup(options.input), "r") else { return nil }
    guard let output = fdopen(dup(options.output), "w") else {
      fclose(input)
      return nil
    }
    self.input = input
    self.output = output
  }

  func close() {
    fclose(input)
    fclose(output)
  }
}
