import Foundation
import ProgramDriver
import SlotDomain
import Testing

@testable import SlotTUI

/// The store of the tour: sample data, a colleague, and nothing left behind.
@Suite struct TourStageTests {
  private static let now = Instant(seconds: 1_772_615_520)

  private static func open() throws -> TourStage {
    try TourStage(settings: ScreenSettings(actor: "ana"), at: now)
  }

  private static func folder(of stage: TourStage) throws -> String {
    let store = try #require(stage.stage.runner.store as? SQLiteStore)
    return (store.path as NSString).deletingLastPathComponent
  }

  @Test func isGoneWithItself() throws {
    var stage: TourStage? = try Self.open()
    let folder = try Self.folder(of: #require(stage))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    #expect(try stage?.stage.runner.store.blocks().count ?? 0 > 1)
    stage = nil
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  /// What fills it is not the user's to take back, and what the colleague does is noticed.
  @Test func sampleDataAreAColleagues() throws {
    let stage = try Self.open()
    let (runner, feed) = (stage.stage.runner, stage.stage.feed)
    #expect(throws: SlotError.self) { try runner.run(.undo, at: Self.now) }
    let slot = try #require(
      try runner.store.availableSlot(
        .after,
        Self.now,
        in: runner.store.blocks()[0].id,
        number: 1,
        at: Self.now
      )
    )
    let position = try runner.store.position()
    try stage.actAsColleague(.changeSlots([slot.id], .setStatus(.disabled)), at: Self.now)
    #expect(try feed.hasChanged())
    let entries = try runner.store.entries(after: position, limit: 9).entries
    #expect(entries.map(\.action.actor) == ["ben"])
  }
}
