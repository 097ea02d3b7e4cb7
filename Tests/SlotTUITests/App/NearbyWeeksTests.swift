import SlotDomain
import Testing

@testable import SlotTUI

/// Weeks that are read before somebody goes there.
@Suite struct NearbyWeeksTests {
  private let world: RunnerStore
  private let shown: PeriodRequest

  init() throws {
    world = try RunnerStore()
    var request = PeriodRequest(zoneChoice: .block, target: .moment(world.now))
    request.block = world.block
    shown = request
  }

  private func content(_ request: PeriodRequest) throws -> PeriodContent {
    guard case .loaded(let content, _) = try world.runner.load(request, at: world.now) else {
      throw SlotError.unexpected("nothing was loaded")
    }
    return content
  }

  /// Reads ahead all that is wanted; which days of which blocks that were.
  private func readAhead(_ weeks: inout NearbyWeeks) throws -> [String] {
    var read: [String] = []
    while let request = weeks.next() {
      let content = try content(request)
      weeks.keep(content, for: request)
      read.append("\(content.block?.name ?? "") \(content.firstDay)")
    }
    return read
  }

  private func week(_ days: Int, from content: PeriodContent) -> PeriodRequest {
    var request = shown
    request.target = .date(content.firstDay.adding(days: days))
    return request
  }

  private func nearby(
    _ request: PeriodRequest,
    _ weeks: NearbyWeeks,
    _ shown: PeriodContent
  ) -> (PeriodContent, Focus)? {
    world.runner.nearby(request, in: weeks, beside: shown, at: world.now)
  }

  @Test func neighboursAreReadOnce() throws {
    var weeks = NearbyWeeks()
    let present = try content(shown)
    weeks.follow(present, shown)
    #expect(
      try readAhead(&weeks) == ["Dr. Ada 2026-03-09", "Dr. Ada 2026-02-23", "Room 7 2026-03-02"]
    )
    weeks.follow(present, shown)
    #expect(!weeks.isAnyWanted)

    // A day in it gets the focus, as it does when it is read.
    let day = week(10, from: present)
    let (next, focus) = try #require(nearby(day, weeks, present))
    #expect(next.firstDay == present.firstDay.adding(days: 7))
    #expect(focus == .date(present.firstDay.adding(days: 10)))
    #expect(try next == content(day))
    // The week that is shown is there, too, and is read anew where that is asked for.
    #expect(nearby(week(0, from: present), weeks, present) == nil)
    #expect(nearby(week(0, from: present), weeks, next) != nil)
    weeks.follow(next, day)
    #expect(try readAhead(&weeks) == ["Dr. Ada 2026-03-16", "Room 7 2026-03-09"])
  }

  /// What another one has changed is not shown as it was.
  @Test func aChangeEmptiesIt() throws {
    var weeks = NearbyWeeks()
    let present = try content(shown)
    weeks.follow(present, shown)
    _ = try readAhead(&weeks)
    try world.add("2026-03-10T09:00")
    let fresh = try content(shown)
    weeks.follow(fresh, shown)
    let next = week(7, from: fresh)
    #expect(nearby(next, weeks, fresh) == nil)
    // Nobody went elsewhere.
    #expect(!weeks.isAnyWanted)
    weeks.follow(try content(next), next)
    #expect(weeks.isAnyWanted)
  }

  /// The past and other people's names are another matter.
  @Test func onlyTheSameIsShown() throws {
    var weeks = NearbyWeeks()
    let present = try content(shown)
    weeks.follow(present, shown)
    _ = try readAhead(&weeks)
    var request = week(7, from: present)
    request.asOf = world.now
    #expect(nearby(request, weeks, present) == nil)
    request.asOf = nil
    request.withGuests = false
    #expect(nearby(request, weeks, present) == nil)
    request.withGuests = true
    request.zoneChoice = .utc
    #expect(nearby(request, weeks, present) == nil)
    request.zoneChoice = .block
    #expect(nearby(request, weeks, present) != nil)
  }
}
