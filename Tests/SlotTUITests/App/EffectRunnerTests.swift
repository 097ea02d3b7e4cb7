import Foundation
import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// A store in a folder of its own, with two blocks, and the runner of a screen on it.
final class RunnerStore {
  let folder = NSTemporaryDirectory() + "slottui-screen-" + UUID().uuidString
  let store: SQLiteStore
  let runner: EffectRunner
  let block: BookingBlock.ID
  /// Wednesday, 4 March 2026, 10:12 in Warsaw.
  let now = Instant(seconds: 1_772_615_520)
  let settings: ScreenSettings

  init(actor: String = "ana", isLinear: Bool = false) throws {
    settings = ScreenSettings(actor: "ana", isLinear: isLinear)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var options = SQLiteStore.Options(actor: actor)
    options.busyTimeout = 20
    let store = try SQLiteStore(path: folder + "/slottui.db", options: options)
    self.store = store
    let userZone = try Zone(named: "America/New_York")
    runner = EffectRunner(
      store: store,
      settings: settings,
      userZone: userZone
    )
    let past = Instant(seconds: 1_770_000_000)
    let blocks = try ["Dr. Ada", "Room 7"].map { name in
      let draft = BlockDraft(name: name, timezone: "Europe/Warsaw", status: .published)
      return try #require(try store.perform(.createBlock(draft), at: past).blocks.first)
    }
    block = blocks[0].id
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Another session on the same file.
  func session(of actor: String) throws -> SQLiteStore {
    var options = SQLiteStore.Options(actor: actor)
    options.busyTimeout = 20
    return try SQLiteStore(path: store.path, options: options)
  }

  @discardableResult
  func add(
    _ start: String,
    _ minutes: Int = 30,
    capacity: Int = 1,
    of other: BookingBlock.ID? = nil
  ) throws -> Slot {
    let start = try TimeText.instant(start, in: Zone(named: "Europe/Warsaw"))
    let draft = SlotDraft(
      blockID: other ?? block,
      range: TimeRange(start: start, end: start + .minutes(minutes)),
      capacity: capacity
    )
    return try #require(try store.perform(.createSlots([draft]), at: now).slots.first)
  }

  func book(_ name: String, phone: String? = nil, in slot: Slot) throws {
    let known = ["name": name, "phone": phone].compactMapValues { $0 }
    let json = String(decoding: try JSONEncoder().encode(known), as: UTF8.self)
    let draft = AppointmentDraft(slotID: slot.id, metadata: try Metadata(parsing: json))
    _ = try store.perform(.createAppointments([draft]), at: now)
  }

  func load(
    _ target: PeriodRequest.Target,
    zone: ZoneChoice = .block,
    block: BookingBlock.ID? = nil
  ) throws -> (PeriodContent, Focus) {
    let request = PeriodRequest(block: block, zoneChoice: zone, target: target)
    let events = try runner.run(.load(request), at: now)
    guard events.count == 1, case .loaded(let content, let focus) = events[0] else {
      throw SlotError.unexpected("\(events)")
    }
    return (content, focus)
  }

  func open(
    size: AppState.Size = .init(width: 80, height: 24),
    style: TimeStyle = TimeStyle()
  ) throws -> AppState {
    let (content, focus) = try load(.now)
    var settings = settings
    settings.timeStyle = style
    return AppState(settings: settings, now: now, size: size, content: content, focus: focus)
  }
}

extension AppState {
  /// Does what the loop does: runs effects until there are none left.
  mutating func run(_ effects: [Effect], _ runner: EffectRunner) {
    var live = LiveState(self, [])
    for effect in effects { live.queue.append(effect) }
    while live.queue.isAnyDue || live.queue.isAnyUnseen || live.queue.isAnyIdle {
      if !live.queue.isAnyDue { live.queue.makeUnseenDue() }
      guard let effect = live.queue.next() ?? live.queue.nextIdle() else { break }
      do throws(SlotError) {
        let now = live.state.clock
        for event in try runner.run(effect, at: now, showing: live.showing) {
          live.post(event, at: now)
        }
      } catch {
        live.post(.refused(error), at: live.state.clock)
      }
    }
    self = live.state
  }
}

@Suite struct EffectRunnerTests {
  @Test func opensOnTheSlotOfNow() throws {
    let world = try RunnerStore()
    try world.add("2026-03-04 09:00")
    let present = try world.add("2026-03-04 10:00")
    try world.add("2026-03-04 10:30")
    let (content, focus) = try world.load(.now)
    #expect(focus == .slot(present.id))
    #expect(content.firstDay == (try date("2026-03-02")))
    #expect(content.slots.count == 3)
    let request = try world.open().desk.outlookRequest
    let events = try world.runner.run(.readOutlook(request), at: world.now)
    guard case .outlookRead(request, let outlook)? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(outlook.freeInPeriod[world.block] == 1)
    #expect(outlook.freeToday[world.block] == 1)
    #expect(outlook.nextFree?.range.start == present.range.end)
    #expect(content.blocks.map(\.name) == ["Dr. Ada", "Room 7"])
    #expect(content.position == 5)
    #expect(try world.open().week.focusedSlot?.id == present.id)
  }

