import Testing

@testable import SlotDomain
@testable import SlotTUI

/// What `doctor` says of a store on a server.
@Suite struct ServerDiagnosisTests {
  private static let now = Instant(seconds: 1_772_615_520)

  private func said(
    of subject: String,
    isEncrypted: Bool = true,
    mayRead: Bool = true,
    mayWrite: Bool = true,
    synchronous: String = "*",
    standbys: Int? = 1,
    pooler: (isThere: Bool, isExpected: Bool) = (false, false),
    waitsForDisk: Bool = true,
    clock: Instant = now
  ) -> Diagnosis? {
    let facts = ServerFacts(
      place: "postgres://db1,db2/slots",
      host: "db1",
      isLocal: false,
      isEncrypted: isEncrypted,
      serverVersion: "PostgreSQL 15.18",
      clientVersion: "15.18",
      role: "ana",
      mayRead: mayRead,
      mayWrite: mayWrite,
      blocks: 3,
      synchronousStandbys: synchronous,
      standbys: standbys,
      pooler: pooler,
      waitsForDisk: waitsForDisk,
      clock: clock,
      roundTrip: Span(milliseconds: 2)
    )
    return Diagnosis.server(facts, now: Self.now).first { $0.subject == subject }
  }

  @Test func whatIsRightIsFine() {
    for subject in ["encryption", "rights", "standby", "durability", "clock", "pooler"] {
      #expect(said(of: subject)?.state == .fine, "\(subject)")
    }
  }

  @Test func whatAnAccidentWouldCostIsSaid() {
    #expect(said(of: "standby", synchronous: "")?.state == .warning)
    let alone = said(of: "standby", standbys: 0)
    #expect(alone?.state == .warning)
    #expect(alone?.sentence.hasPrefix("No standby is connected, and every change waits") == true)
    #expect(said(of: "standby", standbys: nil)?.sentence.hasPrefix("this is one") == true)
    #expect(said(of: "durability", waitsForDisk: false)?.state == .warning)
    #expect(said(of: "encryption", isEncrypted: false)?.state == .warning)
    #expect(said(of: "clock", clock: Self.now + .seconds(-90))?.state == .warning)
  }

  @Test func rightsAreSaid() {
    #expect(said(of: "rights", mayRead: false, mayWrite: false)?.state == .problem)
    #expect(said(of: "rights", mayWrite: false)?.state == .warning)
  }

  @Test func aPoolerHasToBeNamed() {
    #expect(said(of: "pooler", pooler: (true, true))?.state == .fine)
    let unnamed = said(of: "pooler", pooler: (true, false))
    #expect(unnamed?.state == .warning)
    #expect(unnamed?.sentence.contains("?pool=transaction") == true)
  }
}
