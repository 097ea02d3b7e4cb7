import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The search window as text.
@Suite struct SearchViewTests {
  static func state(_ width: Int, _ height: Int) throws -> AppState {
    var scene = try SnapshotTests.week(width, height)
    let other = Scene.block(7, "Waiata – ひびき choir room", zone: "Pacific/Auckland")
    scene.otherBlocks.append(other)
    let slots = scene.slots
    let start = try scene.at("2027-01-07 08:00")
    let far = SearchHit(
      block: other.id,
      slot: Scene.slotID(99),
      range: TimeRange(start: start, end: start + .minutes(30)),
      appointment: Appointment.ID(high: 9, low: 9),
      label: "漢字\u{1B}[31m Anna",
      findings: [.init(key: "note", text: "said Anna\u{202E} once")]
    )
    let hits = [
      SearchHit(block: other.id, label: "Anna's room"),
      SearchTests.hit(
        slots[0],
        "Anna Kowalska",
        findings: [.init(key: "name", text: "Anna Kowalska")]
      ),
      SearchTests.hit(
        slots[6],
        "Żaneta Wójcik",
        findings: [.init(key: "note", text: "Anna's sister")]
      ),
      SearchTests.hit(slots[8], "Anna Nowak", isCancelled: true),
      SearchHit(
        block: slots[9].blockID,
        slot: slots[9].id,
        range: slots[9].range,
        label: nil,
        findings: [.init(key: "room", text: "Anna")]
      ),
      far,
    ]
    return try SearchTests.found("anna", hits, scene)
  }

  @Test func at40Columns() throws {
    let canvas = try Self.state(40, 10).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar     10:12
        ┌─ Match 3 of 6 ─────────────────────↑─┐
        │ Find: anna                           │
        │ Mon 2 Mar 09:00 Anna Kowalska, Dr. … │
        │ Wed 4 Mar 11:00 Żaneta Wójcik, note… │
        │ Wed 4 Mar 12:00 cancelled: Anna Now… │
        └────────────────────────────────────↓─┘
        Wed 4 Mar 11:00, Żaneta Wójcik, Dr.
        Żaneta Wójcik, note: Anna's sister
        Enter details  ↑↓ choose  Esc back
        """
    )
    #expect(canvas.cursor == Canvas.Position(x: 12, y: 2))
  }

  @Test func at80Columns() throws {
    let canvas = try Self.state(80, 24).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)         10:12
        ┌─ Match 3 of 6 ───────────────────────────────────────────────────────────────┐
        │ Find: anna                                                                   │
        │                                              booking block Anna's room       │
        │ Mon 2 Mar 09:00            Dr. Żaneta Wójc…  Anna Kowalska                   │
        │ Wed 4 Mar 11:00            Dr. Żaneta Wójc…  Żaneta Wójcik, note: Anna's si… │
        │ Wed 4 Mar 12:00            Dr. Żaneta Wójc…  cancelled: Anna Nowak           │
        │ Thu 5 Mar 09:00            Dr. Żaneta Wójc…  slot, room: Anna                │
        │ Thu 7 Jan 2027 20:00 NZDT  Waiata – ひびき…  漢字␛[31m Anna, note: said Ann… │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        │                                                                              │
        └──────────────────────────────────────────────────────────────────────────────┘
        Wed 4 Mar 11:00, Żaneta Wójcik, Dr. Żaneta Wójcik, note: Anna's sister
        Enter details  ↑↓ choose  Esc back
        """
    )
    #expect(canvas.cursor == Canvas.Position(x: 12, y: 2))
  }

  @Test func at200Columns() throws {
    let canvas = try Self.state(200, 50).drawn()
    #expect(
      canvas.text == """
         Dr. Żaneta Wójcik  2 – 8 Mar  week 10  Europe/Warsaw (UTC+01:00)                                                                                                                                 10:12
         Blocks            today  week │      Mon 2 Mar              Tue 3 Mar              Wed 4 Mar today        Thu 5 Mar             Fri 6 Mar             Sa Su
         Court                12   112 │00:00 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ▸Dr. Żaneta Wójcik     2     5 │09:00 · taken                · 2 taken              · taken                ○ free                ◐ 8 free  4 taken
         Room 7 with a rather l… draft │  :30 · off                                                                                      │
         Waiata – ひびき c…    0     0 │▸10:12                                              · now 1 taken                                │
                                       │  :30                                               ◐ 1 free  1 taken
                                       │11:00                                               ◆ ben 14m              ✕ off
                                       │  :30        ┌─ Match 3 of 6 ─────────────────────────────────────────────────────────────────────────────────────────────┐
                                       │12:00        │ Find: anna                                                                                                 │
                                       │12:30 ┄┄┄┄┄┄┄│                                                          booking block Anna's room                         │
                                       │             │ Mon 2 Mar 09:00            Dr. Żaneta Wójcik             Anna Kowalska                                     │
                                       │             │ Wed 4 Mar 11:00            Dr. Żaneta Wójcik             Żaneta Wójcik, note: Anna's sister                │
                                       │             │ Wed 4 Mar 12:00            Dr. Żaneta Wójcik             cancelled: Anna Nowak                             │
                                       │             │ Thu 5 Mar 09:00            Dr. Żaneta Wójcik             slot, room: Anna                                  │
                                       │             │ Thu 7 Jan 2027 20:00 NZDT  Waiata – ひびき choir room …  漢字␛[31m Anna, note: said Anna� once             │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             │                                                                                                            │
                                       │             └────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
                                       │
        Wed 4 Mar 11:00, Żaneta Wójcik, Dr. Żaneta Wójcik, note: Anna's sister
        Enter details  ↑↓ choose  Esc back
        """
    )
  }

  @Test func beforeAndWhileItSearches() throws {
    var scene = try Scene()
    scene.size = .init(width: 40, height: 10)
    var state = scene.state(on: nil)
    state.press("/")
    #expect(
      state.drawn().text == """
         Dr. Ada  2 – 8 Mar  week 10      10:12
        ┌─ Search in all blocks ───────────────┐
        │ Find:                                │
        │ People, phones, metadata, names of   │
        │ blocks, ids; several words must all  │
        │ match.                               │
        └──────────────────────────────────────┘
        Wed 4 Mar 10:00, no slot

        Esc back
        """
    )
    state.type("an")
    #expect(state.drawn().text.contains("─ Searching… ─"))
    let slot = try scene.add("2026-03-04 11:00")
    let step = SearchStep(
      hits: [SearchTests.hit(slot, "Anna")],
      next: SearchPosition(stage: .slots)
    )
    let query = try SearchTests.query("an")
    _ = state.update(.searched(query, from: .start, step), at: state.now)
    #expect(state.drawn().text.contains("─ Match 1 of 1 so far, searching… ─"))
  }
}
