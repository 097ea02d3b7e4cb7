import Testing

@testable import TerminalKit

@Suite struct RectTests {
  let rect = Rect(x: 2, y: 3, width: 10, height: 5)

  @Test func splitsShareTheArea() {
    #expect(rect.split(left: 4).left == Rect(x: 2, y: 3, width: 4, height: 5))
    #expect(rect.split(left: 4).rest == Rect(x: 6, y: 3, width: 6, height: 5))
    #expect(rect.split(right: 4).right == Rect(x: 8, y: 3, width: 4, height: 5))
    #expect(rect.split(top: 1).rest == Rect(x: 2, y: 4, width: 10, height: 4))
    #expect(rect.split(bottom: 1).bottom == Rect(x: 2, y: 7, width: 10, height: 1))
  }

  @Test func splitTakesNoMoreThanThereIs() {
    #expect(rect.split(left: 99).left == rect)
    #expect(rect.split(left: 99).rest.isEmpty)
    #expect(rect.split(top: -1).rest == rect)
  }

  @Test func intersectionIsInBoth() {
    let other = Rect(x: 0, y: 5, width: 4, height: 90)
    #expect(rect.intersection(other) == Rect(x: 2, y: 5, width: 2, height: 3))
    #expect(rect.intersection(Rect(x: 50, y: 50, width: 2, height: 2)).isEmpty)
    #expect(rect.inset(left: 3, top: 3, right: 3, bottom: 3).isEmpty)
    #expect(rect.contains(x: 11, y: 7) && !rect.contains(x: 12, y: 7))
  }
}
