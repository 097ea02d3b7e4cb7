import ArgumentParser
import Glibc
import SlotDomain
import Synchronization
import TerminalKit

/// A verb of the command line: it works on the store and has something to report.
protocol StoreCommand: ParsableCommand {
  static var access: Access { get }
  var store: StoreOptions { get }
  var output: OutputOptions { get }
  /// What this one run needs; less than `access` when it only looks.
  var accessNow: Access { get }
  /// Whether Ctrl-C takes back what was begun, in place of ending the program.
  var isStoppable: Bool { get }
  func perform(in session: Session) throws(SlotError) -> Report
}

extension StoreCommand {
  var accessNow: Access { Self.access }
  var isStoppable: Bool { accessNow != .reading }
}

/// A verb that changes something, and can say why.
protocol ChangingCommand: StoreCommand {
  var change: ChangeOptions { get }
}

extension ChangingCommand {
  /// Most are about something that is there: without a store there is none, and none is left behind.
  static var access: Access { .changing }
}

extension StoreCommand {
  func run() throws {
    var blocks: BlockDirectory?
    do {
      let request = try (self as? any ChangingCommand)?.change.requestID()
      let session = Session(
        try store.open(for: accessNow, request: request),
        now: Clock.now(),
        output
      )
      blocks = session.blocks
      let report = try earlierReport(of: request, in: session) ?? showingProgress(in: session)
      try write(report, session)
      let clock = session.store.clockRemark.map { [$0] } ?? []
      for remark in clock + report.remarks(output.format, session) {
        Files.writeError("slottui: warning: \(PlainText.safe(remark))\n")
      }
      if let error = report.error ?? report.refusal {
        throw ExitCode(ExitStatus(error.code).rawValue)
      }
    } catch let error as SlotError {
      throw Refusal.tell(error, zone: blocks?.zone(for: error) ?? .utc, as: output.format)
    }
  }
}

extension StoreCommand {
  /// Whoever is told that a change failed does it again, so who changed something is told otherwise.
  private func write(_ report: Report, _ session: Session) throws {
    do throws(SlotError) {
      try report.write(output, session)
    } catch {
      guard accessNow != .reading || report.isOfChange else { throw error }
      throw Refusal.tellOfLostReport(error)
    }
  }

  /// What a change that was carried out by an earlier try says, in place of doing it twice.
  private func earlierReport(
    of request: ChangeRequest?,
    in session: Session
  ) throws(SlotError) -> Report? {
    guard let request else { return nil }
    var query = HistoryQuery()
    query.request = request
    let entries = try session.store.history(matching: query)
    guard !entries.isEmpty else { return nil }
    var report = Report(.history(entries, withValues: false))
    report.headline = "The earlier try was saved. Nothing was done now."
    return report
  }

  private func showingProgress(in session: Session) throws(SlotError) -> Report {
    guard isStoppable else { return try perform(in: session) }
    let bar = ProgressBar.onTerminal()
    defer { bar?.erase() }
    session.store.onProgress = {
      bar?.show($0)
      return Interruption.hasCome ? .stop : .goOn
    }
    let waiting = session.store.isRemote ? StoppableWaiting(session.store) : nil
    defer { waiting?.end() }
    return try Interruption.heeded { () throws(SlotError) in try perform(in: session) }
  }
}

/// While a server is waited for, nobody asks whether to go on: Ctrl-C is passed on to the server, which then
/// answers.
private final class StoppableWaiting: Sendable {
  /// Whose `cancel` is for any thread.
  private struct Waited: @unchecked Sendable {
    let store: any SlotStore
  }

  private static let pause: UInt32 = 50_000
  private let isOver = Atomic(false)

  init(_ store: any SlotStore) {
    let waited = Waited(store: store)
    DetachedThread.run { [self] in
      while !isOver.load(ordering: .relaxed) {
        if Interruption.hasCome { return waited.store.cancel() }
        usleep(Self.pause)
      }
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }
}
