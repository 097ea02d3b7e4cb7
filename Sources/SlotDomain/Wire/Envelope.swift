/// What `--json` prints around everything.
public enum Envelope {
  public static func success(_ data: JSONValue, meta: JSONMembers = [:]) -> JSONValue {
    .object(["data": data, "meta": .object(meta), "success": .bool(true)])
  }

  /// A trial that would be refused: what it found out, and why.
  public static func refused(
    _ error: SlotError,
    in zone: Zone,
    _ data: JSONValue,
    meta: JSONMembers
  ) -> JSONValue {
    guard case .object(var members) = failure(error, in: zone) else { return data }
    members["data"] = data
    members["meta"] = .object(meta)
    return .object(members)
  }

  /// Several refusals are listed beside the first one, as far as they are told one by one.
  ///
  /// - Parameters:
  ///   - zone: in which the message speaks of times.
  ///   - details: more sentences than the one, where there are some.
  public static func failure(
    _ error: SlotError,
    in zone: Zone,
    details: [String] = []
  ) -> JSONValue {
    var members: JSONMembers = [
      "code": .string(error.code.rawValue), "message": .string(error.message(in: zone)),
    ]
    if !details.isEmpty { members["details"] = .array(details.map(JSONValue.string)) }
    if case .several(let refusals, let count) = error {
      members["message"] = refusals.first.map { .string($0.message(in: zone)) }
      members["refused"] = .array(
        refusals.map {
          .object([
            "code": .string($0.code.rawValue), "message": .string($0.message(in: zone)),
          ])
        }
      )
      members["refused_count"] = .integer(count)
    }
    return .object(["error": .object(members), "success": .bool(false)])
  }
}
