/// The table of keys, scrolled.
struct HelpScreen: Hashable, Sendable {
  var scroll = Scroll()

  var top: Int { scroll.top }
}
