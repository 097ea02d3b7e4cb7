/// What the terminal answers when it is asked for the colour of its background: ESC ] 11;rgb:… and then BEL,
/// ST or ESC \. It comes whenever it comes, over a slow line in pieces, and between keys; none of it is a
/// key.
struct GroundAnswer {
  /// Between two pieces. What comes later is something else.
  private static let patience: Int64 = 5_000
  /// So long after the question an ESC alone can be the first piece. It acts as Esc all the same, since most
  /// are that, but a `]` behind it waits for what follows.
  private static let beginning: Int64 = 10_000
  private static let holding: Int64 = 1_500
  /// No answer has more bytes.
  private static let longest = 48
  private static let start = Array("11;".utf8)

  /// When it was asked for; nil once it has come.
  private var askedAt: Int64?
  /// When an ESC counted as Esc that can have been its first piece.
  private var escapedAt: Int64?
  /// What has come behind ESC ].
  private var bytes: [UInt8] = []
  private var lastByte: Int64 = 0
  /// Whether its ESC counted as Esc, so that all the rest can be keys.
  private var isDoubtful = false
  private var color: RGB?

  enum Turn { case goesOn, isOver, isNone }

  var isAwaited: Bool { askedAt != nil }

  mutating func ask(at now: Int64) { (askedAt, color) = (now, nil) }

  /// The colour, once when it has come.
  mutating func takeColor() -> RGB? {
    defer { color = nil }
    return color
  }

  /// Its ESC ] has come.
  mutating func begin(at now: Int64) {
    (bytes, lastByte, isDoubtful, escapedAt) = ([], now, false, nil)
  }

  /// An ESC counted as Esc.
  mutating func noteEscape(at now: Int64) {
    escapedAt = askedAt.flatMap { now - $0 <= Self.beginning ? now : nil }
  }

  /// Whether a `]` is the next piece after such an ESC; it has begun then.
  mutating func beginsLate(at now: Int64) -> Bool {
    guard let escaped = escapedAt, now - escaped <= Self.holding else { return false }
    begin(at: now)
    isDoubtful = true
    return true
  }

  /// Anything but a `]` came behind that ESC.
  mutating func forgetEscape() { escapedAt = nil }

  /// The next byte behind ESC ].
  mutating func take(_ byte: UInt8, at now: Int64) -> Turn {
    lastByte = now
    let isEnd = byte == 0x07 || byte == 0x9C || (byte == UInt8(ascii: "\\") && bytes.last == 0x1B)
    if isEnd, bytes.count > Self.start.count {
      if bytes.last == 0x1B { bytes.removeLast() }
      let text = String(decoding: bytes.dropFirst(Self.start.count), as: UTF8.self)
      color = RGB(answer: text)
      if color != nil { askedAt = nil }
      return .isOver
    }
    guard belongs(byte) else { return .isNone }
    bytes.append(byte)
    return .goesOn
  }

  private func belongs(_ byte: UInt8) -> Bool {
    if bytes.count < Self.start.count { return byte == Self.start[bytes.count] }
    guard bytes.count < Self.longest, bytes.last != 0x1B else { return false }
    switch byte {
    case 0x1B, UInt8(ascii: "r"), UInt8(ascii: "g"), UInt8(ascii: ":"), UInt8(ascii: "/"):
      return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      return true
    default: return false
    }
  }

  /// What was typed, if it was none: with an Esc before it a `]` and what was held back behind it.
  var held: [UInt8] {
    isDoubtful && bytes.count < Self.start.count ? [UInt8(ascii: "]")] + bytes : []
  }

  /// Whether something of another string has come, which the same read goes on with.
  func isOfOneRead(at now: Int64) -> Bool { !isDoubtful && now - lastByte < 25 }

  /// From when on what has come so far is no answer.
  var due: Int64 { lastByte + (held.isEmpty ? Self.patience : Self.holding) + 1 }
}
