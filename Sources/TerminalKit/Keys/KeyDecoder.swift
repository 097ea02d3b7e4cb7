/// Turns the bytes that a keyboard sends into keys: UTF-8, Alt, bracketed paste, the mouse, and
/// control sequences that nobody knows, which are swallowed whole so that their letters are not obeyed.
///
/// The sequences of the terminal's own description are recognised before it gets here. State is
/// kept between reads, since a read may end anywhere; time is handed in.
struct KeyDecoder {
  /// Of a paste so many bytes are kept, which is more than any field takes: see `TextField.limit`.
  static let pasteLimit = 1 << 16
  /// A slow line delivers an arrow key in pieces. Its ESC counts as Esc soon; but what follows within so
  /// many milliseconds of the piece before is still the rest of that key.
  static let patience: Int64 = 150

  private enum State {
    case ground
    /// After ESC; `again` after two of them.
    case escape(again: Bool)
    /// In a control sequence (ESC [), with its parameters so far.
    case sequence([UInt8])
    /// After ESC [ M: three bytes about the mouse, with those so far.
    case mouse([UInt8])
    /// After ESC O: one more byte.
    case singleShift
    /// In a string that a terminal answers with (ESC ] or ESC P …), up to BEL or ESC \.
    case string(introducer: UInt8, last: UInt8?)
    /// In what the terminal was asked for.
    case answer
  }

  private var state = State.ground
  private var utf8: [UInt8] = []
  /// What is being pasted, up to the limit; of how many bytes, and how many of the last ones are those
  /// that end it.
  private var pasted: [UInt8]?
  private var pastedCount = 0
  private var endCount = 0
  /// ESC came before the character whose bytes are being read.
  private var isAlt = false
  /// The present moment, on some clock of milliseconds.
  private var now: Int64 = 0
  /// When ESC counted as Esc, if nothing came since.
  private var escapedAt: Int64?
  /// When the last byte of a sequence came whose ESC has counted as Esc.
  private var lateAt: Int64?
  private var keys: [Key] = []
  private var answer = GroundAnswer()

  /// Between the start of a paste and its end.
  var isPasting: Bool { pasted != nil }

  /// The moment from which on what was begun counts for itself, and an Esc is over: then another read is
  /// due, so that nothing that comes later is taken for the rest of a key.
  var due: Int64? {
    if case .answer = state { return answer.due }
    return (lateAt ?? escapedAt).map { $0 + Self.patience + 1 }
  }

  /// The terminal was asked for the colour of its background: that will come between the keys, or never.
  mutating func expectGround(at now: Int64) { answer.ask(at: now) }

  /// Whether that is still to come.
  var awaitsGround: Bool { answer.isAwaited }

  /// Hands it out, once when it has come.
  mutating func takeGround() -> RGB? { answer.takeColor() }

  /// It is this moment now: what was begun too long ago counts for itself.
  ///
  /// - Parameters:
  ///   - now: On the clock of milliseconds.
  ///   - hasWaited: What is taken next can have come at any moment since the last read: whoever was busy
  ///     meanwhile must not take the rest of a key for letters.
  mutating func advance(to now: Int64, hasWaited: Bool = false) {
    self.now = now
    guard !hasWaited else { return }
    if let escapedAt, now - escapedAt > Self.patience { self.escapedAt = nil }
    if case .answer = state, now >= answer.due { return giveUpAnswer() }
    guard let lateAt, now - lateAt > Self.patience else { return }
    switch state {
    case .sequence([]): keys.append(.character("["))
    case .singleShift: keys.append(.character("O"))
    case .ground, .escape, .sequence, .mouse, .string, .answer: break
    }
    endSequence()
  }

  /// Takes one byte that is part of no sequence of the terminal's description.
  mutating func take(_ byte: UInt8) {
    if pasted != nil { return takePasted(byte) }
    switch state {
    case .ground: takeGround(byte)
    case .escape(let again): takeEscaped(byte, again: again)
    case .sequence(let parameters): takeSequence(byte, parameters)
    case .mouse(let bytes): takeMouse(byte, bytes)
    case .singleShift: takeShifted(byte)
    case .string(let introducer, let last): takeString(byte, introducer, last)
    case .answer: takeAnswer(byte)
    }
  }

