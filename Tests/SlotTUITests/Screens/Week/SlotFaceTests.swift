import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Every state of a slot: in its cell and in the sentence about it.
@Suite struct SlotFaceTests {
  struct State: CustomTestStringConvertible, Sendable {
    var name: String
    var start = "2026-03-04 11:00"
    var capacity = 2
    var taken = 0
    var status = Slot.Status.active
    var lock: String?
    var minutes = 4
    var block = BookingBlock.Status.published
    var closes = 0
    let style: Style
    let glyph: Glyph
    /// What is filled, and what stands behind it.
    let cell: String
    let sentence: String

    var testDescription: String { name }

    func scene() throws -> Scene {
      var scene = try Scene()
      scene.block = Scene.block(1, "Dr. Ada", status: block, closesBefore: closes)
      try scene.add(
        start,
        capacity: capacity,
        taken: taken,
        status: status,
        lock: lock.map { Scene.Hold(owner: $0, minutes: minutes) }
      )
      return scene
    }
  }

  static let states = [
    State(
      name: "available",
      style: .available,
      glyph: .available,
      cell: " 2 free |",
      sentence: "Wed 4 Mar 11:00–11:30, 2 free, 0 of 2 taken"
    ),
    State(
      name: "partly taken",
      taken: 1,
      style: .partlyTaken,
      glyph: .partlyTaken,
      cell: " 1 free |1 taken",
      sentence: "Wed 4 Mar 11:00–11:30, 1 free, 1 of 2 taken"
    ),
    State(
      name: "full",
      taken: 2,
      style: .full,
      glyph: .full,
      cell: "|2 taken",
      sentence: "Wed 4 Mar 11:00–11:30, 2 of 2 taken, full (e raises the capacity)"
    ),
    State(
      name: "disabled",
      status: .disabled,
      style: .disabled,
      glyph: .disabled,
      cell: "|off",
      sentence: "Wed 4 Mar 11:00–11:30, 0 of 2 taken, disabled (d enables)"
    ),
    State(
      name: "locked",
      lock: "ben",
      style: .locked,
      glyph: .locked,
      cell: "|ben 4m",
      sentence: "Wed 4 Mar 11:00–11:30, 0 of 2 taken, locked by ben for 4 min (L unlocks)"
    ),
    State(
      name: "one's own lock",
      lock: "ana",
      minutes: 125,
      style: .locked,
      glyph: .locked,
      cell: "|ana 2h",
      sentence: "Wed 4 Mar 11:00–11:30, 0 of 2 taken, locked by you for 2 h 05 min (L unlocks)"
    ),
    State(
      name: "draft",
      block: .draft,
      style: .draft,
      glyph: .draft,
      cell: "|draft",
      sentence: "Wed 4 Mar 11:00–11:30, 0 of 2 taken, block is a draft (:publish publishes it)"
    ),
    State(
      name: "past",
      start: "2026-03-04 09:00",
      taken: 2,
      style: .past,
      glyph: .past,
      cell: "|2 taken",
      sentence: "Wed 4 Mar 09:00–09:30, 2 of 2 taken, past"
    ),
    State(
      name: "past, disabled",
      start: "2026-03-04 09:00",
      status: .disabled,
      style: .past,
      glyph: .past,
      cell: "|off",
      sentence: "Wed 4 Mar 09:00–09:30, 0 of 2 taken, past, disabled"
    ),
    State(
      name: "begun",
      start: "2026-03-04 10:00",
      taken: 1,
      style: .past,
      glyph: .past,
      cell: "|now 1 taken",
      sentence: "Wed 4 Mar 10:00–10:30, 1 of 2 taken, has begun"
    ),
    State(
      name: "too late",
      closes: 3600,
      style: .past,
      glyph: .past,
      cell: "|late",
      sentence:
        "Wed 4 Mar 11:00–11:30, 0 of 2 taken, booking closed 10:00 (a books it all the same)"
    ),
    State(
      name: "too late since yesterday",
      closes: 86_400,
      style: .past,
      glyph: .past,
      cell: "|late",
      sentence:
        "Wed 4 Mar 11:00–11:30, 0 of 2 taken, booking closed Tue 3 Mar 11:00 (a books it all the same)"
    ),
    State(
      name: "everything",
      taken: 2,
      status: .disabled,
      lock: "ben",
      block: .draft,
      closes: 3600,
      style: .warning,
      glyph: .alarm,
      cell: "|2 taken",
      sentence: "Wed 4 Mar 11:00–11:30, 2 of 2 taken, disabled (d enables),"
        + " locked by ben for 4 min (L unlocks), block is a draft (:publish publishes it), full (e raises the capacity),"
        + " booking closed 10:00"
    ),
  ]

