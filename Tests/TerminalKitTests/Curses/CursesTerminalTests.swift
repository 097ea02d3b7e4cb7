import Foundation
import Testing

@testable import TerminalKit

/// ncurses on a pseudo terminal. One at a time: ncurses is global.
@Suite(.serialized) final class CursesTerminalTests {
  let user: PseudoTerminal

  init() throws { user = try PseudoTerminal(width: 80, height: 24) }

  deinit {
    user.hangUp()
    Foundation.close(user.slave)
  }

  private func open(
    type: String = "xterm-256color",
    _ change: (inout CursesTerminal.Options) -> Void = { _ in }
  ) throws -> CursesTerminal {
    var options = CursesTerminal.Options()
    options.input = user.slave
    options.output = user.slave
    options.type = type
    options.locale = "C.UTF-8"
    options.colors = .standard
    change(&options)
    return try CursesTerminal(options: options)
  }

  private func canvas(_ lines: String...) -> Canvas {
    var canvas = Canvas(width: 80, height: 24)
    for (y, line) in lines.enumerated() { canvas.put(line, x: 0, y: y, style: .available) }
    return canvas
  }

  @Test func leavesTheTerminalAsItWas() throws {
    let before = user.modes
    let terminal = try open()
    #expect(user.modes != before)
    terminal.draw(canvas("hello"))
    #expect(user.takeOutput().contains("\u{1B}[?2004h"))
    terminal.close()
    terminal.close()
    #expect(user.modes == before)
    let farewell = user.takeOutput()
    #expect(farewell.contains("\u{1B}[?2004l"))
    #expect(farewell.contains("\u{1B}[?1049l"))
  }

  /// What would wait for ever without.
  @Test(.timeLimit(.minutes(1)))
  func aTerminalThatTakesNothingIsNotWaitedForWithinAChangeOrAgainstASignal() throws {
    let stalled = try PseudoTerminal(width: 80, height: 24, reads: false)
    var signal: (read: Int32, write: Int32) = (-1, -1)
    withUnsafeMutablePointer(to: &signal) {
      $0.withMemoryRebound(to: Int32.self, capacity: 2) { _ = pipe($0) }
    }
    defer {
      Foundation.close(stalled.slave)
      stalled.hangUp()
      for end in [signal.read, signal.write] { Foundation.close(end) }
    }
    let before = stalled.modes
    let terminal = try open {
      ($0.input, $0.output, $0.interruption) = (stalled.slave, stalled.slave, signal.read)
    }
    let pictures = [canvas("a picture"), canvas("another one")]
    for number in 0..<2_000 {
      terminal.redrawAll()
      terminal.draw(pictures[number % 2], waits: false)
    }
    #expect(write(signal.write, "!", 1) == 1)
    terminal.draw(pictures[0])
    terminal.close()
    #expect(stalled.modes == before)
  }

  @Test func sendsOnlyWhatDiffers() throws {
    let terminal = try open()
    defer { terminal.close() }
    var drawn = canvas("● 09:00 1/2", "○ 漢字 e\u{301}")
    drawn.cursor = .init(x: 0, y: 0)
    terminal.draw(drawn)
    #expect(user.takeOutput().contains("● 09:00 1/2"))
    terminal.draw(drawn)
    #expect(user.takeOutput().isEmpty)
    drawn.restyle(Rect(x: 0, y: 1, width: 8, height: 1), adding: .reversed)
    drawn.cursor = .init(x: 0, y: 1)
    terminal.draw(drawn)
    let sent = user.takeOutput()
    #expect(sent.contains("漢字 e\u{301}") && !sent.contains("09:00") && sent.utf8.count < 100)
    terminal.redrawAll()
    terminal.draw(drawn)
    #expect(user.takeOutput().contains("09:00"))
  }

  @Test func neverClearsAfterTheStart() throws {
    let terminal = try open()
    defer { terminal.close() }
    terminal.draw(canvas("first"))
    _ = user.takeOutput()
    for turn in 0..<20 {
      terminal.draw(canvas("turn \(turn)", "漢字", String(repeating: "x", count: turn)))
    }
    let sent = user.takeOutput()
    #expect(!sent.contains("\u{1B}[2J") && !sent.contains("\u{1B}[H\u{1B}[J"))
  }

