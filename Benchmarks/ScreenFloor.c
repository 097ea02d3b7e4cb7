// The floor under slottui's screen: its views, painted with bare ncurses out of the same store and
// moved through with keys. What any program on ncurses and sqlite3 has to pay.
//
//   ScreenFloor STORE BLOCK DATE [day|week|month|agenda|blocks]
//
// BLOCK is a name, DATE a day of what is shown, 2027-02-01. Arrows move the cursor, [ and ] change
// the period, q leaves. Times are UTC.
#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE
#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { MOST_COLUMNS = 8, MOST = 512, GUTTER = 6, HEAD = 2, NAME = 32, PHONE = 24 };
static const int64_t MINUTE = 60000, DAY = 86400000;

// A slot, or a day of a month: then `active` of `capacity` slots are not disabled.
typedef struct {
  int64_t start;
  int active, capacity, disabled, lockable;
  unsigned id;
  // Who has its first place, and how to reach them where a view says so; empty where nobody has.
  char name[NAME], phone[PHONE];
} item;

enum view { DAY_VIEW, WEEK, MONTH, AGENDA, BLOCKS };
static const char *const names[] = {"day", "week", "month", "agenda", "blocks"};
// How many columns each has, how many lines an item takes, how many days it shows.
static const int columns_of[] = {1, 7, 7, 1, 8}, lines_of[] = {1, 1, 8, 1, 1},
                 days_of[] = {1, 7, 42, 7, 1};

static enum view view = WEEK;
static item items[MOST_COLUMNS][MOST];
static int counts[MOST_COLUMNS];
static int64_t first;
static int column, row, top;
static const char *block;
static sqlite3_stmt *slots, *days, *blocks;

static struct tm date_of(int64_t moment) {
  time_t seconds = (time_t)(moment / 1000);
  struct tm date;
  gmtime_r(&seconds, &date);
  return date;
}

static int64_t week_of(int64_t day) { return day - (date_of(day).tm_wday + 6) % 7 * DAY; }

// MARK: Reading

