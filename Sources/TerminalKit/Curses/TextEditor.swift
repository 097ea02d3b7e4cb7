import Glibc
import SlotDomain

/// The user's own editor on a text of ours, in the terminal that was left to it.
package struct TextEditor {
  package enum Outcome: Equatable {
    case text(String)
    /// Nothing came of it, and this is why: a sentence.
    case problem(String)
  }

  /// As the shell understands it: `vim -u NONE` is a command too.
  package let command: String

  /// `$VISUAL`, `$EDITOR`, or what every system has.
  package init() {
    let named = [Environment["VISUAL"], Environment["EDITOR"]].compactMap { $0 }
    command = named.first { !$0.isEmpty } ?? "vi"
  }

  /// More is no text that anybody edits.
  private static let limit = 1 << 20

  /// Returns when the editor has ended. The text lies in a file that only this user can read, and
  /// that is gone afterwards, with all that the editor put beside it.
  ///
  /// - `name`: Of the file; its ending tells the editor what it is.
  /// - `terminal`: Of which a hang-up, too, ends the editor.
  /// - `signals`: A hang-up or an end that comes meanwhile also ends the editor.
  package func edit(
    _ text: String,
    name: String,
    terminal: Int32,
    signals: Signals
  ) -> (Outcome, ending: Signals.Event?) {
    guard let folder = TemporaryFolder() else {
      return (.problem("There is no place for a file to edit: set TMPDIR to one."), nil)
    }
    defer { folder.remove() }
    let path = "\(folder.path)/\(name)"
    guard Self.write(text, to: path) else {
      return (.problem("\(path) cannot be written: \(String(cString: strerror(errno)))."), nil)
    }
    guard let process = EditorProcess("\(command) \"$1\"", path, mask: signals.originalMask) else {
      return (.problem("The editor cannot be started. Set EDITOR to one that can."), nil)
    }
    let (status, ending) = process.wait(signals, terminal: terminal)
    guard status == 0 else {
      let what = SafeText.line(command)
      return (.problem("\(what) ended with an error: the text stays as it was."), ending)
    }
    guard let bytes = try? Files.bytes(of: path, atMost: Self.limit),
      let text = String(validating: bytes, as: UTF8.self)
    else {
      return (.problem("What the editor left is not a text, so nothing was changed."), ending)
    }
    return (.text(text), ending)
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Files.write(text, to: descriptor)
  }
}

/// A shell's command that runs in the foreground, in our stead.
private struct EditorProcess {
  private let identifier: pid_t
  /// Ends when the last one that inherited its other end has ended.
  private let end: Int32

  /// - Parameter argument: `$1` of the command.
  init?(_ command: String, _ argument: String, mask: sigset_t) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = mask
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    let words: [String] = ["sh", "-c", command, "sh", argument]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let status = posix_spawn(&child, "/bin/sh", nil, &attributes, &arguments, environ)
    guard status == 0 else {
      close(ends[0])
      return nil
    }
    (identifier, end) = (child, ends[0])
  }

  /// How long one that was asked to end may take, in milliseconds: some save first.
  private static let patience = 1_000

  /// Sleeps until it has ended. What asks us to end is passed on to it; when it stops (Ctrl-Z), so
  /// do we, or the shell would never come back. What its keys interrupt (Ctrl-C, Ctrl-\) is the
  /// editor's own affair.
  func wait(_ signals: Signals, terminal: Int32) -> (status: Int32, ending: Signals.Event?) {
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGQUIT, quit)
      close(end)
    }
    var ending: Signals.Event?
    while true {
      // A terminal that is gone is gone for good, and would be told again and again.
      let watched = [end, signals.descriptor]
      let outcome =
        ending == nil
        ? Poller.wait(on: watched, orHangUpOf: terminal)
        : Poller.wait(on: watched, milliseconds: Self.patience)
      if outcome.ready.contains(end) { break }
      if ending != nil, outcome == Poller.Outcome() { return (-1, ending) }
      var heard = signals.read()
      if outcome.hungUp.contains(terminal) { heard.append(.hangUp) }
      for signal in heard {
        switch signal {
        case .hangUp, .terminate:
          ending = signal
          kill(identifier, signal == .hangUp ? SIGHUP : SIGTERM)
        case .stop: kill(getpid(), SIGSTOP)
        case .interrupt, .resume: break
        }
      }
    }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return (status, ending)
  }
}
