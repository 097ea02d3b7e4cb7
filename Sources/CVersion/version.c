#include "CVersion.h"

const char *const slottui_version = SLOTTUI_VERSION;
