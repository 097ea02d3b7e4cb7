import SlotCommands
import SlotDomain
import TerminalKit

/// A store that the screen shows, and what follows it.
struct Stage {
  let runner: EffectRunner
  let feed: any ChangeFeed
  /// Of a store that is far away.
  var worker: StoreWorker?
}

/// Sample data for the tour, in a store of their own that is gone with the tour, and a colleague who
/// works on it too.
final class TourStage {
  let stage: Stage
  private let colleague: any SlotStore
  private let folder: TemporaryFolder

  /// - Throws: `.badRequest` E013 where there is no place for it; what filling it throws.
  init(settings: ScreenSettings, at now: Instant) throws(SlotError) {
    guard let folder = TemporaryFolder() else {
      throw .badRequest("There is no place for the tour's data. Set TMPDIR to a folder of yours.")
    }
    do {
      let path = "\(folder.path)/tour.db"
      // Their own last action is what the user takes back, so that all this is a colleague's.
      colleague = try Self.open(path, as: Tour.colleague(of: settings.actor))
      let demo = try DemoData(now: now)
      _ = try colleague.perform(demo.operation, at: demo.at, reason: "sample data")
      let store = try Self.open(path, as: settings.actor)
      stage = Stage(runner: EffectRunner(store: store, settings: settings), feed: try store.watch())
      self.folder = folder
    } catch {
      folder.remove()
      throw error
    }
  }

  /// The files go first; what is still open of them is closed next.
  deinit { folder.remove() }

  /// Nobody else knows of it: also where locks do not hold between machines, they are not missed.
  private static func open(_ path: String, as actor: String) throws(SlotError) -> any SlotStore {
    var options = StoreOpening(actor: actor)
    options.allowsNetworkFileSystem = true
    return try StoreAddress(path).open(options)
  }

  func actAsColleague(_ operation: Operation, at now: Instant) throws(SlotError) {
    _ = try colleague.perform(operation, at: now)
  }
}
