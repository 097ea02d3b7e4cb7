import Glibc
import SlotDomain
import TerminalKit

/// Which booking block of which store a user looked at last: a small file of this user's own, a line a
/// store, the latest first. Without it, with rubbish in it or where it cannot be written, the screen
/// opens with the first block, and says nothing of it.
struct LastBlocks: Equatable {
  /// More than that many stores nobody goes back to.
  private static let most = 100
  private static let largestSize = 1 << 16

  private struct Line: Equatable {
    let block: BookingBlock.ID
    /// Of the store's file.
    let path: String

    /// Two paths can look alike.
    func isOf(_ store: String) -> Bool { path.utf8.elementsEqual(store.utf8) }
  }

  private var lines: [Line] = []

  /// `$XDG_STATE_HOME/slottui/last-blocks`, else below `~/.local/state`.
  static var path: String {
    Environment.folder("XDG_STATE_HOME", else: ".local/state") + "/last-blocks"
  }

  /// Reads the file: one `open` where there is none.
  init(_ path: String = path) {
    // Not to wait for somebody at the other end, should it be a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.largestSize) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(Self.most) {
      guard let text = String(validating: line, as: UTF8.self),
        let blank = text.firstPlace(of: " "), let block = BookingBlock.ID(String(text[..<blank]))
      else { continue }
      lines.append(Line(block: block, path: String(text[text.utf8.index(after: blank)...])))
    }
  }

  subscript(store: String) -> BookingBlock.ID? {
    get { lines.first { $0.isOf(store) }?.block }
    set {
      lines.removeAll { $0.isOf(store) }
      // A line of its own could not be told from the next one.
      guard let newValue, !store.utf8.contains(UInt8(ascii: "\n")) else { return }
      lines = [Line(block: newValue, path: store)] + lines.prefix(Self.most - 1)
    }
  }

  /// Puts the file in its place in one step, for this user alone. What cannot be written is given up.
  func write(_ path: String = path) {
    Self.makeFolder(of: path)
    let draft = "\(path).\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = open(draft, flags, 0o600)
    guard descriptor >= 0 else { return }
    let text = lines.map { "\($0.block) \($0.path)\n" }.joined()
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
