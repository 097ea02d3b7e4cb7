import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The top line: what stands there, and what goes first where it is short.
@Suite struct TitleTests {
  private func scene(_ width: Int, name: String = "Dr. Ada") throws -> Scene {
    var scene = try Scene()
    scene.size.width = width
    scene.block = Scene.block(1, name)
    let other = Scene.block(2, "Dr Brown")
    scene.otherBlocks = [other]
    let next = try scene.add("2026-03-05 09:00")
    let anywhere = try scene.add("2026-03-04 10:20", of: other)
    scene.outlook.nextFree = next
    scene.outlook.nextFreeAnywhere = anywhere
    return scene
  }

  private func title(_ scene: Scene) throws -> String {
    scene.state(on: scene.slots[0]).drawn().text.split(separator: "\n")[0]
      .split(separator: " ").joined(separator: " ")
  }

  private static let free = "Next free Thu 09:00"
  private static let any = "· any Wed 10:20 Dr Brown"

  @Test(arguments: [
    (130, "Dr. Ada 2 – 8 Mar week 10 Europe/Warsaw (UTC+01:00) \(free) \(any) 10:12"),
    (100, "Dr. Ada 2 – 8 Mar week 10 Europe/Warsaw \(free) \(any) 10:12"),
    (90, "Dr. Ada 2 – 8 Mar Europe/Warsaw \(free) \(any) 10:12"),
    (80, "Dr. Ada 2 – 8 Mar \(free) \(any) 10:12"),
    // The heads of the week say the days, too.
    (61, "Dr. Ada \(free) \(any) 10:12"),
    // A time is more than the name that belongs to it.
    (60, "Dr. Ada \(free) · any Wed 10:20 Dr Bro… 10:12"),
    (52, "Dr. Ada \(free) · any Wed 10:20 10:12"),
    // What went first can have room again beside what is left.
    (50, "Dr. Ada 2 – 8 Mar \(free) 10:12"),
    (48, "Dr. Ada 2 – 8 Mar \(free) 10:12"),
    (40, "Dr. Ada \(free) 10:12"),
  ])
  func whatMattersLeastGoesFirst(width: Int, expected: String) throws {
    let title = try title(scene(width))
    #expect(title == expected)
  }

  /// Before it is left out, a word of it is.
  @Test func theNextFreePlaceIsSaidShort() throws {
    let name = "Night clinic in Berlin"
    #expect(try title(scene(52, name: name)) == "\(name) \(Self.free) 10:12")
    #expect(try title(scene(48, name: name)) == "\(name) Free Thu 09:00 10:12")
  }

  @Test func theBlocksNameStaysWhole() throws {
    let name = "Physiotherapy, second floor, room 12"
    for width in 46..<140 {
      #expect(try title(scene(width, name: name)).hasPrefix(name))
    }
  }

  @Test func theSamePlaceIsNamedOnce() throws {
    var scene = try scene(130)
    scene.outlook.nextFreeAnywhere = scene.outlook.nextFree
    #expect(try title(scene).contains(Self.free))
    #expect(try !title(scene).contains("any"))
  }

  @Test func aPlaceInAnotherWeekHasItsDate() throws {
    var scene = try scene(130)
    scene.outlook.nextFree = try scene.add("2026-03-12 09:00")
    #expect(try title(scene).contains("Next free Thu 12 Mar 09:00"))
  }

  @Test func whatIsNotAsUsualWarns() throws {
    var scene = try scene(130)
    scene.outlook.toRebook = 3
    scene.settings.isReadOnly = true
    let canvas = scene.state(on: scene.slots[0]).drawn()
    let text = canvas.text.split(separator: "\n")[0]
    #expect(text.contains("3 to re-book  read-only"))
    let styles = Array(canvas.styles.split(separator: "\n")[0])
    let place = text.distance(
      from: text.startIndex,
      to: try #require(text.firstRange(of: "3 to")).lowerBound
    )
    #expect(styles[place] == "w")
  }

  /// Nothing of a person: whoever passes by reads it.
  @Test func nobodyIsNamed() throws {
    let scene = try GuestTests.scene(200)
    #expect(try !title(scene).contains("Zoë"))
  }
}