  /// Takes a key that the terminal's description told.
  mutating func take(_ key: Key) {
    // Pasted text can hold the sequence of any key; a new size is no part of it.
    guard pasted == nil || key == .resize else { return }
    if case .escape(let again) = state, let meant = key.withAlt {
      endSequence()
      keys += again ? [.escape, meant] : [meant]
      return
    }
    if case .answer = state { giveUpAnswer() }
    endRead()
    escapedAt = nil
    answer.forgetEscape()
    keys.append(key)
  }

  /// Nothing more can be read now: an ESC that stands alone was the key. A sequence that was begun
  /// stays so, or its second half would be obeyed as letters; but no string may swallow the keyboard.
  mutating func endRead() {
    guard pasted == nil else { return }
    switch state {
    case .escape(let again):
      keys += again ? [.escape, .escape] : [.escape]
      escapedAt = now
      answer.noteEscape(at: now)
    case .string(let introducer, last: nil):
      keys.append(.alt(Character(Unicode.Scalar(introducer))))
    case .string: break
    case .ground, .sequence, .mouse, .singleShift, .answer: return
    }
    state = .ground
  }

  private mutating func endSequence() {
    state = .ground
    lateAt = nil
  }

  /// Gives up waiting for the end of a paste.
  mutating func endPaste() {
    guard let bytes = pasted else { return }
    pasted = nil
    endSequence()
    appendPaste(bytes)
  }

  /// Hands out the keys that are complete.
  mutating func takeKeys() -> [Key] {
    defer { keys.removeAll(keepingCapacity: true) }
    return keys
  }
}

// MARK: - Characters

