/// How dates are written on the wire.
public enum DateStyle: Hashable, Sendable {
  /// `2020-12-10T18:55:08.833Z`
  case utc
  /// The zone's clock with its offset: `2020-12-10T19:55:08.833+01:00`
  case local(Zone)

  public func text(_ instant: Instant) -> String {
    switch self {
    case .utc: TimeText.utc(instant)
    case .local(let zone): TimeText.local(instant, in: zone)
    }
  }

  func value(_ instant: Instant) -> JSONValue { .string(text(instant)) }
}
