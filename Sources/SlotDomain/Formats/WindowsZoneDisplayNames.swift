/// What Windows says to its users for each of its zones, and Outlook then writes as a TZID:
/// `(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`.
///
/// - Note: Source: mattjohnsonpint/TimeZoneNames, windows-displaynames.json. Scripts/windows-zones.py
///   prints the rows; not to be edited.
enum WindowsZoneDisplayNames {
  /// The name that Windows itself has for the zone; nil for a text that does not say which.
  ///
  /// The offset in front, which differs between versions, says nothing more than that it is such a text.
  /// Languages and versions write some of the cities otherwise: the others must be of one zone.
  static func windowsName(of text: String) -> String? {
    guard let cities = cities(of: text) else { return nil }
    var zones: [String: Set<String>] = [:]
    for row in table.split(separator: "\n") {
      let columns = row.split(separator: "|").map(String.init)
      guard columns.count == 2 else { continue }
      if columns[0] == cities { return columns[1] }
      for city in parts(columns[0]) { zones[city, default: []].insert(columns[1]) }
    }
    let known = parts(cities).compactMap { zones[$0] }
    let all = known.reduce(into: Set<String>()) { $0.formUnion($1) }
    return all.count == 1 ? all.first : nil
  }

  private static func parts(_ cities: String) -> [String] {
    cities.utf8.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
      .map { String(decoding: $0, as: UTF8.self).withoutBlanks }
  }

  /// What comes after `(UTC+01:00) ` or `(GMT) `.
  private static func cities(of text: String) -> String? {
    let upper = text.uppercased()
    guard upper.hasPrefix("(UTC") || upper.hasPrefix("(GMT"),
      let end = text.utf8.firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let cities = String(decoding: text.utf8[text.utf8.index(after: end)...], as: UTF8.self)
      .withoutBlanks.replacing(" and ", with: " & ")
    return cities.isEmpty ? nil : cities
  }

