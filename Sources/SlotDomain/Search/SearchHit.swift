/// Something that a search found: a booking block by its name, a slot, or an appointment on one.
public struct SearchHit: Hashable, Sendable {
  /// Where a word was found.
  public struct Finding: Hashable, Sendable {
    /// Of the metadata; `id` for an id.
    public let key: String
    /// The value, of a long one the part around the word.
    public let text: String

    public init(key: String, text: String) {
      self.key = key
      self.text = text
    }
  }

  public let block: BookingBlock.ID
  /// Nil: it is the block itself.
  public let slot: Slot.ID?
  /// When the slot is. Empty, at the beginning of time, for a block.
  public let range: TimeRange
  /// Nil: it is the slot itself, or the block.
  public let appointment: Appointment.ID?
  public let isCancelled: Bool
  /// Whom the appointment is for, active or cancelled; nil for a slot or a block.
  public let person: Person?
  /// Whom or what it is about, at most `longestExcerpt` characters.
  public let label: String?
  public let findings: [Finding]

  static let longestExcerpt = 60

  public init(
    block: BookingBlock.ID,
    slot: Slot.ID? = nil,
    range: TimeRange = TimeRange(start: Instant(milliseconds: 0), end: Instant(milliseconds: 0)),
    appointment: Appointment.ID? = nil,
    isCancelled: Bool = false,
    person: Person? = nil,
    label: String?,
    findings: [Finding] = []
  ) {
    self.block = block
    self.slot = slot
    self.range = range
    self.appointment = appointment
    self.isCancelled = isCancelled
    self.person = person
    self.label = label.map { Self.excerpt($0, around: []) }
    self.findings = findings
  }

  /// A text that is not too long, else the part of it in which the word stands.
  static func excerpt(_ text: String, around word: [UInt8]) -> String {
    guard text.utf8.count > longestExcerpt else { return text }
    let characters = Array(text)
    guard characters.count > longestExcerpt else { return text }
    var offsets: [Int] = []
    var folded: [UInt8] = []
    for character in characters {
      offsets.append(folded.count)
      for scalar in character.unicodeScalars { FoldedText.append(scalar, to: &folded) }
    }
    let match = folded.firstOffset(of: word).flatMap { byte in
      offsets.lastIndex { $0 <= byte }
    }
    let start = min(max(0, (match ?? 0) - 10), characters.count - longestExcerpt)
    let end = start + longestExcerpt
    return (start > 0 ? "…" : "") + String(characters[start..<end])
      + (end < characters.count ? "…" : "")
  }
}

extension SearchHit: Comparable {
  /// In order of time; blocks first, by name.
  public static func < (a: SearchHit, b: SearchHit) -> Bool {
    if (a.slot == nil) != (b.slot == nil) { return a.slot == nil }
    if a.slot == nil, a.label != b.label { return a.label ?? "" < b.label ?? "" }
    if a.slot == nil { return a.block < b.block }
    if a.range.start != b.range.start { return a.range.start < b.range.start }
    if let first = a.slot, let second = b.slot, first != second { return first < second }
    if (a.appointment == nil) != (b.appointment == nil) { return a.appointment == nil }
    if let first = a.appointment, let second = b.appointment { return first < second }
    return false
  }
}

/// How far a search has come. It goes through a store in steps, so that nobody waits for it.
public struct SearchPosition: Hashable, Sendable {
  public enum Stage: Hashable, Sendable {
    /// The names of blocks, and ids.
    case names
    case appointments
    case slots
  }

  public static let start = SearchPosition(stage: .names)

  public let stage: Stage
  /// What was looked at last, by the engine's own numbering, newest first.
  public var last: Int64

  public init(stage: Stage, last: Int64 = .max) {
    self.stage = stage
    self.last = last
  }
}

/// What a step of a search gave.
public struct SearchStep: Hashable, Sendable {
  /// In no order.
  public let hits: [SearchHit]
  /// Where to go on; nil when all was looked at.
  public let next: SearchPosition?

  public init(hits: [SearchHit], next: SearchPosition?) {
    self.hits = hits
    self.next = next
  }
}
