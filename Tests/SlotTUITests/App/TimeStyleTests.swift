import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Times as the user wants them, and back.
@Suite struct TimeStyleTests {
  private static let styles = TimeStyle.Clock.allCases.flatMap { clock in
    TimeStyle.DateOrder.allCases.map { TimeStyle(clock: clock, dateOrder: $0) }
  }

  @Test func clocksOfTwelveHours() {
    let style = TimeStyle(clock: .twelve)
    let hours = [0, 1, 9, 11, 12, 13, 23].map { style.clock($0 * 3_600_000) }
    #expect(
      hours == ["12:00 am", "1:00 am", "9:00 am", "11:00 am", "12:00 pm", "1:00 pm", "11:00 pm"]
    )
    #expect(style.clock(5_000) == "12:00:05 am")
    #expect(hours.allSatisfy { $0.count <= style.clockWidth })
    #expect(style.aligned("1:00 pm") == " 1:00 pm")
  }

  @Test func datesInTheirOrder() throws {
    let day = try #require(CivilDate("2026-03-05"))
    let last = day.adding(days: 6)
    let dates = TimeStyle.DateOrder.allCases.map { order in
      let style = TimeStyle(dateOrder: order)
      return [style.date(day), style.day(day), style.days(day, last)]
    }
    #expect(
      dates == [
        ["2026-03-05", "Thu 5 Mar", "5 – 11 Mar"],
        ["05.03.2026", "Thu 5 Mar", "5 – 11 Mar"],
        ["03/05/2026", "Thu Mar 5", "Mar 5 – 11"],
      ]
    )
  }

  @Test func rangesSayTheHalfOnce() throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let times = TimeFormat(zone: zone, style: TimeStyle(clock: .twelve))
    func range(_ start: String, _ end: String) throws -> String {
      times.range(
        TimeRange(
          start: try TimeText.instant(start, in: zone),
          end: try TimeText.instant(end, in: zone)
        )
      )
    }
    #expect(try range("2026-03-05 09:00", "2026-03-05 10:30") == "Thu 5 Mar 9:00–10:30 am")
    #expect(try range("2026-03-05 11:30", "2026-03-05 12:00") == "Thu 5 Mar 11:30 am–12:00 pm")
    #expect(try range("2026-03-05 23:00", "2026-03-06") == "Thu 5 Mar 11:00 pm–12:00 am")
    #expect(try range("2026-03-05 00:00", "2026-03-06") == "Thu 5 Mar 12:00 am–12:00 am")
    #expect(
      try range("2026-03-05 23:00", "2026-03-06 01:00") == "Thu 5 Mar 11:00 pm–Fri 6 Mar 1:00 am"
    )
  }

  /// A form opened and accepted unchanged must mean the same moment.
  @Test(arguments: styles)
  func fieldsAreReadAsTheyAreWritten(style: TimeStyle) throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let times = TimeFormat(zone: zone, style: style)
    for text in [
      "2026-03-05 00:00", "2026-03-05 00:30", "2026-12-11 12:00", "2026-12-11 12:59",
      "2026-03-05 09:05", "2026-03-05 23:59", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00",
      "0987-01-02 15:00", "2026-03-05 09:00:07",
    ] {
      let moment = try TimeText.instant(text, in: zone)
      #expect(
        try WrittenTime.instant(times.field(moment), times) == moment,
        "\(times.field(moment))"
      )
      #expect(try WrittenTime.instant(text, times) == moment)
    }
  }

  @Test(arguments: [
    ("03/05/2026 2:30 pm", "2026-03-05T14:30"), ("3/5/26 2:30PM", "2026-03-05T14:30"),
    ("03/05/2026 2pm", "2026-03-05T14:00"), ("03/05/2026 12 am", "2026-03-05T00:00"),
    ("2026-03-05 2:30 pm", "2026-03-05T14:30"), ("03/05/2026 14:30", "2026-03-05T14:30"),
    ("05.03.2026 2:30 pm", "2026-03-05T14:30"), ("03/05/2026", "2026-03-05"),
    // Noon is no midnight.
    ("03/05/2026 12 pm", "2026-03-05T12:00"), ("03/05/2026 12:30am", "2026-03-05T00:30"),
    ("03/05/2026 12:00", "2026-03-05T12:00"), ("03/05/2026 00:00", "2026-03-05T00:00"),
    ("03/05/2026 2:30 pm +01:00", "2026-03-05T14:30+01:00"),
  ])
  func twelveHoursAreUnderstood(text: String, meaning: String) throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let times = TimeFormat(zone: zone, style: TimeStyle(clock: .twelve, dateOrder: .mdy))
    #expect(try WrittenTime.instant(text, times) == TimeText.instant(meaning, in: zone))
  }

  /// `2:30` of twelve hours could be either: it is not guessed.
  @Test(arguments: [
    "03/05/2026 2:30", "03/05/2026 13:00 pm", "03/05/2026 0:30 am", "03/05/2026 pm",
    "13/05/2026 9:00 am", "03/05 9:00 am", "tomorrow 9:00 am", "03/05/2026 9:00 xm", "", " ",
  ])
  func whatIsNoTimeIsRefused(text: String) throws {
    let times = TimeFormat(zone: .utc, style: TimeStyle(clock: .twelve, dateOrder: .mdy))
    #expect(throws: TimeProblem.self) { try WrittenTime.instant(text, times) }
  }

  @Test func oneDigitIsEnoughOfTwentyFourHours() throws {
    let times = TimeFormat(zone: .utc)
    let moment = try TimeText.instant("2026-03-05T09:30", in: .utc)
    #expect(try WrittenTime.instant("2026-03-05 9:30", times) == moment)
    #expect(try WrittenTime.instant("5.3.2026 9:30", times) == moment)
  }

  @Test func datesAreReadInTheirOrder() throws {
    let today = try #require(CivilDate("2026-01-01"))
    let fifthOfMarch = CivilDate("2026-03-05")
    #expect(WrittenDate.parse("03/05", today: today, order: .mdy) == fifthOfMarch)
    #expect(WrittenDate.parse("3/5/2026", today: today, order: .mdy) == fifthOfMarch)
    #expect(WrittenDate.parse("05/03", today: today, order: .dmy) == fifthOfMarch)
    #expect(WrittenDate.parse("24/12", today: today, order: .mdy) == nil)
    // Without an order it has to be plain which of the two is the month.
    #expect(WrittenDate.parse("12/24", today: today) == CivilDate("2026-12-24"))
    #expect(throws: WrittenDate.Problem.self) { try WrittenDate.read("05/03", today: today) }
    // Dots put the day first, and ISO is ISO, whatever is configured.
    #expect(WrittenDate.parse("05.03", today: today, order: .mdy) == fifthOfMarch)
    #expect(WrittenDate.parse("2026-03-05", today: today, order: .mdy) == fifthOfMarch)
    #expect(WrittenDate.parse("5 mar", today: today, order: .mdy) == fifthOfMarch)
  }

  // MARK: On the screen

  private func state(_ change: (inout ScreenSettings) -> Void) throws -> AppState {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00")
    change(&scene.settings)
    return scene.state(on: slot)
  }

  /// A refusal of two lines stands above what was typed, which stays.
  @Test func refusalOfADateIsWhole() throws {
    var state = try state { $0.timeStyle = TimeStyle() }
    state.press("g")
    state.type("2026-03-29 02:30")
    state.press("Enter")
    let rows = state.drawn().text.split(separator: "\n").map(String.init)
    #expect(rows.last?.hasPrefix("Go to date: 2026-03-29 02:30") == true)
    #expect(rows.suffix(3).dropLast().joined(separator: " ").hasSuffix("Choose a time outside."))
  }

  /// Longer times leave no day out: every one has slots.
  @Test(arguments: [80, 97, 99, 100, 101, 102, 103, 120]) func allDaysHaveRoom(width: Int) throws {
    var scene = try Scene()
    scene.settings.timeStyle = TimeStyle(clock: .twelve, dateOrder: .mdy)
    scene.size.width = width
    for day in 2...8 { try scene.add("2026-03-0\(day) 11:00") }
    let head = scene.state(on: .now).drawn().text.split(separator: "\n")[1]
    for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
      #expect(head.contains("\(day) "), "\(head)")
    }
  }

  @Test func changedStartIsRead() throws {
    var state = try state { $0.timeStyle = TimeStyle(clock: .twelve, dateOrder: .mdy) }
    state.press("e", "C-u")
    state.type("03/05/2026 2:30 pm")
    guard case .perform(.changeSlots(_, .update(let changes, _))) = state.press("Enter").first
    else {
      Issue.record("\(String(describing: state.form?.problem))")
      return
    }
    #expect(changes.start == (try Scene().at("2026-03-05 14:30")))
  }

  @Test func timeThatComesTwiceIsAskedInTheStyle() throws {
    var state = try state { $0.timeStyle = TimeStyle(clock: .twelve, dateOrder: .dmy) }
    state.press("e", "C-u")
    state.type("25.10.2026 2:30 am")
    #expect(state.press("Enter") == [])
    #expect(
      state.question?.text
        == "2:30 am comes twice on 25.10.2026. Which one? 1 = +02:00, 2 = +01:00"
    )
    guard case .perform(.changeSlots(_, .update(let changes, _))) = state.press("2").first else {
      Issue.record("\(String(describing: state.form?.problem))")
      return
    }
    #expect(changes.start == (try Scene().at("2026-10-25T02:30+01:00")))
  }

  @Test func datePromptTakesTheOrder() throws {
    var state = try state { $0.timeStyle.dateOrder = .mdy }
    state.press("g")
    state.type("12/24")
    let day = try #require(CivilDate("2026-12-24"))
    let request = PeriodRequest(
      block: state.content.block?.id,
      zoneChoice: .block,
      target: .date(day)
    )
    #expect(state.press("Enter") == [.load(request)])
  }

  @Test func newSlotsAndBlocksAreAsConfigured() throws {
    var scene = try Scene()
    scene.settings.slotMinutes = 20
    scene.settings.slotCapacity = 4
    scene.settings.publishesBlocks = false
    var state = scene.state()
    state.press("c")
    #expect(state.form?.text(.minutes) == "20")
    #expect(state.form?.text(.capacity) == "4")
    scene.block = nil
    state = scene.state()
    state.press("c")
    #expect(state.form?.text(.published) == "no")
  }
}
