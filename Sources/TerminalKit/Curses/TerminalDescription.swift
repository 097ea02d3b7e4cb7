import CNcurses
import Glibc

/// What the terminal database says of a type, without taking a terminal over.
package struct TerminalDescription: Equatable {
  package var colors: Int
  /// Whether the cursor can be sent to any cell.
  package var canPlaceCursor: Bool
}

extension TerminalDescription {
  /// Nil when the type is not described on this machine.
  package init?(of type: String) {
    var result: Int32 = 0
    guard !type.isEmpty, setupterm(type, STDOUT_FILENO, &result) == OK else { return nil }
    defer { cn_forget_description() }
    colors = max(0, Int(tigetnum("colors")))
    canPlaceCursor = cn_capability("cup") != nil
  }

  /// Columns and rows of the terminal that is standard output; nil when it is none.
  package static func size() -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
