#!/usr/bin/env python3
"""Prints the table of rules of repetition that RecurrenceSequenceTests holds the expander against.

python-dateutil expands the examples of RFC 5545 and some hundred rules that a seed makes. Where dateutil
is not the RFC, it is asked for what the RFC means:

- BYDAY with numbers and without, MO,1FR: dateutil takes the days that are both, the RFC those of either.
- BYWEEKNO without a day: dateutil takes the whole week, the RFC the weekday of DTSTART (3.3.10: what the
  rule does not say is derived from DTSTART).
- BYWEEKNO=52 and 53 in January: dateutil counts the weeks of the year before by the length of this one.
  They are left out here and have a test of their own.
- BYSETPOS of a WEEKLY rule: dateutil counts in the first week from DTSTART on, the RFC in all of it.

    pip install python-dateutil
    Scripts/recurrences.py > Tests/SlotDomainTests/Formats/RecurrenceTable.swift
"""

import datetime
import itertools
import random
import signal

from dateutil import rrule

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# So many times of a rule are compared.
LENGTH = 12
# Up to here: a rule that takes a day in a hundred years can be judged too.
LAST = datetime.datetime(2200, 1, 1)
# A rule that dateutil looks at for more seconds than this, up to the year 9999, is left out.
PATIENCE = 1

RFC = """
19970902T090000 FREQ=DAILY;COUNT=10
19970902T090000 FREQ=DAILY;UNTIL=19971224T000000
19970902T090000 FREQ=DAILY;INTERVAL=2
19970902T090000 FREQ=DAILY;INTERVAL=10;COUNT=5
19980101T090000 FREQ=YEARLY;UNTIL=20000131T140000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA
19980101T090000 FREQ=DAILY;UNTIL=20000131T140000;BYMONTH=1
19970902T090000 FREQ=WEEKLY;COUNT=10
19970902T090000 FREQ=WEEKLY;UNTIL=19971224T000000
19970902T090000 FREQ=WEEKLY;INTERVAL=2;WKST=SU
19970902T090000 FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH
19970901T090000 FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000;WKST=SU;BYDAY=MO,WE,FR
19970902T090000 FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH
19970905T090000 FREQ=MONTHLY;COUNT=10;BYDAY=1FR
19970905T090000 FREQ=MONTHLY;UNTIL=19971224T000000;BYDAY=1FR
19970907T090000 FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU
19970922T090000 FREQ=MONTHLY;COUNT=6;BYDAY=-2MO
19970928T090000 FREQ=MONTHLY;BYMONTHDAY=-3
19970902T090000 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15
19970930T090000 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1
19970910T090000 FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15
19970902T090000 FREQ=MONTHLY;INTERVAL=2;BYDAY=TU
19970610T090000 FREQ=YEARLY;COUNT=10;BYMONTH=6,7
19970310T090000 FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3
19970101T090000 FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200
19970519T090000 FREQ=YEARLY;BYDAY=20MO
19970512T090000 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO
19970313T090000 FREQ=YEARLY;BYMONTH=3;BYDAY=TH
19970605T090000 FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8
19970902T090000 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
19970913T090000 FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13
19961105T090000 FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8
19970904T090000 FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3
19970929T090000 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2
19970902T090000 FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000
19970902T090000 FREQ=MINUTELY;INTERVAL=15;COUNT=6
19970902T090000 FREQ=MINUTELY;INTERVAL=90;COUNT=4
19970902T090000 FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40
19970902T090000 FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16
19970805T090000 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO
19970805T090000 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU
20070115T090000 FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5
20240229T090000 FREQ=YEARLY
20240131T090000 FREQ=MONTHLY
20260101T090000 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU
20270307T090000 FREQ=YEARLY;BYMONTHDAY=7;COUNT=12
"""


def some(numbers, most, negative=False):
    chosen = random.sample(list(numbers), random.randint(1, most))
    if negative:
        chosen = [-n if random.random() < 0.3 else n for n in chosen]
    return ",".join(str(n) for n in sorted(set(chosen)))


def weekdays(numbers=None):
    chosen = random.sample(DAYS, random.randint(1, 4))
    if numbers:
        kind = random.choice(["all", "none", "mixed"])
        chosen = [day if kind == "none" or (kind == "mixed" and random.random() < 0.5)
                  else str(random.choice([1, -1]) * random.choice(numbers)) + day
                  for day in chosen]
    return ",".join(chosen)


