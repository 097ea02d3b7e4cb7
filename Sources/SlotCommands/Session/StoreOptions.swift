package import ArgumentParser
import Glibc
package import SlotDomain
import TerminalKit

/// Which store a command works on.
package struct StoreOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The store's file. Default: $SLOTTUI_DB, else ~/.local/share/slottui/slottui.db.",
      valueName: "path"
    ),
    completion: .file()
  )
  package var path: String?

  package init() {}

  init(path: String?) { self.path = path }
}

/// What a command needs the store for.
enum Access {
  /// Reading, or trying out, what must be there already: nothing is made. Writing if it can be had, so
  /// that an older store is brought up to date.
  case reading
  /// Changing what must be there already.
  case changing
  /// Changing, and then the store is also made when it is not there.
  case writing
}

extension StoreOptions {
  /// `--db`, else `$SLOTTUI_DB`, else below the user's data folder (SPEC §4).
  package var resolvedPath: String { Self.path(for: path) }

  /// The same for what `--db` says, without the parser's machinery around it.
  package static func path(for written: String?) -> String {
    if let written { return written }
    if let path = Environment.value("SLOTTUI_DB") { return path }
    return Environment.folder("XDG_DATA_HOME", else: ".local/share") + "/slottui.db"
  }

  /// What every opening of a store has in common.
  package static var storeOptions: StoreOpening {
    var options = StoreOpening(actor: SystemUser.name)
    options.allowsNetworkFileSystem = Environment.value("SLOTTUI_ALLOW_NETWORK_FS") == "1"
    return options
  }

  /// - Throws: `.storeDamaged` S002, `.storeNewer` S003, `.readOnly` S004, `.fileProblem` S007,
  ///   `.storeOutOfReach` S009.
  func open(for access: Access, isShared: Bool = false) throws(SlotError) -> RowStore {
    var options = Self.storeOptions
    options.isShared = isShared
    options.createsStore = access == .writing
    let address = try StoreAddress(resolvedPath)
    do {
      return try address.open(options)
    } catch {
      guard access == .reading, Glibc.access(resolvedPath, R_OK) == 0 else { throw error }
      options.access = .readOnly
      switch error {
      case .readOnly:
        return try address.open(options)
      case .fileProblem:
        // A full disk, for one, is the reason also where a reader lacks something then.
        guard let store = try? address.open(options) else {
          throw error
        }
        return store
      default:
        throw error
      }
    }
  }
}
