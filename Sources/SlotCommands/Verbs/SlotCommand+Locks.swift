import ArgumentParser
import SlotDomain

struct SlotLock: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Keep slots for whoever has the key.",
    discussion: """
      Until the lock ends by itself, or is taken off, only who gives its key can book. Without \
      --key one is made and shown this one time; several slots get the same. With ids --until is \
      the lock's end; a selection has an --until of its own, so that its lock needs --minutes.

      Examples:
        slottui slot lock 93bd6b73 --minutes 15
        slottui slot lock 93bd6b73 94ce7c84 --until 2026-11-23T12:00 --key s3cret
        slottui slot lock --block "Room 2" --weekday mon \\
          --between 09:00-12:00 --minutes 60
      """
  )

  @OptionGroup var targets: SlotTargets

  @Option(parsing: .unconditional, help: ArgumentHelp("For how long, from now.", valueName: "n"))
  var minutes: String?

  @Option(help: ArgumentHelp("What opens the lock again.", valueName: "key"))
  var key: String?

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  /// With ids `--until` is the lock's end; in a selection it belongs to that.
  private var until: String? { targets.slots.isEmpty ? nil : targets.selection.until }

  func validate() throws {
    try targets.check(isUntilOfSelection: targets.slots.isEmpty)
    guard (minutes == nil) != (until == nil) else {
      throw ValidationError(
        targets.slots.isEmpty
          ? "Say how long: --minutes." : "Say how long: either --minutes or --until."
      )
    }
  }

  func bulkChange(in session: Session) throws(SlotError) -> BulkChange {
    .lock(until: try end(session), key: key ?? LockKey.random())
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let change = try bulkChange(in: session)
    var report = try perform(change, in: session)
    // Who gave no key is shown the one that was made.
    if case .slots(let slots) = report.content, case .lock(_, let made) = change, key == nil,
      !slots.isEmpty
    {
      report.madeLockKey = made
    }
    return report
  }

  /// Where the slots' blocks keep different clocks, a time of day needs its offset.
  private func end(_ session: Session) throws(SlotError) -> Instant {
    if let minutes { return session.now + (try ValueText.minutes(minutes)) }
    let slots = try session.references.slots(targets.slots)
    let ids = try slots.map { (id) throws(SlotError) in try session.store.slot(id).blockID }
    let blocks = try Set(ids).map { (id) throws(SlotError) in try session.blocks.block(id) }
    return try session.time(until ?? "", ofAll: blocks, "--until")
  }
}

struct SlotUnlock: SlotVerb {
  static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: "Take the lock off slots.",
    discussion: """
      Examples:
        slottui slot unlock 93bd6b73 --key s3cret
        slottui slot unlock 93bd6b73 --force --reason "caller hung up"
      """
  )

  @OptionGroup var targets: SlotTargets

  @Option(help: ArgumentHelp("The lock's key.", valueName: "key"))
  var key: String?

  @Flag(help: "Without the key.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try targets.check()
    guard (key != nil) != force else { throw ValidationError("Give either --key or --force.") }
  }

  func bulkChange(in session: Session) -> BulkChange { .unlock(key: key) }
}

enum LockKey {
  /// A new secret of 22 letters and digits: 130 bits.
  static func random() -> String { randomLettersAndDigits(22) }
}
