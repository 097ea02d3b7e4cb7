import Foundation
import ProgramDriver
import SlotDomain
import Testing

@testable import SlotTUI

/// A word that there is not: what may have been meant, and what there is.
@Suite struct WrongWordTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    ("slto list", "There is no \"slto\". Did you mean slot?"),
    ("appointmnt list", "Did you mean appointment?"), ("blcok list", "Did you mean block?"),
    ("app list", "Did you mean appointment?"), ("bookings", "Did you mean appointment?"),
    ("list", "Did you mean slot list, block list or appointment list?"),
    ("help slto", "Did you mean slot?"), ("help slto list", "Did you mean slot?"),
    ("nonsense", "There is no \"nonsense\".\n"), ("help WRONG", "There is no \"WRONG\".\n"),
  ])
  func nouns(line: String, sentence: String) throws {
    let result = try run(line)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.error.contains("\nThere are: open, slot, block, appointment, "))
    #expect(result.error.contains("Usage: slottui <subcommand>"))
  }

  @Test(arguments: [
    ("slot lsit", "slottui slot has no verb \"lsit\". Did you mean list?"),
    ("help slot lsit", "Did you mean list?"), ("slot remove 1234", "Did you mean delete?"),
    ("slot close --block x", "Did you mean disable?"), ("slot upd", "Did you mean update?"),
    ("slot paint", "slottui slot has no verb \"paint\".\n"),
  ])
  func verbs(line: String, sentence: String) throws {
    let result = try run(line)
    #expect(result.error.contains(sentence), "\(result.error)")
    #expect(result.error.contains("\nThere are: create, list, "), "\(result.error)")
    #expect(result.error.contains("Usage: slottui slot <subcommand>"), "\(result.error)")
  }

  @Test(arguments: [
    ("slot list --blok x", "slottui slot list has no option --blok. Did you mean --block?"),
    ("slot list --form=x", "Did you mean --from?"),
    ("--blok x", "slottui open has no option --blok"),
    ("open --reed-only", "Did you mean --read-only?"),
    // Before what the parser finds first.
    ("plan --blok A", "slottui plan has no option --blok. Did you mean --block?"),
    ("slot create --blok A", "Did you mean --block?"),
    ("slot list --colour red", "has no option --colour.\nThere are: --block, --from, "),
    ("slot list -x", "has no option -x.\nThere are: --block"),
    ("slot --hlep", "Did you mean --help?"), ("--versoin", "Did you mean --version?"),
    ("export --format csv -o x --appointment", "Did you mean --appointments?"),
  ])
  func options(line: String, sentence: String) throws {
    let result = try run(line)
    #expect(result.error.contains(sentence), "\(result.error)")
  }

  /// As other programs have them.
  @Test(arguments: [
    ("--db a.db slot list", "slottui slot list --db a.db"),
    ("--json --db=a;b block list", "slottui block list --json '--db=a;b'"),
  ])
  func optionsBeforeTheVerb(line: String, right: String) throws {
    let result = try run(line)
    let sentence = "Options stand behind the verb. Write \(right)\n"
    #expect(result.error.contains(sentence), "\(result.error)")
  }

  /// What is a value is no option, whatever it looks like.
  @Test(arguments: [
    "slot shift x --by -15 --blok y", "slot list --block --blok --blok",
    "undo --reason=--blok --blok",
  ])
  func valuesAreNotLookedAt(line: String) throws {
    let words = try #require(CommandWords(of: RootCommand.self))
    let wrong = try #require(WrongWord(in: line.split(separator: " ").map(String.init), of: words))
    #expect(wrong.word == "--blok" && wrong.kind == .option)
    #expect(WrongWord(in: ["slot", "shift", "x", "--by", "-15"], of: words) == nil)
    #expect(WrongWord(in: ["export", "-ofile", "--format", "csv"], of: words) == nil)
    #expect(WrongWord(in: ["slot", "list", "--", "--blok"], of: words) == nil)
    #expect(WrongWord(in: ["help", "slot", "list"], of: words) == nil)
    #expect(WrongWord(in: ["help", "--help"], of: words) == nil)
  }

  @Test func helpOfWhatThereIsIsGiven() throws {
    for line in ["help", "help slot", "help slot list", "slot list --help", "--help"] {
      let result = try program.run(line.split(separator: " ").map(String.init))
      #expect(result.status == 0 && result.error == "", "\(result.error)")
      #expect(result.output.hasPrefix("OVERVIEW: "), "\(result.output)")
    }
    let extra = try run("help slot list more")
    #expect(extra.error.contains("slottui slot list has no verb \"more\"."), "\(extra.error)")
  }

  /// What was typed is said again, and commands no terminal.
  @Test func hostileWords() throws {
    for word in ["\u{1B}[2J", String(repeating: "x", count: 5000), "--\u{1B}]0;x\u{7}", "a\nb", ""]
    {
      for words in [[word], ["slot", word], ["help", word], ["slot", "list", word]] {
        let result = try program.run(words)
        #expect(!result.error.contains("\u{1B}") && !result.error.contains("\u{7}"))
        #expect(result.status != 0 || word.isEmpty, "\(words): \(result)")
      }
    }
  }

  @Test(arguments: [
    ("slto", "slot", 1), ("lsit", "list", 1), ("", "ab", 2), ("abc", "abc", 0), ("ca", "abc", 3),
  ])
  func lettersAreCounted(a: String, b: String, distance: Int) {
    #expect(NearText.distance(a[...], b[...]) == distance)
  }

  private func run(_ line: String) throws -> Program.Result {
    let result = try program.run(line.split(separator: " ").map(String.init))
    #expect(result.status == 64, "\(line): \(result)")
    #expect(result.output == "")
    #expect(result.error.hasPrefix("Error: "), "\(result.error)")
    #expect(!FileManager.default.fileExists(atPath: program.database))
    return result
  }

  /// Of two values the parser takes the last one: that is said.
  @Test(arguments: [
    ("slot list --block A --block Room", "--block"),
    ("export --format=csv --format ndjson", "--format"),
    ("slot list --limit 1 --limit=2", "--limit"),
  ])
  func anOptionThatIsThereTwiceIsWarnedOf(line: String, option: String) throws {
    _ = try program.makeBlock()
    let result = try program.run(line.split(separator: " ").map(String.init))
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error == "slottui: warning: \(option) is there twice: only the last one counted.\n"
    )
  }

  /// What adds up may come again, and so may the store, which an alias can have named.
  @Test(arguments: [
    "slot find --block Room --block Room", "slot list --between 9:00-10:00 --between 11:00-12:00",
    "slot list --json --db x --db y",
  ])
  func whatAddsUpMayComeAgain(line: String) throws {
    let result = try program.run(line.split(separator: " ").map(String.init))
    #expect(!result.error.contains("twice"), "\(result.error)")
  }
}
