/// When slots of a block are there, as far as that was looked up, and as an action leaves it.
///
/// Slots of one block never overlap, so that a start stands for its slot. The ranges lie in pieces, so
/// that none of many thousand is dear to put in or out.
struct TakenTime {
  private static let longestPiece = 256

  /// What was looked up: in order, and apart from one another.
  private var known: [TimeRange] = []
  private var pieces: [[TimeRange]] = []

  /// Whether all of a range was looked up.
  func knows(_ range: TimeRange) -> Bool {
    let index = known.partitioningIndex { $0.start > range.start } - 1
    return known.indices.contains(index) && known[index].end >= range.end
  }

  /// Notes what is there in some stretches of time.
  ///
  /// - Parameters:
  ///   - ranges: All that overlap them.
  ///   - spans: In order, and apart from one another.
  mutating func learn(_ ranges: [TimeRange], in spans: [TimeRange]) {
    for range in ranges { add(range) }
    known = (known + spans).joined(across: Span(milliseconds: 0))
  }

  /// By start.
  func overlapping(_ range: TimeRange) -> [TimeRange] {
    var found: [TimeRange] = []
    // Of those that start before, only the last one can reach into it.
    var piece = max(0, index(ofPieceFor: range.start))
    guard piece < pieces.count else { return [] }
    var place = max(0, pieces[piece].partitioningIndex { $0.start > range.start } - 1)
    while piece < pieces.count {
      while place < pieces[piece].count {
        let one = pieces[piece][place]
        guard one.start < range.end else { return found }
        if one.overlaps(range) { found.append(one) }
        place += 1
      }
      (piece, place) = (piece + 1, 0)
    }
    return found
  }

  mutating func add(_ range: TimeRange) {
    guard !pieces.isEmpty else {
      pieces = [[range]]
      return
    }
    let piece = max(0, index(ofPieceFor: range.start))
    let place = pieces[piece].partitioningIndex { $0.start >= range.start }
    if place < pieces[piece].count, pieces[piece][place].start == range.start {
      pieces[piece][place] = range
      return
    }
    pieces[piece].insert(range, at: place)
    guard pieces[piece].count > Self.longestPiece else { return }
    let half = pieces[piece].count / 2
    pieces.insert(Array(pieces[piece][half...]), at: piece + 1)
    pieces[piece].removeLast(pieces[piece].count - half)
  }

  mutating func remove(_ range: TimeRange) {
    let piece = index(ofPieceFor: range.start)
    guard pieces.indices.contains(piece) else { return }
    let place = pieces[piece].partitioningIndex { $0.start >= range.start }
    guard place < pieces[piece].count, pieces[piece][place] == range else { return }
    pieces[piece].remove(at: place)
    if pieces[piece].isEmpty { pieces.remove(at: piece) }
  }

  /// The last piece that begins at a start or before it; -1 when none does.
  private func index(ofPieceFor start: Instant) -> Int {
    pieces.partitioningIndex { $0.first.map { $0.start > start } ?? false } - 1
  }
}

extension [TimeRange] {
  /// In order and apart from one another; what lies no further apart than `gap` becomes one.
  func joined(across gap: Span) -> [TimeRange] {
    var joined: [TimeRange] = []
    for range in sorted(by: { $0.start < $1.start }) {
      if let last = joined.last, range.start <= last.end + gap {
        joined[joined.count - 1] = TimeRange(start: last.start, end: Swift.max(last.end, range.end))
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
