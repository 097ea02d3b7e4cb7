import Glibc

/// The system's random numbers, many with one call: a call for each of them takes longer than storing
/// the object whose id it becomes.
struct BufferedRandomNumbers: RandomNumberGenerator {
  private var numbers: [UInt64] = []

  mutating func next() -> UInt64 {
    if numbers.isEmpty { fill() }
    return numbers.popLast() ?? UInt64.random(in: .min ... .max)
  }

  private mutating func fill() {
    // getentropy(3) gives no more than 256 bytes at once.
    numbers = [UInt64](unsafeUninitializedCapacity: 32) { buffer, count in
      count = getentropy(buffer.baseAddress, 256) == 0 ? 32 : 0
    }
  }
}
