import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// A state of the screen in the making: clock, zone, size and slots are given, nothing is read from
/// the world. Unless told otherwise it is Wednesday, 4 March 2026, 10:12 in Warsaw.
struct Scene {
  var zone: Zone
  var now: Instant
  var block: BookingBlock?
  var otherBlocks: [BookingBlock] = []
  /// What is free around what is shown.
  var outlook = Outlook()
  var slots: [Slot] = []
  var appointments: [Appointment] = []
  var guests: [Slot.ID: [Guest]] = [:]
  var settings = ScreenSettings(actor: "ana")
  var size = ScreenSize(width: 80, height: 24)
  var firstDay: CivilDate
  var zoneChoice = ZoneChoice.block

  init(_ now: String = "2026-03-04 10:12", in zone: String = "Europe/Warsaw") throws {
    self.zone = try Zone(named: zone)
    self.now = try TimeText.instant(now, in: self.zone)
    firstDay = self.zone.date(self.now).startOfWeek()
    block = Self.block(1, "Dr. Ada", zone: zone)
  }

  static func block(
    _ number: UInt64,
    _ name: String,
    zone: String = "Europe/Warsaw",
    status: BookingBlock.Status = .published,
    closesBefore seconds: Int = 0
  ) -> BookingBlock {
    BookingBlock(
      id: BookingBlock.ID(high: 0xB10C_0000_0000_4000, low: 0x8000_0000_0000_0000 | number),
      shortID: String(String(number) + "abcdefghijk").prefix(11).description,
      name: name,
      timezone: zone,
      status: status,
      bookingDisabledBefore: seconds,
      createdAt: Instant(seconds: 1_772_000_000),
      updatedAt: Instant(seconds: 1_772_000_000)
    )
  }

  func at(_ text: String) throws -> Instant { try TimeText.instant(text, in: zone) }

  /// A lock that somebody holds for so many minutes from now.
  struct Hold {
    var owner: String
    var minutes: Int
  }

  /// Adds a slot; its id ends with its number among those added.
  @discardableResult
  mutating func add(
    _ start: String,
    _ minutes: Int = 30,
    capacity: Int = 1,
    taken: Int = 0,
    cancelled: Int = 0,
    status: Slot.Status = .active,
    lock: Hold? = nil,
    isLockable: Bool = true,
    metadata: String = "{}",
    guests names: [String] = [],
    of other: BookingBlock? = nil
  ) throws -> Slot {
    let start = try at(start)
    let slot = Slot(
      id: Self.slotID(UInt64(slots.count + 1)),
      blockID: (other ?? block)?.id ?? BookingBlock.ID(high: 0, low: 0),
      range: TimeRange(start: start, end: start + .minutes(minutes)),
      capacity: capacity,
      status: status,
      isLockable: isLockable,
      storedLock: lock.map { Slot.Lock(end: now + .minutes($0.minutes), owner: $0.owner) },
      activeAppointments: max(taken, names.count),
      cancelledAppointments: cancelled,
      metadata: try Metadata(parsing: metadata),
      createdAt: Instant(seconds: 1_772_000_000),
      updatedAt: Instant(seconds: 1_772_000_000)
    )
    slots.append(slot)
    if !names.isEmpty {
      guests[slot.id] = names.enumerated().map { index, name in
        Guest(
          label: name,
          phone: "07700 90000\(index)",
          appointment: Appointment.ID(high: slot.id.high, low: UInt64(index))
        )
      }
    }
    return slot
  }

  static func slotID(_ number: UInt64) -> Slot.ID {
    Slot.ID(high: 0x5107_0000_0000_4000, low: 0x8000_0000_0000_0000 | number)
  }

  var content: PeriodContent {
    let blocks = ([block].compactMap { $0 } + otherBlocks).sorted { $0.name < $1.name }
    return PeriodContent(
      position: 7,
      blocks: blocks,
      block: block,
      zone: zone,
      firstDay: firstDay,
      slots: slotsByStart(of: block?.id),
      guests: guests
    )
  }