  @Test func readsKeys() throws {
    let terminal = try open()
    defer { terminal.close() }
    user.type("jé\u{1B}[A\u{1B}OB\u{03}\u{1A}\u{13}\r\u{1B}[200~a\rb\u{1B}[201~\u{1B}[1;5Ax")
    #expect(
      terminal.readKeys() == [
        .character("j"), .character("é"), .up, .down, .control("c"), .control("z"), .control("s"),
        .enter, .paste("a\nb"), .character("x"),
      ]
    )
    #expect(terminal.readKeys().isEmpty)
    user.type("\u{1B}")
    #expect(terminal.readKeys() == [.escape])
  }

  /// Nothing is sent for it while it is off, and it is off whenever somebody else has the terminal.
  @Test func listensToTheMouseWhileItIsAskedTo() throws {
    let (on, off) = ("\u{1B}[?1000h\u{1B}[?1006h", "\u{1B}[?1006l\u{1B}[?1000l")
    let terminal = try open()
    defer { terminal.close() }
    terminal.draw(canvas("shown"))
    terminal.pause()
    terminal.resume()
    #expect(!user.takeOutput().contains("[?100"))
    #expect(terminal.listen(toMouse: true))
    #expect(user.takeOutput() == on)
    terminal.pause()
    var sent = user.takeOutput()
    #expect(sent.contains(off) && !sent.contains(on))
    terminal.resume()
    sent = user.takeOutput()
    #expect(sent.contains(on) && !sent.contains(off))
    #expect(!terminal.listen(toMouse: false))
    #expect(user.takeOutput() == off)
    _ = terminal.listen(toMouse: true)
    _ = user.takeOutput()
    terminal.close()
    #expect(user.takeOutput().contains(off))
  }

  @Test(arguments: [
    ("xterm-256color", true), ("xterm", true), ("tmux-256color", true), ("screen-256color", true),
    ("vt100", false), ("ansi", false),
  ])
  func knowsWhetherThereIsAMouse(type: String, hasMouse: Bool) throws {
    let terminal = try open(type: type)
    defer { terminal.close() }
    _ = user.takeOutput()
    #expect(terminal.listen(toMouse: true) == hasMouse)
    #expect(user.takeOutput().isEmpty == !hasMouse)
  }

  /// Reports of either kind, whatever the description says about them; one that comes in two parts holds
  /// up neither the loop nor Esc.
  @Test(arguments: ["xterm-256color", "tmux-256color", "vt100"])
  func readsTheMouse(type: String) throws {
    let terminal = try open(type: type)
    defer { terminal.close() }
    _ = terminal.listen(toMouse: true)
    user.type("j\u{1B}[<0;300;20M\u{1B}[<0;300;20m\u{1B}[M !\"\u{1B}[<64;1;1Mx\u{1B}[<65;")
    #expect(
      terminal.readKeys() == [
        .character("j"), .mouse(MouseEvent(.press, x: 299, y: 19)),
        .mouse(MouseEvent(.release, x: 299, y: 19)), .mouse(MouseEvent(.press, x: 0, y: 1)),
        .mouse(MouseEvent(.wheelUp, x: 0, y: 0)), .character("x"),
      ]
    )
    // The fastest of some, since others use this machine as well.
    let times = (1...5).map { _ in
      ContinuousClock().measure { #expect(terminal.readKeys().isEmpty) }
    }
    #expect(times.contains { $0 < .seconds(1) })
    user.type("7;3M")
    #expect(terminal.readKeys() == [.mouse(MouseEvent(.wheelDown, x: 6, y: 2))])
    user.type("\u{1B}")
    #expect(terminal.readKeys() == [.escape])
  }

  @Test func tellsThatItIsGone() throws {
    let terminal = try open()
    defer { terminal.close() }
    user.hangUp()
    // A program that another test was starting just then may have the other end for a moment more.
    for _ in 1...500 where !terminal.isGone {
      #expect(terminal.readKeys().isEmpty)
      usleep(10_000)
    }
    #expect(terminal.isGone)
    #expect(Poller.wait(on: [terminal.inputDescriptor]).hungUp == [terminal.inputDescriptor])
  }

  @Test func pausedTerminalIsSomebodyElses() throws {
    let before = user.modes
    let terminal = try open()
    defer { terminal.close() }
    terminal.draw(canvas("shown"))
    let during = user.modes
    terminal.pause()
    #expect(user.modes == before)
    _ = user.takeOutput()
    terminal.draw(canvas("hidden"))
    #expect(user.takeOutput().isEmpty)
    user.resize(width: 100, height: 30)
    terminal.resume()
    #expect(user.modes == during)
    #expect(terminal.size == (100, 30))
    terminal.draw(canvas("again"))
    let sent = user.takeOutput()
    #expect(sent.contains("again") && sent.contains("\u{1B}[?2004h"))
  }

  @Test func newSizeIsNotMissedBetweenReadingAndWaiting() throws {
    setenv("COLUMNS", "33", 1)
    let signals = Signals()
    let terminal = try open()
    defer { terminal.close() }
    #expect(terminal.size == (80, 24))
    user.resize(width: 100, height: 30)
    pthread_kill(pthread_self(), SIGWINCH)
    #expect(terminal.readKeys().isEmpty)
    let descriptors = [terminal.inputDescriptor, signals.descriptor]
    #expect(Poller.wait(on: descriptors, milliseconds: 1000).isInterrupted)
    #expect(terminal.readKeys() == [.resize])
    #expect(terminal.size == (100, 30))
    #expect(Poller.wait(on: descriptors, milliseconds: 1) == Poller.Outcome())
  }

  /// Whoever connects may say that their window is of any size: more than anybody has is not drawn.
  @Test(arguments: [(65_535, 65_535), (65_535, 1), (32_768, 2), (2, 40_000), (1_001, 501)])
  func takesNoMoreThanAnybodyHas(width: UInt16, height: UInt16) throws {
    let most = (min(Int(width), 1_000), min(Int(height), 500))
    user.resize(width: width, height: height)
    let signals = Signals()
    let terminal = try open()
    defer { terminal.close() }
    #expect(terminal.size == most)
    terminal.draw(canvas("Q"))
    #expect(user.takeOutput().contains("Q"))
    for (size, expected, sign) in [((80, 24), (80, 24), "W"), ((width, height), most, "Z")] {
      user.resize(width: size.0, height: size.1)
      pthread_kill(pthread_self(), SIGWINCH)
      #expect(Poller.wait(on: [signals.descriptor], milliseconds: 1000).isInterrupted)
      #expect(terminal.readKeys() == [.resize])
      #expect(terminal.size == expected)
      terminal.draw(canvas(sign))
      #expect(user.takeOutput().contains(sign))
    }
  }

  @Test func drawsCanvasesOfAnyOtherSize() throws {
    let terminal = try open()
    defer { terminal.close() }
    for (width, height) in [(200, 50), (1, 1), (0, 0), (79, 24), (81, 25)] {
      var canvas = Canvas(width: width, height: height)
      for y in 0..<height { canvas.put(String(repeating: "漢", count: 120), x: y % 2, y: y) }
      canvas.cursor = .init(x: width, y: height)
      terminal.draw(canvas)
    }
    terminal.draw(canvas("end"))
    #expect(user.takeOutput().contains("end"))
  }

  @Test(arguments: [
    ("bogus", "xterm-256color"), ("", "xterm-256color"), ("tmux-bogus", "screen-256color"),
  ])
  func unknownTypeFallsBackAndSaysSo(type: String, used: String) throws {
    let terminal = try open(type: type)
    defer { terminal.close() }
    let notice = try #require(terminal.notice)
    #expect(notice.contains(used) && notice.contains(type.isEmpty ? "not set" : type))
  }

  @Test func dumbTerminalIsRefused() throws {
    let before = user.modes
    #expect(throws: TerminalError.tooSimple(type: "dumb")) { try open(type: "dumb") }
    #expect(user.modes == before)
  }

  @Test func fileIsNoTerminal() throws {
    let null = Foundation.open("/dev/null", O_RDWR)
    defer { Foundation.close(null) }
    #expect(throws: TerminalError.notATerminal) { try open { $0.input = null } }
  }

  @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "screen", "ansi"])
  func everyStyleIsDrawnOnEveryKind(type: String) throws {
    for colors in [ColorScheme.standard, .none] {
      let terminal = try open(type: type) { $0.colors = colors }
      var canvas = Canvas(width: 80, height: 24)
      for (index, style) in Style.allCases.enumerated() {
        canvas.put("s\(index)", x: index / 20 * 10, y: index % 20, style: style, flags: [.bold])
      }
      terminal.draw(canvas)
      terminal.close()
      let sent = user.takeOutput()
      #expect(sent.contains("s\(Style.allCases.count - 1)"))
      let hasColors = sent.contains(/\u{1B}\[(\d+;)*[349][0-8][;\d]*m/)
      // The colours of old cannot be read everywhere: with few there are none.
      #expect(hasColors == (colors == .standard && type == "xterm-256color"))
    }
  }

  @Test func asciiLocaleGetsASCII() throws {
    let terminal = try open { $0.locale = "C" }
    defer { terminal.close() }
    #expect(!terminal.isUTF8)
    #expect(terminal.glyphs == .ascii)
    terminal.draw(canvas("not ascii: 漢 ●"))
    #expect(user.takeOutput().allSatisfy { $0.isASCII })
  }
}
