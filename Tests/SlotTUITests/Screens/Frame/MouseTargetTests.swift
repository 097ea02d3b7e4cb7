import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What lies under the mouse is what is drawn there.
@Suite struct MouseTargetTests {
  private static let sizes = [(40, 10), (80, 24), (200, 50)]

  /// Slots on all days of a week, also in its odd hours, each with a capacity of its own by which it can
  /// be told in the picture.
  private static func scene(_ week: WeekAxisTests.Week, _ size: (Int, Int)) throws -> Scene {
    let day = week.day == "2011-12-30" ? "2011-12-29" : week.day
    var scene = try Scene("\(day) 12:00", in: week.zone)
    // Nothing is past: all are drawn with their numbers.
    scene.now = scene.zone.startOfDay(scene.firstDay) - .hours(24)
    scene.size = AppState.Size(width: size.0, height: size.1)
    scene.otherBlocks = (2...5).map { Scene.block($0, "Room \($0)", zone: week.zone) }
    for (number, block) in ([scene.block] + scene.otherBlocks).compactMap({ $0 }).enumerated() {
      var start = scene.zone.startOfDay(scene.firstDay) + .minutes(number * 45)
      let end = scene.zone.startOfDay(scene.firstDay.adding(days: 7))
      var step = 0
      while start < end {
        let minutes = [30, 95, 240][step % 3]
        try scene.add(
          TimeText.utc(start),
          minutes,
          capacity: 10 + scene.slots.count,
          of: block
        )
        start = start + .minutes(minutes + [0, 25, 150, 600][step % 4])
        step += 1
      }
    }
    return scene
  }

  /// Where `17 free` is drawn, with the number.
  private static func capacities(_ canvas: Canvas, in area: Rect)
    -> [(place: Canvas.Position, capacity: Int)]
  {
    canvas.positions(of: " free").compactMap { place in
      let digits = (0..<6).map { canvas[place.x - 1 - $0, place.y].text }.prefix { Int($0) != nil }
      let start = Canvas.Position(x: place.x - digits.count, y: place.y)
      // What the edge cuts off is another number.
      guard area.contains(x: start.x, y: start.y), area.contains(x: place.x + 4, y: place.y) else {
        return nil
      }
      return Int(digits.reversed().joined()).map { (start, $0) }
    }
  }

  @Test(arguments: WeekAxisTests.weeks, [PeriodView.week, .day, .agenda, .blocks])
  func everySlotIsWhereItIsDrawn(week: WeekAxisTests.Week, view: PeriodView) throws {
    for size in Self.sizes {
      let scene = try Self.scene(week, size)
      var state = scene.state(on: .date(scene.zone.date(scene.now + .hours(24 * 4))))
      state.takeMouse()
      state.choose(view, reading: scene)
      var count = 0
      for _ in 0..<2 {
        let area = ScreenLayout(state.size).week.inset(top: 1)
        let drawn = Self.capacities(state.drawn(), in: area)
        count += drawn.count
        for (place, capacity) in drawn {
          // The glyph, and what stands behind it.
          let x = capacity % 3 == 0 ? place.x : view == .agenda ? area.x : place.x - 2
          var clicked = state
          clicked.read(clicked.click(Canvas.Position(x: x, y: place.y)), scene)
          #expect(clicked.week.focusedSlot?.capacity == capacity, "\(week) \(size) \(place)")
        }
        state.mouse(.wheelDown, Canvas.Position(x: 0, y: 0))
        state.press(["l"], reading: scene)
      }
      // At 40 columns hardly any number has room.
      #expect(count > 1 || size.0 == 40)
    }
  }

  @Test(arguments: sizes)
  func everyRowOfTheAgendaIsTheOneUnderTheMouse(width: Int, height: Int) throws {
    let scene = try Self.scene(WeekAxisTests.weeks[2], (width, height))
    var state = scene.state(on: .date(scene.firstDay))
    state.takeMouse()
    state.choose(.agenda)
    let rows = state.week.agenda.order.count
    #expect(rows > 5)
    let area = ScreenLayout(state.size).week.inset(top: 1)
    for y in area.y..<area.maxY {
      for x in [area.x, area.x + 1, area.x + 30, area.maxX - 1] where y - area.y < rows {
        var clicked = state
        clicked.click(Canvas.Position(x: x, y: y))
        #expect(clicked.drawn().cursor == Canvas.Position(x: area.x, y: y))
      }
    }
  }

