extension Array {
  /// One piece after the other, of so many elements at most.
  func pieces(of size: Int) -> [[Element]] {
    guard count > size else { return isEmpty ? [] : [self] }
    return stride(from: 0, to: count, by: size).map {
      Array(self[$0..<Swift.min($0 + size, count)])
    }
  }
}
