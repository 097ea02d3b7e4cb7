import Foundation
import Testing

@testable import SlotTUI

/// What README shows is what the program does. Where one of these fails, its message has the text that
/// belongs between the markers.
@Suite struct ReadmeTests {
  static let text = try? String(
    contentsOf: URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "README.md"),
    encoding: .utf8
  )

  /// What stands between `<!-- name -->` and `<!-- /name -->`.
  private func section(_ name: String) throws -> String {
    let text = try #require(Self.text)
    let start = try #require(text.range(of: "<!-- \(name) -->\n"))
    let end = try #require(text.range(of: "\n<!-- /\(name) -->"))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test func keysAreThoseInForce() throws {
    let rows = KeyMap.standard.bindings.map { binding in
      let keys = binding.ways.map { "`\($0)`" }.joined(separator: " ")
      return "| \(keys) | \(binding.help) |"
    }
    let table = (["| keys | what they do |", "| --- | --- |"] + rows).joined(separator: "\n")
    let shown = try section("keys")
    #expect(shown == table)
  }

  /// The first thing one tries.
  @Test func itsConfigurationsAreAccepted() throws {
    let text = try #require(Self.text)
    let samples = text.split(separator: "```toml\n").dropFirst()
      .compactMap { $0.split(separator: "\n```").first }
    #expect(samples.count > 1)
    for sample in samples {
      let (_, problems) = ConfigurationReader.read(Array(sample.utf8))
      #expect(problems.isEmpty, "\(problems.map { $0.sentence(file: "README") })")
    }
  }

  @Test func settingsAreAllThereAre() throws {
    let text = Configuration().text
    let start = try #require(text.range(of: "[screen]"))
    let end = try #require(text.range(of: "\n\n[keys]"))
    let settings = text[start.lowerBound..<end.lowerBound]
    #expect(try section("settings") == "```toml\n\(settings)\n```")
  }
}
