import CNcurses
import Glibc
import SlotDomain

/// The terminal as ncurses drives it. One at a time.
///
/// Not `Sendable`: ncurses knows one thread.
package final class CursesTerminal {
  package struct Options {
    package var input: Int32 = STDIN_FILENO
    package var output: Int32 = STDOUT_FILENO
    /// The name of its description.
    package var type = Environment["TERM"] ?? ""
    /// What `setlocale` takes; the empty one is the user's.
    package var locale = ""
    package var background = Background.unknown
    /// ASCII only, even where the locale is UTF-8.
    package var isASCII = false
    /// NO_COLOR is obeyed where the user's own configuration says nothing (https://no-color.org).
    package var colors = Environment["NO_COLOR"]?.isEmpty == false ? ColorScheme.none : .standard
    /// Can be read when a terminal that takes nothing must not be waited for; -1 for never.
    package var interruption: Int32 = -1

    package init() {}
  }

  /// The name and version of the curses that the program runs on: `ncurses 6.4.20221231`.
  package static var libraryVersion: String { String(cString: curses_version()) }

  /// What the event loop polls for input.
  package let inputDescriptor: Int32

  /// What the user should know about how the terminal was opened, as a sentence.
  package let notice: String?

  /// The signs that this terminal can show.
  package let glyphs: Glyphs

  /// Whether the locale's encoding is UTF-8.
  package let isUTF8: Bool

  /// The terminal hung up: nothing more can be read or shown.
  package private(set) var isGone = false

  private let outputDescriptor: Int32
  private let screen: CursesScreen
  private let window: Window
  /// Keys are read from a pad: reading from a window would also paint it.
  private let keyPad: Window
  private var keys = CursesKeys()
  private var painter: CursesPainter
  private let frame: Frame
  private var isOpen = true
  private var isSuspended = false
  private var hearsMouse = false
  /// Until when an answer about the background is waited for before the shell comes back.
  private var answerIsDue: Span?
  /// How long after the question the terminal is kept from the shell.
  private static let patienceForAnswer = Span(milliseconds: 100)

  /// Takes the terminal over.
  ///
  /// - Throws: `TerminalError`; the terminal is as it was then.
  package init(options: Options = Options()) throws(TerminalError) {
    // ncurses asks for the locale when it opens.
    isUTF8 = Locale.take(options.locale)
    var modes = termios()
    tcgetattr(options.output, &modes)
    screen = try CursesScreen(options)
    Rescue.hold(options.output, modes: modes, leaving: screen.leaving)
    window = screen.window
    keyPad = newpad(1, 1) ?? screen.window
    glyphs = isUTF8 && !options.isASCII ? Glyphs(terminal: screen.type) : .ascii
    notice = Self.notice(type: options.type, used: screen.type)
    inputDescriptor = options.input
    outputDescriptor = options.output
    painter = CursesPainter(
      window: window,
      styles: CursesStyles(background: options.background, scheme: options.colors)
    )
    frame = Frame(
      curses: screen.outputDescriptor,
      terminal: options.output,
      interruption: options.interruption
    )
    setModes()
    setBracketedPaste(true)
    askForGround()
  }

  deinit { close() }

  /// Gives the terminal back as it was. Repeating it does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    takeLateAnswer()
    if !isSuspended { leave() }
    Rescue.release()
    if keyPad != window { delwin(keyPad) }
    screen.close()
  }

  /// Columns and rows; up to date after `Key.resize`.
  package var size: (width: Int, height: Int) { (Int(getmaxx(window)), Int(getmaxy(window))) }

  /// Everything typed since the last call; empty when there is nothing. Does not wait, but for at
  /// most 25 ms after a lone ESC.
  package func readKeys() -> [Key] {
    guard isOpen, !isGone else { return [] }
    screen.resizeIfTold()
    let read = keys.read(from: keyPad)
    if keys.characterCount == 0 { lookForHangUp() }
    if let ground = keys.takeGround() { painter.adopt(ground) }
    return read
  }

  /// Milliseconds until `readKeys` is due even if nothing comes; nil when it is not.
  package var keysAreDue: Int? { keys.due }

  /// Makes the screen show the canvas: sends what differs from what was drawn last.
  ///
  /// - `waits`: Whether to wait for a terminal that takes nothing for now. Else the picture is
  ///   left out.
  package func draw(_ canvas: Canvas, waits: Bool = true) {
    guard isOpen, !isSuspended, !isGone else { return }
    isGone = frame.send(waits: waits) { painter.paint(canvas) } == .gone
  }

  /// Makes the next `draw` clear the terminal and send everything.
  package func redrawAll() { painter.forget() }
}

