import SlotDomain

/// Which booking block of which store a user looked at last. Without it the screen opens with the first
/// block, and says nothing of it.
struct LastBlocks: Equatable {
  private var file: StateFile

  /// `$XDG_STATE_HOME/slottui/last-blocks`, else below `~/.local/state`.
  static var path: String { StateFile.path("last-blocks") }

  init(_ path: String = path) { file = StateFile(path) { BookingBlock.ID($0) != nil } }

  subscript(store: String) -> BookingBlock.ID? {
    get { file[store].flatMap { BookingBlock.ID($0) } }
    set { file[store] = newValue.map { "\($0)" } }
  }

  /// Puts the file in its place in one step, for this user alone. What cannot be written is given up.
  func write(_ path: String = path) { file.write(to: path) }
}
