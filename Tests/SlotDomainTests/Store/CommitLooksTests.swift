import Testing

@testable import SlotDomain

/// When a screen looks for what others have committed.
@Suite struct CommitLooksTests {
  /// When looks take place that find nothing, but those that are named, in milliseconds.
  private func times(
    of looks: inout CommitLooks,
    from start: Int = 0,
    until end: Int,
    finding found: Set<Int> = []
  ) -> [Int] {
    var times: [Int] = []
    var now = start
    while let wait = looks.wait(at: Span(milliseconds: Int64(now))), now + wait < end {
      now += wait
      times.append(now)
      let uptime = Span(milliseconds: Int64(now))
      #expect(looks.isDue(at: uptime))
      looks.look(found: found.contains(now), at: uptime)
    }
    return times
  }

  @Test func nothingIsLookedForWithoutATouch() {
    let looks = CommitLooks(isWatched: true)
    #expect(looks.wait(at: .seconds(0)) == nil)
    #expect(!looks.isDue(at: .hours(1)))
  }

  /// A disk that takes its time hides no commit.
  @Test func looksGoOnForAMinuteAndEnd() {
    var looks = CommitLooks(isWatched: true)
    looks.touch()
    let times = times(of: &looks, until: .max)
    #expect(times.prefix(6) == [0, 1, 3, 7, 15, 31])
    #expect(times.count == 17)
    #expect(times[16] > 60_000)
  }

  /// A touch can have been the next commit's, of which there will be no other sign.
  @Test func whatIsFoundDoesNotEndThem() {
    var looks = CommitLooks(isWatched: true)
    looks.touch()
    #expect(times(of: &looks, until: 60, finding: [0, 7]) == [0, 1, 3, 7, 8, 10, 14, 22, 38])
  }

  /// Nor do keys that come meanwhile: a look is at its time.
  @Test func nothingIsDueInBetween() {
    var looks = CommitLooks(isWatched: true)
    looks.touch()
    _ = times(of: &looks, until: 20)
    #expect((16...30).allSatisfy { !looks.isDue(at: Span(milliseconds: $0)) })
    #expect(looks.isDue(at: Span(milliseconds: 31)))
  }

  @Test func anotherTouchBeginsAgain() {
    var looks = CommitLooks(isWatched: true)
    looks.touch()
    _ = times(of: &looks, until: 1000)
    looks.touch()
    #expect(times(of: &looks, from: 1000, until: 1010) == [1000, 1001, 1003, 1007])
  }

  /// Of a change that goes on and on little is heard, and its end soon; what is committed as usual is heard
  /// at once.
  @Test func touchesOfALongChangeAreHeardNowAndThen() {
    var looks = CommitLooks(isWatched: true)
    var (heard, looked) = (0, 0)
    for now in 0..<10_000 {
      let uptime = Span(milliseconds: Int64(now))
      if looks.hears(at: uptime) {
        looks.touch()
        heard += 1
      }
      if looks.isDue(at: uptime) {
        looks.look(found: false, at: uptime)
        looked += 1
      }
      #expect(looks.wait(at: uptime).map { $0 <= 64 } == true)
    }
    #expect(heard < 200 && looked < 400, "\(heard) \(looked)")
    let end = Span(milliseconds: 10_000)
    looks.touch()
    looks.look(found: true, at: end)
    #expect(looks.hears(at: end))
  }

  @Test func whatIsCommittedAsUsualIsAlwaysHeard() {
    var looks = CommitLooks(isWatched: true)
    for now in stride(from: Int64(0), to: 10_000, by: 10) {
      let uptime = Span(milliseconds: now)
      #expect(looks.hears(at: uptime))
      looks.touch()
      looks.look(found: false, at: uptime)
      looks.look(found: true, at: uptime + Span(milliseconds: 1))
    }
  }

  @Test func withoutAWatchThereIsALookASecond() {
    var looks = CommitLooks(isWatched: false)
    let times = times(of: &looks, until: 60_000)
    #expect(zip(times, times.dropFirst()).suffix(50).allSatisfy { $1 - $0 == 1000 })
  }
}
