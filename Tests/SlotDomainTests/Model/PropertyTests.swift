import Testing

@testable import SlotDomain

/// The tables of properties, and the fast paths that know properties by themselves.
@Suite struct PropertyTests {
  private static let slot = SlotJSONTests.slot
  private static let later = SlotJSONTests.now + .minutes(90)

  /// A change of each property that can be changed.
  private static func changed(_ property: SlotProperty) throws -> Slot? {
    var slot = slot
    switch property {
    case .capacity: slot.capacity += 1
    case .end: slot.range = TimeRange(start: slot.range.start, end: slot.range.end + .minutes(1))
    case .start: slot.range = TimeRange(start: slot.range.start + .minutes(1), end: slot.range.end)
    case .isLockable: slot.isLockable = false
    case .lockedUntil: slot.storedLock = Slot.Lock(end: later, owner: "ben")
    case .metadata: slot.metadata = try Metadata(parsing: #"{"a":1}"#)
    case .status: slot.status = .disabled
    case .updatedAt: slot.updatedAt = later
    case .available, .blockID, .createdAt, .id, .activeAppointments, .appointments,
      .cancelledAppointments:
      return nil
    }
    return slot
  }

  @Test("The wire has the properties, all of them, in their order")
  func wire() throws {
    let text = SlotJSON.value(Self.slot, in: SlotJSONTests.block, at: SlotJSONTests.now)
    guard case .object(let members) = text else {
      Issue.record("A slot must be an object")
      return
    }
    let names = members.keys.map(\.text).sorted()
    #expect(names == ["_object"] + SlotProperty.allCases.map(\.rawValue))
    let columns = SlotMember.allCases.map(\.rawValue)
    #expect(SlotCSV.columns == SlotProperty.allCases.map(\.rawValue) + columns)
  }

  @Test(
    "The journal, which is written by hand, names what differs",
    arguments: SlotProperty.allCases
  )
  func journal(property: SlotProperty) throws {
    guard let changed = try Self.changed(property) else { return }
    let (before, after) = JournalValues.difference(Self.slot, changed)
    for text in [before, after] {
      guard case .object(let members) = try JSONValue(parsing: text) else {
        Issue.record("The values of a change must be an object")
        return
      }
      var names = Set(members.keys.map(\.text))
      if property == .lockedUntil {
        #expect(names.remove("locked_by") != nil)
        #expect(names.remove(JournalValues.lockNumber) != nil)
      }
      #expect(names == [property.rawValue])
    }
  }

  @Test("What the journal remembers is put back", arguments: SlotProperty.allCases)
  func putBack(property: SlotProperty) throws {
    guard let changed = try Self.changed(property) else { return }
    let text = JournalValues.difference(Self.slot, changed).0
    let values = try #require(StoredChange.values(of: text))
    #expect(JournalProperties.problem(in: values, of: .slot, isWhole: false) == nil)
    var slot = RememberedValues(values).applied(to: changed)
    // When it was changed is written anew.
    slot.updatedAt = Self.slot.updatedAt
    #expect(slot == Self.slot)
  }

  @Test("The same of a block", arguments: BlockProperty.allCases)
  func putBack(property: BlockProperty) throws {
    guard let changes = try Self.changes(property) else { return }
    let block = SlotJSONTests.block
    let changed = changes.applied(to: block)
    #expect(changed != block)
    let text = JournalValues.difference(block, changed).0
    let values = try #require(StoredChange.values(of: text))
    #expect(Set(values.keys.map(\.text)) == [property.rawValue])
    #expect(JournalProperties.problem(in: values, of: .block, isWhole: false) == nil)
    #expect(RememberedValues(values).applied(to: changed) == block)
  }

  /// To each property that can be changed.
  private static func changes(_ property: BlockProperty) throws -> BlockChanges? {
    switch property {
    case .name: BlockChanges(name: "Room 3")
    case .timezone: BlockChanges(timezone: "Asia/Tokyo")
    case .status: BlockChanges(status: .draft)
    case .bookingDisabledBefore: BlockChanges(bookingDisabledBefore: 7200)
    case .metadata: BlockChanges(metadata: try Metadata(parsing: #"{"a":1}"#))
    case .createdAt, .id, .activeAppointments, .appointments, .availableSlots,
      .cancelledAppointments, .slots, .shortID, .updatedAt:
      nil
    }
  }

  @Test("What differs is told by its name", arguments: SlotProperty.allCases)
  func differences(property: SlotProperty) throws {
    guard let changed = try Self.changed(property) else { return }
    // When it was changed is no difference, and a lock stays in its store.
    let isTold = property != .updatedAt && property != .lockedUntil
    #expect(Self.slot.differences(from: changed) == (isTold ? [property.rawValue] : []))
  }

  @Test("A line that is read by hand has what any reader finds in it")
  func line() throws {
    for property in SlotProperty.allCases {
      guard let changed = try Self.changed(property) else { continue }
      var line: [UInt8] = []
      SlotJSON.appendLine(changed, in: SlotJSONTests.block, at: SlotJSONTests.now, to: &line)
      let record = try #require(SlotLine.record(Array(line.dropLast())))
      #expect(try NDJSONReader.anyRecord(Array(line.dropLast())) == .slot(record))
      #expect(try Set(record.applied(to: Self.slot).differences(from: changed)) == [])
    }
  }
}
