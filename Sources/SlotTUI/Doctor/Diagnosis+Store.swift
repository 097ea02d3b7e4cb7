import SlotDomain

extension Diagnosis {
  /// The file and the folder that it lies in.
  static func file(_ facts: StoreFileFacts, allowsNetwork: Bool) -> [Diagnosis] {
    [fileSystem(facts, allowsNetwork: allowsNetwork), permissions(facts), space(facts)]
      .compactMap { $0 }
  }

  private static func fileSystem(_ facts: StoreFileFacts, allowsNetwork: Bool) -> Diagnosis {
    let subject = "file system"
    guard let name = facts.networkFileSystem else { return .fine(subject, "local") }
    let danger =
      "\(name) is a network file system, where two machines that write destroy the store."
    return allowsNetwork
      ? .warning(subject, danger + " Let one machine alone write to it.")
      : .problem(subject, danger + " Move the store to a local disk and let people log in there.")
  }

  private static func permissions(_ facts: StoreFileFacts) -> Diagnosis {
    let subject = "permissions"
    guard facts.isFolderSearchable else {
      return .problem(
        subject,
        "You may not look into \(facts.folder), so nobody can tell whether the store is there. Who was"
          + " added to its group has to log in anew; else have its owner let you in."
      )
    }
    guard let mode = facts.mode else {
      return facts.isFolderWritable
        ? .fine(subject, "the store can be made")
        : .problem(
          subject,
          "Nothing can be made in \(facts.folder). Have its owner let you write there, or name another"
            + " file with --db."
        )
    }
    let digits = String(mode, radix: 8)
    guard facts.isReadable else {
      return .problem(
        subject,
        "The file cannot be read (mode \(digits)). Ask its owner to share it."
      )
    }
    guard mode & 0o007 == 0 else {
      return .warning(
        subject,
        "Everybody on this machine can get at the file (mode \(digits)). Run: chmod o-rwx \(ShellWord.quoted(facts.path))"
      )
    }
    guard facts.isWritable, facts.isFolderWritable else {
      let what = facts.isWritable ? "the folder \(facts.folder)" : "the file (mode \(digits))"
      return .warning(
        subject,
        "You can look and change nothing: \(what) cannot be written. Ask the owner of the store if"
          + " that is not meant."
      )
    }
    return .fine(subject, "mode \(digits), readable and writable")
  }

  /// Less is soon used up by a day's work and the log beside the store.
  private static let comfortableSpace: Int64 = 100 << 20

  private static func space(_ facts: StoreFileFacts) -> Diagnosis? {
    guard let free = facts.freeBytes else { return nil }
    let subject = "free space"
    let words = "\(free >> 20) MB"
    return free < comfortableSpace
      ? .warning(
        subject,
        "\(words) are left on the disk of the store. Make room before it is full."
      )
      : .fine(subject, words)
  }

  /// What is in the store.
  ///
  /// - `lastChange`: When the last action was done.
  /// - `now`: What this machine's clock says.
  static func content(
    _ path: String,
    _ blocks: [BookingBlock],
    lastChange: Instant?,
    now: Instant
  ) -> [Diagnosis] {
    var found = [Diagnosis.fine("store", "\(path), \(counted(blocks.count, "booking block"))")]
    let lost = blocks.filter { (try? Zone(named: $0.timezone)) == nil }
    for block in lost {
      found.append(
        .problem(
          "time zones",
          "\(block.name) is in \(block.timezone), which this machine does not know; its times are"
            + " shown in UTC. Bring tzdata up to date."
        )
      )
    }
    if let lastChange, lastChange > now {
      found.append(
        .problem(
          "clock",
          "The last change in the store was made at \(TimeText.utc(lastChange)), and this machine's"
            + " clock says \(TimeText.utc(now)). Set the clock."
        )
      )
    } else {
      found.append(.fine("clock", TimeText.utc(now)))
    }
    return found
  }
}
