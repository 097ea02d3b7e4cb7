extension Array {
  /// One piece after the other, of so many elements at most.
  func pieces(of size: Int) -> [[Element]] {
    guard count > size else { return isEmpty ? [] : [self] }
    return stride(from: 0, to: count, by: size).map {
      Array(self[$0..<Swift.min($0 + size, count)])
    }
  }
}

extension Array where Element: Hashable {
  /// The elements in their order, each once: an object that is named twice is acted on once.
  var withoutRepeats: [Element] {
    guard count > 1 else { return self }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