  private static let table = """
    Coordinated Universal Time|UTC
    Dublin, Edinburgh, Lisbon, London|GMT Standard Time
    Monrovia, Reykjavik|Greenwich Standard Time
    Sao Tome|Sao Tome Standard Time
    Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna|W. Europe Standard Time
    Belgrade, Bratislava, Budapest, Ljubljana, Prague|Central Europe Standard Time
    Brussels, Copenhagen, Madrid, Paris|Romance Standard Time
    Casablanca|Morocco Standard Time
    Sarajevo, Skopje, Warsaw, Zagreb|Central European Standard Time
    West Central Africa|W. Central Africa Standard Time
    Athens, Bucharest|GTB Standard Time
    Beirut|Middle East Standard Time
    Cairo|Egypt Standard Time
    Chisinau|E. Europe Standard Time
    Gaza, Hebron|West Bank Standard Time
    Harare, Pretoria|South Africa Standard Time
    Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius|FLE Standard Time
    Jerusalem|Israel Standard Time
    Juba|South Sudan Standard Time
    Kaliningrad|Kaliningrad Standard Time
    Khartoum|Sudan Standard Time
    Tripoli|Libya Standard Time
    Windhoek|Namibia Standard Time
    Amman|Jordan Standard Time
    Baghdad|Arabic Standard Time
    Damascus|Syria Standard Time
    Istanbul|Turkey Standard Time
    Kuwait, Riyadh|Arab Standard Time
    Minsk|Belarus Standard Time
    Moscow, St. Petersburg|Russian Standard Time
    Nairobi|E. Africa Standard Time
    Volgograd|Volgograd Standard Time
    Tehran|Iran Standard Time
    Abu Dhabi, Muscat|Arabian Standard Time
    Astrakhan, Ulyanovsk|Astrakhan Standard Time
    Baku|Azerbaijan Standard Time
    Izhevsk, Samara|Russia Time Zone 3
    Port Louis|Mauritius Standard Time
    Saratov|Saratov Standard Time
    Tbilisi|Georgian Standard Time
    Yerevan|Caucasus Standard Time
    Kabul|Afghanistan Standard Time
    Ashgabat, Tashkent|West Asia Standard Time
    Astana|Qyzylorda Standard Time
    Ekaterinburg|Ekaterinburg Standard Time
    Islamabad, Karachi|Pakistan Standard Time
    Chennai, Kolkata, Mumbai, New Delhi|India Standard Time
    Sri Jayawardenepura|Sri Lanka Standard Time
    Kathmandu|Nepal Standard Time
    Bishkek|Central Asia Standard Time
    Dhaka|Bangladesh Standard Time
    Omsk|Omsk Standard Time
    Yangon (Rangoon)|Myanmar Standard Time
    Bangkok, Hanoi, Jakarta|SE Asia Standard Time
    Barnaul, Gorno-Altaysk|Altai Standard Time
    Hovd|W. Mongolia Standard Time
    Krasnoyarsk|North Asia Standard Time
    Novosibirsk|N. Central Asia Standard Time
    Tomsk|Tomsk Standard Time
    Beijing, Chongqing, Hong Kong, Urumqi|China Standard Time
    Irkutsk|North Asia East Standard Time
    Kuala Lumpur, Singapore|Singapore Standard Time
    Perth|W. Australia Standard Time
    Taipei|Taipei Standard Time
    Ulaanbaatar|Ulaanbaatar Standard Time
    Eucla|Aus Central W. Standard Time
    Chita|Transbaikal Standard Time
    Osaka, Sapporo, Tokyo|Tokyo Standard Time
    Pyongyang|North Korea Standard Time
    Seoul|Korea Standard Time
    Yakutsk|Yakutsk Standard Time
    Adelaide|Cen. Australia Standard Time
    Darwin|AUS Central Standard Time
    Brisbane|E. Australia Standard Time
    Canberra, Melbourne, Sydney|AUS Eastern Standard Time
    Guam, Port Moresby|West Pacific Standard Time
    Hobart|Tasmania Standard Time
    Vladivostok|Vladivostok Standard Time
    Lord Howe Island|Lord Howe Standard Time
    Bougainville Island|Bougainville Standard Time
    Chokurdakh|Russia Time Zone 10
    Magadan|Magadan Standard Time
    Norfolk Island|Norfolk Standard Time
    Sakhalin|Sakhalin Standard Time
    Solomon Is., New Caledonia|Central Pacific Standard Time
    Anadyr, Petropavlovsk-Kamchatsky|Russia Time Zone 11
    Auckland, Wellington|New Zealand Standard Time
    Coordinated Universal Time+12|UTC+12
    Fiji|Fiji Standard Time
    Petropavlovsk-Kamchatsky - Old|Kamchatka Standard Time
    Chatham Islands|Chatham Islands Standard Time
    Coordinated Universal Time+13|UTC+13
    Nuku'alofa|Tonga Standard Time
    Samoa|Samoa Standard Time
    Kiritimati Island|Line Islands Standard Time
    Azores|Azores Standard Time
    Cabo Verde Is.|Cape Verde Standard Time
    Coordinated Universal Time-02|UTC-02
    Greenland|Greenland Standard Time
    Mid-Atlantic - Old|Mid-Atlantic Standard Time
    Araguaina|Tocantins Standard Time
    Asuncion|Paraguay Standard Time
    Brasilia|E. South America Standard Time
    Cayenne, Fortaleza|SA Eastern Standard Time
    City of Buenos Aires|Argentina Standard Time
    Montevideo|Montevideo Standard Time
    Punta Arenas|Magallanes Standard Time
    Saint Pierre and Miquelon|Saint Pierre Standard Time
    Salvador|Bahia Standard Time
    Newfoundland|Newfoundland Standard Time
    Atlantic Time (Canada)|Atlantic Standard Time
    Caracas|Venezuela Standard Time
    Cuiaba|Central Brazilian Standard Time
    Georgetown, La Paz, Manaus, San Juan|SA Western Standard Time
    Santiago|Pacific SA Standard Time
    Bogota, Lima, Quito, Rio Branco|SA Pacific Standard Time
    Chetumal|Eastern Standard Time (Mexico)
    Eastern Time (US & Canada)|Eastern Standard Time
    Haiti|Haiti Standard Time
    Havana|Cuba Standard Time
    Indiana (East)|US Eastern Standard Time
    Turks and Caicos|Turks And Caicos Standard Time
    Central America|Central America Standard Time
    Central Time (US & Canada)|Central Standard Time
    Easter Island|Easter Island Standard Time
    Guadalajara, Mexico City, Monterrey|Central Standard Time (Mexico)
    Saskatchewan|Canada Central Standard Time
    Arizona|US Mountain Standard Time
    La Paz, Mazatlan|Mountain Standard Time (Mexico)
    Mountain Time (US & Canada)|Mountain Standard Time
    Yukon|Yukon Standard Time
    Baja California|Pacific Standard Time (Mexico)
    Coordinated Universal Time-08|UTC-08
    Pacific Time (US & Canada)|Pacific Standard Time
    Alaska|Alaskan Standard Time
    Coordinated Universal Time-09|UTC-09
    Marquesas Islands|Marquesas Standard Time
    Aleutian Islands|Aleutian Standard Time
    Hawaii|Hawaiian Standard Time
    Coordinated Universal Time-11|UTC-11
    International Date Line West|Dateline Standard Time
    """
}
