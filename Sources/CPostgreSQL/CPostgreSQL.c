#include "CPostgreSQL.h"

#include <dlfcn.h>
#include <stddef.h>

// Pipelines came with version 14.
enum { OLDEST = 140000 };

static const char missing[] =
    "the PostgreSQL client library is not installed: install libpq5 (on Debian: apt-get install libpq5)";
static const char old[] =
    "the PostgreSQL client library is too old: install libpq5 of version 14 or later";

const CPostgresLibrary *CPostgresLoad(const char **problem) {
    static CPostgresLibrary library;
    static int is_loaded;
    if (is_loaded) return &library;
    void *file = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!file) {
        *problem = missing;
        return NULL;
    }
    int is_whole = 1;
#define FIND(field, name) is_whole &= (*(void **)&library.field = dlsym(file, name)) != NULL
    FIND(libVersion, "PQlibVersion");
    FIND(connectStartParams, "PQconnectStartParams");
    FIND(connectPoll, "PQconnectPoll");
    FIND(status, "PQstatus");
    FIND(errorMessage, "PQerrorMessage");
    FIND(backendPID, "PQbackendPID");
    FIND(host, "PQhost");
    FIND(sslInUse, "PQsslInUse");
    FIND(setNoticeReceiver, "PQsetNoticeReceiver");
    FIND(socket, "PQsocket");
    FIND(finish, "PQfinish");
    FIND(setnonblocking, "PQsetnonblocking");
    FIND(enterPipelineMode, "PQenterPipelineMode");
    FIND(exitPipelineMode, "PQexitPipelineMode");
    FIND(pipelineSync, "PQpipelineSync");
    FIND(sendQueryParams, "PQsendQueryParams");
    FIND(sendPrepare, "PQsendPrepare");
    FIND(sendQueryPrepared, "PQsendQueryPrepared");
    FIND(flush, "PQflush");
    FIND(consumeInput, "PQconsumeInput");
    FIND(isBusy, "PQisBusy");
    FIND(getResult, "PQgetResult");
    FIND(exec, "PQexec");
    FIND(resultStatus, "PQresultStatus");
    FIND(resultErrorField, "PQresultErrorField");
    FIND(resultErrorMessage, "PQresultErrorMessage");
    FIND(clear, "PQclear");
    FIND(ntuples, "PQntuples");
    FIND(getvalue, "PQgetvalue");
    FIND(getlength, "PQgetlength");
    FIND(getisnull, "PQgetisnull");
    FIND(notifies, "PQnotifies");
    FIND(freemem, "PQfreemem");
    FIND(getCancel, "PQgetCancel");
    FIND(cancel, "PQcancel");
    FIND(freeCancel, "PQfreeCancel");
#undef FIND
    if (!is_whole || library.libVersion() < OLDEST) {
        *problem = old;
        dlclose(file);
        return NULL;
    }
    is_loaded = 1;
    return &library;
}
