import ArgumentParser

@main
struct SlotTUI: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "slottui")
}
