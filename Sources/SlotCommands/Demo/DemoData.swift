package import SlotDomain

/// Sample data that looks like a busy month: last week, this one and the next.
///
/// The same for the same `now`. It is one operation, for one entry in undo. Since nobody can book in
/// the past, it is performed as of the beginning of last week.
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
  let timezone: String
  var status = BookingBlock.Status.published
  /// Seconds.
  var leadTime = 0
  var metadata: JSONMembers = [:]
  /// Which weeks have slots; 0 is the present one.
  let weeks: ClosedRange<Int>
  let days: Set<Weekday>
  /// Wall-clock minutes from the start of the day; slots follow each other within each.
  let windows: [Range<Int>]
  let minutes: Int
  /// Taken in turn.
  var capacities = [1]
  /// The share of places that is taken in the past. In the future it falls from week to week.
  let demand: Double
  /// Also slots in the week and in the night in which the clock changes next.
  var hasClockChange = false

  static let all = [
    DemoPlan(
      name: "Dr. Żaneta Wójcik",
      timezone: "Europe/Warsaw",
      leadTime: 3600,
      metadata: ["room": "204", "phone": "+48 22 555 01 04"],
      weeks: -1...2,
      days: [.monday, .tuesday, .wednesday, .thursday, .friday],
      windows: [9 * 60..<12 * 60, 13 * 60..<16 * 60],
      minutes: 20,
      demand: 0.85,
      hasClockChange: true
    ),
    DemoPlan(
      name: "Tennis court 1",
      timezone: "America/New_York",
      metadata: ["surface": "clay", "lights": .bool(true)],
      weeks: -1...1,
      days: Set(Weekday.allCases),
      windows: [10 * 60..<12 * 60, 16 * 60..<21 * 60],
      minutes: 60,
      capacities: [2, 4, 4, 2, 4, 1],
      demand: 0.6
    ),
    DemoPlan(
      name: "Workshop bay 2",
      timezone: "Asia/Kolkata",
      leadTime: 900,
      metadata: ["lift": "3.5 t"],
      weeks: -1...1,
      days: [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday],
      windows: [9 * 60 + 30..<13 * 60 + 30, 14 * 60 + 30..<18 * 60 + 30],
      minutes: 60,
      demand: 0.7
    ),
    DemoPlan(
      name: "Waiata – ひびき choir room 🎶",
      timezone: "Pacific/Auckland",
      metadata: ["piano": "Yamaha U1", "floor": .integer(1)],
      weeks: -1...3,
      days: Set(Weekday.allCases),
      windows: [17 * 60 + 30..<22 * 60],
      minutes: 90,
      capacities: [12, 8, 10],
      demand: 0.75
    ),
    DemoPlan(
      name: "Summer courses",
      timezone: "Europe/Lisbon",
      status: .draft,
      metadata: ["note": "prices are still missing"],
      weeks: 2...3,
      days: [.tuesday, .thursday, .saturday],
      windows: [10 * 60..<13 * 60],
      minutes: 90,
      capacities: [6],
      demand: 0
    ),
  ]
}