  @Test(arguments: states)
  func cellTellsTheState(state: State) throws {
    let scene = try state.scene()
    let face = SlotFace(scene.slots[0], in: try #require(scene.block), at: scene.now)
    #expect(face.style == state.style)
    #expect(face.glyph == state.glyph)
    #expect("\(face.chip)|\(face.text)" == state.cell)
  }

  @Test(arguments: states)
  func sentenceTellsEveryReason(state: State) throws {
    var scene = try state.scene()
    let block = try #require(scene.block)
    func sentence() -> String {
      SlotSentence(
        times: TimeFormat(zone: scene.zone),
        now: scene.now,
        keys: .standard,
        actor: "ana",
        isReadOnly: scene.settings.isReadOnly,
        names: Names()
      ).text(scene.slots[0], in: block)
    }
    #expect(sentence() == state.sentence)
    scene.settings.isReadOnly = true
    #expect(!sentence().contains("("), "No key mends anything there.")
  }

  /// Without its colour a cell still tells the states apart.
  @Test func glyphsDifferWhereStylesDo() {
    for glyphs in [Glyphs.unicode, .ascii] {
      let signs = Dictionary(
        grouping: Self.states,
        by: { glyphs[$0.glyph] }
      )
      for (_, states) in signs { #expect(Set(states.map(\.style)).count == 1) }
    }
  }

  @Test func sentencesAreCutNowhereOnAWideTerminal() throws {
    var scene = try #require(Self.states.last).scene()
    scene.size = AppState.Size(width: 109, height: 24)
    let text = scene.state(on: nil).drawn().text.replacing("\n", with: " ")
    #expect(
      text.contains(
        "locked by ben for 4 min (L unlocks), block is a draft (:publish publishes it), full"
      )
    )
    #expect(text.contains("booking closed 10:00"))
  }

  @Test func rangesOverMidnightAndToIt() throws {
    let scene = try Scene()
    let times = TimeFormat(zone: scene.zone)
    func range(_ start: String, _ end: String, now: Instant? = nil) throws -> String {
      times.range(TimeRange(start: try scene.at(start), end: try scene.at(end)), now: now)
    }
    #expect(try range("2026-03-04 22:00", "2026-03-05 02:00") == "Wed 4 Mar 22:00–Thu 5 Mar 02:00")
    #expect(try range("2026-03-04 22:00", "2026-03-05 00:00") == "Wed 4 Mar 22:00–24:00")
    #expect(try range("2026-03-04 00:00", "2026-03-04 12:00") == "Wed 4 Mar 00:00–12:00")
    #expect(
      try range("2027-03-04 09:00", "2027-03-04 09:30", now: scene.now)
        == "Thu 4 Mar 2027 09:00–09:30"
    )
    // In December everybody knows which January is meant.
    let december = try scene.at("2026-12-20 09:00")
    #expect(
      try range("2027-01-07 09:00", "2027-01-07 09:30", now: december) == "Thu 7 Jan 09:00–09:30"
    )
    #expect(
      try range("2026-10-25 02:00+02:00", "2026-10-25 02:00+01:00")
        == "Sun 25 Oct 02:00+02:00–02:00+01:00"
    )
    #expect(try range("2026-03-04 09:00:30", "2026-03-04 09:01") == "Wed 4 Mar 09:00:30–09:01")
  }

  @Test(arguments: [
    (1, "1 min", "1m"), (60, "1 min", "1m"), (61, "2 min", "2m"), (3600, "1 h 00 min", "60m"),
    (5940, "1 h 39 min", "99m"), (6000, "1 h 40 min", "2h"), (172_800, "2 d", "48h"),
    (400_000, "4 d", "4d"), (864_000_000, "10000 d", "999d"), (0, "1 min", "1m"),
  ])
  func timeLeft(seconds: Int, long: String, short: String) {
    #expect(Span.seconds(seconds).timeLeft == long)
    #expect(Span.seconds(seconds).shortTimeLeft == short)
  }
}
