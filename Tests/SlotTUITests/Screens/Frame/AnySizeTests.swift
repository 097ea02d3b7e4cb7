import HostileInput
import SlotDomain
import TerminalKit
import TestDriver
import Testing

@testable import SlotTUI

/// Whatever the size and the state: drawing never traps, stays inside, and has its cursor.
@Suite struct AnySizeTests {
  private static let names =
    ["Dr. Ada", "漢字の部屋", "e\u{301}e\u{301}\u{301}\u{301}", "مرحبا", "", "👨‍👩‍👧 family"]
    + HostileTexts.all

  private static func scene(using generator: inout SeededGenerator) throws -> Scene {
    let weeks = WeekAxisTests.weeks
    let week = weeks.randomElement(using: &generator) ?? weeks[0]
    var scene = try Scene(
      "\(week.day == "2011-12-30" ? "2011-12-29" : week.day) 12:00",
      in: week.zone
    )
    func name() -> String { names.randomElement(using: &generator) ?? "" }
    scene.block = Scene.block(
      1,
      name(),
      status: Bool.random(using: &generator) ? .draft : .published,
      closesBefore: Int.random(in: 0...90_000, using: &generator)
    )
    for number in 2..<UInt64.random(in: 3...60, using: &generator) {
      scene.otherBlocks.append(Scene.block(number, name()))
    }
    if Int.random(in: 0..<12, using: &generator) == 0 { scene.block = nil }
    scene.settings.isReadOnly = Bool.random(using: &generator)
    scene.settings.isLinear = Int.random(in: 0..<3, using: &generator) == 0
    for block in scene.otherBlocks.prefix(6) {
      var start = scene.zone.startOfDay(scene.firstDay)
      for _ in 0..<Int.random(in: 0...9, using: &generator) {
        start = start + .minutes(Int.random(in: 0...900, using: &generator))
        let length = [5, 20, 45, 700].randomElement(using: &generator) ?? 20
        try scene.add(TimeText.utc(start), length, of: block)
        start = start + .minutes(length)
      }
    }
    var start = scene.zone.startOfDay(scene.firstDay) - .hours(3)
    while scene.slots.count < Int.random(in: 0...60, using: &generator) {
      start = start + .minutes(Int.random(in: 0...400, using: &generator))
      let capacity = Int.random(in: 1...120, using: &generator)
      let length = [1, 5, 20, 45, 700].randomElement(using: &generator) ?? 20
      try scene.add(
        TimeText.utc(start),
        length,
        capacity: capacity,
        taken: Int.random(in: 0...capacity, using: &generator),
        status: Slot.Status.allCases.randomElement(using: &generator) ?? .active,
        lock: Bool.random(using: &generator)
          ? nil : .init(owner: name(), minutes: Int.random(in: 1...9_000, using: &generator))
      )
      start = start + .minutes(length)
    }
    return scene
  }

  private static let openings: [[String]] = [
    [], ["?"], ["?", "End"], ["c"], ["c", "S-Tab"], ["e", "Tab", "x", "Enter"], ["a", "S-Tab"],
    ["D"], ["L"], ["g", "9", "9"], ["g", "x", "Enter"], ["b"], ["b", "Down", "Down"], ["b", "q"],
    ["3"], ["F9"], ["d"], ["v"], ["v", "x"],
    ["o"], ["O"], [":"], [":", "s", "l"], [":", "x", "y"], ["+"], ["-", "-"], ["*"],
  ]

