import SlotDomain
import Testing

@testable import SlotCommands
@testable import SlotTUI

/// Whatever tells of a slot's state tells the same: cells, tables, the agenda, the sentence.
@Suite struct SlotStateTests {
  /// Every combination of what a state depends on.
  struct Case: Sendable, CustomTestStringConvertible {
    let start: String
    let taken: Int
    let isDisabled: Bool
    let isLocked: Bool
    let isDraft: Bool
    let closesEarly: Bool

    var testDescription: String {
      "\(start) \(taken)/2 disabled \(isDisabled) locked \(isLocked) draft \(isDraft) early \(closesEarly)"
    }
  }

  static let all: [Case] = {
    let both = [false, true]
    var all: [Case] = []
    for start in ["2026-03-04 08:00", "2026-03-04 10:00", "2026-03-04 11:00"] {
      for taken in 0...2 {
        for (isDisabled, isLocked) in both.flatMap({ a in both.map { (a, $0) } }) {
          for (isDraft, closesEarly) in both.flatMap({ a in both.map { (a, $0) } }) {
            all.append(
              Case(
                start: start,
                taken: taken,
                isDisabled: isDisabled,
                isLocked: isLocked,
                isDraft: isDraft,
                closesEarly: closesEarly
              )
            )
          }
        }
      }
    }
    return all
  }()

  private func told(_ one: Case) throws -> (Scene, Slot, BookingBlock) {
    var scene = try Scene()
    let block = Scene.block(
      1,
      "Dr. Ada",
      status: one.isDraft ? .draft : .published,
      closesBefore: one.closesEarly ? 7200 : 0
    )
    scene.block = block
    let slot = try scene.add(
      one.start,
      capacity: 2,
      taken: one.taken,
      status: one.isDisabled ? .disabled : .active,
      lock: one.isLocked ? Scene.Hold(owner: "ben", minutes: 4) : nil
    )
    return (scene, slot, block)
  }

  /// Past, then what was done to the slot itself, then its block, then its places, then the time.
  private func expected(_ one: Case) -> String {
    if one.start.hasSuffix("08:00") { return one.isDisabled ? "past, disabled" : "past" }
    if one.isDisabled { return "disabled" }
    if one.isLocked { return "locked 4 min" }
    if one.isDraft { return "draft" }
    if one.taken == 2 { return "full" }
    if one.start.hasSuffix("10:00") { return "has begun" }
    if one.closesEarly { return "closed" }
    return one.taken > 0 ? "partly taken" : "available"
  }

  /// What the first reason of the sentence begins with, for each word of the tables.
  private static let beginnings = [
    "past": "past", "past, disabled": "past, disabled", "disabled": "disabled",
    "locked 4 min": "locked by ben for 4 min", "draft": "block is a draft", "full": "full",
    "has begun": "has begun", "closed": "booking closed 09:00",
  ]

  private static let agenda = [
    "past, disabled": "past, off", "locked 4 min": "locked", "partly taken": "partly",
  ]

  @Test(arguments: all)
  func allTellTheSame(one: Case) throws {
    let (scene, slot, block) = try told(one)
    let word = StateWords(of: slot, in: block, at: scene.now).long
    #expect(word == expected(one))
    #expect(SlotFace(slot, in: block, at: scene.now).state == Self.agenda[word] ?? word)
    let sentence = SlotSentence(
      times: TimeFormat(zone: scene.zone),
      now: scene.now,
      keys: .standard,
      actor: "ana",
      isReadOnly: true,
      names: Names()
    )
    let reasons = sentence.reasons(slot, in: block).joined(separator: ", ")
    if let beginning = Self.beginnings[word] {
      #expect(reasons.hasPrefix(beginning), "\(reasons)")
    } else {
      #expect(reasons.isEmpty)
    }
    let isBookable = word == "available" || word == "partly taken"
    #expect(slot.isAvailable(in: block, at: scene.now) == isBookable)
    #expect(slot.obstacles(in: block, at: scene.now).isEmpty == isBookable)
  }

  @Test("The sentence has every reason, not the first one only", arguments: all)
  func sentenceHasAll(one: Case) throws {
    let (scene, slot, block) = try told(one)
    let states = slot.states(in: block, at: scene.now)
    #expect(states.first == slot.state(in: block, at: scene.now))
    guard states.first != .past else { return }
    let reasons = states.filter { $0 != .available && $0 != .partlyTaken }
    #expect(reasons.count == slot.obstacles(in: block, at: scene.now).count)
  }
}
