import Glibc
import SlotDomain
import TerminalKit

/// A small file of this user's own about the stores that were on the screen: a line a store, of a word and
/// the store's path, the latest first. There may be none, rubbish in it, or no place for it: nothing depends
/// on it.
struct StateFile: Equatable {
  private struct Line: Equatable {
    let word: String
    /// Of the store's file.
    let path: String

    /// Two paths can look alike.
    func isOf(_ store: String) -> Bool { path.utf8.elementsEqual(store.utf8) }
  }

  /// More than that many stores nobody goes back to.
  private static let mostLines = 100
  private static let largestSize = 1 << 16

  private var lines: [Line]

  /// Below `$XDG_STATE_HOME/slottui`, else below `~/.local/state`.
  static func path(_ name: String) -> String {
    Environment.folder("XDG_STATE_HOME", else: ".local/state") + "/" + name
  }

  /// One `open` where there is none.
  ///
  /// - `isWord`: Whether a line begins with what is kept; others are rubbish.
  init(_ path: String, where isWord: (String) -> Bool) {
    // Not to wait for somebody at the other end, should it be a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      lines = []
      return
    }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.largestSize) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    lines = bytes.split(separator: UInt8(ascii: "\n")).prefix(Self.mostLines).compactMap { line in
      guard let text = String(validating: line, as: UTF8.self), let blank = text.firstPlace(of: " ")
      else { return nil }
      let word = String(text[..<blank])
      guard isWord(word) else { return nil }
      return Line(word: word, path: String(text[text.utf8.index(after: blank)...]))
    }
  }

  /// What is kept of a store.
  subscript(store: String) -> String? {
    get { lines.first { $0.isOf(store) }?.word }
    set {
      lines.removeAll { $0.isOf(store) }
      // A line of its own could not be told from the next one.
      guard let newValue, !store.utf8.contains(UInt8(ascii: "\n")) else { return }
      lines = [Line(word: newValue, path: store)] + lines.prefix(Self.mostLines - 1)
    }
  }

  /// Puts the file in its place in one step, for this user alone. What cannot be written is given up.
  func write(to path: String) {
    Self.makeFolder(of: path)
    let draft = "\(path).\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(draft, flags, 0o600)
    guard descriptor >= 0 else { return }
    let text = lines.map { "\($0.word) \($0.path)\n" }.joined()
    let isWritten = Files.write(text, to: descriptor)
    close(descriptor)
    if !isWritten || rename(draft, path) != 0 { unlink(draft) }
  }

  private static func makeFolder(of path: String) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    // Not where there is not even a home.
    for count in parts.indices.suffix(3) {
      // What is there already is no matter, and what fails shows when the file is made.
      mkdir("/" + parts[...count].joined(separator: "/"), 0o700)
    }
  }
}
