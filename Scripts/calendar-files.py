#!/usr/bin/env python3
"""Prints when the events of the calendars in Tests/SlotDomainTests/Fixtures take place.

What is on the wall was read from the files by a person; Python's zoneinfo says which moments it is.
Floating times and whole days are of Europe/Warsaw, as the test has them.

    Scripts/calendar-files.py > Tests/SlotDomainTests/Formats/CalendarFileInstants.swift
"""

import datetime
import zoneinfo

WARSAW, BERLIN, NEW_YORK = "Europe/Warsaw", "Europe/Berlin", "America/New_York"

# File, zone, starts on the wall, and how long each is in minutes.
EVENTS = [
    ("calcurse", WARSAW, ["2026-11-23 09:00"], 20),
    ("calcurse", WARSAW, [f"2027-03-{day} 14:30" for day in (26, 27, 28, 29, 30)], 30),
    ("calcurse", WARSAW, ["2026-10-23 07:30", "2026-11-06 07:30"], 45),
    ("calcurse", WARSAW, ["2026-11-09 10:00", "2026-11-11 10:00", "2026-11-23 10:00",
                          "2026-11-25 10:00"], 60),
    ("calcurse", WARSAW, ["2026-11-25 22:00"], 240),
    ("calcurse", WARSAW, ["2026-12-28 00:00"], 24 * 60),
    ("calcurse", WARSAW, ["2026-12-25 00:00", "2027-12-25 00:00"], 24 * 60),
    ("khal-single", BERLIN, ["2026-11-23 09:00"], 20),
    ("khal-zone", NEW_YORK, ["2026-11-23 09:00"], 45),
    ("khal-weekly", BERLIN, ["2026-10-23 07:30", "2026-10-30 07:30", "2026-11-06 07:30",
                             "2026-11-13 07:30"], 45),
    ("khal-daily", BERLIN, [f"2027-03-{day} 14:30" for day in (26, 27, 28, 29)], 30),
    ("khal-whole-days", WARSAW, ["2026-12-24 00:00"], 3 * 24 * 60),
    ("khal-yearly", WARSAW, [f"{year}-05-01 00:00" for year in range(2020, 2028)], 24 * 60),
    ("khal-exceptions", BERLIN, ["2026-10-20 09:00", "2026-11-04 13:00", "2026-11-10 09:00"], 45),
    ("google", BERLIN, ["2026-10-20 07:30", "2026-10-27 07:30", "2026-11-10 07:30",
                        "2026-11-17 07:30"], 60),
    ("google", "UTC", ["2026-11-23 08:00"], 20),
    ("google", WARSAW, ["2026-12-24 00:00"], 3 * 24 * 60),
    ("outlook", BERLIN, ["2026-10-22 09:00", "2026-10-30 14:00", "2026-11-05 09:00"], 45),
    ("outlook", "Asia/Kathmandu", ["2026-11-23 10:00"], 30),
    ("apple", NEW_YORK, ["2026-10-30 17:00", "2026-10-31 17:00", "2026-11-01 17:00",
                         "2026-11-02 17:00", "2026-11-03 17:00"], 30),
    ("apple", WARSAW, ["2026-11-26 00:00"], 24 * 60),
]

print("/// A file of Fixtures, and the seconds since 1970 at which a slot of it starts and ends.")
print("///")
print("/// Made by Scripts/calendar-files.py; not to be edited.")
print('let calendarFileInstants = """')
for name, zone, starts, minutes in EVENTS:
    for text in starts:
        wall = datetime.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone))
        start = int(wall.timestamp())
        print(" ", name, start, start + minutes * 60)
print('  """')
