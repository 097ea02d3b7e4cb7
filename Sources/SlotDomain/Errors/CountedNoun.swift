/// `1 slot`, `2 slots`: for sentences, in which a number never stands alone.
public func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
