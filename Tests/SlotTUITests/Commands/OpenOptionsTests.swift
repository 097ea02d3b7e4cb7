import ArgumentParser
import SlotCommands
import SlotDomain
import TerminalKit
import Testing

@testable import enum SlotCommands.ExitStatus
@testable import SlotTUI

/// The quick reader of the screen's options must agree with the argument parser.
@Suite struct OpenOptionsTests {
  @Test(arguments: [
    [], ["--db", "a.db"], ["--db=a.db"], ["--block", "Room 2", "--date", "+2w"],
    ["--date=mon", "--read-only", "--restricted", "--ascii", "--linear", "--no-names"],
    ["--view", "day"], ["--view=agenda"], ["--view", "month"], ["--view", "blocks"],
    ["--block=a=b", "--date", ""], ["--db", "a", "--db", "b"],
  ])
  func readsAsTheParserDoes(arguments: [String]) throws {
    let parsed = try ScreenCommand.parse(arguments).open.options
    #expect(OpenOptions(arguments: arguments) == parsed)
  }

  @Test(arguments: [
    ["--help"], ["-h"], ["--db"], ["--block", "--ascii"], ["Room"],
    ["--colour"], ["--view", "decade"], ["--view"],
    ["--ascii=yes"], ["--linear=yes"], ["--no-names=yes"], ["--date="], ["--"],
  ])
  func leavesTheRestToTheParser(arguments: [String]) {
    #expect(OpenOptions(arguments: arguments) == nil)
  }

  @Test func onlyVerbsAndHelpNeedTheTree() {
    #expect(SlotTUI.screenArguments([]) == [])
    #expect(SlotTUI.screenArguments(["open", "--ascii"]) == ["--ascii"])
    #expect(SlotTUI.screenArguments(["--ascii"]) == ["--ascii"])
    for arguments in [["slot", "list"], ["--help"], ["--version"], ["help"], ["-h"]] {
      #expect(SlotTUI.screenArguments(arguments) == nil)
    }
    #expect(SlotTUI.screenArguments(["--generate-completion-script", "bash"]) == nil)
  }
}

@Suite struct ExitStatusTests {
  @Test func everyCodeHasTheStatusOfTheContract() {
    let special: [ErrorCode: ExitStatus] = [
      .slotNotFound: .notFound, .appointmentNotFound: .notFound, .blockNotFound: .notFound,
      .unexpected: .mistakeOfOurs, .storeDamaged: .storeOrFile, .storeNewer: .storeOrFile,
      .fileProblem: .storeOrFile, .storeOutOfReach: .storeOrFile, .storeBusy: .busy,
      .stopped: .interrupted,
      .readOnly: .readOnly,
    ]
    for code in ErrorCode.allCases {
      #expect(ExitStatus(code) == special[code] ?? .refused, "\(code)")
    }
  }
}

@Suite struct TableTests {
  /// A terminal cuts the widest; who reads a pipe looks for the whole phone.
  @Test func whatIsWidestGivesWayOnATerminalAlone() {
    let name = String(repeating: "n", count: 30)
    func line(width: Int) -> String? {
      var table = Table(
        ["BLOCK", "NAME", "PHONE"].map { Table.Column(title: $0, isFlexible: true) },
        width: width,
        ascii: false
      )
      table.add(["Dr Chen", name, "+44 7700 900123"])
      return table.lines().last
    }
    #expect(line(width: 40) == "Dr Chen  nnnnnnnnnnnnn…  +44 7700 900123")
    #expect(line(width: 1000) == "Dr Chen  \(name)  +44 7700 900123")
  }

  @Test func columnsAlignByWhatIsSeenAndStayWithin80() {
    let columns = [
      Table.Column(title: "ID"), Table.Column(title: "NAME", isFlexible: true),
      Table.Column(title: "N", isRight: true),
    ]
    var table = Table(columns, width: 80, ascii: false)
    table.add(["1", "山田", "7"])
    table.add(["12", "Zoe\u{308}\u{1B}", "12"])
    #expect(table.lines() == ["ID  NAME   N", "1   山田   7", "12  Zoe\u{308}␛  12"])
    table.add(["3", String(repeating: "x", count: 100), "1"])
    for line in table.lines() { #expect(DisplayWidth.columns(of: line) <= 80) }
    #expect(table.lines().last?.contains("xx…") == true)
    var plain = Table(columns, width: 80, ascii: true)
    plain.add(["1", "山田 ě\u{9B}", "7"])
    plain.add(["3", String(repeating: "x", count: 100), "1"])
    for line in plain.lines() {
      #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      #expect(line.utf8.count <= 80)
    }
    #expect(plain.lines()[1].hasPrefix("1   ?? e?"))
    #expect(plain.lines()[2].contains("xx..."))
  }
}
