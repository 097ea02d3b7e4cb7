/// What `--json` prints around everything.
///
/// - Note: Source: SPEC §5.
public enum Envelope {
  public static func success(_ data: JSONValue, meta: [String: JSONValue] = [:]) -> JSONValue {
    .object(["data": data, "meta": .object(meta), "success": .bool(true)])
  }

  /// - Parameters:
  ///   - zone: in which the message speaks of times.
  ///   - details: more sentences than the one, where there are some.
  public static func failure(
    _ error: SlotError,
    in zone: Zone,
    details: [String] = []
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "code": .string(error.code.rawValue), "message": .string(error.message(in: zone)),
    ]
    if !details.isEmpty { members["details"] = .array(details.map(JSONValue.string)) }
    return .object(["error": .object(members), "success": .bool(false)])
  }
}
