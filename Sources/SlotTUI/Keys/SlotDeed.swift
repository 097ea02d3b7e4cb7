import TerminalKit

/// What a key does to the slot under the cursor, or to all that are marked.
enum SlotDeed: String, CaseIterable, Hashable, Sendable {
  case edit
  case toggleStatus
  case toggleLock
  case shift
  case delete

  /// Its row in the table of keys.
  var binding: KeyBinding {
    switch self {
    case .edit:
      row(["e"], "edit the slot, or all marked", "edit")
        .called("capacity places change length duration note time metadata slot")
    case .toggleStatus:
      row(["d"], "disable or enable the slot", "disable")
        .called("close open disable enable reopen block off on slot")
    case .toggleLock:
      row(["L"], "lock (a number before: minutes), or unlock", "lock", counts: true)
        .called("lock unlock hold reserve slot")
    case .shift:
      row(["S"], "move by minutes (a number before: later)", "shift", counts: true)
        .called("move later earlier delay postpone minutes slot")
    case .delete:
      row(["D", .delete], "delete the slot, after a question", "delete")
        .called("remove erase slot")
    }
  }

  private func row(
    _ keys: [Key],
    _ help: String,
    _ hint: String,
    counts: Bool = false
  ) -> KeyBinding {
    KeyBinding(.slots(self), keys, help, hint: hint, takesCount: counts)
  }
}
