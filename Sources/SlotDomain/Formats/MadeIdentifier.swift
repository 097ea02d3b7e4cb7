extension Identifier {
  /// An id made of names: the same ones give the same id, on every machine and at any time. It is how
  /// what has no id of ours in a file is known again.
  ///
  /// The FNV-1a hash of 128 bits, as version 8 of RFC 9562, which leaves the hash to its maker.
  public init(madeOf names: String...) {
    var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    for name in names {
      // No text has the byte that ends each, so that "a", "bc" is not "ab", "c".
      for byte in Array(name.utf8) + [0xFF] {
        hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
      }
    }
    let high = UInt64(truncatingIfNeeded: hash >> 64)
    let low = UInt64(truncatingIfNeeded: hash)
    self.init(high: high & ~0xF000 | 0x8000, low: low & ~(0b11 << 62) | 0b10 << 62)
  }
}
