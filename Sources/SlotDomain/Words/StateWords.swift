/// A slot's state in words: the same on the command line, in cells, tables and sentences.
public struct StateWords: Hashable, Sendable {
  /// For a sheet or a wide column: `partly taken`.
  public let long: String
  /// The same in at most nine letters.
  public let short: String
  /// Beside a count in a cell, in at most five; empty where the count says all.
  public let cell: String

  init(_ long: String, short: String? = nil, cell: String) {
    self.long = long
    self.short = short ?? long
    self.cell = cell
  }
}

extension StateWords {
  /// The words for what a slot's `state` is now.
  public init(of slot: Slot, in block: BookingBlock, at now: Instant) {
    self.init(of: slot, slot.state(in: block, at: now), at: now)
  }

  /// The words for a state that the slot has at this moment, a row for each. Of what is over they also say
  /// that it was disabled: nobody came.
  public init(of slot: Slot, _ state: SlotState, at now: Instant) {
    self =
      switch state {
      case .past:
        slot.status == .disabled
          ? StateWords("past, disabled", short: "past, off", cell: "off")
          : StateWords("past", cell: "")
      case .disabled: StateWords("disabled", cell: "off")
      case .locked(let lock):
        StateWords(
          "locked \((lock.end - now).timeLeft)",
          short: "locked",
          cell: (lock.end - now).shortTimeLeft
        )
      case .draft: StateWords("draft", cell: "draft")
      case .full: StateWords("full", cell: "full")
      case .begun: StateWords("has begun", cell: "now")
      case .closed: StateWords("closed", cell: "late")
      case .partlyTaken: StateWords("partly taken", short: "partly", cell: "")
      case .available: StateWords("available", cell: "")
      }
  }
}
