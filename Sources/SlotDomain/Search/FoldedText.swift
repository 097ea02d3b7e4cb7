/// Text as a search compares it: small letters, without accents, as UTF-8 bytes. A query of
/// `zaneta` finds `Żaneta` on any keyboard, and the other way round.
package enum FoldedText {
  package static func fold(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    return bytes
  }

  /// Combining accents add nothing.
  static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar.value {
    case 0x41...0x5A: bytes.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
    case ..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    case 0x300...0x36F: break
    // Apostrophes, as keyboards and other programs write them.
    case 0x2018, 0x2019, 0x2BC: bytes.append(UInt8(ascii: "'"))
    case 0xC0...0x24F: appendLatin(scalar, latin, from: 0xC0, to: &bytes)
    case 0x1E00...0x1EFF: appendLatin(scalar, moreLatin, from: 0x1E00, to: &bytes)
    // Hyphens that keep words together, or not; and the blank that does.
    case 0x2010, 0x2011: bytes.append(UInt8(ascii: "-"))
    case 0xA0: bytes.append(UInt8(ascii: " "))
    // As wide as the letters of China and Japan: the same signs as those of ASCII.
    case 0xFF01...0xFF5E: append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)), to: &bytes)
    default: appendSmall(scalar, to: &bytes)
    }
  }

  private static func appendLatin(
    _ scalar: Unicode.Scalar,
    _ letters: StaticString,
    from first: UInt32,
    to bytes: inout [UInt8]
  ) {
    let letter = letters.utf8Start[Int(scalar.value - first)]
    guard letter == UInt8(ascii: ".") else { return bytes.append(letter) }
    switch scalar {
    case "ß", "ẞ": bytes += [UInt8(ascii: "s"), UInt8(ascii: "s")]
    case "Æ", "æ": bytes += [UInt8(ascii: "a"), UInt8(ascii: "e")]
    case "Œ", "œ": bytes += [UInt8(ascii: "o"), UInt8(ascii: "e")]
    case "Þ", "þ": bytes += [UInt8(ascii: "t"), UInt8(ascii: "h")]
    default: appendSmall(scalar, to: &bytes)
    }
  }

  private static func appendSmall(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    let small = scalar.properties.lowercaseMapping
    let letter = small.unicodeScalars.first.flatMap { plain[$0] }
    bytes.append(contentsOf: letter.map { String($0).utf8 } ?? small.utf8)
  }

  /// Small letters of Greek and Cyrillic without their accents, which their capitals mostly do without. Greek
  /// also writes one in another way at the end of a word.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "ς": "σ", "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ",
    "ϋ": "υ", "ΰ": "υ", "ώ": "ω", "ё": "е", "й": "и", "ї": "і", "ў": "у",
  ]

  /// The letters under the accents of U+00C0 to U+024F; a dot where there is none.
  private static let latin: StaticString = """
    aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll\
    lllnnnnnnn..oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    b......................i........oo.............uu....zz.........\
    .............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
    ...b............
    """

  /// The same of U+1E00 to U+1EFF.
  private static let moreLatin: StaticString = """
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
    """
}

extension [UInt8] {
  /// Whether these bytes stand somewhere in it. `needle` is not empty.
  package func contains(bytes needle: [UInt8]) -> Bool { firstOffset(of: needle) != nil }

  func firstOffset(of needle: [UInt8]) -> Int? {
    withUnsafeBufferPointer { all in
      needle.withUnsafeBufferPointer { needle in
        guard let first = needle.first, needle.count <= all.count else { return nil }
        var offset = 0
        let last = all.count - needle.count
        while offset <= last {
          if all[offset] == first {
            var length = 1
            while length < needle.count, all[offset + length] == needle[length] { length += 1 }
            if length == needle.count { return offset }
          }
          offset += 1
        }
        return nil
      }
    }
  }
}
