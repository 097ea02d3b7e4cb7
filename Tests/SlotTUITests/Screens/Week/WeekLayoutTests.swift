import SlotDomain
import TestDriver
import Testing

@testable import SlotTUI

/// Where slots stand in the grid.
@Suite struct WeekLayoutTests {
  private static func layout(
    _ slots: [Slot],
    _ day: CivilDate,
    _ zone: Zone,
    height: Int = 20
  ) -> WeekLayout {
    WeekLayout(slots: slots, firstDay: day, zone: zone, height: height)
  }

  /// Slots without overlaps, of all lengths, from before the week to behind it.
  private static func randomSlots(
    in week: TimeRange,
    using generator: inout SeededGenerator
  ) throws -> [Slot] {
    let lengths =
      [
        [1, 5, 20, 45], [30], [20], [15, 45], [60], [1], [60 * 26, 45], [90, 60 * 8, 7], [5, 10],
      ].randomElement(using: &generator) ?? [30]
    let pauses =
      [
        [0], [0, 15], [60, 600], [0, 60 * 20], [1, 2, 3], [0, 0, 0, 60 * 9],
      ].randomElement(using: &generator) ?? [0]
    var slots: [Slot] = []
    var start = week.start - .minutes(Int.random(in: -600...600, using: &generator) / 5 * 5)
    while start < week.end, slots.count < 150 {
      let end = start + .minutes(lengths.randomElement(using: &generator) ?? 30)
      slots.append(
        Slot(
          id: Scene.slotID(UInt64(slots.count + 1)),
          blockID: BookingBlock.ID(high: 1, low: 1),
          range: TimeRange(start: start, end: end),
          createdAt: start,
          updatedAt: start
        )
      )
      start = end + .minutes(pauses.randomElement(using: &generator) ?? 0)
    }
    return slots.filter { $0.range.overlaps(week) }
  }

  @Test(arguments: WeekAxisTests.weeks)
  func everySlotHasItsOwnRows(week: WeekAxisTests.Week) throws {
    let (axis, zone) = try week.axis()
    let range = TimeRange(start: axis.days[0].range.start, end: axis.days[6].range.end)
    var generator = SeededGenerator(
      state: week.testDescription.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }
    )
    for _ in 0..<12 {
      let slots = try Self.randomSlots(in: range, using: &generator)
      let layout = Self.layout(slots, axis.days[0].date, zone)
      expectWhole(layout, slots)
    }
  }

  private func expectWhole(_ layout: WeekLayout, _ slots: [Slot]) {
    let rows = layout.rows.rows
    #expect(rows.first?.range.lowerBound == 0)
    #expect(rows.last?.range.upperBound == layout.axis.length)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
    for day in 0..<7 {
      let column = layout.columns[day]
      let wanted = slots.indices.filter {
        layout.axis.days[day].range.overlaps(slots[$0].range)
      }
      #expect(column.map(\.slot) == wanted)
      #expect(
        column.allSatisfy { !$0.rows.isEmpty && rows.indices.contains($0.rows.upperBound - 1) }
      )
      #expect(
        zip(column, column.dropFirst()).allSatisfy { $0.rows.upperBound <= $1.rows.lowerBound }
      )
      #expect(column.allSatisfy { segment in segment.rows.allSatisfy { !rows[$0].isFold } })
      for segment in column {
        #expect(layout.segment(day: day, row: segment.rows.lowerBound) == segment)
        #expect(
          segment.isContinued
            == (slots[segment.slot].range.start < layout.axis.days[day].range.start)
        )
      }
    }
  }

  private static func scene(_ starts: [(String, Int)]) throws -> Scene {
    var scene = try Scene()
    for (start, minutes) in starts { try scene.add("2026-03-0\(start)", minutes) }
    return scene
  }

  @Test(
    arguments: [
      ([("2 09:00", 60), ("3 10:00", 60)], 20, 60), ([("2 09:00", 60), ("3 10:00", 60)], 50, 60),
      ([("2 09:00", 20), ("2 09:20", 20)], 20, 20), ([("2 09:00", 30), ("3 09:30", 30)], 8, 30),
      ([("2 09:00", 45), ("2 09:45", 45)], 20, 15), ([("2 09:00", 5), ("2 09:05", 5)], 20, 5),
      ([("2 00:00", 1440), ("3 00:00", 1440)], 50, 60), ([], 20, 60),
    ] as [([(String, Int)], Int, Int)]
  )
  func stepsFitTheSlots(slots: [(String, Int)], height: Int, step: Int) throws {
    let scene = try Self.scene(slots)
    let layout = Self.layout(scene.slots, scene.firstDay, scene.zone, height: height)
    #expect(layout.rows.step == step)
  }

  @Test func slotsOfAMinuteGetLinesOfTheirOwn() throws {
    let scene = try Self.scene([("2 09:00", 1), ("2 09:01", 1), ("2 09:02", 1), ("3 09:02", 30)])
    let layout = Self.layout(scene.slots, scene.firstDay, scene.zone)
    #expect(layout.columns[0].map(\.rows.count) == [1, 1, 1])
    #expect(layout.columns[0].allSatisfy { $0.isAligned })
    expectWhole(layout, scene.slots)
  }

  @Test func slotsOverMidnightStandOnBothDays() throws {
    let scene = try Self.scene([("3 22:00", 240)])
    let layout = Self.layout(scene.slots, scene.firstDay, scene.zone)
    #expect(layout.columns.map(\.count) == [0, 1, 1, 0, 0, 0, 0])
    #expect(layout.columns[1][0].rows.upperBound == layout.rows.rows.count)
    #expect(layout.columns[2][0].rows.lowerBound == 0)
    #expect(!layout.columns[1][0].isContinued && layout.columns[2][0].isContinued)
    #expect(layout.place(ofSlot: 0)?.day == 1)
  }

  @Test func slotToMidnightEndsThere() throws {
    let scene = try Self.scene([("3 22:00", 120)])
    let layout = Self.layout(scene.slots, scene.firstDay, scene.zone)
    #expect(layout.columns.map(\.count) == [0, 1, 0, 0, 0, 0, 0])
  }

  @Test func emptyWeekShowsItsWorkingDay() throws {
    let scene = try Scene()
    let layout = Self.layout([], scene.firstDay, scene.zone)
    #expect(layout.rows.rows.map(\.isFold) == [true] + Array(repeating: false, count: 10) + [true])
    #expect(layout.rows.rows[1].range.lowerBound == 8 * 3_600_000)
  }

  @Test func momentsOutsideTheWeekHaveNoPlace() throws {
    let scene = try Scene()
    let layout = Self.layout([], scene.firstDay, scene.zone)
    #expect(layout.place(of: try scene.at("2026-03-01 23:59"), zone: scene.zone) == nil)
    #expect(layout.place(of: try scene.at("2026-03-09 00:00"), zone: scene.zone) == nil)
    #expect(layout.place(of: try scene.at("2026-03-08 23:59"), zone: scene.zone)?.day == 6)
    #expect(layout.segment(day: 0, row: 3) == nil)
    #expect(layout.place(ofSlot: 0) == nil)
  }
}
