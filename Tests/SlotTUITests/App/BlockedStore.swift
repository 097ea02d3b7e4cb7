import CSQLite
import SlotDomain

/// Another process in the middle of writing to a store.
final class BlockedStore {
  private var handle: OpaquePointer?

  init(path: String) throws {
    guard sqlite3_open(path, &handle) == SQLITE_OK,
      sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK
    else { throw SlotError.unexpected("cannot block \(path)") }
  }

  func release() {
    sqlite3_close_v2(handle)
    handle = nil
  }

  deinit { release() }
}
