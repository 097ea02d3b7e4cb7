import CNcurses
import Glibc

/// A window of ncurses, as its header on this system declares it.
typealias Window = UnsafeMutablePointer<WINDOW>

/// The terminal as ncurses drives it. One at a time.
///
/// Not `Sendable`: ncurses knows one thread.
final class CursesTerminal {
  struct Options {
    var input: Int32 = STDIN_FILENO
    var output: Int32 = STDOUT_FILENO
    /// The name of its description.
    var type = Environment["TERM"] ?? ""
    /// What `setlocale` takes; the empty one is the user's.
    var locale = ""
    var background = Background.unknown
    /// ASCII only, even where the locale is UTF-8.
    var isASCII = false
    /// No colours. The default obeys NO_COLOR (https://no-color.org).
    var isMonochrome = Environment["NO_COLOR"]?.isEmpty == false
  }

  /// What the event loop polls for input.
  let inputDescriptor: Int32

  /// What the user should know about how the terminal was opened, as a sentence.
  let notice: String?

  /// The signs that this terminal can show.
  let glyphs: Glyphs

  /// Whether the locale's encoding is UTF-8.
  let isUTF8: Bool

  /// The terminal hung up: nothing more can be read or shown.
  private(set) var isGone = false

  private let streams: Streams
  private let outputDescriptor: Int32
  private let screen: OpaquePointer
  let window: Window
  /// Keys are read from a pad: reading from a window would also paint it.
  private let keyPad: Window
  private let hasBracketedPaste: Bool
  private var keys = CursesKeys()
  private var painter: CursesPainter
  private var isOpen = true
  private var isSuspended = false

  /// Takes the terminal over.
  ///
  /// - Throws: `TerminalError`; the terminal is as it was then.
  init(options: Options = Options()) throws(TerminalError) {
    guard isatty(options.input) == 1, isatty(options.output) == 1,
      let streams = Streams(options)
    else { throw .notATerminal }
    isUTF8 = Self.setLocale(options.locale)
    let opened = try Self.open(type: options.type, streams)
    guard let window = cn_stdscr(), let pad = newpad(1, 1), let cup = cn_capability("cup") else {
      endwin()
      delscreen(opened.screen)
      throw .tooSimple(type: opened.type)
    }
    self.streams = streams
    screen = opened.screen
    notice = Self.notice(type: options.type, used: opened.type)
    inputDescriptor = options.input
    outputDescriptor = options.output
    self.window = window
    keyPad = pad
    glyphs = isUTF8 && !options.isASCII ? .unicode : .ascii
    // Private modes are for terminals that speak ECMA-48.
    hasBracketedPaste = cup[0] == 0x1B && cup[1] == 0x5B
    painter = CursesPainter(
      window: window,
      styles: CursesStyles(background: options.background, isMonochrome: options.isMonochrome)
    )
    setModes()
    setBracketedPaste(true)
  }

  deinit { close() }

  /// Gives the terminal back as it was. Repeating it does nothing.
  func close() {
    guard isOpen else { return }
    isOpen = false
    if !isSuspended { leave() }
    delwin(keyPad)
    delscreen(screen)
    streams.close()
  }

  /// Columns and rows; up to date after `Key.resize`.
  var size: (width: Int, height: Int) { (Int(getmaxx(window)), Int(getmaxy(window))) }

  /// Everything typed since the last call; empty when there is nothing. Does not wait, but for at
  /// most 25 ms after a lone ESC.
  func readKeys() -> [Key] {
    guard isOpen, !isGone else { return [] }
    let read = keys.read(from: keyPad)
    if keys.characterCount == 0 { lookForHangUp() }
    return read
  }

  /// How many characters `readKeys` took in its last call. Many at once were hardly typed.
  var charactersInLastRead: Int { keys.characterCount }

  /// Makes the screen show the canvas: sends what differs from what was drawn last.
  func draw(_ canvas: Canvas) {
    guard isOpen, !isSuspended, !isGone else { return }
    painter.paint(canvas)
  }

