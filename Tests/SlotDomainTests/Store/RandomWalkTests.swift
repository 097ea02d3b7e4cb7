import Foundation
import Testing

@testable import SlotDomain
@testable import TestDriver

/// Three users do whatever can be done, thousands of steps from a seed: change, delete, bring back what
/// was exported before, take back, do again. Every refusal is one of a rule, whatever was done, and the
/// store stays sound.
@Suite struct RandomWalkTests {
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func whateverSeveralDoOnlyRulesRefuse(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    for step in 0..<600 {
      try walk.step(step)
      // The last step of its minute.
      if step % 100 == 99 { try walk.expectAnswers(step) }
    }
    // A walk on which nothing happens proves nothing.
    #expect(walk.done[.takeOver, default: 0] > 20, "\(walk.done)")
    #expect(walk.done[.undo, default: 0] > 50, "\(walk.done)")
    #expect(walk.done[.redo, default: 0] > 20, "\(walk.done)")
    #expect(walk.done[.deleteBlock, default: 0] > 2, "\(walk.done)")
    #expect(walk.conflicts > 5, "\(walk.done)")
  }
}

private struct Walk {
  let test: TestStore
  let raw: RawDatabase
  let sessions: [SQLiteStore]
  var random: SeededGenerator
  /// What was exported on the way.
  var exports: [[ObjectRecord]] = []
  var done: [SlotDomain.Action.Verb: Int] = [:]
  var conflicts = 0
  /// How the store was at some minutes.
  private var moments: [Int: StoreCopy] = [:]
  private let blocks: [BookingBlock]