  @Test func opensOnTheNextSlot() throws {
    let world = try RunnerStore()
    try world.add("2026-03-04 09:00")
    let next = try world.add("2026-03-17 10:00")
    let (content, focus) = try world.load(.now)
    #expect(focus == .slot(next.id))
    #expect(content.firstDay == (try date("2026-03-16")))
    #expect(content.slots == [next])
  }

  @Test func opensOnTodayWithoutSlots() throws {
    let world = try RunnerStore()
    try world.add("2026-03-04 09:00")
    let (content, focus) = try world.load(.now)
    #expect(focus == .now)
    #expect(content.firstDay == (try date("2026-03-02")))
    #expect(try world.open().week.focusedDate == (try date("2026-03-04")))
  }

  @Test func slotOfNowThatBeganLastWeekIsShownInThisOne() throws {
    let world = try RunnerStore()
    let long = try world.add("2026-02-27 09:00", 60 * 24 * 10)
    let (content, focus) = try world.load(.now)
    #expect(content.firstDay == (try date("2026-03-02")))
    #expect(focus == .slot(long.id))
  }

  @Test func datesWeeksSlotsAndNeighbours() throws {
    let world = try RunnerStore()
    let first = try world.add("2026-03-04 09:00")
    let last = try world.add("2026-03-17 10:00")
    let day = try date("2026-03-18")
    var (content, focus) = try world.load(.date(day))
    #expect(content.firstDay == (try date("2026-03-16")))
    #expect(focus == .date(day))
    (content, focus) = try world.load(.week(day))
    #expect(focus == .stay)
    #expect(content.slots == [last])
    (content, focus) = try world.load(.slot(first.id))
    #expect(content.slots == [first])
    #expect(focus == .slot(first.id))
    (content, focus) = try world.load(.neighbour(.after, first.range.start))
    #expect(focus == .slot(last.id))
    #expect(content.slots == [last])
    (content, focus) = try world.load(.neighbour(.before, last.range.start))
    #expect(focus == .slot(first.id))
    // As many on as there are, where there are fewer.
    let between = try world.add("2026-03-16 10:00")
    for (count, slot) in [(1, between), (2, last), (3, last)] {
      (_, focus) = try world.load(.neighbour(.after, first.range.start, count: count))
      #expect(focus == .slot(slot.id))
    }
    (_, focus) = try world.load(.neighbour(.before, last.range.start, count: 2))
    #expect(focus == .slot(first.id))
    for (direction, word) in [(SearchDirection.after, "later"), (.before, "earlier")] {
      let moment = direction == .after ? last.range.start : first.range.start
      let request = PeriodRequest(
        block: nil,
        zoneChoice: .block,
        target: .neighbour(direction, moment)
      )
      #expect(
        try world.runner.run(.load(request), at: world.now)
          == [.said("This block has no \(word) slot.")]
      )
    }
    #expect(throws: SlotError.slotNotFound("\(Scene.slotID(1))")) {
      try world.load(.slot(Scene.slotID(1)))
    }
  }

  @Test func availableSlotsAreFoundAcrossWeeks() throws {
    let world = try RunnerStore()
    let first = try world.add("2026-03-05 09:00")
    let disabled = try world.add("2026-03-05 10:00")
    let last = try world.add("2026-03-17 10:00")
    _ = try world.store.perform(.changeSlots([disabled.id], .setStatus(.disabled)), at: world.now)
    var (content, focus) = try world.load(.available(.after, first.range.start, count: 1))
    #expect(focus == .slot(last.id))
    #expect(content.slots == [last])
    (content, focus) = try world.load(.available(.after, world.now, count: 9))
    #expect(focus == .slot(last.id))
    (content, focus) = try world.load(.available(.before, last.range.start, count: 1))
    #expect(focus == .slot(first.id))
    #expect(content.firstDay == (try date("2026-03-02")))
    var state = try world.open()
    state.run(state.press(">"), world.runner)
    #expect(state.week.focusedSlot?.id == last.id)
    state.run(state.press(">"), world.runner)
    #expect(
      state.message == Message("This block has no later available slot. F looks in all blocks.")
    )
    for _ in 0..<2 { state.run(state.press("<"), world.runner) }
    #expect(state.week.focusedSlot?.id == first.id)
    #expect(state.message == Message("This block has no earlier available slot."))
  }

  /// Side by side it goes by time through all columns; what starts together from left to right.
  @Test func availableSlotsAreFoundThroughAllBlocks() throws {
    let world = try RunnerStore()
    let room = try #require(try world.store.blocks().last).id
    let slots = [
      try world.add("2026-03-05 09:00"), try world.add("2026-03-05 09:00", of: room),
      try world.add("2026-03-05 10:00", of: room), try world.add("2026-03-17 09:30"),
      try world.add("2026-03-17 10:00", of: room),
    ]
    _ = try world.store.perform(.changeSlots([slots[2].id], .setStatus(.disabled)), at: world.now)
    var state = try world.open()
    state.run(state.choose(.blocks), world.runner)
    state.run(state.press("g", "t", "o", "d", "a", "y", "Enter"), world.runner)
    let stops = [slots[0], slots[1], slots[3], slots[4]]
    for stop in stops {
      state.run(state.press(">"), world.runner)
      #expect(state.week.focusedSlot?.id == stop.id)
      #expect(state.content.block?.id == stop.blockID)
    }
    state.run(state.press(">"), world.runner)
    #expect(state.message == Message("No block has a later available slot. C creates some."))
    for stop in stops.dropLast().reversed() {
      state.run(state.press("<"), world.runner)
      #expect(state.week.focusedSlot?.id == stop.id)
    }
    state.run(state.press("<"), world.runner)
    #expect(state.message == Message("No block has an earlier available slot."))
    state.run(state.press("9", ">"), world.runner)
    #expect(state.week.focusedSlot?.id == slots[4].id)
    state.run(state.press("3", "<"), world.runner)
    #expect(state.week.focusedSlot?.id == slots[0].id)
  }

  /// Whoever closes slots is told who loses a place, as the store has it at that moment.
  @Test func closingAsksWithNumbersAndNames() throws {
    let world = try RunnerStore()
    let slots = try (10...12).map { try world.add("2026-03-05 \($0):00", capacity: 2) }
    for (slot, name) in [(0, "Anna First"), (2, "Ben Second"), (2, "Cy Third")] {
      let draft = AppointmentDraft(
        slotID: slots[slot].id,
        metadata: try Metadata(parsing: "{\"name\": \"\(name)\"}")
      )
      _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    }
    var state = try world.open()
    state.run(state.press("*", "d"), world.runner)
    #expect(
      state.question?.text
        == "Close 3 slots? 3 people lose their place: Anna First, Ben Second, Cy Third y/n"
    )
    state.press("n")
    #expect(state.message == Message("Nothing was closed."))
    #expect(state.marks.count == 3)
    state.size.width = 50
    state.run(state.press("d"), world.runner)
    #expect(state.question?.text.hasSuffix("Anna First, Ben Second, Cy Third y/n") == true)
    state.run(state.press("y"), world.runner)
    for slot in slots { #expect(try world.store.slot(slot.id).status == .disabled) }
    #expect(state.marks.isEmpty)
    // Opened again nobody loses anything.
    state.run(state.press("*", "d"), world.runner)
    #expect(state.question == nil)
    // One that is over already is no matter.
    state = AppState(
      settings: world.settings,
      now: try world.store.slot(slots[2].id).range.end,
      size: state.size,
      content: state.content
    )
    state.run(state.press("*", "d"), world.runner)
    #expect(state.question == nil)
  }

  @Test func zonesAndBlocks() throws {
    let world = try RunnerStore()
    // Still Sunday in UTC.
    let slot = try world.add("2026-03-09 00:30")
    #expect(try world.load(.week(date("2026-03-08"))).0.slots == [])
    let (content, _) = try world.load(.week(date("2026-03-08")), zone: .utc)
    #expect(content.zone == .utc)
    #expect(content.slots == [slot])
    #expect(try world.load(.now, zone: .user).0.zone.name == "America/New_York")
    let other = content.blocks[1].id
    #expect(try world.load(.now, block: other).0.block?.id == other)
    // A block that is gone: the first one.
    #expect(
      try world.load(.now, block: BookingBlock.ID(high: 1, low: 1)).0.block?.id == world.block
    )
  }

  @Test(arguments: [-200_000_000, 200_000_000, 2_932_896, -719_162])
  func weeksAtTheEndsOfTimeAreEmpty(day: Int) throws {
    let world = try RunnerStore()
    let (content, focus) = try world.load(.week(CivilDate(dayNumber: day)))
    #expect(content.slots.isEmpty)
    var state = try world.open()
    _ = state.update(.loaded(content, focus), at: state.now)
    _ = state.drawn()
  }

  @Test func momentsAreFoundInEveryZone() throws {
    let world = try RunnerStore()
    let moment = Instant(seconds: 1_772_490_600)
    let (content, focus) = try world.load(.moment(moment), zone: .user)
    #expect(focus == .moment(moment))
    #expect(content.firstDay == (try date("2026-03-02")))
  }

  @Test func daysOfBlocksAreRead() throws {
    let world = try RunnerStore()
    let night = try world.add("2026-03-03 23:00", 120)
    let morning = try world.add("2026-03-04 09:00")
    try world.add("2026-03-05 00:00")
    let other = try world.load(.now).0.blocks[1].id
    let request = BlockDay.Request(
      date: try date("2026-03-04"),
      zone: try Zone(named: "Europe/Warsaw"),
      blocks: [other, world.block, BookingBlock.ID()]
    )
    let day = BlockDay(request: request, slots: [[], [night, morning], []])
    #expect(try world.runner.run(.loadDay(request), at: world.now) == [.dayLoaded(day)])
  }

  @Test func placesAreCountedByTheDaysOfTheZone() throws {
    let world = try RunnerStore()
    try world.add("2026-03-03 23:30", capacity: 2)
    try world.add("2026-03-04 00:00", capacity: 3)
    try world.add("2026-03-29 03:30", capacity: 5)
    func offered(_ zone: String) throws -> [Int: Int] {
      let request = DayPlaces.Request(
        block: world.block,
        zone: try Zone(named: zone),
        firstDay: try date("2026-03-01"),
        days: 31
      )
      let events = try world.runner.run(.countPlaces(request), at: world.now)
      guard case .placesCounted(let places)? = events.first else { return [:] }
      #expect(places.request == request)
      #expect(places.days.count == 31)
      let days = (1...31).map { ($0, places.days[$0 - 1].offered) }
      return Dictionary(uniqueKeysWithValues: days.filter { $0.1 > 0 })
    }
    #expect(try offered("Europe/Warsaw") == [3: 2, 4: 3, 29: 5])
    #expect(try offered("America/New_York") == [3: 5, 28: 5])
  }

  @Test(arguments: [-200_000_000, 200_000_000])
  func monthsAtTheEndsOfTimeAreEmpty(day: Int) throws {
    let world = try RunnerStore()
    try world.add("2026-03-04 09:00")
    let grid = MonthGrid(of: CivilDate(dayNumber: day), firstWeekday: .monday)
    let request = DayPlaces.Request(
      block: world.block,
      zone: try Zone(named: "Europe/Warsaw"),
      firstDay: grid.firstDay,
      days: grid.days
    )
    let events = try world.runner.run(.countPlaces(request), at: world.now)
    let counts = Array(repeating: PlaceCounts(), count: grid.days)
    #expect(events == [.placesCounted(DayPlaces(request: request, days: counts))])
  }

  @Test func slotsToMarkStartInTheirTime() throws {
    let world = try RunnerStore()
    try world.add("2026-03-03 23:00", 120)
    let morning = try world.add("2026-03-04 09:00")
    let last = try world.add("2026-03-04 23:00", 120)
    let day = try Zone(named: "Europe/Warsaw").day(try date("2026-03-04"))
    let found = try world.runner.run(.find(world.block, day), at: world.now)
    #expect(found == [.found([morning, last])])
  }

  @Test func detailsHoldAppointmentsAndHistory() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00", capacity: 2)
    let draft = AppointmentDraft(
      slotID: slot.id,
      metadata: try Metadata(parsing: "{\"name\":\"Zoë\"}")
    )
    _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    let events = try world.runner.run(.loadDetails(slot.id, .panel), at: world.now)
    guard case .detailsLoaded(let details, .panel)? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(details.slot.activeAppointments == 1)
    #expect(details.appointments.map(\.label) == ["Zoë"])
    #expect(details.history.map(\.action.verb) == [.createAppointments, .createSlots])
    #expect(throws: SlotError.self) {
      try world.runner.run(.loadDetails(Scene.slotID(9), .overlay), at: world.now)
    }
  }

  @Test func keysReachTheStoreAndComeBack() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    var state = try world.open()
    state.run(state.press("d"), world.runner)
    #expect(try world.store.slot(slot.id).status == .disabled)
    #expect(state.week.faces.map(\.style) == [.disabled])
    #expect(state.message?.text == "Disabled Wed 4 Mar 11:00–11:30. u takes it back.")
    #expect(state.flashes.isEmpty)
    state.run(state.press("u"), world.runner)
    #expect(try world.store.slot(slot.id).status == .active)
    #expect(
      state.message?.text
        == "Taken back: disabled a slot of Dr. Ada, Wed 4 Mar 11:00. C-r does it again."
    )
    state.run(state.press("C-r"), world.runner)
    #expect(try world.store.slot(slot.id).status == .disabled)
    state.run(state.press("u"), world.runner)
    state.run(state.press("3", "0", "L"), world.runner)
    #expect(try world.store.slot(slot.id).lock(at: world.now)?.end == world.now + .minutes(30))
    #expect(
      state.message?.text
        == "Locked Wed 4 Mar 11:00–11:30 for 30 min. u takes it back."
    )
    state.run(state.press("a"), world.runner)
    state.type("Zoë")
    state.run(state.press("Enter"), world.runner)
    #expect(state.overlay == nil)
    #expect(state.message?.text.hasPrefix("Booked Zoë, ") == true)
    #expect(try world.store.slot(slot.id).lock(at: world.now) == nil)
    #expect(state.week.focusedSlot?.activeAppointments == 1)
    state.run(state.press("D", "y"), world.runner)
    #expect(state.week.slots.isEmpty)
    #expect(state.message?.text == "Deleted Wed 4 Mar 11:00–11:30. u takes it back.")
    state.run(state.press("u"), world.runner)
    #expect(state.week.focusedSlot?.id == slot.id)
    #expect(state.week.focusedSlot?.activeAppointments == 1)
    #expect(try world.store.check() == [])
  }

  @Test func createsWhereTheCursorStands() throws {
    let world = try RunnerStore()
    try world.add("2026-03-04 11:00")
    var state = try world.open()
    state.run(state.press("c", "Enter"), world.runner)
    #expect(state.overlay == nil)
    #expect(state.place == "2026-03-04 11:30")
    #expect(state.week.focusedSlot?.range.length == .minutes(30))
    // And where one is already it says so at the field.
    state.press("c")
    state.press("C-u")
    state.type("2026-03-04 11:15")
    state.run(state.press("Enter"), world.runner)
    #expect(state.form?.problem?.error.code == .slotsOverlap)
    #expect(state.form?.problem?.field == .start)
  }

  @Test func colleaguesChangesAreRead() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    var state = try world.open()
    let ben = try world.session(of: "ben")
    _ = try ben.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    #expect(state.flashes[slot.id]?.actor == "ben")
    #expect(state.week.faces.map(\.style) == [.disabled])
    _ = try ben.perform(.changeSlots([slot.id], .delete(force: false)), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    #expect(state.message == Message("ben deleted the slot under the cursor.", .error))
    #expect(state.week.focusedSlot == nil)
  }

  @Test func editedMeanwhileIsAskedAbout() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    var state = try world.open()
    state.press("e", "Tab", "Tab", "C-u")
    state.type("5")
    let ben = try world.session(of: "ben")
    let changes = SlotChanges(capacity: 3, isLockable: false)
    _ = try ben.perform(.changeSlots([slot.id], .update(changes)), at: world.now + .seconds(1))
    state.run(state.press("Enter"), world.runner)
    #expect(try world.store.slot(slot.id).capacity == 3)
    #expect(state.question?.text.hasPrefix("ben changed this slot at ") == true)
    state.run(state.press("y"), world.runner)
    let saved = try world.store.slot(slot.id)
    #expect(saved.capacity == 5)
    #expect(!saved.isLockable, "What was not typed here stays as ben left it.")
    #expect(state.overlay == nil)
  }

  /// A change comes back with what is to be seen since, and with what a colleague did meanwhile.
  @Test func changeComesBackAsOneEvent() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    let other = try world.add("2026-03-04 12:00")
    var state = try world.open()
    let ben = try world.session(of: "ben")
    _ = try ben.perform(.changeSlots([other.id], .setStatus(.disabled)), at: world.now)
    let showing = EffectRunner.Showing(
      period: state.desk.shown,
      position: state.content.position
    )
    let effects = state.press("d")
    #expect(effects == [.perform(.changeSlots([slot.id], .setStatus(.disabled)))])
    let events = try world.runner.run(effects[0], at: world.now, showing: showing)
    #expect(events.count == 1)
    #expect(state.update(events[0], at: world.now) == [])
    #expect(state.week.slots.map(\.status) == [.disabled, .disabled])
    #expect(state.week.focusedSlot?.id == slot.id)
    #expect(state.flashes.keys.map { $0 } == [other.id])
    #expect(state.message?.text == "Disabled Wed 4 Mar 11:00–11:30. u takes it back.")
    #expect(state.content.position == (try world.store.position()))
  }

  /// Two who move or cancel somebody at the same moment: the later one is told, and nothing is lost.
  @Test func nobodyIsMovedOrCancelledUnseen() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    let (first, second) = (
      try world.add("2026-03-04 12:00"), try world.add("2026-03-04 13:00")
    )
    let draft = AppointmentDraft(slotID: slot.id)
    let booked = try world.store.perform(.createAppointments([draft]), at: world.now)
    let anna = try #require(booked.appointments.first).id
    let state = try world.open()
    let showing = EffectRunner.Showing(period: state.desk.shown, position: state.content.position)
    let cancel = Operation.cancelAppointments([anna])
    let move = Operation.rescheduleAppointment(anna, to: second.id, lockKey: nil)
    let ben = try world.session(of: "ben")
    _ = try ben.perform(.rescheduleAppointment(anna, to: first.id, lockKey: nil), at: world.now)
    for operation in [cancel, move, .batch(move.verb, [.releaseOwnLock(second.id), move])] {
      do {
        _ = try world.runner.run(.perform(operation), at: world.now, showing: showing)
        Issue.record("\(operation)")
      } catch {
        let sentence = "ben has just moved this appointment. Look at it, then decide anew."
        #expect(error == .badRequest(sentence))
      }
    }
    #expect(try world.store.appointment(anna).slotID == first.id)
    let seen = EffectRunner.Showing(period: showing.period, position: try world.store.position())
    _ = try world.runner.run(.perform(cancel), at: world.now, showing: seen)
    #expect(try world.store.appointment(anna).status == .cancelled)
  }

  /// Below a form that is being typed into nothing stays that is no more.
  @Test func detailsOfWhatIsGoneCloseBelowAForm() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    var state = try world.open()
    for key in ["Enter", "e"] { state.run(state.press(key), world.runner) }
    #expect(state.layers.all.count == 2 && state.form != nil)
    let ben = try world.session(of: "ben")
    _ = try ben.perform(.changeSlots([slot.id], .delete(force: false)), at: world.now)
    state.run([.readChanges(since: state.content.position)], world.runner)
    #expect(state.form != nil)
    state.press("Esc")
    #expect(state.layers.isEmpty)
  }

  /// What was made gets the focus, also in another week.
  @Test func whatWasMadeIsShownAtOnce() throws {
    let world = try RunnerStore()
    var state = try world.open()
    state.press("c", "C-u")
    state.type("2026-04-01 09:00")
    state.run(state.press("Enter"), world.runner)
    #expect(state.place == "2026-04-01 09:00")
    #expect(state.week.focusedSlot != nil)
    state.run(state.press("u"), world.runner)
    #expect(state.week.slots.isEmpty)
    #expect(state.place == "2026-04-01 09:00")
  }

  @Test func busyStoreIsRefusedAndChangesNothing() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-04 11:00")
    let blocker = try BlockedStore(path: world.store.path)
    #expect(throws: SlotError.storeBusy) {
      try world.runner.run(.perform(.changeSlots([slot.id], .setStatus(.disabled))), at: world.now)
    }
    #expect(try world.load(.now).0.slots.map(\.status) == [.active])
    blocker.release()
    _ = try world.runner.run(
      .perform(.changeSlots([slot.id], .setStatus(.disabled))),
      at: world.now
    )
  }

  @Test func terminalsEffectsAreNotForTheStore() throws {
    let world = try RunnerStore()
    for effect in [Effect.redraw, .suspend, .quit] {
      #expect(try world.runner.run(effect, at: world.now) == [])
    }
  }
}