  /// Makes the next `draw` clear the terminal and send everything.
  func redrawAll() { painter.forget() }
}

// MARK: - Opening

extension CursesTerminal {
  /// Takes the user's locale and says whether its encoding is UTF-8. A locale that asks for UTF-8
  /// and is not installed, as often on servers, is replaced by C.UTF-8.
  private static func setLocale(_ locale: String) -> Bool {
    if setlocale(LC_ALL, locale) == nil {
      let name = Environment["LC_ALL"] ?? Environment["LC_CTYPE"] ?? Environment["LANG"] ?? ""
      let lower = name.lowercased()
      if lower.hasSuffix("utf-8") || lower.hasSuffix("utf8") { setlocale(LC_CTYPE, "C.UTF-8") }
    }
    guard let codeset = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: codeset) == "UTF-8"
  }

  private static func open(
    type: String,
    _ streams: Streams
  ) throws(TerminalError) -> (screen: OpaquePointer, type: String) {
    for candidate in candidates(for: type) {
      if let screen = newterm(candidate, streams.output, streams.input) {
        return (screen, candidate)
      }
    }
    throw .unknownTerminal(type: type)
  }

  /// The type itself and what is most probably like it.
  static func candidates(for type: String) -> [String] {
    let isMultiplexer = type.hasPrefix("tmux") || type.hasPrefix("screen")
    let likely = isMultiplexer ? ["screen-256color", "screen"] : []
    let named = type.isEmpty ? [] : [type]
    return named + likely + ["xterm-256color", "xterm", "vt100", "ansi", "linux"]
  }

  private static func notice(type: String, used: String) -> String? {
    guard type != used else { return nil }
    let problem = type.isEmpty ? "TERM is not set" : "Terminal type \(type) is unknown here"
    return "\(problem): using \(used)."
  }

  private func setModes() {
    // Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q are keys.
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    for window in [window, keyPad] {
      keypad(window, true)
      nodelay(window, true)
      meta(window, true)
    }
    idlok(window, false)
    leaveok(window, false)
    curs_set(1)
  }

  /// Written past ncurses, which has sent all of its own by then.
  private func setBracketedPaste(_ isOn: Bool) {
    guard hasBracketedPaste else { return }
    let sequence: StaticString = isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l"
    _ = write(outputDescriptor, sequence.utf8Start, sequence.utf8CodeUnitCount)
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

// MARK: - Leaving and coming back

extension CursesTerminal {
  /// Stops the program as Ctrl-Z does elsewhere and returns when it goes on, with the screen to be
  /// drawn anew.
  func suspend() {
    guard isOpen else { return }
    pause()
    stopProcess()
    resume()
  }

  /// Gives the terminal to somebody else (an editor) until `resume`.
  func pause() {
    guard isOpen, !isSuspended else { return }
    isSuspended = true
    def_prog_mode()
    leave()
  }

  /// Takes the terminal back after `pause`, or after the process was stopped from outside.
  func resume() {
    guard isOpen else { return }
    isSuspended = false
    reset_prog_mode()
    takeSize()
    curs_set(1)
    setBracketedPaste(true)
    redrawAll()
  }

  private func leave() {
    setBracketedPaste(false)
    endwin()
  }

  /// A window that changed while somebody else had the terminal tells only them.
  private func takeSize() {
    var size = winsize()
    guard ioctl(outputDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return }
    if is_term_resized(Int32(size.ws_row), Int32(size.ws_col)) {
      resizeterm(Int32(size.ws_row), Int32(size.ws_col))
    }
  }

  /// Stops the whole job, as the terminal would; a shell's child with no job control goes on.
  private func stopProcess() {
    var stop = sigset_t()
    var before = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    let handler = signal(SIGTSTP, SIG_DFL)
    kill(0, SIGTSTP)
    sigprocmask(SIG_UNBLOCK, &stop, &before)
    sigprocmask(SIG_SETMASK, &before, nil)
    signal(SIGTSTP, handler)
  }

  private func lookForHangUp() {
    var input = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, 0) > 0 else { return }
    isGone = Int32(input.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
  }
}
