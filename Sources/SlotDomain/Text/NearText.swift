/// Texts that differ by so little that one may have been meant by the other.
public enum NearText {
  /// The nearest one, where less than half of its letters would have to be changed; nil where there is none.
  ///
  /// - `key`: What is compared of each.
  public static func nearest(
    to text: String,
    among known: [String],
    by key: (String) -> Substring
  ) -> String? {
    let text = key(text)
    let near = known.compactMap { known -> (text: String, distance: Int)? in
      let other = key(known)
      let distance = distance(text, other)
      return distance <= max(1, (min(text.count, other.count) + 1) / 2 - 1)
        ? (known, distance) : nil
    }
    return near.min { $0.distance < $1.distance }?.text
  }

  /// How many letters have to be put in, left out, replaced, or swapped with their neighbour.
  public static func distance(_ a: Substring, _ b: Substring) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j + 1], row[j]) + 1
        best = min(best, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