def random_rule():
    frequency = random.choice(["DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY", "YEARLY",
                               "HOURLY", "MINUTELY"])
    parts = {"FREQ": frequency}

    def maybe(chance, name, value):
        if random.random() < chance:
            parts[name] = value

    maybe(0.5, "INTERVAL", random.choice([2, 3, 4, 5, 7, 13]))
    maybe(0.4, "WKST", random.choice(DAYS))
    maybe(0.3, "BYMONTH", some(range(1, 13), 5))
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY") and random.random() < 0.7:
        parts.pop("BYMONTH", None)
    if frequency == "YEARLY":
        maybe(0.25, "BYWEEKNO", some(list(range(1, 52)) + [-1, -2, -20], 4))
    if frequency != "WEEKLY":
        maybe(0.3, "BYMONTHDAY", some(range(1, 32), 6, negative=True))
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY"):
        maybe(0.2, "BYYEARDAY", some(range(1, 367), 40, negative=True))
    numbers = {"MONTHLY": [1, 2, 3, 4, 5], "YEARLY": [1, 2, 5, 20, 53]}.get(frequency)
    if "BYWEEKNO" in parts:
        numbers = None
    elif "BYMONTH" in parts and numbers:
        numbers = [1, 2, 3, 4, 5]
    maybe(0.5, "BYDAY", weekdays(numbers))
    maybe(0.1, "BYHOUR", some(range(24), 3))
    maybe(0.1, "BYMINUTE", some(range(60), 3))
    maybe(0.07, "BYSECOND", some(range(60), 3))
    if len(parts.keys() - {"FREQ", "INTERVAL", "WKST"}) > 0:
        maybe(0.25, "BYSETPOS", some([1, 2, 3, 5, -1, -2, -3], 3))
    if random.random() < 0.3 and not (frequency == "WEEKLY" and "BYSETPOS" in parts):
        parts["COUNT"] = random.randint(1, 8)
    return parts


def text(parts):
    return ";".join(f"{name}={value}" for name, value in parts.items())


def times(start, parts):
    """At most LENGTH times, and whether there are more."""
    parts = dict(parts)
    until = parts.pop("UNTIL", None)
    count = int(parts.pop("COUNT", LENGTH + 1))
    begin = start
    if "BYWEEKNO" in parts and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys():
        parts["BYDAY"] = DAYS[start.weekday()]
    if parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts:
        parts.setdefault("BYDAY", DAYS[start.weekday()])
        for name, value in ("BYHOUR", start.hour), ("BYMINUTE", start.minute), ("BYSECOND", start.second):
            parts.setdefault(name, value)
        first = DAYS.index(parts.get("WKST", "MO"))
        begin -= datetime.timedelta(days=(start.weekday() - first) % 7)
        begin = begin.replace(hour=0, minute=0, second=0)
    days = str(parts.get("BYDAY", "")).split(",")
    plain = [day for day in days if len(day) == 2]
    numbered = [day for day in days if len(day) > 2]
    if plain and numbered:
        if "BYSETPOS" in parts:
            return None
        rules = [rrule.rrulestr(text({**parts, "BYDAY": ",".join(some)}), dtstart=begin)
                 for some in (plain, numbered)]
        found = rrule.rruleset()
        for rule in rules:
            found.rrule(rule)
    else:
        found = rrule.rrulestr(text(parts), dtstart=begin)
    last = datetime.datetime.strptime(until, "%Y%m%dT%H%M%S") if until else LAST
    found = itertools.takewhile(lambda time: time <= last, found)
    found = list(itertools.islice((t for t in found if t >= start), min(count, LENGTH + 1)))
    return found[:LENGTH], len(found) > LENGTH


def out_of_patience(*_):
    raise TimeoutError


def row(start, parts):
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        result = times(start, parts)
    except TimeoutError:
        return
    except ValueError as error:
        if "empty set" not in str(error):
            raise
        # An interval that never meets BYHOUR or BYMINUTE.
        result = [], False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if result is None:
        return
    found, more = result
    cells = [f"{time:%Y%m%dT%H%M%S}" for time in found] + (["+"] if more else [])
    print("  " + " ".join([f"{start:%Y%m%dT%H%M%S}", text(parts)] + cells))


print("/// A start, a rule, and the first times by it; + where there are more than these, and none after")
print("/// the year 2200.")
print("///")
print("/// Made by Scripts/recurrences.py; not to be edited.")
print('let recurrenceTable = """')
for line in RFC.split("\n"):
    if line:
        begin, rule = line.split(" ")
        row(datetime.datetime.strptime(begin, "%Y%m%dT%H%M%S"),
            dict(part.split("=") for part in rule.split(";")))
signal.signal(signal.SIGVTALRM, out_of_patience)
random.seed(5545)
for _ in range(420):
    begin = datetime.datetime(random.randint(1995, 2030), random.randint(1, 12), random.randint(1, 28),
                              random.randint(0, 23), random.choice([0, 15, 30, 59]), 0)
    row(begin, random_rule())
print('  """')
