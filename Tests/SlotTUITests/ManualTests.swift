import Foundation
import ProgramDriver
import Testing

@Suite struct ManualTests {
  /// `make reference` writes them.
  @Test func theManualSaysWhatTheProgramSays() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Scripts/reference").standardized.path
    let result = try Program().bash(#""$@" --check"#, [script, Program.path])
    #expect(result.error == "")
    #expect(result.status == 0)
  }
}
