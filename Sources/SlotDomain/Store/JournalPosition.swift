/// Where a look at the journal stands. Only the engine that made it understands it.
public struct JournalPosition: Hashable, Sendable {
  /// As it can be kept, to be asked with later.
  package let text: String

  package init(text: String) { self.text = text }
}

/// What happened after a position.
public struct JournalNews: Hashable, Sendable {
  /// Oldest first.
  public let entries: [JournalEntry]
  /// Where the next look goes on.
  public let position: JournalPosition

  public init(entries: [JournalEntry], position: JournalPosition) {
    self.entries = entries
    self.position = position
  }
}
