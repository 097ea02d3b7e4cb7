import SlotCommands
import SlotDomain

extension Diagnosis {
  /// A store on a server: what it runs on, and what an accident would cost there.
  ///
  /// - `now`: What this machine's clock says.
  static func server(_ facts: ServerFacts, now: Instant) -> [Diagnosis] {
    [
      .fine("store", "\(facts.place), \(counted(facts.blocks, "booking block"))"),
      .fine(
        "server",
        "\(facts.serverVersion) on \(facts.host), client library \(facts.clientVersion)"
      ),
      encryption(facts), rights(facts), standby(facts), durability(facts), clock(facts, now: now),
      pooler(facts), .fine("round trip", roundTrip(facts)),
    ]
  }

  private static func roundTrip(_ facts: ServerFacts) -> String {
    let milliseconds = facts.roundTrip.milliseconds
    return milliseconds < 1 ? "under 1 ms" : "\(milliseconds) ms"
  }

  private static func encryption(_ facts: ServerFacts) -> Diagnosis {
    guard !facts.isEncrypted, !facts.isLocal else {
      return .fine("encryption", facts.isEncrypted ? "TLS" : "none needed on this machine")
    }
    return .warning(
      "encryption",
      "The connection is not encrypted. Take sslmode=disable out of the address."
    )
  }

  private static func rights(_ facts: ServerFacts) -> Diagnosis {
    guard facts.mayRead else {
      return .problem(
        "rights",
        "The role \(facts.role) may not read the store. Have its owner run: GRANT slottui_reader TO"
          + " \(facts.role);"
      )
    }
    return facts.mayWrite
      ? .fine("rights", "\(facts.role) may change the store")
      : .warning(
        "rights",
        "You can look and change nothing. If that is not meant, have the store's owner run: GRANT"
          + " slottui_writer TO \(facts.role);"
      )
  }

  private static func standby(_ facts: ServerFacts) -> Diagnosis {
    guard let standbys = facts.standbys else {
      return .fine("standby", "this is one: nothing can be changed here")
    }
    guard facts.synchronousStandbys.isEmpty else {
      return standbys == 0
        ? .warning(
          "standby",
          "No standby is connected, and every change waits for one. Start it, or empty"
            + " synchronous_standby_names on the server to go on without."
        )
        : .fine(
          "standby",
          "\(standbys) connected; synchronous_standby_names is \(facts.synchronousStandbys)"
        )
    }
    return .warning(
      "standby",
      "No standby confirms changes: what was saved last is lost when the server's machine is lost. Set"
        + " synchronous_standby_names there."
    )
  }

  private static func durability(_ facts: ServerFacts) -> Diagnosis {
    facts.waitsForDisk
      ? .fine("durability", "a change is on disk when it is told")
      : .warning(
        "durability",
        "The server does not wait for its disk: a power cut loses changes. Switch fsync and"
          + " synchronous_commit on."
      )
  }

  private static func pooler(_ facts: ServerFacts) -> Diagnosis {
    switch facts.pooler {
    case (false, _): .fine("pooler", "none in between")
    case (true, true):
      .fine("pooler", "in between; what others change is seen within about a second")
    case (true, false):
      .warning(
        "pooler",
        "A pooler stands between here and the server. Add ?pool=transaction to the address."
      )
    }
  }

  private static let mostDifference = Span.seconds(2)

  private static func clock(_ facts: ServerFacts, now: Instant) -> Diagnosis {
    let difference = facts.clock - now
    guard abs(difference.milliseconds) > mostDifference.milliseconds else {
      return .fine("clock", "as the server's")
    }
    return .warning(
      "clock",
      "This machine's clock and the server's are \(abs(difference.milliseconds) / 1000) s apart. Set both"
        + " by the network."
    )
  }
}
