import Testing

@testable import SlotDomain

/// Addresses of stores on servers.
@Suite struct ServerAddressTests {
  private func server(_ text: String) throws -> ServerAddress {
    guard case .server(let address) = try StoreAddress(text) else {
      throw SlotError.unexpected(text)
    }
    return address
  }

  private func parameters(_ text: String) throws -> [String: String] {
    let all = try server(text).parameters(isReadOnly: false)
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.value) })
  }

  @Test func hostsPortsRoleAndName() throws {
    let all = try parameters("postgres://ana@db1,db2:5433,[::1]:5/slots")
    #expect(all["host"] == "db1,db2,::1")
    #expect(all["port"] == "5432,5433,5")
    #expect(all["user"] == "ana")
    #expect(all["dbname"] == "slots")
    #expect(all["sslmode"] == "verify-full")
    #expect(all["target_session_attrs"] == "read-write")
    #expect(
      try server("postgres://ana@db1,db2:5433/slots").place == "postgres://db1,db2:5433/slots"
    )
  }

  @Test func socketsAndLoopbackNeedNoCertificate() throws {
    for text in [
      "postgres:///slots", "postgres://%2Frun%2Fpostgresql/slots", "postgresql://localhost/slots",
      "POSTGRES:///slots?host=/run/postgresql", "postgres://127.0.0.1:5433/slots",
    ] {
      #expect(try parameters(text)["sslmode"] == "prefer", "\(text)")
    }
    #expect(try parameters("postgres://%2Frun%2Fpostgresql/slots")["host"] == "/run/postgresql")
    #expect(try parameters("postgres:///slots?host=/run/postgresql")["host"] == "/run/postgresql")
    #expect(try parameters("postgres:///slots")["host"] == nil)
    let both = try parameters("postgres://ana@:5544/slots?host=/run/postgresql")
    #expect(both["host"] == "/run/postgresql" && both["port"] == "5544")
    #expect(try parameters("postgres://db1/slots?host=db2")["host"] == "db2")
  }

  @Test func whatIsSetIsPassedOn() throws {
    let all = try parameters("postgres://db/s?sslmode=require&connect_timeout=1&user=ben&port=7")
    #expect(all["sslmode"] == "require")
    #expect(all["connect_timeout"] == "1")
    #expect(all["user"] == "ben")
    #expect(all["port"] == "7")
    #expect(try server("postgres://db/s?pool=transaction").isPooled)
  }

  @Test(arguments: [
    "postgres://ana:secret@db/s", "postgres://db/s?password=secret",
    "postgres://db/s?passfile=secret",
    "postgres://:secret@db/s",
  ])
  func noPasswordIsTaken(text: String) throws {
    let error = #expect(throws: SlotError.self) { try StoreAddress(text) }
    #expect(error?.code == .badRequest)
    #expect(error?.message(in: .utc).contains("secret") == false)
  }

  @Test(arguments: ["postgres://db/s?options=-c", "postgres://db:70000/s", "postgres://db/%zz"])
  func whatIsNotKnownIsRefused(text: String) throws {
    let error = #expect(throws: SlotError.self) { try StoreAddress(text) }
    #expect(error?.code == .badRequest)
  }

  @Test func anythingElseIsAFile() throws {
    for text in ["postgres:x", "/srv/postgres://x", "slots.db", "http://x"] {
      #expect(try StoreAddress(text) == .file(text))
    }
  }
}
