import Glibc
package import SlotDomain
import Synchronization
import TerminalKit

/// Says on the terminal which server is being connected to, once that takes longer than a moment.
package final class ConnectingNotice: Sendable {
  private static let patience: UInt32 = 100_000

  private struct State {
    var hasEnded = false
    var columns = 0
  }

  private let state = Mutex(State())

  /// Nil where there is no server, or nobody who would see it.
  package init?(_ address: StoreAddress) {
    guard case .server(let server) = address, isatty(STDERR_FILENO) != 0 else { return nil }
    let sentence = PlainText.safe("Connecting to \(server.place)…")
    DetachedThread.run { [self] in
      usleep(Self.patience)
      state.withLock {
        guard !$0.hasEnded else { return }
        Files.writeError(sentence)
        $0.columns = sentence.count
      }
    }
  }

  /// Takes it away.
  package func end() {
    state.withLock {
      $0.hasEnded = true
      guard $0.columns > 0 else { return }
      Files.writeError("\r" + String(repeating: " ", count: $0.columns) + "\r")
    }
  }
}
