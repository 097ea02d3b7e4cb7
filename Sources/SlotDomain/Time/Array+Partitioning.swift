extension Array {
  /// The first index whose element satisfies what all elements after it satisfy too; binary search. It is
  /// inlined, since the rows of a week are found with it.
  @inlinable
  public func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