  init(seed: UInt64) throws {
    test = try TestStore()
    sessions = [test.store, try test.session(of: "ben"), try test.session(of: "carla")]
    raw = try RawDatabase(test.path)
    random = SeededGenerator(state: seed)
    let draft = BlockDraft(name: "Room", timezone: "Europe/Warsaw", status: .published)
    _ = try test.store.perform(.createBlock(draft), at: moment(0))
    blocks = try test.store.blocks()
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  mutating func step(_ step: Int) throws {
    let session = sessions[Int.random(in: 0..<3, using: &random)]
    let now = moment(step / 4)
    let before = try contents()
    do {
      guard let action = try act(session, now, step) else { return }
      done[action.verb, default: 0] += 1
      if action.target == nil, chance(3) { try backAndForth(session, now, before, step) }
    } catch let error as SlotError {
      #expect(Self.refusals.contains(error.code), "step \(step): \(error)")
      #expect(try contents() == before, "step \(step): \(error)")
    }
  }

  /// All that rules refuse with.
  private static let refusals = Set(ErrorCode.allCases.filter { $0.rawValue.hasPrefix("E") })
    .subtracting([.unexpected]).union([.cannotUndo])

  private mutating func act(
    _ session: SQLiteStore,
    _ now: Instant,
    _ step: Int
  ) throws -> SlotDomain.Action? {
    switch Int.random(in: 0..<20, using: &random) {
    case 0, 1, 2:
      return try takeBack(step) { () throws(SlotError) in
        try session.undo(nil, force: false, at: now)
      }
    case 3, 4:
      return try takeBack(step) { () throws(SlotError) in try session.redo(at: now) }
    case 5:
      let last = try test.store.lastAction()
      let id = Int64.random(in: max(1, last - 20)...last, using: &random)
      let force = Bool.random(using: &random)
      return try takeBack(step) { () throws(SlotError) in
        try session.undo(id, force: force, at: now)
      }
    case 6, 7, 8:
      return try bringBack(session, now)
    case 9:
      exports.append(try exported(now))
      if exports.count > 6 { exports.remove(at: Int.random(in: 0..<6, using: &random)) }
      return nil
    case 10:
      return try session.perform(try blockOperation(), at: now).action
    default:
      return try session.perform(try test.randomOperation(&random, now), at: now).action
    }
  }

  private mutating func blockOperation() throws -> SlotDomain.Operation {
    let there = try test.store.blocks()
    guard let block = there.randomElement(using: &random), !chance(6) else {
      return .createBlock(BlockDraft(name: "Block", timezone: "UTC", status: .published))
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .setBlockStatus([block.id], .draft)
    case 1: return .setBlockStatus(there.map(\.id), .published)
    case 2: return .updateBlock(block.id, BlockChanges(name: "Block \(there.count)"))
    default: return .deleteBlocks([block.id], force: !chance(3))
    }
  }

  // MARK: Undo

  /// Takes back or does again. What is named as left alone must be as it was.
  private mutating func takeBack(
    _ step: Int,
    _ body: () throws(SlotError) -> UndoOutcome
  ) throws -> SlotDomain.Action {
    let before = try contents()
    let outcome = try body()
    let after = try contents()
    conflicts += outcome.conflicts.count
    for conflict in outcome.conflicts {
      let name = Self.name(conflict.subject)
      #expect(after[name] == before[name], "step \(step): \(conflict)")
      if case .refused(let error) = conflict.reason {
        #expect(Self.refusals.contains(error.code), "step \(step): \(error)")
      }
    }
    return outcome.action
  }

  /// What was just done is taken back, done again and taken back, which gives what was there before, what
  /// was there after, and what was there before; unless a colleague's lock keeps places from coming back.
  private mutating func backAndForth(
    _ session: SQLiteStore,
    _ now: Instant,
    _ before: [String: String],
    _ step: Int
  ) throws {
    let after = try contents()
    for isUndo in [true, false, true] {
      do throws(SlotError) {
        let outcome =
          isUndo ? try session.undo(nil, force: false, at: now) : try session.redo(at: now)
        for conflict in outcome.conflicts { expectLock(conflict.reason, step) }
        guard outcome.conflicts.isEmpty else { return }
      } catch {
        #expect(error.code == .cannotUndo, "step \(step): \(error)")
        #expect(try contents() == (isUndo ? after : before), "step \(step)")
        return
      }
      done[isUndo ? .undo : .redo, default: 0] += 1
      #expect(try contents() == (isUndo ? before : after), "step \(step)")
    }
  }

  private func expectLock(_ reason: UndoOutcome.Conflict.Reason, _ step: Int) {
    guard case .refused(let error) = reason, error.code == .slotLocked else {
      Issue.record("step \(step): \(reason)")
      return
    }
  }

  // MARK: Out and in again

  /// All that there is, as a file has it.
  private func exported(_ now: Instant) throws -> [ObjectRecord] {
    var lines: [JSONValue] = []
    for block in try test.store.blocks() {
      lines.append(BlockJSON.value(block, counts: try test.store.counts(of: block.id, at: now)))
      for slot in try test.store.slots(of: block.id, in: .all) {
        lines.append(SlotJSON.value(slot, in: block, at: now))
        lines += try test.store.appointments(on: slot.id).map { AppointmentJSON.value($0) }
      }
    }
    var reader = NDJSONReader()
    return try lines.enumerated().flatMap { number, line in
      try reader.read(Array(line.text().utf8), number: number + 1).map { try $0.result.get() }
    }
  }

  /// Imports something that was exported, or a part of it, sometimes under other ids.
  private mutating func bringBack(
    _ session: SQLiteStore,
    _ now: Instant
  ) throws -> SlotDomain.Action? {
    guard let export = exports.randomElement(using: &random) else { return nil }
    let isWhole = chance(2)
    var records: [ObjectRecord] = []
    for record in export where isWhole || chance(2) { records.append(changed(record)) }
    let (updating, skips, isTrial) = (Bool.random(using: &random), !chance(4), chance(8))
    let action = try session.takeOver(at: now, reason: nil, isTrial: isTrial) {
      (intake) throws(SlotError) in
      for record in records {
        do throws(SlotError) {
          _ = try intake.take(record, updating: updating)
        } catch {
          guard skips, error.isAboutObject else { throw error }
        }
      }
    }
    return isTrial ? nil : action
  }

  /// Now and then a block comes under another id with the old short id.
  private mutating func changed(_ record: ObjectRecord) -> ObjectRecord {
    guard case .block(var block) = record, chance(4) else { return record }
    var other = BlockRecord(id: BookingBlock.ID(using: &random))
    (other.shortID, other.name, other.timezone) = (block.shortID, block.name, block.timezone)
    block = other
    return .block(block)
  }

  // MARK: Looking

  /// Everything can be asked, and is sound; what was is as it was.
  mutating func expectAnswers(_ step: Int) throws {
    let now = moment(step / 4)
    #expect(try test.store.check() == [], "step \(step)")
    _ = try test.store.entries(after: 0, limit: 20)
    for minute in [step / 4, step / 5, step / 8, step / 20] {
      let past = try test.store.past(at: moment(minute))
      for block in try past.blocks() {
        for slot in try past.slots(of: block.id, in: .all) {
          let people = try past.appointments(on: slot.id)
          #expect(people.count == slot.appointments, "step \(step), minute \(minute)")
        }
      }
    }
    for (minute, copy) in moments {
      #expect(try StoreCopy(test.store.past(at: moment(minute))) == copy, "step \(step): \(minute)")
    }
    moments[step / 4] = try StoreCopy(test.store)
    for slot in try test.store.slots(matching: SlotQuery(), at: now).elements {
      var query = HistoryQuery()
      query.slot = slot.id
      #expect(try !test.store.history(matching: query).isEmpty)
    }
  }

  private static func name(_ subject: Change.Subject) -> String {
    let name =
      switch subject {
      case .block(let id): "block \(id)"
      case .slot(let id): "slot \(id)"
      case .appointment(let id): "appointment \(id)"
      }
    return name.replacing("-", with: "")
  }

  /// Each object with all that it is, apart from when it was changed and from what is counted on it.
  private func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for (table, columns) in [
      (
        "block",
        "key, short_id, name, timezone, published, booking_disabled_before, metadata, created_at"
      ),
      (
        "slot",
        """
        key, block, start_at, end_at, capacity, disabled, lockable, locked_until, locked_by, lock, \
        metadata, created_at
        """
      ),
      ("appointment", "key, slot, cancelled, metadata, created_at"),
    ] {
      for row in try raw.rows("SELECT id, \(columns) FROM \(table)") {
        contents["\(table) \(row[0])"] = row.dropFirst().joined(separator: "|")
      }
    }
    return contents
  }
}
