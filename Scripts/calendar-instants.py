#!/usr/bin/env python3
"""Prints the table of moments that ICalendarInstantTests holds the reader against.

Python's zoneinfo works out what a calendar's local times mean: RFC 5545 takes the first of two, and
counts on with the offset from before where there is none, which is what fold=0 gives.

    Scripts/calendar-instants.py > Tests/SlotDomainTests/Formats/CalendarInstants.swift
"""

import datetime
import random
import zoneinfo

ZONES = [
    "Europe/Warsaw", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Tehran",
]
CHANGES = ["20260329", "20261025", "20260308", "20261101", "20260405", "20261004"]

print("/// A zone, a local time of a calendar, and the second since 1970 that it is.")
print("///")
print("/// Made by Scripts/calendar-instants.py; not to be edited.")
print('let calendarInstants = """')
random.seed(5545)
for zone in ZONES:
    local = zoneinfo.ZoneInfo(zone)
    texts = [f"{day}T{hour:02}{minute:02}00" for day in CHANGES for hour in (0, 1, 2, 3)
             for minute in (0, 30)]
    for _ in range(20):
        texts.append("%04d%02d%02dT%02d%02d%02d" % (
            random.randint(1975, 2037), random.randint(1, 12), random.randint(1, 28),
            random.randint(0, 23), random.randint(0, 59), random.randint(0, 59)))
    for text in texts:
        wall = datetime.datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=local)
        print(" ", zone, text, int(wall.timestamp()))
print('  """')
