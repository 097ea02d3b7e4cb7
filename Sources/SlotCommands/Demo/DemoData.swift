package import SlotDomain

/// Sample data that looks like a practice at work: a week that is over, one that is nearly full, one that
/// is half full, and one to come; an afternoon was closed although people had a place in it.
///
/// The same for the same `now`. It is one operation, for one entry in undo. Since nobody can book in
/// the past, it is performed as of the beginning of the first week.
package struct DemoData {
  /// When to perform the operation.
  package let at: Instant
  package let operation: Operation

  package init(now: Instant) throws(SlotError) {
    var maker = DemoMaker(now: now)
    for plan in DemoPlan.all { try maker.add(plan) }
    at = maker.earliest
    operation = .batch(.demo, maker.operations)
  }
}

/// One booking block of the sample data, and how its slots come about.
struct DemoPlan {
  let name: String
  var timezone = "Europe/London"
  var status = BookingBlock.Status.published
  /// Seconds.
  var leadTime = 0
  var metadata: JSONMembers = [:]
  /// Which weeks have slots, and which share of the slots is asked for in each. 0 is the present week,
  /// or at its end the next one.
  let demand: [Int: Double]
  var days: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
  /// Wall-clock minutes from the start of the day; slots follow each other within each.
  let windows: [Range<Int>]
  let minutes: Int
  /// Taken in turn.
  var capacities = [1]
  /// A weekday whose afternoon to come is closed, people and all.
  var closedAfternoon: Weekday?
  /// Also slots in the week and in the night in which the clock changes next.
  var hasClockChange = false

  static let all =
    [
      DemoPlan(doctor: "Dr Adams", room: "1", leadTime: 3600, thisWeek: 0.93),
      DemoPlan(doctor: "Dr Brown", room: "2", thisWeek: 1, closedAfternoon: .thursday),
      DemoPlan(doctor: "Dr Chen", room: "3", thisWeek: 0.9),
    ] + others

  private static let others = [
    DemoPlan(
      name: "Nurse Davies",
      metadata: ["room": "4"],
      demand: [-1: 0.9, 0: 0.8, 1: 0.45],
      windows: [9 * 60..<12 * 60, 13 * 60..<16 * 60],
      minutes: 30
    ),
    DemoPlan(
      name: "Vaccinations",
      metadata: ["room": "waiting hall"],
      demand: [-1: 1, 0: 0.9, 1: 0.7, 2: 0.4],
      days: [.tuesday, .thursday],
      windows: [16 * 60..<18 * 60],
      minutes: 30,
      capacities: [6, 8]
    ),
    DemoPlan(
      name: "Video – Dr Nguyễn",
      timezone: "America/New_York",
      leadTime: 900,
      metadata: ["languages": "EN, VI, 日本語"],
      demand: [-1: 0.8, 0: 0.6, 1: 0.3],
      days: [.monday, .wednesday, .friday],
      windows: [9 * 60..<13 * 60],
      minutes: 30
    ),
    DemoPlan(
      name: "Night duty",
      demand: [-1: 0.5, 0: 0.3, 1: 0.1],
      days: Set(Weekday.allCases),
      windows: [19 * 60..<22 * 60],
      minutes: 60,
      hasClockChange: true
    ),
    DemoPlan(
      name: "Dr Wójcik (from next month)",
      status: .draft,
      metadata: ["note": "hours are not settled yet"],
      demand: [2: 0, 3: 0],
      windows: [9 * 60..<12 * 60],
      minutes: 20
    ),
  ]
}

extension DemoPlan {
  /// They keep the same hours: who asks for one of them can be offered another.
  fileprivate init(
    doctor: String,
    room: String,
    leadTime: Int = 0,
    thisWeek: Double,
    closedAfternoon: Weekday? = nil
  ) {
    self.init(
      name: doctor,
      leadTime: leadTime,
      metadata: ["room": .string(room), "phone": .string("020 7946 010\(room)")],
      demand: [-1: 0.95, 0: thisWeek, 1: 0.5, 2: 0.2],
      windows: [9 * 60..<12 * 60, 14 * 60..<17 * 60],
      minutes: 20,
      closedAfternoon: closedAfternoon
    )
  }
}
