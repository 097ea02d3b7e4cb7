// What Swift cannot see of ncurses.h: macros and variadic functions.
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>

#endif