extension KeyDecoder {
  private mutating func takeGround(_ byte: UInt8) {
    let isAfterEscape = escapedAt != nil
    escapedAt = nil
    if byte == UInt8(ascii: "]"), answer.beginsLate(at: now) {
      state = .answer
      return
    }
    answer.forgetEscape()
    switch byte {
    case 0x1B:
      utf8.removeAll()
      state = .escape(again: false)
    case 0..<0x20, 0x7F:
      utf8.removeAll()
      keys.append(Key(controlByte: byte))
    case UInt8(ascii: "[") where isAfterEscape:
      (state, lateAt) = (.sequence([]), now)
    case UInt8(ascii: "O") where isAfterEscape:
      (state, lateAt) = (.singleShift, now)
    default:
      if byte < 0x80 || byte >= 0xC0, !utf8.isEmpty { isAlt = false }
      guard let scalar = scalar(adding: byte) else { return }
      keys.append(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
      isAlt = false
    }
  }

  /// The scalar that the byte completes. A byte that cannot follow drops what was begun.
  private mutating func scalar(adding byte: UInt8) -> Unicode.Scalar? {
    if byte < 0x80 || byte >= 0xC0 { utf8.removeAll(keepingCapacity: true) }
    if byte >= 0x80, byte < 0xC0, utf8.isEmpty { return nil }
    utf8.append(byte)
    guard utf8.count == Self.length(startingWith: utf8[0]) else { return nil }
    defer { utf8.removeAll(keepingCapacity: true) }
    let scalars = String(validating: utf8, as: UTF8.self)?.unicodeScalars
    // A C1 control is none that a key sends.
    return scalars?.first.flatMap { (0x80..<0xA0).contains($0.value) ? nil : $0 }
  }

  private static func length(startingWith byte: UInt8) -> Int {
    switch byte {
    case 0..<0xC0: 1
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
  }
}

// MARK: - Sequences

extension KeyDecoder {
  private mutating func takeEscaped(_ byte: UInt8, again: Bool) {
    state = .ground
    switch byte {
    // After two ESC it is the arrow key with Alt.
    case UInt8(ascii: "["):
      state = .sequence([])
      return
    case UInt8(ascii: "O"):
      state = .singleShift
      return
    default: if again { keys.append(.escape) }
    }
    switch byte {
    case UInt8(ascii: "]") where answer.isAwaited:
      answer.begin(at: now)
      state = .answer
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .string(introducer: byte, last: nil)
    case 0x1B: state = .escape(again: true)
    case 0x20..<0x7F: keys.append(.alt(Character(Unicode.Scalar(byte))))
    case 0x80...:
      isAlt = true
      takeGround(byte)
    default:
      let key = Key(controlByte: byte)
      keys += key.withAlt.map { [$0] } ?? [.escape, key]
    }
  }

  private mutating func takeShifted(_ byte: UInt8) {
    let isLate = lateAt != nil
    endSequence()
    if let key = Self.finalKeys[byte] {
      keys.append(key)
    } else if isLate {
      keys.append(.character("O"))
      takeGround(byte)
    }
  }

  private mutating func takeSequence(_ byte: UInt8, _ parameters: [UInt8]) {
    switch byte {
    case 0x20..<0x40 where parameters.count < 64:
      state = .sequence(parameters + [byte])
      if lateAt != nil { lateAt = now }
    case 0x40..<0x7F:
      endSequence()
      finishSequence(byte, parameters)
    default:
      endSequence()
      if byte == 0x1B { state = .escape(again: false) }
    }
  }

  private mutating func finishSequence(_ final: UInt8, _ parameters: [UInt8]) {
    if final == UInt8(ascii: "~") {
      let number = String(decoding: parameters, as: UTF8.self)
      if number == "200" {
        (pasted, pastedCount, endCount) = ([], 0, 0)
      } else if let key = Self.numberedKeys[number] {
        keys.append(key)
      }
    } else if parameters.first == UInt8(ascii: "<") {
      let isRelease = final == UInt8(ascii: "m")
      guard isRelease || final == UInt8(ascii: "M") else { return }
      append(MouseEvent(decimal: parameters.dropFirst(), isRelease: isRelease))
    } else if parameters.isEmpty, final == UInt8(ascii: "M") {
      state = .mouse([])
    } else if parameters.isEmpty, let key = Self.finalKeys[final] {
      keys.append(key)
    }
  }

  /// What has no byte is sent as 0: it is a part of the report all the same.
  private mutating func takeMouse(_ byte: UInt8, _ bytes: [UInt8]) {
    if byte == 0x1B {
      state = .escape(again: false)
    } else if bytes.count < 2 {
      state = .mouse(bytes + [byte])
    } else {
      state = .ground
      append(MouseEvent(bytes: bytes + [byte]))
    }
  }

  private mutating func append(_ event: MouseEvent?) {
    if let event { keys.append(.mouse(event)) }
  }

  private mutating func takeString(_ byte: UInt8, _ introducer: UInt8, _ last: UInt8?) {
    let isEnd = byte == 0x07 || (byte == UInt8(ascii: "\\") && last == 0x1B)
    state = isEnd ? .ground : .string(introducer: introducer, last: byte)
  }

  private mutating func takeAnswer(_ byte: UInt8) {
    let isOfOneRead = answer.isOfOneRead(at: now)
    switch answer.take(byte, at: now) {
    case .goesOn: break
    case .isOver: state = .ground
    case .isNone where isOfOneRead:
      // Another string, up to its end.
      state = .string(introducer: UInt8(ascii: "]"), last: nil)
      takeString(byte, UInt8(ascii: "]"), nil)
    case .isNone:
      giveUpAnswer()
      take(byte)
    }
  }

  /// It does not go on: what was held back for it was typed.
  private mutating func giveUpAnswer() {
    state = .ground
    for byte in answer.held { keys.append(.character(Character(Unicode.Scalar(byte)))) }
  }

  /// What terminals send for these keys whatever their description says (ESC [ or ESC O and …).
  private static let finalKeys: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
    UInt8(ascii: "Z"): .backTab, UInt8(ascii: "M"): .enter,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
  ]

  /// The same for ESC [ number ~.
  private static let numberedKeys: [String: Key] = [
    "1": .home, "2": .insert, "3": .delete, "4": .end, "5": .pageUp, "6": .pageDown,
    "7": .home, "8": .end, "11": .function(1), "12": .function(2), "13": .function(3),
    "14": .function(4), "15": .function(5), "17": .function(6), "18": .function(7),
    "19": .function(8), "20": .function(9), "21": .function(10), "23": .function(11),
    "24": .function(12),
  ]
}

// MARK: - Paste

extension KeyDecoder {
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func takePasted(_ byte: UInt8) {
    pastedCount += 1
    if pastedCount <= Self.pasteLimit { pasted?.append(byte) }
    if byte == Self.pasteEnd[endCount] {
      endCount += 1
    } else {
      endCount = byte == Self.pasteEnd[0] ? 1 : 0
    }
    guard endCount == Self.pasteEnd.count else { return }
    if pastedCount <= Self.pasteLimit { pasted?.removeLast(endCount) }
    endPaste()
  }

  private mutating func appendPaste(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    // In raw mode a terminal sends the end of a line as the Enter key does.
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == lineFeed, index > 0, bytes[index - 1] == carriageReturn { continue }
      text.append(byte == carriageReturn ? lineFeed : byte)
    }
    keys.append(.paste(String(decoding: text, as: UTF8.self)))
  }
}
