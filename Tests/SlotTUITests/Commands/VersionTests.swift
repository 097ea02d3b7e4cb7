import ProgramDriver
import Testing

@Suite struct VersionTests {
  @Test func theVersionNamesTheLibraries() throws {
    let result = try Program().run(["--version"])
    #expect(result.status == 0)
    let form = /slottui \S+ \(SQLite 3\.[0-9.]+, ncurses [0-9.]+\)\n/
    #expect(result.output.wholeMatch(of: form) != nil)
  }
}
