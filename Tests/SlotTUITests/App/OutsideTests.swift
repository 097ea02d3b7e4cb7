import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What goes out of the screen: metadata to the editor, ids to the clipboard; and what a restricted
/// login may not.
@Suite struct OutsideTests {
  private func state(
    restricted: Bool = false,
    readOnly: Bool = false
  ) throws -> (AppState, Slot) {
    var scene = try Scene()
    scene.settings.isRestricted = restricted
    scene.settings.isReadOnly = readOnly
    let slot = try scene.add("2026-03-04 11:00", metadata: "{\"room\":\"7\"}")
    return (scene.state(on: slot), slot)
  }

  // MARK: The editor

  @Test func metadataGoesToTheEditorIndented() throws {
    var (state, _) = try state()
    state.press("e", "S-Tab")
    #expect(state.drawn().text.contains("C-o editor"))
    #expect(state.press("C-o") == [.editMetadata("{\n  \"room\": \"7\"\n}\n")])
    _ = state.update(.editedMetadata("{\n  \"room\": \"8\",\n  \"floor\": 2\n}\n"), at: state.now)
    #expect(state.form?.text(.metadata) == "{\"floor\":2,\"room\":\"8\"}")
    #expect(state.form?.problem == nil)
  }

  @Test func otherFieldsHaveNoEditor() throws {
    var (state, _) = try state()
    state.press("e")
    #expect(state.press("C-o") == [])
    #expect(!state.drawn().text.contains("editor"))
  }

  @Test func whatIsNoMetadataStaysAsWritten() throws {
    var (state, _) = try state()
    state.press("e", "S-Tab", "C-o")
    _ = state.update(.editedMetadata("{\n  \"room\": 7,\n}\n"), at: state.now)
    #expect(state.form?.text(.metadata) == "{   \"room\": 7, }")
    #expect(state.form?.problem?.field == .metadata)
    // What is written there goes to the editor again as it is.
    #expect(state.press("C-o") == [.editMetadata("{   \"room\": 7, }\n")])
  }

  @Test func restrictedLoginHasNoEditor() throws {
    var (state, _) = try state(restricted: true)
    state.press("e", "S-Tab")
    #expect(state.press("C-o") == [])
    #expect(state.message?.text == "This login may not start an editor. Edit the text here.")
    #expect(!state.drawn().text.contains("C-o"))
  }

  // MARK: The clipboard

  @Test func copiesTheIDUnderTheCursor() throws {
    var (state, slot) = try state(readOnly: true)
    #expect(state.press("Y") == [.copy([slot.id])])
  }

  @Test func copiesTheIDsOfAllMarkedSlots() throws {
    var scene = try Scene()
    let first = try scene.add("2026-03-04 11:00")
    let second = try scene.add("2026-03-04 12:00")
    var state = scene.state(on: first)
    state.press("*")
    #expect(state.press("Y") == [.copy([first.id, second.id])])
    #expect(state.marks.count == 2, "Copying changes nothing.")
  }

  @Test func restrictedLoginHasNoClipboard() throws {
    var (state, _) = try state(restricted: true)
    #expect(state.press("Y") == [])
    #expect(state.message?.text == "This login may not reach your clipboard.")
  }
}
