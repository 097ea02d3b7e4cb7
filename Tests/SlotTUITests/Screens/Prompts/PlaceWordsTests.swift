import ProgramDriver
import SlotDomain
import Testing

@testable import SlotTUI

/// What is typed to find a free place, on Wednesday, 4 March 2026, 10:12 in Warsaw.
@Suite struct PlaceWordsTests {
  private let scene: Scene
  private let blocks: [BookingBlock]

  init() throws {
    scene = try Scene()
    blocks = [
      Scene.block(1, "Dr. Chen"), Scene.block(2, "Dr. Żaneta Brown"), Scene.block(3, "Room 7"),
    ]
  }

  private func words(_ text: String) -> PlaceWords { words(text, among: blocks) }

  private func words(_ text: String, among blocks: [BookingBlock]) -> PlaceWords {
    PlaceWords(text, now: scene.now, zone: scene.zone, blocks: blocks, style: TimeStyle())
  }

  private func query(_ text: String) throws -> FreePlaceQuery {
    try #require(words(text).query, "\(text)")
  }

  private func windows(_ text: String) throws -> [String] {
    try query(text).windows.map(\.description)
  }

  /// What reads as a date and is none, or can be two, is not passed over.
  @Test(arguments: [
    ("4/12", "That can be 4 December or 12 April: write 4.12. or 12.4."),
    ("chen 30.2", "There is no 30 February."),
    ("4/12/2026 pm", "That can be 4 December or 12 April"),
  ])
  func aDateThatIsNoneIsSaidToBe(text: String, sentence: String) throws {
    let words = self.words(text)
    #expect(words.query == nil)
    #expect(words.problem?.sentence.hasPrefix(sentence) == true, "\(words.problem as Any)")
    #expect(self.words("24/12").problem == nil && self.words("4.").problem == nil)
    #expect(self.words("chen 25:00").unknown == ["25:00"])
    #expect(self.words("chen 9:").unknown.isEmpty)
  }

  /// Of two people each is found by all that is said of them; a block that has one of the words alone is not
  /// meant.
  @Test func twoNamesFindTwoBlocks() throws {
    let names = ["Nurse Davies", "Nurse Joy", "Dr Chen", "Dr Davies"]
    let blocks = names.enumerated().map { Scene.block(10 + UInt64($0), $1) }
    func found(_ text: String) -> [String]? {
      let words = self.words(text, among: blocks)
      return words.query?.blocks.map { ids in
        blocks.filter { ids.contains($0.id) }.map(\.name)
      }
    }
    #expect(found("nurse davies chen") == ["Nurse Davies", "Dr Chen"])
    #expect(found("chen nurse davies thu") == ["Nurse Davies", "Dr Chen"])
    #expect(found("chen joy") == ["Nurse Joy", "Dr Chen"])
    #expect(found("davies") == ["Nurse Davies", "Dr Davies"])
    #expect(found("nurse") == ["Nurse Davies", "Nurse Joy"])
  }

  @Test func nothingIsAllFromNow() throws {
    #expect(try query("") == FreePlaceQuery(from: scene.now))
    #expect(try query("   ") == FreePlaceQuery(from: scene.now))
  }

  /// Also where a block is called after a part of it: two words that say when are no name.
  @Test func wordsOfTimeAreNoNames() throws {
    let blocks = blocks + [Scene.block(4, "Dr. Late (from next month)"), Scene.block(5, "At home")]
    func words(_ text: String) -> PlaceWords { self.words(text, among: blocks) }
    #expect(words("next week").understood == ["next week"])
    #expect(words("next tue").understood == ["Tue 10 Mar"])
    #expect(words("chen next week").query?.blocks == [blocks[0].id])
    for (text, start) in [
      ("at 10:20", "10:20"), ("mon at 9", "09:00"), ("tomorrow at 14", "14:00"),
    ] {
      #expect(words(text).query?.windows.map(\.description) == ["\(start)-24:00"], "\(text)")
      #expect(words(text).query?.blocks == nil, "\(text)")
    }
    #expect(words("on mon").query?.weekdays == [.monday])
    #expect(words("late").query?.blocks == [blocks[3].id])
    #expect(words("next").query?.blocks == [blocks[3].id])
  }

