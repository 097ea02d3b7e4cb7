import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What `u` takes back is said in words, and asked for first when it was long ago.
@Suite struct UndoWordsTests {
  private static func activity(_ scene: Scene, minutesAgo minutes: Int) -> Activity {
    var subject = ActivitySubject()
    (subject.slots, subject.appointments, subject.blockCount) = (1, 1, 1)
    (subject.blocks, subject.zone) = (["Dr. Ada"], "Europe/Warsaw")
    subject.people = ["Anna First"]
    subject.span = scene.slots[0].range
    let action = Action(
      id: 8,
      at: scene.now - .minutes(minutes),
      actor: "ana",
      verb: .cancelAppointments,
      objects: 1
    )
    return Activity(action: action, subject: subject)
  }

  private static func scene() throws -> Scene {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    return scene
  }

  @Test func whatWasDoneAMomentAgoIsTakenBackAtOnce() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    #expect(state.press("u") == [.undo])
    let activity = Self.activity(scene, minutesAgo: 0)
    #expect(state.update(.undoFound(activity), at: scene.now) == [.takeBack(8)])
    let undo = Action(id: 9, at: scene.now, actor: "ana", verb: .undo, target: 8, objects: 1)
    let outcome = UndoOutcome(action: undo, target: activity.action, conflicts: [])
    _ = state.update(.undone(outcome, about: activity), at: scene.now)
    #expect(
      state.message?.text
        == "Taken back: cancelled Anna First, Wed 4 Mar 11:00, Dr. Ada. C-r does it again."
    )
  }

  /// Of an earlier session, or of this one more than five minutes ago.
  @Test(arguments: [(1, 0), (6, 10), (5, 10), (4, 10)])
  func whatIsOlderIsAskedForFirst(minutesAgo: Int, openedAgo: Int) throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    let now = scene.now + .minutes(openedAgo)
    _ = state.update(.tick, at: now)
    var activity = Self.activity(scene, minutesAgo: minutesAgo - openedAgo)
    if openedAgo == 0 { activity = Self.activity(scene, minutesAgo: minutesAgo) }
    let effects = state.update(.undoFound(activity), at: now)
    guard minutesAgo > 5 || openedAgo == 0 else {
      #expect(effects == [.takeBack(8)])
      return
    }
    #expect(effects == [])
    let text = try #require(state.question?.text)
    #expect(text.hasPrefix("Take back what you did Wed 4 Mar 10:"))
    #expect(!text.contains("changes"))
    #expect(text.hasSuffix(": cancelled Anna First, Wed 4 Mar 11:00, Dr. Ada? y/n"))
    var other = state
    #expect(other.press("n") == [])
    #expect(other.message == Message("Nothing was taken back."))
    #expect(state.press("y") == [.takeBack(8)])
  }

  /// As sample data is: what counts is when it was done here.
  @Test(arguments: [(4, false), (6, true)])
  func whatIsDatedBackIsAsOldAsItsKey(minutesLater: Int, isAskedFor: Bool) throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.ownActions = [8]
    let now = scene.now + .minutes(minutesLater)
    _ = state.update(.tick, at: now)
    let week = Self.activity(scene, minutesAgo: 7 * 24 * 60)
    #expect(state.update(.undoFound(week), at: now) == (isAskedFor ? [] : [.takeBack(8)]))
    #expect((state.question != nil) == isAskedFor)
    #expect(state.desk.journal.isOld(week.action, at: now) == isAskedFor)
  }

  @Test func nobodyIsNamedWhereNamesAreOff() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    state.desk.names.areShown = false
    let activity = Self.activity(scene, minutesAgo: 1)
    _ = state.update(.undoFound(activity), at: scene.now)
    #expect(state.question?.text.contains("Anna") == false)
  }

  // MARK: Holidays

  private static func closing(_ scene: Scene) throws -> HolidayClosing {
    var closing = HolidayClosing(path: "days.ics", block: try #require(scene.block).id)
    closing.reason = "Easter"
    closing.own = .init(slots: [scene.slots[0].id], people: 1, names: ["Anna First"])
    closing.all = .init(
      slots: [scene.slots[0].id, Scene.slotID(7)],
      people: 2,
      names: ["Anna First", "Ben"]
    )
    return closing
  }

  @Test func holidaysAreAskedAboutAndClose() throws {
    var scene = try Self.scene()
    scene.size = ScreenSize(width: 120, height: 40)
    var state = scene.state(on: nil)
    state.press(":")
    state.type("holidays days.ics")
    let asked = HolidayClosing(path: "days.ics", block: try #require(scene.block).id)
    #expect(state.press("Enter") == [.findSlotsToClose(asked)])
    let closing = try Self.closing(scene)
    _ = state.update(.slotsToCloseFound(closing), at: scene.now)
    #expect(
      state.question?.text
        == "Close 1 slot of Dr. Ada? 1 person loses their place: Anna First."
        + " y this block, a all blocks (2 slots, 2 people), n none"
    )
    var all = state
    #expect(state.press("y") == [.close(closing.own.slots, reason: "Easter")])
    #expect(all.press("a") == [.close(closing.all.slots, reason: "Easter")])
  }

  @Test func aCalendarThatTouchesNothingSaysSo() throws {
    let scene = try Self.scene()
    var state = scene.state(on: nil)
    let closing = HolidayClosing(path: "days.ics", block: try #require(scene.block).id)
    _ = state.update(.slotsToCloseFound(closing), at: scene.now)
    #expect(state.message?.text == "No open slot to come touches a whole day of that calendar.")
  }

  @Test func aRestrictedLoginHasNoSuchCommand() throws {
    var scene = try Self.scene()
    scene.settings.isRestricted = true
    var state = scene.state(on: nil)
    state.press(":")
    state.type("holidays")
    #expect(!state.drawn().text.contains("close the slots on"))
    state.press("Esc", "?")
    state.type("holidays")
    #expect(!state.drawn().text.contains(":holidays"))
  }

  // MARK: The pattern of a block

  @Test func aSeriesBeginsWithTheBlocksOwnPattern() throws {
    var scene = try Scene()
    for (day, hour) in [("02", "08:00"), ("02", "08:45"), ("04", "08:00"), ("04", "08:45")] {
      try scene.add("2026-03-\(day) \(hour)", 40, capacity: 3)
    }
    var state = scene.state(on: nil)
    let block = try #require(scene.block)
    #expect(state.press("C").contains(.findPattern(block.id)))
    state.press("Tab", "Tab", "Tab", "Tab", "C-u")
    state.type("15")
    let pattern = DerivedPattern(of: scene.slots, zone: scene.zone)
    _ = state.update(.patternFound(block.id, pattern), at: scene.now)
    let form = try #require(state.form)
    #expect(form.text(.days) == "mon,wed" && form.text(.hours) == "08:00-09:25")
    #expect(form.text(.gap) == "5" && form.text(.capacity) == "3")
    // What was typed meanwhile stays.
    #expect(form.text(.minutes) == "15")
  }

  @Test(arguments: [
    ("mon-fri", "mon-fri"), ("mon,tue", "mon,tue"), ("sun,wed-fri,mon", "mon,wed-fri,sun"),
    ("sat-mon", "mon,sat,sun"),
  ])
  func daysAreWrittenAsTheyAreRead(text: String, written: String) throws {
    #expect(Weekday.text(try #require(Weekday.days(text))) == written)
  }
}
