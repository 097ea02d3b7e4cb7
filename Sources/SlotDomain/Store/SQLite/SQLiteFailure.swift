import CSQLite

extension SlotError {
  /// What a result code of SQLite means for the user. Decided by the extended code alone, never by
  /// the text of a message. Source: https://www.sqlite.org/rescode.html
  static func sqlite(_ code: Int32, path: String, message: String) -> SlotError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      .storeBusy
    case SQLITE_READONLY:
      .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_SCHEMA, SQLITE_MISMATCH:
      .storeDamaged(place: path, reason: message)
    case SQLITE_TOOBIG:
      .storeDamaged(place: path, reason: "a value in it is larger than any of slottui's")
    case SQLITE_FULL:
      .fileProblem(path: path, reason: "the disk is full")
    case SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_AUTH, SQLITE_NOLFS:
      .fileProblem(path: path, reason: message)
    default:
      .unexpected("SQLite \(code): \(message)")
    }
  }
}
