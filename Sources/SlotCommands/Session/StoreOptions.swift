package import ArgumentParser
import Glibc
package import SlotDomain
import TerminalKit

/// Which store a command works on.
package struct StoreOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The store: a file, or postgres://HOST/NAME. Default: $SLOTTUI_DB, else ~/.local/share/slottui/slottui.db.",
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
  /// `--db`, else `$SLOTTUI_DB`, else below the user's data folder.
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
  ///   `.storeOutOfReach` S009; `.badRequest` E013 for a request where the store is in a file.
  func open(
    for access: Access,
    isShared: Bool = false,
    request: ChangeRequest? = nil
  ) throws(SlotError) -> RowStore {
    var options = Self.storeOptions
    options.isShared = isShared
    options.createsStore = access == .writing
    options.request = request
    options.isStopped = { Interruption.hasCome }
    let address = try StoreAddress(resolvedPath)
    if request != nil, case .file = address {
      throw .badRequest("A store in a file needs no --request: leave it out.")
    }
    return try Self.connect(to: address) { () throws(SlotError) in
      try open(address, options, for: access)
    }
  }

  /// Opens a store, which may be far away: says so when that takes long, and goes by its clock from then on.
  package static func connect(
    to address: StoreAddress,
    _ open: () throws(SlotError) -> RowStore
  ) throws(SlotError) -> RowStore {
    let notice = ConnectingNotice(address)
    defer { notice?.end() }
    let store = try open()
    Clock.follow(store.clockOffset)
    return store
  }

  private func open(
    _ address: StoreAddress,
    _ wanted: StoreOpening,
    for access: Access
  ) throws(SlotError) -> RowStore {
    var options = wanted
    do {
      return try address.open(options)
    } catch {
      guard access == .reading, address.mayBeRead else { throw error }
      options.access = .readOnly
      switch error {
      case .readOnly, .rightMissing:
        return try address.open(options)
      case .fileProblem, .storeOutOfReach:
        // A full disk, for one, is the reason also where a reader lacks something then; and of several
        // servers one that only follows can be read.
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

extension StoreAddress {
  /// Whether it is worth a try to open it for reading alone.
  fileprivate var mayBeRead: Bool {
    switch self {
    case .file(let path): access(path, R_OK) == 0
    case .server: true
    }
  }
}

extension SlotStore {
  /// What to say where this machine's clock is wrong; nil where it is not.
  package var clockRemark: String? {
    let seconds = clockOffset.milliseconds / 1000
    guard seconds != 0 else { return nil }
    return "This machine's clock is \(abs(seconds)) s \(seconds > 0 ? "behind" : "ahead of") the"
      + " server's, which counts. Set it by the network."
  }
}
