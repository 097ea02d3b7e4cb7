import CVersion
import SlotDomain
import TerminalKit

/// Which program this is, and on which libraries it runs.
enum Version {
  /// `0.1.0`, or `0.1.0+4.gabc1234` for what was built from later commits.
  static var program: String { String(cString: slottui_version) }

  /// `slottui 0.1.0 (SQLite 3.40.1, ncurses 6.4.20221231)`
  static var line: String {
    "slottui \(program) (\(StoreAddress.engineVersions), \(CursesTerminal.libraryVersion))"
  }
}
