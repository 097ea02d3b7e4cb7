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