  /// What a number is of comes before what it could be of a date, and one half of a day is for both ends.
  @Test func numbersAreOfWhatFollowsThem() throws {
    let query = try query("1.12 30 min")
    #expect(query.minutes == 30)
    #expect(words("1.12 30 min").understood == ["Tue 1 Dec", "30 min"])
    #expect(words("24 dec 2 places").understood == ["Thu 24 Dec", "2 places"])
    #expect(try windows("2-4pm") == ["14:00-16:00"])
    #expect(try windows("11-1pm") == ["11:00-13:00"])
    #expect(try windows("10-11:30am") == ["10:00-11:30"])
    #expect(try windows("9-12") == ["09:00-12:00"])
  }

  @Test func namesOfBlocks() throws {
    #expect(try query("chen").blocks == [blocks[0].id])
    #expect(try query("DR").blocks == [blocks[0].id, blocks[1].id])
    #expect(try query("zan brown").blocks == [blocks[1].id])
    #expect(try query("room 7").blocks == [blocks[2].id])
    // Of two doctors either will do.
    for text in ["chen brown", "dr chen or dr brown", "chen, brown"] {
      #expect(try query(text).blocks == [blocks[0].id, blocks[1].id], "\(text)")
    }
    #expect(words("xyz").unknown == ["xyz"])
    #expect(try query("xyz").blocks == [])
    // What can still become a word leaves the list as it is.
    for text in ["a", "aft", "4", "40", "before", "+", "mo", "chen af"] {
      #expect(words(text).unknown == [], "\(text)")
    }
    #expect(words("aft ").unknown == ["aft"])
  }

  /// As it is said on the phone: in the afternoon, in words, without minutes.
  @Test func hoursAsTheyAreSaid() throws {
    #expect(try windows("thu 14.30") == ["14:30-24:00"])
    #expect(try windows("after 14.30") == ["14:30-24:00"])
    #expect(try windows("9.15-12.30") == ["09:15-12:30"])
    #expect(try windows("24.12.") == [] && windows("after 10.12") == [])
    for text in ["after 4", "after four", "after 16h", "after four pm", "chen 16", "thu 4"] {
      #expect(try windows(text) == ["16:00-24:00"], "\(text)")
    }
    #expect(words("chen 4").understood == ["from 16:00"])
    #expect(try windows("after 04") == ["04:00-24:00"])
    #expect(try windows("after 7") == ["07:00-24:00"])
    #expect(try windows("wed 11") == ["11:00-24:00"])
    #expect(try windows("before 6") == ["00:00-18:00"])
    #expect(try windows("2-4") == ["14:00-16:00"])
    #expect(try windows("between 9 and 5") == ["09:00-17:00"])
    // What names a block stays its name.
    #expect(try query("room 7").windows == [])
    #expect(try query("40 min").windows == [] && query("2 places").windows == [])
  }

  @Test func hours() throws {
    #expect(try windows("pm") == ["12:00-24:00"])
    #expect(try windows("morning") == ["00:00-12:00"])
    #expect(try windows("evening") == ["17:00-24:00"])
    #expect(try windows("after 14:00") == ["14:00-24:00"])
    #expect(try windows("after 14") == ["14:00-24:00"])
    #expect(try windows("after 2pm") == ["14:00-24:00"])
    #expect(try windows("after 2 pm") == ["14:00-24:00"])
    #expect(try windows("before 9:30") == ["00:00-09:30"])
    #expect(try windows("after 14:00 before 16") == ["14:00-16:00"])
    #expect(try windows("pm before 14:00") == ["12:00-14:00"])
    #expect(try windows("9-12") == ["09:00-12:00"])
    #expect(try windows("9:15-11:30") == ["09:15-11:30"])
    #expect(try windows("between 9 and 12") == ["09:00-12:00"])
    #expect(try windows("14:00") == ["14:00-24:00"])
    #expect(words("am after 14:00").query == nil)
  }