  /// Free rows, folds, hours that do not exist, and the lower rows of slots.
  @Test(arguments: WeekAxisTests.weeks.prefix(7))
  func everyPlaceOfTheGridIsTheOneUnderTheMouse(week: WeekAxisTests.Week) throws {
    let scene = try Self.scene(week, (120, 30))
    var state = scene.state(on: .date(scene.firstDay))
    state.takeMouse()
    for y in 0..<30 {
      for x in stride(from: y % 3, to: 120, by: 7) {
        var clicked = state
        clicked.click(Canvas.Position(x: x, y: y))
        let picture = clicked.drawn()
        let cursor = try #require(picture.cursor)
        guard case .cell = state.target(x: x, y: y) else {
          #expect(clicked.week.cursor == state.week.cursor || x < 24)
          continue
        }
        let width = (120 - 24 - 12) / 7
        #expect((cursor.x...cursor.x + width + 1).contains(x))
        // A slot that began further up was scrolled to.
        guard clicked.week.top == state.week.top else { continue }
        #expect(cursor.y <= y)
        for row in (cursor.y..<y).dropFirst() { #expect(picture[cursor.x, row].text == "│") }
      }
    }
  }

  @Test(arguments: sizes)
  func everyDayOfTheMonthIsWhereItIsDrawn(width: Int, height: Int) throws {
    for week in WeekAxisTests.weeks {
      var scene = try Self.scene(week, (width, height))
      scene.slots = []
      var state = scene.state(on: .date(scene.firstDay))
      state.takeMouse()
      state.choose(.month)
      let area = ScreenLayout(state.size).month.inset(left: width >= 64 ? 4 : 0, top: 1)
      let picture = state.drawn()
      var days: [Int] = []
      for y in area.y..<area.maxY {
        for x in area.x..<area.maxX - 1 {
          // Two digits, or a blank and one.
          let text = picture[x, y].text + picture[x + 1, y].text
          let before = x > 0 ? picture[x - 1, y].text : " "
          let isCut = Int(before) != nil || Int(picture[x + 2, y].text) != nil
          guard !isCut, let day = Int(text.drop { $0 == " " }), text.last != " " else {
            continue
          }
          var clicked = state
          let effects = clicked.click(Canvas.Position(x: x, y: y))
          clicked.read(effects, scene)
          #expect(clicked.week.focusedDate.day == day, "\(week) \(x) \(y)")
          days.append(day)
        }
      }
      #expect(days.count >= 7)
    }
  }

  @Test func everyBlockIsWhereItIsDrawn() throws {
    var scene = try Scene()
    scene.size = AppState.Size(width: 200, height: 30)
    scene.otherBlocks = (10...60).map { Scene.block($0, "Room \($0)") }
    scene.block = scene.otherBlocks.remove(at: 25)
    var state = scene.state()
    state.takeMouse()
    let drawn = state.drawn().positions(of: "Room ").filter { $0.x < 20 && $0.y > 1 }
    #expect(drawn.count > 20)
    for place in drawn {
      let name = state.drawn().row(place.y)[place.x..<place.x + 7].joined()
      let block = try #require(state.content.blocks.first { $0.name == name })
      var clicked = state
      let effects = clicked.click(place)
      let expected = clicked.desk.load(.week(scene.firstDay), block: block.id)
      #expect(effects == (block.id == scene.block?.id ? [] : [expected]))
    }
  }

  /// A window covers what is below it.
  @Test(arguments: sizes)
  func nothingIsPointedAtThroughAWindow(width: Int, height: Int) throws {
    let scene = try Self.scene(WeekAxisTests.weeks[0], (width, height))
    for keys in [["?"], ["c"], ["g"], ["b"], [":"], ["/"], ["D"]] {
      var state = scene.state(on: scene.slots[3])
      state.takeMouse()
      for key in keys { state.press(key) }
      for y in 0..<height {
        for x in stride(from: y % 4, to: width, by: 4) {
          let target = state.target(x: x, y: y)
          switch (target, state.overlay) {
          case (nil, _), (.entry, .palette), (.entry, .blockPicker), (.part, .form): break
          default: Issue.record("\(String(describing: target)) in \(keys)")
          }
        }
      }
    }
  }
}
