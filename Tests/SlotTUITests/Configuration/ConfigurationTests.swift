import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What a file says, and what is told when it says something wrong.
@Suite struct ConfigurationTests {
  private func read(_ text: String) -> (configuration: Configuration, problems: [String]) {
    let (configuration, problems) = ConfigurationReader.read(Array(text.utf8))
    return (configuration, problems.map { $0.sentence(file: "config.toml") })
  }

  // MARK: What is right

  @Test func nothingSaidIsTheDefault() {
    for text in ["", "\n", "# nothing\n", "[screen]\n[slots]\n[keys]\n"] {
      let (configuration, problems) = read(text)
      #expect(configuration == Configuration())
      #expect(problems == [])
    }
  }

  @Test func everySettingIsTaken() {
    let (configuration, problems) = read(
      """
      [screen]
      view = "agenda"
      colors = "color-blind"
      background = "light"
      ascii = true
      linear = true
      mouse = true
      names = false
      hours = "06:30-24:00"
      first-weekday = "sunday"
      clock = 12
      date-order = "mdy"
      [slots]
      minutes = 20
      capacity = 4
      lock-minutes = 5
      publish = false
      [keys]
      undo = "U"
      """
    )
    #expect(problems == [])
    #expect(configuration.view == .agenda)
    #expect(configuration.colors == .colorBlind)
    #expect(configuration.background == .light)
    #expect(configuration.isASCII)
    #expect(configuration.isLinear)
    #expect(configuration.usesMouse)
    #expect(!configuration.showsNames)
    #expect(configuration.hours == 390..<1440)
    #expect(configuration.firstWeekday == .sunday)
    #expect(configuration.timeStyle == TimeStyle(clock: .twelve, dateOrder: .mdy))
    #expect(configuration.slotMinutes == 20)
    #expect(configuration.slotCapacity == 4)
    #expect(configuration.lockMinutes == 5)
    #expect(!configuration.publishesBlocks)
    #expect(configuration.keyMap.action(for: .character("U")) == .undo)
    #expect(configuration.keyMap.action(for: .character("u")) == nil)
    var settings = ScreenSettings(actor: "ana")
    settings.adopt(configuration)
    #expect(
      settings
        == ScreenSettings(
          actor: "ana",
          showsNames: false,
          firstWeekday: .sunday,
          timeStyle: TimeStyle(clock: .twelve, dateOrder: .mdy),
          hours: 390..<1440,
          usesMouse: true,
          slotMinutes: 20,
          slotCapacity: 4,
          lockMinutes: 5,
          publishesBlocks: false
        )
    )
  }

  /// The tables are for order; a file of one line needs none. Dots are TOML's other way to say it.
  @Test(arguments: ["mouse = true", "screen.mouse = true", "screen = { mouse = true }"])
  func tablesCanBeWrittenOtherwise(text: String) {
    let (configuration, problems) = read(text)
    #expect(configuration.usesMouse)
    #expect(problems == [])
  }

  @Test func emptyHoursFoldEverything() {
    let (configuration, problems) = read("hours = \"\"")
    #expect(configuration.hours == nil)
    #expect(problems == [])
  }

  // MARK: What is printed

  @Test func whatIsPrintedIsReadBack() {
    var configuration = Configuration()
    #expect(read(configuration.text) == (configuration, []))
    configuration =
      read(
        #"""
        [screen]
        view = "day"
        colors = "none"
        background = "dark"
        ascii = true
        linear = true
        mouse = true
        names = false
        hours = "07:00-20:00"
        first-weekday = "saturday"
        clock = 12
        date-order = "dmy"
        [slots]
        minutes = 7
        capacity = 2
        lock-minutes = 99
        publish = false
        [keys]
        undo = ["\"", "\\", "Ctrl-\\", "Alt-\"", "F12", "é"]
        redo = []
        view-day = "Space d"
        mark = "0"
        """#
      ).configuration
    #expect(configuration != Configuration())
    #expect(read(configuration.text) == (configuration, []))
  }

  @Test func everySettingAndActionIsPrinted() {
    let text = Configuration().text
    for setting in Setting.all { #expect(text.contains("\n\(setting.name) = ")) }
    for action in ScreenAction.allCases { #expect(text.contains("\n\(action.name) = ")) }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  /// Else a setting without its table would mean two things.
  @Test func settingsHaveNamesOfTheirOwn() {
    let names = Setting.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  // MARK: What is wrong

  @Test(arguments: [
    ("clock = 13", "clock has to be 12 or 24, not 13."),
    ("clock = \"12\"", "clock has to be 12 or 24, not \"12\"."),
    ("mouse = 1", "mouse has to be true or false, not 1."),
    ("minutes = 0", "minutes has to be a whole number from 1 to 525600, not 0."),
    ("capacity = 1.5", "capacity has to be a whole number from 1 to 1000000, not a floating-point"),
    ("date-order = \"ymd\"", "date-order has to be \"iso\", \"dmy\" or \"mdy\", not \"ymd\"."),
    ("date-order = []", "date-order has to be \"iso\", \"dmy\" or \"mdy\", not a list."),
    ("first-weekday = \"mo\"", "first-weekday has to be \"monday\", … or \"sunday\", not \"mo\"."),
    ("hours = \"20:00-07:00\"", "hours has to be a range such as \"07:00-20:00\", or \"\", not"),
    ("hours = \"7-20\"", "hours has to be"), ("hours = \"07:00-24:30\"", "hours has to be"),
    ("hours = 7", "hours has to be"),
    ("colour = \"x\"", "There is no setting \"colour\". slottui config shows all there are."),
    ("[foo]\nx = 1", "There is no setting \"foo\"."),
    ("[screen]\nfoo = 1", "There is no setting \"screen.foo\"."),
    ("screen = 1", "There is no setting \"screen\"."),
    ("[keys]\nnext = \"x\"", "There is no action \"next\". slottui config shows all there are."),
  ])
  func wrongEntriesAreNamed(text: String, sentence: String) throws {
    let (configuration, problems) = read("# A comment.\n\n" + text + "\n")
    #expect(configuration == Configuration())
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    let line = text.contains("\n") && !text.hasPrefix("[foo]") ? 4 : 3
    #expect(problem.hasPrefix("config.toml line \(line): \(sentence)"), "\(problem)")
  }

  @Test func theRestOfTheFileCounts() {
    let (configuration, problems) = read("clock = 13\n[screen]\nascii = true\n[slots]\nminutes = 5")
    #expect(configuration.isASCII)
    #expect(configuration.slotMinutes == 5)
    #expect(problems.count == 1)
  }

  @Test func fileThatIsNoTOMLSaysWhere() throws {
    let (configuration, problems) = read("[screen]\nclock = 12\nascii = yes\n")
    #expect(configuration == Configuration())
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    #expect(
      problem.hasPrefix(
        "config.toml line 3: The file cannot be read as TOML, so nothing of it is used"
      )
    )
  }

  @Test(arguments: [[0x61, 0x00, 0x62], [0xFF, 0xFE, 0x0A]])
  func fileThatIsNoTextSaysSo(bytes: [UInt8]) {
    let (configuration, problems) = ConfigurationReader.read(bytes)
    #expect(configuration == Configuration())
    #expect(
      problems.map { $0.sentence(file: "config.toml") }
        == ["config.toml: The file is not written in UTF-8. Nothing of it is used."]
    )
  }

  @Test func problemsStandInOrderOfTheirLines() {
    let problems = read("[slots]\nminutes = 0\n[screen]\nclock = 1\nascii = 1\n[keys]\nx = 1")
      .problems
    #expect(problems.map { $0.prefix(19) } == [2, 4, 5, 7].map { "config.toml line \($0):" })
  }

  /// The screen has room for one of them.
  @Test func summaryNamesTheFirstAndCountsTheRest() {
    func summary(_ text: String) -> String? {
      ConfigurationReader.read(Array(text.utf8)).1.summary
    }
    #expect(summary("") == nil)
    let clock = "config.toml line 1: clock has to be 12 or 24, not 1."
    #expect(summary("clock = 1") == clock)
    #expect(
      summary("clock = 1\nx = 1\ny = 1") == clock + " 2 more: slottui config names them all."
    )
  }

  /// What stands in the file is data.
  @Test(arguments: [
    "\"\\u001B[31m\" = 1", "clock = \"\\u001B[31m\"", "[keys]\n\"\\u001B]0;x\\u0007\" = 1",
    "[keys]\nundo = \"\\u001B[31m\"", "[keys]\nundo = \"\\u202E\"", "[\"\\u0007\"]",
    "clock = \u{1B}[31m", "clock = \"\(String(repeating: "x", count: 1000))\"",
  ])
  func hostileTextIsHarmlessInProblems(text: String) throws {
    let problem = try #require(read(text).problems.first)
    #expect(SafeText.line(problem) == problem)
    #expect(problem.count < 200)
  }

  /// Whatever opens so often, the parser does not get to see it: it would end the program.
  @Test(arguments: [
    ("[", "a", ".a", "]", 1), ("\n", "a", ".a", " = 1", 2), ("#\n\n", "a", " . a", " = 1", 3),
    ("a = ", "[", "[", "", 1), ("a = [\n\n", "[", "[", "", 3), ("a = ", "{a=", "{a=", "", 1),
    ("a = {", "a", ".a", " = 1}", 1), ("", "[[a", ".\"a\"", "]]", 1), ("", "'.'", ".'.'", "=1", 1),
    ("a = '''\n#\"\n'''\n", "a", ".a", " = 1", 4), ("]]]]]]]]]]]]]]]]\na = ", "[", "[", "", 2),
  ])
  func deepNestingIsRefusedByItsLine(
    start: String,
    first: String,
    part: String,
    end: String,
    line: Int
  ) throws {
    for count in [16, 10_000, 60_000 / part.utf8.count] {
      let text = start + first + String(repeating: part, count: count) + end
      let (configuration, problems) = ConfigurationReader.read(Array(text.utf8))
      #expect(configuration == Configuration())
      let sentences = problems.map { $0.sentence(file: "config.toml") }
      #expect(sentences.count == 1)
      #expect(
        sentences[0].hasPrefix("config.toml line \(line): This is nested more than 16 deep"),
        "\(sentences)"
      )
    }
  }

  /// Points and brackets in texts and comments open nothing.
  @Test func textsAreNotNested() {
    let many = String(repeating: "a.[{", count: 50)
    let text = """
      # \(many)
      clock = 12 # \(many)
      [keys]
      undo = ["x", "y"]
      redo = "\(many)"
      "\(many)" = '''
      \(many)
      '''
      """
    #expect(read(text).configuration.timeStyle.clock == .twelve)
    #expect(!read(text).problems.contains { $0.contains("nested") })
  }

  @Test(arguments: ["\"", "\\", "\"\u{301}", "\\\u{200D}", "\u{202E}", "ø", "\u{1B}", "a\u{E0041}"])
  func writtenTextsAreReadBack(text: String) throws {
    let members = try ConfigurationValue.parsing("a = \(TOMLText.quoted(text))")
    guard case .text(let read)? = members["a"] else {
      Issue.record("no text")
      return
    }
    #expect(read.utf8.elementsEqual(text.utf8))
  }
}