  @Test func lengthAndPlaces() throws {
    for text in ["40 min", "40min", "40 minutes", "40m"] { #expect(try query(text).minutes == 40) }
    for text in ["1 hour", "1h", "60 min"] { #expect(try query(text).minutes == 60) }
    for text in ["2 places", "2places", "2 people", "2 free"] {
      #expect(try query(text).places == 2)
    }
    #expect(try query("2 places 40 min").minutes == 40)
  }

  @Test func weekdays() throws {
    for text in ["thu", "thursday", "thursdays", "THU"] {
      #expect(try query(text).weekdays == [.thursday])
    }
    #expect(try query("mon wed").weekdays == [.monday, .wednesday])
    #expect(try query("mon-wed").weekdays == [.monday, .tuesday, .wednesday])
    #expect(try query("sat-mon").weekdays == [.saturday, .sunday, .monday])
    #expect(try query("weekend").weekdays == [.saturday, .sunday])
  }

  @Test(arguments: [
    ("today", "2026-03-04 10:12", "2026-03-05 00:00"),
    ("tomorrow", "2026-03-05 00:00", "2026-03-06 00:00"),
    ("24.12", "2026-12-24 00:00", "2026-12-25 00:00"),
    ("24 dec", "2026-12-24 00:00", "2026-12-25 00:00"),
    ("dec 24", "2026-12-24 00:00", "2026-12-25 00:00"),
    ("2026-03-09", "2026-03-09 00:00", "2026-03-10 00:00"),
    ("+2w", "2026-03-18 00:00", "2026-03-19 00:00"),
    ("next mon", "2026-03-09 00:00", "2026-03-10 00:00"),
    ("next week", "2026-03-09 00:00", "2026-03-16 00:00"),
    ("this week", "2026-03-04 10:12", "2026-03-09 00:00"),
    ("w12", "2026-03-16 00:00", "2026-03-23 00:00"),
    ("april", "2026-04-01 00:00", "2026-05-01 00:00"),
    ("mar", "2026-03-04 10:12", "2026-04-01 00:00"),
    ("from tomorrow until 8 mar", "2026-03-05 00:00", "2026-03-09 00:00"),
    ("before 6 mar", "2026-03-04 10:12", "2026-03-06 00:00"),
  ])
  func dates(text: String, from: String, until: String) throws {
    let query = try query(text)
    #expect(query.from == (try scene.at(from)))
    #expect(query.until == (try scene.at(until)))
    #expect(query.weekdays == [])
    #expect(words(text).unknown == [])
  }

  @Test func theFutureHasNoEnd() throws {
    #expect(try query("after 6 mar").from == (try scene.at("2026-03-07 00:00")))
    #expect(try query("after 6 mar").until == nil)
    #expect(words("yesterday").query == nil)
  }

  @Test func severalWordsHoldTogether() throws {
    let words = self.words("chen thu pm 40 min 2 places after 14:00 next week")
    let query = try #require(words.query)
    #expect(query.blocks == [blocks[0].id])
    #expect(query.weekdays == [.thursday])
    #expect(query.windows.map(\.description) == ["14:00-24:00"])
    #expect((query.minutes, query.places) == (40, 2))
    #expect(query.from == (try scene.at("2026-03-09 00:00")))
    #expect(
      words.understood == ["Thu", "pm", "40 min", "2 places", "after 14:00", "next week"]
    )
    #expect(words.unknown == [])
  }

  @Test func hostileTextIsNoWord() {
    for text in [
      "\u{1B}[31m", String(repeating: "9", count: 5_000), "-", "9-", ":", "after", "+", "٣ min",
    ] {
      _ = words(text)
      _ = words(text + " x")
    }
  }

  /// Doctor May is no month, and a room's number no day.
  @Test func namesComeBeforeDates() throws {
    let blocks = [Scene.block(1, "Dr May"), Scene.block(2, "Dr Sun"), Scene.block(3, "Room 2")]
    func query(_ text: String) throws -> FreePlaceQuery {
      let words = self.words(text, among: blocks)
      return try #require(words.query)
    }
    #expect(try query("dr may").blocks == [blocks[0].id])
    #expect(try query("sun").blocks == [blocks[1].id])
    #expect(try query("sun").weekdays == [])
    let room = try query("room 2 2 places")
    #expect(room.blocks == [blocks[2].id] && room.places == 2 && room.until == nil)
    #expect(try query("mon").weekdays == [.monday])
  }

  /// A day is that of the block in which the place is.
  @Test func daysAreThoseOfEachBlock() throws {
    let blocks = [Scene.block(1, "Here"), Scene.block(2, "There", zone: "America/New_York")]
    let words = self.words("tomorrow", among: blocks)
    let query = try #require(words.query)
    let day = try #require(CivilDate("2026-03-05"))
    #expect(query.days == day..<day.adding(days: 1))
    let there = blocks[1].zone.day(day)
    #expect(query.from <= there.start && (query.until ?? .init(milliseconds: 0)) >= there.end)
    #expect(try self.query("tomorrow").days == nil)
  }
}
