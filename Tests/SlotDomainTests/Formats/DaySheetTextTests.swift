import Testing

@testable import SlotDomain

@Suite struct DaySheetTextTests {
  private let test: TestStore

  init() throws { test = try TestStore() }

  /// Han takes two columns here, and a control character is a mark.
  private static let lettering = DaySheetText.Lettering(
    safe: { text in
      String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "␛" : $0 }))
    },
    columns: { $0.value >= 0x4E00 && $0.value < 0xA000 ? 2 : 1 }
  )

  private func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x4E00 && $1.value < 0xA000 ? 2 : 1) }
  }

  private func lines(_ sheet: DaySheetText = DaySheetText(lettering)) throws -> [String] {
    let block = try test.store.block(test.block)
    let date = block.zone.date(moment(540))
    return sheet.lines([try test.store.daySheet(of: block, on: date)], at: moment(0))
  }

  private func book(_ slot: Slot, _ members: JSONMembers) throws {
    try test.book(slot.id, metadata: try Metadata(.object(members)))
  }

  @Test func peoplePhonesNotesAndBlankLines() throws {
    let first = try test.slot(540)
    let second = try test.slot(560, capacity: 3)
    try book(first, ["name": "Ada", "phone": "07700 900123", "note": "first visit"])
    try book(second, ["name": "山田 花子", "note": "a dog"])
    try book(second, ["name": "Bo \u{1B}[2J", "phone": "+44 7700 900124"])
    let lines = try lines()
    #expect(lines[2] == String(repeating: "-", count: 80))
    let blank = String(repeating: "_", count: 40)
    #expect(
      lines[3...] == [
        "09:00–09:20  Ada        07700 900123     first visit",
        "09:20–09:40  山田 花子                   a dog",
        "             Bo ␛[2J    +44 7700 900124",
        "             \(blank)",
      ]
    )
    #expect(lines[1].hasSuffix(", 3 of 4 places taken"))
  }

  /// Where every place is taken, whoever just comes is written down at the end.
  @Test func aFullDayHasLinesForWalkIns() throws {
    try book(try test.slot(540), ["name": "Ada"])
    let blank = String(repeating: "_", count: 40)
    let end = ["Walk-ins     \(blank)", "             \(blank)", "             \(blank)"]
    #expect(try lines()[3...] == ["09:00–09:20  Ada"] + end)
    let block = try test.store.block(test.block)
    let full = try test.store.daySheet(of: block, on: block.zone.date(moment(540)))
    #expect(DaySheetHTML.dayFooter(full.walkIns).contains("<td>Walk-ins</td>"))
    // A slot in which nothing is offered is none to come to, and a free one has its own line.
    var off = try test.slot(560)
    off.status = .disabled
    let closed = DaySheetPage(date: full.date, block: block, slots: [off], people: [:])
    #expect(!closed.walkIns.needLines)
    #expect(try lines().last == "09:20–09:40  \(blank)")
    let open = try test.store.daySheet(of: block, on: full.date)
    #expect(!DaySheetHTML.dayFooter(open.walkIns).contains("Walk-ins"))
  }

  /// Where somebody looks on who should not, it is only told that a place is taken.
  @Test func namesCanBeLeftOut() throws {
    let slot = try test.slot(540)
    try book(slot, ["name": "Ada", "phone": "07700 900123", "note": "first visit"])
    let lines = try lines(DaySheetText(Self.lettering, showsPeople: false))
    #expect(lines[3] == "09:00–09:20  taken")
    #expect(!lines[3...].joined().contains("Ada"))
  }

  @Test func statesAreSaid() throws {
    let block = try test.store.block(test.block)
    var slots = [try test.slot(540), try test.slot(560), try test.slot(580, capacity: 100)]
    slots[0].status = .disabled
    slots[0].metadata = try Metadata(.object(["note": "fire drill"]))
    slots[1].storedLock = Slot.Lock(end: moment(30), owner: "ben")
    let page = DaySheetPage(
      date: block.zone.date(moment(540)),
      block: block,
      slots: slots,
      people: [:]
    )
    let lines = DaySheetText(Self.lettering).lines([page], at: moment(0))
    #expect(
      lines[3...6] == [
        "09:00–09:20  disabled", "             Note: fire drill",
        "09:20–09:40  locked by ben until 00:30",
        "09:40–10:00  \(String(repeating: "_", count: 40))",
      ]
    )
    #expect(lines.count == 6 + 40 + 1 && lines.last?.contains("and 60 more places") == true)
    let empty = DaySheetPage(date: page.date, block: block, slots: [], people: [:])
    #expect(DaySheetText(Self.lettering).lines([empty], at: moment(0)).last == "No slots.")
    let both = DaySheetText(Self.lettering).lines([page, empty], at: moment(0))
    #expect(both.last == "No slots: \(block.name).")
  }

  @Test(arguments: [80, 40, 24])
  func noLineIsWiderThanTheSheet(width: Int) throws {
    let slot = try test.slot(540, capacity: 4)
    let long = String(repeating: "幅ä ", count: 1000)
    for (name, phone, note) in [
      (long, long, long), ("A", "1", String(repeating: "x", count: 4000)), ("Ada", "", "a b"),
    ] {
      let members: JSONMembers = [
        "name": .string(name), "phone": .string(phone), "note": .string(note),
      ]
      try book(slot, members)
    }
    let lines = try lines(DaySheetText(width: width, Self.lettering))
    for line in lines { #expect(columns(line) <= width, "\(columns(line)): \(line)") }
    #expect(lines.count < 30 && lines.contains { $0.hasSuffix("…") })
  }

  /// An hour that comes twice is told apart, and what lasts over midnight says the day.
  @Test func hoursAreToldApart() throws {
    var block = try test.store.block(test.block)
    block.timezone = "Europe/Warsaw"
    var slot = try test.slot(0)
    let start = try TimeText.instant("2026-10-24T23:30+02:00", in: .utc)
    slot.range = TimeRange(start: start, end: start + .hours(4))
    let date = try #require(CivilDate("2026-10-25"))
    let page = DaySheetPage(date: date, block: block, slots: [slot], people: [:])
    let lines = DaySheetText(Self.lettering).lines([page], at: moment(0))
    #expect(lines[3].hasPrefix("Sat 23:30–02:30 (+01:00)  ____"), "\(lines)")
    #expect(lines[1].hasPrefix("Sunday 25 October 2026, Europe/Warsaw, 0 of 1 place taken"))
  }
}