  /// By their start.
  private func slotsByStart(of id: BookingBlock.ID?) -> [Slot] {
    slots.filter { id == nil || $0.blockID == id }.sorted { $0.range.start < $1.range.start }
  }

  /// What the store would answer, if it held this scene. Nothing to what this is not asked.
  func answer(_ effect: Effect) -> Event? {
    switch effect {
    case .loadDay(let request):
      let day = request.zone.day(request.date)
      let slots = request.blocks.map { id in slotsByStart(of: id).filter { $0.range.overlaps(day) }
      }
      let guests = request.withGuests ? guests : [:]
      return .dayLoaded(BlockDay(request: request, slots: slots, guests: guests))
    case .countPlaces(let request):
      let slots = slotsByStart(of: request.block)
      let counts = request.dates.map { date in
        PlaceCounts(slots, on: request.zone.day(date), at: now)
      }
      return .placesCounted(DayPlaces(request: request, days: counts))
    case .find(let block, let range, _):
      return .found(slotsByStart(of: block).filter { range.contains($0.range.start) })
    case .findPlace(let wish, let position):
      let free = free(of: wish.block).first {
        $0.range.start >= position && $0.freePlaces >= wish.places
      }
      return .placeSought(wish, FreePlaceStep(slots: free.map { [$0] } ?? [], next: nil))
    case .findEngagements(let person, let range):
      return .engagementsFound(person, range, engagements(of: person, in: range))
    case .findPlacesToMove(let id):
      return .placesToMoveFound(id, placesToMove(id))
    case .load(let request):
      var scene = self
      if !request.withGuests { scene.guests = [:] }
      let blocks = content.blocks
      scene.otherBlocks = blocks.filter { $0.id != request.block }
      scene.block = blocks.first { $0.id == request.block }
      scene.zone = (try? Zone(named: scene.block?.timezone ?? "UTC")) ?? zone
      switch request.target {
      case .week(let date):
        scene.firstDay = date.startOfWeek()
        return .loaded(scene.week, .stay)
      case .moment(let moment):
        scene.firstDay = scene.zone.date(moment).startOfWeek()
        return .loaded(scene.week, .moment(moment))
      default: return nil
      }
    default: return nil
    }
  }

  /// Somebody in a slot, by the number of which they are.
  @discardableResult
  mutating func book(_ name: String, phone: String = "", on slot: Slot) throws -> Appointment {
    var members: JSONMembers = ["name": .string(name)]
    if !phone.isEmpty { members["phone"] = .string(phone) }
    let appointment = Appointment(
      id: Appointment.ID(high: 0xA990_0000_0000_4000, low: UInt64(appointments.count + 1)),
      blockID: slot.blockID,
      slotID: slot.id,
      metadata: try Metadata(.object(members)),
      createdAt: slot.createdAt,
      updatedAt: slot.updatedAt
    )
    appointments.append(appointment)
    return appointment
  }

  private func free(of block: BookingBlock.ID?) -> [Slot] {
    slotsByStart(of: block).filter { slot in
      content.blocks.first { $0.id == slot.blockID }.map { slot.isAvailable(in: $0, at: now) }
        ?? false
    }
  }

  private func engagements(of person: Person, in range: TimeRange) -> [Engagement] {
    appointments.compactMap { appointment in
      guard appointment.label == person.name,
        let slot = slots.first(where: { $0.id == appointment.slotID }),
        range.contains(slot.range.start)
      else { return nil }
      return Engagement(appointment: appointment, slot: slot)
    }
  }

  /// Two of its own block, one of each other, then the rest.
  private func placesToMove(_ id: Appointment.ID) -> [Slot] {
    guard let appointment = appointments.first(where: { $0.id == id }) else { return [] }
    let all = free(of: nil).filter { $0.id != appointment.slotID }
    let own = Array(all.filter { $0.blockID == appointment.blockID }.prefix(2))
    let others = otherBlocks.compactMap { block in all.first { $0.blockID == block.id } }
    let first = own + others.sorted { $0.range.start < $1.range.start }
    return first + all.filter { slot in !first.contains { $0.id == slot.id } }
  }

