import SlotDomain

/// When a user last had each store on the screen. It has no more than that moment: what has happened since
/// is in the store. Without it nothing is said of what happened meanwhile.
struct LastSeen: Equatable {
  private var file: StateFile

  /// `$XDG_STATE_HOME/slottui/last-seen`, else below `~/.local/state`.
  static var path: String { StateFile.path("last-seen") }

  init(_ path: String = path) { file = StateFile(path) { Int64($0) != nil } }

  subscript(store: String) -> Instant? {
    get { file[store].flatMap { Int64($0) }.map(Instant.init(milliseconds:)) }
    set { file[store] = newValue.map { "\($0.milliseconds)" } }
  }

  /// Puts the file in its place in one step, for this user alone. What cannot be written is given up.
  func write(_ path: String = path) { file.write(to: path) }
}
