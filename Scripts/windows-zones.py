#!/usr/bin/env python3
"""Prints the rows of WindowsZones.swift, from CLDR's windowsZones.xml and the system's tz database.

    Scripts/windows-zones.py windowsZones.xml [tzdata.zi]
    Scripts/windows-zones.py windows-displaynames.json

The second prints the rows of WindowsZoneDisplayNames.swift. The file is in
https://github.com/mattjohnsonpint/TimeZoneNames, src/TimeZoneNames.DataBuilder/data: what Windows says
to its users for each of its names. The offset in front is left out, as it differs between versions.

windowsZones.xml is in https://github.com/unicode-org/cldr, common/supplemental, and on Debian in the
package unicode-cldr-core. Of each Windows name it is the zone of territory 001 that is taken. CLDR
keeps a zone's first name for ever; tzdata.zi says what that is an older name of.
"""

import json
import sys
import xml.etree.ElementTree

windows_zones = sys.argv[1]
if windows_zones.endswith(".json"):
    with open(windows_zones, encoding="utf-8") as file:
        languages = json.load(file)["Languages"]
    english = next(one for one in languages if one["Locale"] == "en-US")
    for zone, name in sorted(english["TimeZones"].items(), key=lambda row: row[1]):
        print("    " + name.partition(") ")[2] + "|" + zone)
    sys.exit()
tz_database = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/zoneinfo/tzdata.zi"

today = {}
with open(tz_database, encoding="utf-8") as lines:
    for line in lines:
        if line.startswith("L "):
            _, name, older = line.split()
            today[older] = name

rows = []
for zone in xml.etree.ElementTree.parse(windows_zones).iter("mapZone"):
    if zone.get("territory") == "001":
        name = zone.get("type")
        rows.append((zone.get("other"), today.get(name, name)))
for row in sorted(rows):
    print("    " + "|".join(row))