// MARK: - Opening

extension CursesTerminal {
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
    // What a mouse sends goes to `KeyDecoder` as it comes. ncurses would wait for the rest of a report
    // that came in two parts, and takes columns beyond 223 only from terminals whose description says so.
    keyok(KEY_MOUSE, false)
    idlok(window, false)
    // Drawing is quick enough not to look for keys in between.
    typeahead(-1)
    leaveok(window, false)
    curs_set(1)
  }

  private func setBracketedPaste(_ isOn: Bool) {
    send(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l")
  }

  /// Asks for the colour of the terminal's background (OSC 11), and waits for nothing: the first pictures are
  /// in its own colours alone. Old and simple terminals are not asked: they might show the question.
  private func askForGround() {
    guard painter.wantsGround, send("\u{1B}]11;?\u{1B}\\") else { return }
    keys.expectGround()
    answerIsDue = Clock.uptime() + Self.patienceForAnswer
  }

  /// Whoever leaves right after the start must not find the answer on the shell's line.
  private func takeLateAnswer() {
    guard let answerIsDue, !isGone else { return }
    while keys.awaitsGround {
      let wait = Int(answerIsDue.milliseconds - Clock.uptime().milliseconds)
      guard wait > 0, !Poller.wait(on: [inputDescriptor], milliseconds: wait).ready.isEmpty,
        !Poller.hasHungUp(inputDescriptor)
      else { return }
      _ = keys.read(from: keyPad)
    }
  }

  /// Written past ncurses, which has sent all of its own by then. False where the terminal speaks
  /// another language.
  @discardableResult
  private func send(_ sequence: String) -> Bool {
    screen.hasControlSequences && frame.flush(waits: true) == .sent
      && Files.write(sequence, to: outputDescriptor)
  }
}

// MARK: - The mouse

extension CursesTerminal {
  /// Has the terminal tell what the mouse does, buttons and wheel but no movement, or no longer. While
  /// somebody else has the terminal it does not.
  ///
  /// - Returns: Whether it tells from now on; false where there is no mouse to tell of.
  package func listen(toMouse isOn: Bool) -> Bool {
    guard !isOn || hasMouse else { return false }
    hearsMouse = isOn
    if isOpen, !isSuspended { setMouse(isOn) }
    return isOn
  }

  /// Whether the terminal's description knows a mouse.
  private var hasMouse: Bool { screen.hasControlSequences && cn_capability("kmous") != nil }

  /// Reports of buttons, in decimal numbers where the terminal can.
  private func setMouse(_ isOn: Bool) {
    send(isOn ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l")
  }
}

// MARK: - The clipboard

extension CursesTerminal {
  /// Asks the user's own terminal to take a text to its clipboard, also through tmux and GNU screen.
  /// No terminal answers whether it did.
  ///
  /// - Returns: False where it cannot be asked.
  package func copy(_ text: String) -> Bool { send(Clipboard.sequence(for: text)) }
}

// MARK: - Leaving and coming back

extension CursesTerminal {
  /// Stops the program as Ctrl-Z does elsewhere and returns when it goes on, with the screen to be
  /// drawn anew.
  package func suspend() {
    guard isOpen else { return }
    pause()
    stopProcess()
    resume()
  }

  /// Gives the terminal to somebody else (an editor) until `resume`.
  package func pause() {
    guard isOpen, !isSuspended else { return }
    isSuspended = true
    def_prog_mode()
    leave()
    Rescue.lend(true)
  }

  /// Takes the terminal back after `pause`, or after the process was stopped from outside.
  package func resume() {
    guard isOpen else { return }
    isSuspended = false
    Rescue.lend(false)
    reset_prog_mode()
    screen.resize()
    curs_set(1)
    setBracketedPaste(true)
    if hearsMouse { setMouse(true) }
    redrawAll()
  }

  private func leave() {
    frame.abandon()
    if hearsMouse { setMouse(false) }
    setBracketedPaste(false)
    endwin()
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
    // Its news would have the screen drawn twice.
    var goOn = sigset_t()
    var noTime = timespec()
    sigemptyset(&goOn)
    sigaddset(&goOn, SIGCONT)
    sigtimedwait(&goOn, nil, &noTime)
  }

  /// Finds out whether the terminal is gone.
  package func lookForHangUp() {
    if Poller.hasHungUp(inputDescriptor) { isGone = true }
  }
}