  @Test func drawingNeverFails() throws {
    var generator = SeededGenerator(state: 42)
    for round in 0..<400 {
      var scene = try Self.scene(using: &generator)
      let edge = round % 4 == 0
      scene.size = AppState.Size(
        width: Int.random(in: 1...(edge ? 45 : 220), using: &generator),
        height: Int.random(in: 1...(edge ? 12 : 60), using: &generator)
      )
      var state = scene.state(on: scene.slots.randomElement(using: &generator))
      let view = PeriodView.allCases.randomElement(using: &generator) ?? .week
      state.choose(view, reading: scene)
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        let keys = ["o", "O", "j", "k", "h", "l", "w", "W", "End", "+", "-", "]", "Tab"]
        state.press([keys.randomElement(using: &generator) ?? "j"], reading: scene)
      }
      if let slot = scene.slots.first, round % 3 == 0 {
        let appointments = try (0..<Int.random(in: 0...30, using: &generator)).map { number in
          Appointment(
            id: Appointment.ID(high: 1, low: UInt64(number)),
            blockID: slot.blockID,
            slotID: slot.id,
            metadata: try Metadata(
              .object(["name": .string(Self.names.randomElement(using: &generator) ?? "")])
            ),
            createdAt: slot.createdAt,
            updatedAt: slot.createdAt
          )
        }
        let details = SlotDetails(slot: slot, appointments: appointments, history: [])
        let use = Bool.random(using: &generator) ? DetailsUse.overlay : .panel
        _ = state.update(.detailsLoaded(details, use), at: state.now)
        state.flashes[slot.id] = Flash(actor: "\u{1B}ben", end: state.now + .seconds(4))
        if round % 2 == 0 {
          var report = OccupancyReport(
            request: state.occupancyRequest,
            blocks: state.content.blocks
          )
          for slot in scene.slots { report.occupancy.add(slot, in: scene.zone, at: scene.now) }
          _ = state.update(.occupancyTallied(report), at: state.now)
        }
      } else {
        for key in Self.openings.randomElement(using: &generator) ?? [] { state.press(key) }
      }
      for glyphs in [Glyphs.unicode, .ascii] {
        let canvas = state.drawn(glyphs)
        expectCursor(canvas, state)
        expectStraight(canvas)
        #expect(HostileTexts.dangers(in: canvas.text, except: "\n") == [])
      }
    }
  }

  @Test(arguments: PeriodView.allCases)
  func everySizeAroundTheSmallest(view: PeriodView) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    for width in 1...44 {
      for height in 1...13 {
        scene.size = AppState.Size(width: width, height: height)
        var state = scene.state(on: nil)
        state.choose(view, reading: scene)
        let canvas = state.drawn()
        expectCursor(canvas, state)
        let isTooSmall = width < 40 || height < 10
        let slot = [.month, .year].contains(view) ? "1 of 1 place free" : ", free"
        #expect(canvas.text.contains(slot) == !isTooSmall)
        scene.settings.isLinear = true
        var inLines = scene.state(on: nil)
        inLines.choose(view, reading: scene)
        let lines = inLines.drawn()
        expectCursor(lines, inLines)
        #expect(lines.text.contains("> ") == !isTooSmall)
        scene.settings.isLinear = false
      }
    }
  }

  /// What is kept of the last picture while only the cursor moves is never out of date.
  @Test func keptPicturesAreUpToDate() throws {
    var generator = SeededGenerator(state: 7)
    for _ in 0..<60 {
      var scene = try Self.scene(using: &generator)
      scene.size =
        [
          AppState.Size(width: 80, height: 24), AppState.Size(width: 40, height: 10),
          AppState.Size(width: 200, height: 50),
        ].randomElement(using: &generator) ?? scene.size
      var state = scene.state(on: .now)
      var backdrop: ScreenView.Backdrop?
      var kept = Canvas(width: state.size.width, height: state.size.height)
      let views = PeriodView.allCases.compactMap {
        state.keyMap.binding(for: $0.action)?.sequences.first?.map(\.name)
      }
      for _ in 0..<25 {
        let keys = [
          "j", "k", "h", "l", "l", "w", "W", "End", "Home", "?", "Esc", "5", "c", "D", "n", "o",
          "O", "+", "-", "*", "Space", "Tab", "[",
        ]
        state.press([keys.randomElement(using: &generator) ?? "j"], reading: scene)
        if state.overlay == nil, Int.random(in: 0..<4, using: &generator) == 0 {
          state.press(views.randomElement(using: &generator) ?? [], reading: scene)
        }
        if Int.random(in: 0..<5, using: &generator) == 0 {
          state.after(.seconds(Int.random(in: 0...4_000, using: &generator)))
        }
        ScreenView(state).draw(into: &kept, keeping: &backdrop)
        let isSame = kept == state.drawn()
        #expect(isSame, "\(state.place) in \(scene.zone.name)")
      }
    }
  }
}

/// Every row has as many columns as the screen, by the widths of what its cells show.
func expectStraight(_ canvas: Canvas, sourceLocation: SourceLocation = #_sourceLocation) {
  for y in 0..<canvas.height {
    var columns = 0
    for x in 0..<canvas.width {
      let cell = canvas[x, y]
      // Most are ASCII alone, of one column.
      let isPlain = 0x20..<0x7F ~= cell.scalarValue(at: 0) && cell.scalarValue(at: 1) == 0
      columns += isPlain ? 1 : DisplayWidth.columns(of: cell.text)
    }
    guard columns != canvas.width else { continue }
    Issue.record("row \(y) has \(columns) columns", sourceLocation: sourceLocation)
  }
}