  /// With the slots of its week alone.
  private var week: PeriodContent {
    var content = content
    let range = content.zone.range(of: firstDay, days: 7)
    content.slots = content.slots.filter { $0.range.overlaps(range) }
    return content
  }

  func state(on focus: Focus = .now) -> AppState {
    var state = AppState(settings: settings, now: now, size: size, content: content, focus: focus)
    state.desk.zoneChoice = zoneChoice
    state.desk.show(outlook, of: state.desk.outlookRequest)
    state.desk.rest()
    return state
  }

  /// With the cursor on a slot, by default the last one added.
  func state(on slot: Slot?) -> AppState {
    state(on: (slot ?? slots.last).map { .slot($0.id) } ?? .now)
  }

  /// A week's request for this block.
  func request(_ target: PeriodRequest.Target) -> Effect {
    .load(PeriodRequest(block: block?.id, zoneChoice: zoneChoice, target: target))
  }
}

extension AppState {
  /// Presses keys by name, all at the state's own time. Returns all effects.
  @discardableResult
  mutating func press(_ names: String...) -> [Effect] {
    names.flatMap { name -> [Effect] in
      guard let key = Key(name: name) else {
        Issue.record("\(name) is no key")
        return []
      }
      return update(.key(key), at: clock)
    }
  }

  /// Presses what shows a view.
  @discardableResult
  mutating func choose(_ view: PeriodView) -> [Effect] {
    (keyMap.binding(for: view.action)?.sequences.first ?? []).flatMap {
      update(.key($0), at: clock)
    }
  }

  /// Presses what shows a view, and reads what that shows from a scene.
  mutating func choose(_ view: PeriodView, reading scene: Scene) {
    read(choose(view), scene)
  }

  /// Presses keys, and reads from a scene what they ask for.
  mutating func press(_ names: [String], reading scene: Scene) {
    for name in names { read(press(name), scene) }
  }

  mutating func read(_ effects: [Effect], _ scene: Scene) {
    for event in effects.compactMap(scene.answer) { read(update(event, at: now), scene) }
  }

  /// Types text character by character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { update(.key(.character($0)), at: clock) }
  }

  @discardableResult
  mutating func after(_ span: Span, _ event: Event = .tick) -> [Effect] {
    // What stands around the view is told of in its own tests.
    update(event, at: clock + span).filter { if case .readOutlook = $0 { false } else { true } }
  }

  func drawn(_ glyphs: Glyphs = .unicode) -> Canvas {
    var canvas = Canvas(width: size.width, height: size.height, glyphs: glyphs)
    ScreenView(self).draw(into: &canvas)
    return canvas
  }

  /// Date and wall time of the cursor.
  var place: String {
    "\(week.focusedDate) "
      + (week.focusedInstant.map(desk.times.clock)
        ?? "\(desk.times.style.clock(week.layout.axis.wallTime(at: week.cursor.position).wall))?")
  }
}

extension PeriodView {
  /// What shows it.
  var action: ScreenAction {
    switch self {
    case .day: .view(.day)
    case .week: .view(.week)
    case .month: .view(.month)
    case .year: .view(.year)
    case .agenda: .view(.agenda)
    case .blocks: .view(.blocks)
    }
  }
}

extension PlaceCounts {
  /// The store's count, slot by slot; for blocks that close with the start of a slot.
  init(_ slots: [Slot], on day: TimeRange, at now: Instant) {
    self.init()
    for slot in slots where day.contains(slot.range.start) {
      self.slots += 1
      guard slot.status == .active else {
        disabledSlots += 1
        continue
      }
      offered += slot.capacity
      taken += slot.activeAppointments
      let isLocked = slot.lock(at: now) != nil
      if isLocked { lockedSlots += 1 }
      if !isLocked, now < slot.range.start { free += slot.freePlaces }
    }
  }
}

extension Outcome {
  /// Of an action that this screen did, as the store says it.
  init(own verb: Action.Verb, objects: Int = 1, at moment: Instant) {
    self.init()
    action = Action(id: 8, at: moment, actor: "ana", verb: verb, objects: objects)
  }
}
