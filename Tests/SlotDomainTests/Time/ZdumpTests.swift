import Foundation
import Testing

@testable import SlotDomain

/// Every zone of the database against the C library's `zdump`, at the second before and the second
/// of every change.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zdump")))
struct ZdumpTests {
  /// `zdump` looks at every half day of every zone, which takes it 16 s for all zones to 2100. So
  /// links are looked at once, and beyond 2037 one zone for each rule: from there on the rule is
  /// all that a zone has.
  @Test(arguments: [0, 1])
  func agreesOnEveryChangeOfTheTable(half: Int) throws {
    let names = try Self.distinctZones { $0 }
    let share = names.enumerated().filter { $0.offset % 2 == half }.map(\.element)
    try Self.compare(share, years: 1970..<2038)
  }

  @Test func agreesOnEveryRuleUntil2100() throws {
    let names = try Self.distinctZones { bytes in
      // Except Morocco's, whose Ramadans fill the table up to 2087.
      let late = try TimeZoneFile(bytes).times.filter { $0 > Int64(Int32.max) }
      let rule = bytes.dropLast().split(separator: UInt8(ascii: "\n")).last ?? []
      return String(decoding: rule, as: UTF8.self) + "\(late)"
    }
    try Self.compare(names, years: 2037..<2100)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["SLOTTUI_TEST_ALL_ZONES"] != nil))
  func agreesOnEverythingUntil2100() throws {
    try Self.compare(Zone.names(), years: 1970..<2100)
  }

  private static func distinctZones(
    by key: ([UInt8]) throws -> some Hashable
  ) throws -> [String] {
    var seen: Set<AnyHashable> = []
    return try Zone.names().filter { name in
      let path = "/usr/share/zoneinfo/" + name
      let bytes = try #require(SystemFile.bytes(of: path, limit: 1 << 20))
      return seen.insert(AnyHashable(try key(bytes))).inserted
    }
  }

  private static func compare(_ names: [String], years: Range<Int>) throws {
    let span = "\(years.lowerBound),\(years.upperBound)"
    let output = try Judge.output(of: "/usr/bin/zdump", ["-V", "-c", span] + names)
    let lines = try output.split(separator: UInt8(ascii: "\n")).map { line in
      try #require(ZdumpLine(line))
    }
    var mismatches: [String] = []
    var transitions = 0
    let byZone = Dictionary(grouping: lines, by: \.zone)
    for name in names {
      let comparison = ZoneComparison(zone: try Zone(named: name), lines: byZone[name] ?? [])
      mismatches += comparison.mismatches(in: years)
      transitions += comparison.expectedTransitions.count
    }
    #expect(mismatches.isEmpty, "\(mismatches.count): \(mismatches.prefix(20))")
    #expect(transitions > names.count)
    if ProcessInfo.processInfo.environment["SLOTTUI_TEST_ALL_ZONES"] != nil {
      print("\(names.count) zones, \(transitions) transitions, \(lines.count) lines")
    }
  }
}

/// What our zone says against what `zdump` says of it.
struct ZoneComparison {
  let zone: Zone
  let lines: [ZdumpLine]

  var expectedTransitions: [Transition] {
    stride(from: 1, to: lines.count, by: 2).compactMap { index in
      let (before, after) = (lines[index - 1], lines[index])
      guard before.offset != after.offset else { return nil }
      return Transition(
        instant: after.instant,
        offsetBefore: before.offset,
        offsetAfter: after.offset
      )
    }
  }

  func mismatches(in years: Range<Int>) -> [String] {
    var found = lines.flatMap(mismatches)
    let whole = TimeRange(
      start: Instant(seconds: Self.seconds(toYear: years.lowerBound)),
      end: Instant(seconds: Self.seconds(toYear: years.upperBound))
    )
    let ours = zone.transitions(in: whole)
    let theirs = expectedTransitions
    if ours != theirs { found.append("\(zone.name): \(ours.count), zdump has \(theirs.count)") }
    return found + theirs.flatMap(wallMismatches)
  }

  private func mismatches(_ line: ZdumpLine) -> [String] {
    var found: [String] = []
    let place = "\(zone.name) \(TimeText.utc(line.instant))"
    if zone.local(line.instant) != line.local { found.append(place + " local") }
    if zone.offset(at: line.instant) != line.offset { found.append(place + " offset") }
    if zone.abbreviation(at: line.instant) != line.abbreviation { found.append(place + " name") }
    if zone.isDaylightSaving(at: line.instant) != line.isDaylightSaving {
      found.append(place + " isdst")
    }
    return found
  }

  /// The wall clock from both sides of a transition, and what it skips or repeats.
  private func wallMismatches(_ transition: Transition) -> [String] {
    let place = "\(zone.name) \(TimeText.utc(transition.instant))"
    let second = Span.seconds(1)
    let before = zone.resolve(zone.local(transition.instant - second))
    let after = zone.resolve(zone.local(transition.instant))
    let change = Span.seconds(transition.offsetAfter - transition.offsetBefore)
    if change.milliseconds > 0 {
      let gap = LocalGap(
        before: zone.local(transition.instant - second).adding(second),
        after: zone.local(transition.instant),
        instant: transition.instant
      )
      let isRight =
        before == .one(transition.instant - second) && after == .one(transition.instant)
        && zone.resolve(gap.before) == .gap(gap)
        && zone.resolve(gap.after.adding(.seconds(-1))) == .gap(gap)
      return isRight ? [] : [place + " gap"]
    }
    let lastOfFirst = transition.instant - second
    let isRight =
      before == .twice(first: lastOfFirst, second: lastOfFirst - change)
      && after == .twice(first: transition.instant + change, second: transition.instant)
    return isRight ? [] : [place + " repeat"]
  }

  private static func seconds(toYear year: Int) -> Int64 {
    Int64(CivilDate.dayNumber(year: year, month: 1, day: 1)) * 86_400
  }
}

extension LocalTime {
  fileprivate func adding(_ span: Span) -> LocalTime {
    LocalTime(wallMilliseconds: wallMilliseconds + span.milliseconds)
  }
}
