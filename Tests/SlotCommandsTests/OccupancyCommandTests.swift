import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui occupancy`, from the outside.
@Suite struct OccupancyCommandTests {
  private let program: Program

  /// In Room three places on a Monday at nine, one of them taken, one disabled slot on Thursday
  /// afternoon; in Other a locked place on Monday.
  init() throws {
    program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeBlock("=Other")
    let monday = try program.makeSlot("2035-01-08T09:00", more: "--capacity", "3")
    _ = try program.book(monday)
    let gone = try program.book(monday)
    try program.done("appointment", "cancel", gone)
    let thursday = try program.makeSlot("2035-01-11T15:30")
    try program.done("slot", "disable", thursday)
    let other = try program.makeSlot("2035-01-08T09:10", in: "=Other")
    try program.done("slot", "lock", other, "--minutes", "60")
  }

  @Test func allIsCountedByBlockWeekdayAndHour() throws {
    let data = try program.data("occupancy")
    #expect(
      data["total"]?.text()
        == #"{"cancelled":1,"disabled":1,"free":2,"locked":1,"offered":4,"on_disabled":0,"share":0.2500,"slots":3,"taken":1}"#
    )
    #expect(data["block"]?.array?.map { $0["name"]?.string } == ["=Other", "Room"])
    #expect(data["block"]?.array?.map { $0["taken"]?.integer } == [0, 1])
    #expect(data["weekday"]?.array?.map { $0["weekday"]?.string } == ["mon", "thu"])
    #expect(data["weekday"]?.array?.map { $0["share"]?.text() } == ["0.2500", "null"])
    #expect(data["hour"]?.array?.map { $0["hour"]?.integer } == [9, 15])
    #expect(try program.run(["occupancy", "--format", "json"]).json?["data"] == data)
  }

  @Test func partsCanBeChosen() throws {
    let room = try program.data("occupancy", "--block", "Room", "--by", "weekday")
    #expect(room["total"]?["offered"]?.integer == 3)
    #expect(room["block"] == nil)
    #expect(room["hour"] == nil)
    let days = ["--from", "2035-01-09", "--until", "2035-01-12"]
    let late = try program.run(["occupancy", "--json"] + days)
    #expect(late.json?["data"]?["total"]?["slots"]?.integer == 1)
    let none = try program.done("occupancy", "--until", "2030-01-01").output
    #expect(none == "No slots here.\n")
  }

  @Test func peopleReadTablesAndBars() throws {
    let table = try program.done("occupancy", "--by", "weekday").output
    #expect(
      table == """
        ALL  SLOTS  OFFERED  TAKEN  LOCKED  DISABLED  ON DISABLED  CANCELLED  SHARE
                 3        4      1       1         1            0          1   25 %

        WEEKDAY   SLOTS  OFFERED  TAKEN  LOCKED  DISABLED  ON DISABLED  CANCELLED  SHARE
        Monday        2        4      1       1         0            0          1   25 %
        Thursday      1        0      0       0         1            0          0      -

        """
    )
    let bars = try program.done("occupancy", "--by", "hour", "--format", "bars").output
    let bar = "##########::::::::::...................."
    #expect(bars.contains("09:00                \(bar) 1/4 25 %\n"))
  }

  @Test func spreadsheetsRunNothing() throws {
    let csv = try program.done("occupancy", "--by", "block", "--format", "csv").output
    let lines = csv.components(separatedBy: "\r\n")
    #expect(
      lines[0]
        == "by,key,name,slots,offered,taken,free,locked,disabled,cancelled,share,on_disabled"
    )
    #expect(lines[1] == "total,,,3,4,1,2,1,1,1,0.2500,0")
    #expect(lines[2].hasSuffix(",'=Other,1,1,0,0,1,0,0,0.0000,0"))
    #expect(lines.count == 5)
  }

  @Test("A slot over midnight counts in one period, and people on disabled slots in a column")
  func startsCount() throws {
    let night = try program.makeSlot("2035-02-05T23:50")
    _ = try program.book(night)
    try program.done("slot", "disable", night)
    func slots(_ from: String, _ until: String) throws -> Int64? {
      let words = ["--block", "Room", "--from", from, "--until", until, "--json"]
      return try program.run(["occupancy"] + words).json?["data"]?["total"]?["slots"]?.integer
    }
    #expect(try slots("2035-02-05", "2035-02-06") == 1)
    #expect(try slots("2035-02-06", "2035-02-07") == 0)
    #expect(try program.data("occupancy")["total"]?["on_disabled"]?.integer == 1)
  }

  @Test func pastIsCountedAsItWas() throws {
    let now = try program.data("history").array?.last?["at"]?.string
    let before = try program.data("occupancy", "--as-of", try #require(now))
    #expect(before["total"]?["slots"]?.integer == 0)
  }

  @Test(arguments: [
    ["65", "--by", "month"], ["65", "--format", "pie"], ["66", "--block", "Nowhere"],
    ["64", "--format", "csv", "--json"], ["65", "--as-of", "2200-01-01"],
  ])
  func mistakesAreRefused(_ words: [String]) throws {
    let result = try program.run(["occupancy"] + words.dropFirst())
    #expect("\(result.status)" == words[0])
  }
}