static void read_into(int fixed_column, sqlite3_stmt *rows, const char *name) {
  sqlite3_bind_text(rows, 1, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64(rows, 2, first);
  sqlite3_bind_int64(rows, 3, first + days_of[view] * DAY);
  sqlite3_bind_int(rows, 4, view == DAY_VIEW || view == AGENDA);
  while (sqlite3_step(rows) == SQLITE_ROW) {
    int64_t start = sqlite3_column_int64(rows, 0);
    int c = fixed_column < 0 ? (int)((start - first) / DAY) % 7 : fixed_column;
    if (counts[c] == MOST) continue;
    item *it = &items[c][counts[c]++];
    *it = (item){start, sqlite3_column_int(rows, 1), sqlite3_column_int(rows, 2),
                 sqlite3_column_int(rows, 3), sqlite3_column_int(rows, 4),
                 (unsigned)sqlite3_column_int64(rows, 5), "", ""};
    const char *name = (const char *)sqlite3_column_text(rows, 6);
    if (name == NULL) continue;
    size_t length = strcspn(name, "\t");
    memcpy(it->name, name, length < NAME ? length : NAME - 1);
    if (name[length] != '\0') strncpy(it->phone, name + length + 1, PHONE - 1);
  }
  sqlite3_reset(rows);
}

static void load(void) {
  memset(counts, 0, sizeof counts);
  switch (view) {
  case DAY_VIEW:
  case AGENDA: read_into(0, slots, block); break;
  case WEEK: read_into(-1, slots, block); break;
  case MONTH: read_into(-1, days, block); break;
  case BLOCKS:
    for (int c = 0; c < columns_of[view] && sqlite3_step(blocks) == SQLITE_ROW; c++)
      read_into(c, slots, (const char *)sqlite3_column_text(blocks, 0));
    sqlite3_reset(blocks);
  }
}

// MARK: Drawing

static int width(void) { return (COLS - GUTTER) / columns_of[view]; }
static int visible(void) { return (LINES - HEAD - 1) / lines_of[view]; }
static int line(int r) { return HEAD + (r - top) * lines_of[view]; }

// What a cell says, no wider than its column: who is there, or that nobody is. Two bytes of a letter
// with an accent are two columns here, which a floor may have wrong.
static const char *who(const item *it) {
  return it->active > 0 ? it->name : it->disabled ? "" : "free";
}

static void draw(int c, int r) {
  if (r < top || r >= top + visible() || r >= counts[c]) return;
  const item *it = &items[c][r];
  int minute = (int)(it->start / MINUTE % (24 * 60)), y = line(r), x = GUTTER + c * width();
  struct tm date = date_of(it->start);
  int focused = c == column && r == row, end = minute + 20;
  const char *mark = it->disabled ? "×" : "●";
  attrset(COLOR_PAIR(it->disabled ? 2 : 1) | (focused ? A_REVERSE : 0));
  if (view == MONTH) {
    mvprintw(y, x, "%2d %.*s", date.tm_mday, 19 * 3, "███████████████████");
    mvprintw(y + 1, x, "%d of %d free", it->active, it->active);
    mvprintw(y + 2, x, "%d off", it->capacity - it->active);
  } else if (view == AGENDA) {
    char name[32];
    strftime(name, sizeof name, "%a %d %b", &date);
    mvprintw(y, x, "%s %s %02d:%02d-%02d:%02d %16s %d/%d %-24.24s %-16.16s %08x %s", mark, name,
             minute / 60, minute % 60, end / 60 % 24, end % 60,
             it->disabled ? "disabled" : "available", it->active, it->capacity, who(it), it->phone,
             it->id, it->lockable ? "yes" : "no");
  } else {
    int room = width() - 3 > NAME ? NAME : width() - 3;
    mvprintw(y, x, "%s %-*.*s", mark, room, room, who(it));
    if (view == DAY_VIEW)
      printw(" %02d:%02d-%02d:%02d  %-16.16s", minute / 60, minute % 60, end / 60 % 24, end % 60,
             it->phone);
  }
  attrset(A_NORMAL);
}

static void paint(void) {
  erase();
  for (int c = 0; c < columns_of[view]; c++) {
    char name[32];
    struct tm date = date_of(first + (view == BLOCKS ? 0 : c) * DAY);
    strftime(name, sizeof name, "%a %d %b", &date);
    mvaddstr(1, GUTTER + c * width(), name);
    for (int r = top; r < counts[c]; r++) draw(c, r);
  }
  if (view != MONTH && view != AGENDA)
    for (int r = top; r < top + visible(); r++)
      mvprintw(line(r), 0, "%02d:%02d", r / 3 % 24, r % 3 * 20);
  mvaddstr(0, 0, block);
  mvaddstr(LINES - 1, 0, "arrows move   [ ] period   q leaves");
}

static void focus(void) { move(line(row), GUTTER + column * width()); }

// MARK: Moving

static void turn(int periods) {
  if (view == MONTH) {
    // The middle of the six weeks lies in the month.
    struct tm date = date_of(first + 20 * DAY);
    date.tm_mon += periods;
    date.tm_mday = 1;
    first = week_of((int64_t)timegm(&date) * 1000);
  } else {
    first += periods * days_of[view] * DAY;
  }
  load();
  paint();
}

static void step(int columns, int rows) {
  int c = column, r = row;
  if (column + columns >= 0 && column + columns < columns_of[view]) column += columns;
  if (row + rows >= 0 && row + rows < counts[column]) row += rows;
  if (row < top || row >= top + visible()) {
    top = row < top ? row : row - visible() + 1;
    paint();
  } else {
    draw(c, r);
    draw(column, row);
  }
}

static int prepare(sqlite3 *db) {
  return sqlite3_prepare_v2(db,
                            "SELECT start_at, active, capacity, disabled, lockable, key,"
                            " (SELECT json_extract(metadata, '$.name') ||"
                            "   iif(?4, char(9) || coalesce(json_extract(metadata, '$.phone'), ''), '')"
                            "  FROM appointment"
                            "  WHERE slot.active > 0 AND slot = slot.key AND cancelled = 0"
                            "  ORDER BY key LIMIT 1)"
                            " FROM slot WHERE block = (SELECT key FROM block WHERE name = ?1)"
                            " AND start_at >= ?2 AND start_at < ?3 ORDER BY start_at",
                            -1, &slots, NULL) ||
         sqlite3_prepare_v2(db,
                            "SELECT min(start_at), sum(NOT disabled AND active < capacity),"
                            " count(*), 0, 0, 0, NULL FROM slot"
                            " WHERE block = (SELECT key FROM block WHERE name = ?1)"
                            " AND start_at >= ?2 AND start_at < ?3 GROUP BY start_at / 86400000",
                            -1, &days, NULL) ||
         sqlite3_prepare_v2(db, "SELECT name FROM block ORDER BY name", -1, &blocks, NULL);
}

int main(int count, char **arguments) {
  sqlite3 *db;
  struct tm date = {0};
  if (count == 5)
    for (view = DAY_VIEW; view < BLOCKS && strcmp(arguments[4], names[view]) != 0;) view++;
  if (count < 4 || count > 5 || !strptime(arguments[3], "%Y-%m-%d", &date) ||
      sqlite3_open_v2(arguments[1], &db, SQLITE_OPEN_READWRITE, NULL) || prepare(db)) {
    fputs("usage: ScreenFloor STORE BLOCK DATE [day|week|month|agenda|blocks]\n", stderr);
    return 64;
  }
  block = arguments[2];
  first = (int64_t)timegm(&date) * 1000;
  if (view == WEEK || view == AGENDA || view == MONTH) first = week_of(first);

  setlocale(LC_ALL, "");
  initscr();
  cbreak();
  noecho();
  keypad(stdscr, TRUE);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_GREEN, -1);
  init_pair(2, COLOR_RED, -1);

  load();
  paint();
  focus();
  for (int key; (key = getch()) != 'q'; focus()) {
    switch (key) {
    case KEY_UP: step(0, -1); break;
    case KEY_DOWN: step(0, 1); break;
    case KEY_LEFT: step(-1, 0); break;
    case KEY_RIGHT: step(1, 0); break;
    case '[': turn(-1); break;
    case ']': turn(1); break;
    case KEY_RESIZE: paint(); break;
    }
  }
  endwin();
  sqlite3_finalize(slots);
  sqlite3_finalize(days);
  sqlite3_finalize(blocks);
  sqlite3_close(db);
}
