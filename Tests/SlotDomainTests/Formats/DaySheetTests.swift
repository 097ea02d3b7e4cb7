import Testing

@testable import SlotDomain

@Suite(.onBothEngines) struct DaySheetTests {
  private static let hostile = "<script>alert('\u{1B}[2J')</script> & \"Co\""

  @Test func namesAndBlankLinesStandBesideTheTime() throws {
    let test = try TestStore()
    var slot = try test.slot(540, capacity: 4)
    let names = ["Ada", Self.hostile, "Gone"]
    for name in names {
      let metadata = try Metadata(.object(["name": .string(name)]))
      try test.book(slot.id, metadata: metadata)
    }
    var people = try test.store.appointments(on: slot.id)
    people[2].status = .cancelled
    slot.activeAppointments = 2
    let row = DaySheetHTML.row(slot, people, in: .utc, at: moment(0))
    #expect(row.hasPrefix("<tr><td>09:00–09:20</td><td>2/4</td><td><ul><li><bdi>Ada</bdi></li>"))
    #expect(
      row.contains("&lt;script&gt;alert(&#39;\u{FFFD}[2J&#39;)&lt;/script&gt; &amp; &quot;Co")
    )
    #expect(row.hasSuffix("<li></li><li></li></ul></td></tr>\n"))
    #expect(!row.contains("Gone"))

    slot.status = .disabled
    let off = DaySheetHTML.row(slot, [], in: .utc, at: moment(0))
    #expect(off.contains("<td class=\"off\">") && off.contains("<li>disabled</li></ul>"))
    slot.status = .active
    // Where somebody holds the rest there is no line to write on.
    slot.storedLock = Slot.Lock(end: moment(30), owner: "ben")
    let locked = DaySheetHTML.row(slot, people, in: .utc, at: moment(0))
    #expect(locked.hasSuffix("<li>locked by <bdi>ben</bdi> until 00:30</li></ul></td></tr>\n"))
    slot.storedLock = nil
    slot.capacity = Int(Int32.max)
    let endless = DaySheetHTML.row(slot, [], in: .utc, at: moment(0))
    #expect(endless.utf8.count < 1000 && endless.contains("more places"))
  }

  /// Who rings somebody up has the phone beside the name, and what is to be known below it.
  @Test func phonesAndNotesStandBesideTheNames() throws {
    let test = try TestStore()
    var slot = try test.slot(540)
    let members: JSONMembers = [
      "name": "Ada", "phone": "07700 900123", "note": "a <b>dog</b>", "email": "a@b",
    ]
    try test.book(slot.id, metadata: try Metadata(.object(members)))
    slot.activeAppointments = 1
    slot.metadata = try Metadata(.object(["note": "new & shiny"]))
    let row = DaySheetHTML.row(
      slot,
      try test.store.appointments(on: slot.id),
      in: .utc,
      at: moment(0)
    )
    #expect(
      row == "<tr><td>09:00–09:20</td><td>1/1</td><td><span class=\"note\"><bdi>new &amp; shiny"
        + "</bdi></span><ul><li><span class=\"phone\"><bdi>07700 900123</bdi></span><bdi>Ada</bdi>"
        + "<span class=\"note\"><bdi>a &lt;b&gt;dog&lt;/b&gt;</bdi></span></li></ul></td></tr>\n"
    )
  }

  @Test func hoursThatComeTwiceAreToldApart() throws {
    let test = try TestStore()
    let warsaw = try Zone(named: "Europe/Warsaw")
    var slot = try test.slot(0)
    let start = try TimeText.instant("2026-10-25T02:30+02:00", in: .utc)
    slot.range = TimeRange(start: start, end: start + .hours(1))
    let row = DaySheetHTML.row(slot, [], in: warsaw, at: moment(0))
    #expect(row.contains("<td>02:30 (+02:00)–02:30 (+01:00)</td>"))
  }

  @Test func nothingOutsideIsReferredTo() throws {
    let test = try TestStore()
    var block = try test.store.block(test.block)
    block.name = Self.hostile
    let date = try #require(CivilDate("2026-03-02"))
    let page =
      DaySheetHTML.header + DaySheetHTML.dayHeader(date, of: block, in: .utc)
      + DaySheetHTML.emptyDay + DaySheetHTML.dayFooter(DaySheetPage.WalkIns()) + DaySheetHTML.footer
    for word in ["http:", "https:", "//", "src=", "href=", "url(", "<script", "@import"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("<p>Monday, 2026-03-02, UTC</p>"))
  }
}
