// The properties of objects by their names on the wire, in the order in which they stand there. Whoever
// writes, reads, compares or lists properties asks these tables, so that a property is added in one
// place and no reader forgets it. The fast paths that write or read a slot by hand (`SlotJSON.appendLine`,
// `SlotLine`, `JournalValues`) are held to them by tests.

/// What a slot has.
public enum SlotProperty: String, CaseIterable, Hashable, Sendable {
  case available
  case blockID = "booking_block_id"
  case capacity
  case createdAt = "created_at"
  case end = "end_date"
  case id
  case isLockable = "lockable"
  case lockedUntil = "locked_until"
  case metadata
  case activeAppointments = "num_active_appointments"
  case appointments = "num_appointments"
  case cancelledAppointments = "num_cancelled_appointments"
  case start = "start_date"
  case status
  case updatedAt = "updated_at"

  /// Whether it follows from others, or is nobody's to write: where slots are read it is passed over.
  var isDerived: Bool {
    switch self {
    case .available, .lockedUntil, .activeAppointments, .appointments, .cancelledAppointments: true
    case .blockID, .capacity, .createdAt, .end, .id, .isLockable, .metadata, .start, .status,
      .updatedAt:
      false
    }
  }

  /// Names that a reader passes over.
  static let derived = allCases.filter(\.isDerived).map(\.rawValue)

  /// Whether two slots differ in it. When it was changed is no difference, nor is
  /// what follows from others.
  func differs(_ a: Slot, _ b: Slot) -> Bool {
    switch self {
    case .start: a.range.start != b.range.start
    case .end: a.range.end != b.range.end
    case .capacity: a.capacity != b.capacity
    case .status: a.status != b.status
    case .isLockable: a.isLockable != b.isLockable
    case .metadata: a.metadata != b.metadata
    case .available, .blockID, .createdAt, .id, .lockedUntil, .activeAppointments, .appointments,
      .cancelledAppointments, .updatedAt:
      false
    }
  }
}

/// A member of metadata that everybody calls the same. It has a field, a column and an option of its own.
public protocol MetadataMember: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

extension MetadataMember {
  /// Empty where there is none.
  public func text(in metadata: Metadata) -> String {
    guard !metadata.isEmpty else { return "" }
    return metadata[rawValue].map { $0.string ?? $0.text() } ?? ""
  }

  /// Those that have a text, in order.
  public static func texts(in metadata: Metadata) -> [(member: Self, text: String)] {
    guard !metadata.isEmpty else { return [] }
    return allCases.map { (member: $0, text: $0.text(in: metadata)) }.filter { !$0.text.isEmpty }
  }

  /// A text as the member's value; no text takes the member away.
  public static func value(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

  /// The same of what somebody typed or pasted in a line: blanks around it are not meant, nor are tabs.
  public static func typed(_ text: String) -> JSONValue {
    value(String(text.map { $0 == "\t" ? " " : $0 }).trimmed)
  }

  /// All that were typed; one without a text is not among them.
  public static func typed(_ text: (Self) -> String?) -> JSONMembers {
    var members: JSONMembers = [:]
    for member in allCases {
      if let text = text(member) { members[member.rawValue] = typed(text) }
    }
    return members
  }
}

/// What everybody calls the same in a slot's metadata, where it lies also when a slot is written as JSON.
public enum SlotMember: String, MetadataMember {
  /// What whoever works there should know.
  case note
}

/// What everybody calls the same in an appointment's metadata: who has the place, and how to reach them.
public enum AppointmentMember: String, MetadataMember {
  case name
  case phone
  case email
  /// What whoever works there should know.
  case note
}

/// What a booking block has.
public enum BlockProperty: String, CaseIterable, Hashable, Sendable {
  case bookingDisabledBefore = "booking_disabled_before"
  case createdAt = "created_at"
  case id
  case metadata
  case name
  case activeAppointments = "num_active_appointments"
  case appointments = "num_appointments"
  case availableSlots = "num_available_slots"
  case cancelledAppointments = "num_cancelled_appointments"
  case slots = "num_slots"
  case shortID = "short_id"
  case status
  case timezone
  case updatedAt = "updated_at"

  /// Whether it is counted: where blocks are read it is passed over.
  var isDerived: Bool {
    switch self {
    case .activeAppointments, .appointments, .availableSlots, .cancelledAppointments, .slots: true
    case .bookingDisabledBefore, .createdAt, .id, .metadata, .name, .shortID, .status, .timezone,
      .updatedAt:
      false
    }
  }

  /// Names that a reader passes over.
  static let derived = allCases.filter(\.isDerived).map(\.rawValue)

  /// Whether two blocks differ in it. When it was changed is no difference.
  func differs(_ a: BookingBlock, _ b: BookingBlock) -> Bool {
    switch self {
    case .name: a.exactName != b.exactName
    case .timezone: a.timezone != b.timezone
    case .status: a.status != b.status
    case .bookingDisabledBefore: a.bookingDisabledBefore != b.bookingDisabledBefore
    case .metadata: a.metadata != b.metadata
    case .createdAt, .id, .activeAppointments, .appointments, .availableSlots,
      .cancelledAppointments, .slots, .shortID, .updatedAt:
      false
    }
  }
}

/// What an appointment has.
public enum AppointmentProperty: String, CaseIterable, Hashable, Sendable {
  case blockID = "booking_block_id"
  case createdAt = "created_at"
  case id
  case metadata
  case slotID = "slot_id"
  case status
  case updatedAt = "updated_at"

  /// Whether it follows from others: an appointment is where its slot is.
  var isDerived: Bool { self == .blockID }

  /// Names that a reader passes over.
  static let derived = allCases.filter(\.isDerived).map(\.rawValue)

  /// Whether two appointments differ in it. When it was changed is no difference.
  func differs(_ a: Appointment, _ b: Appointment) -> Bool {
    switch self {
    case .slotID: a.slotID != b.slotID
    case .status: a.status != b.status
    case .metadata: a.metadata != b.metadata
    case .blockID, .createdAt, .id, .updatedAt: false
    }
  }
}

// By their names on the wire: what two states of an object differ in.

extension Slot {
  func differences(from other: Slot) -> [String] {
    SlotProperty.allCases.filter { $0.differs(self, other) }.map(\.rawValue)
  }
}

extension BookingBlock {
  func differences(from other: BookingBlock) -> [String] {
    BlockProperty.allCases.filter { $0.differs(self, other) }.map(\.rawValue)
  }
}

extension Appointment {
  func differences(from other: Appointment) -> [String] {
    AppointmentProperty.allCases.filter { $0.differs(self, other) }.map(\.rawValue)
  }
}
