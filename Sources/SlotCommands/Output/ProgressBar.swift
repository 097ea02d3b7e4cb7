import Glibc
import SlotDomain
import TerminalKit

/// A bar on the terminal while a change of many objects takes long, gone when that is done.
final class ProgressBar {
  static let patience = Span(milliseconds: 500)
  static let pause = Span(milliseconds: 100)
  private static let width = 30

  private let clock: () -> Instant
  private let write: (String) -> Void
  private var nextLook: Instant
  private var shown = 0

  init(
    clock: @escaping () -> Instant = Clock.now,
    write: @escaping (String) -> Void = Files.writeError
  ) {
    self.clock = clock
    self.write = write
    nextLook = clock() + Self.patience
  }

  /// Nil where nobody would see it.
  static func onTerminal() -> ProgressBar? {
    isatty(STDERR_FILENO) == 0 ? nil : ProgressBar()
  }

  func show(_ progress: WorkProgress) {
    show(progress.phrase, done: progress.done, total: progress.total)
  }

  func show(_ phrase: @autoclosure () -> String, done: Int, total: Int) {
    let now = clock()
    guard now >= nextLook else { return }
    nextLook = now + Self.pause
    let full = done * Self.width / max(1, total)
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: Self.width - full)
    let line = "[\(bar)] \(phrase())"
    write("\r" + line)
    shown = line.count
  }

  func erase() {
    guard shown > 0 else { return }
    write("\r" + String(repeating: " ", count: shown) + "\r")
    shown = 0
  }
}
