#ifndef CPOSTGRESQL_H
#define CPOSTGRESQL_H

// What slottui uses of libpq, the client library of PostgreSQL, by prototypes of its own. The library is
// looked for when a store on a server is opened, and only then: nobody else needs it, to build or to run.
// Source: https://www.postgresql.org/docs/current/libpq.html

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;

typedef struct {
    char *name;
    int backend;
    char *payload;
    void *next;
} CPostgresNotification;

// The functions of the library, by their names there.
typedef struct {
    int (*libVersion)(void);
    PGconn *(*connectStartParams)(const char *const *names, const char *const *values, int expandName);
    int (*connectPoll)(PGconn *);
    int (*status)(const PGconn *);
    char *(*errorMessage)(const PGconn *);
    int (*backendPID)(const PGconn *);
    char *(*host)(const PGconn *);
    int (*sslInUse)(PGconn *);
    void *(*setNoticeReceiver)(PGconn *, void (*)(void *, const PGresult *), void *);
    int (*socket)(const PGconn *);
    void (*finish)(PGconn *);
    int (*setnonblocking)(PGconn *, int);
    int (*enterPipelineMode)(PGconn *);
    int (*exitPipelineMode)(PGconn *);
    int (*pipelineSync)(PGconn *);
    int (*sendQueryParams)(PGconn *, const char *command, int count, const unsigned *types,
                           const char *const *values, const int *lengths, const int *formats,
                           int resultFormat);
    int (*sendPrepare)(PGconn *, const char *name, const char *query, int count, const unsigned *types);
    int (*sendQueryPrepared)(PGconn *, const char *name, int count, const char *const *values,
                             const int *lengths, const int *formats, int resultFormat);
    int (*flush)(PGconn *);
    int (*consumeInput)(PGconn *);
    int (*isBusy)(PGconn *);
    PGresult *(*getResult)(PGconn *);
    PGresult *(*exec)(PGconn *, const char *);
    int (*resultStatus)(const PGresult *);
    char *(*resultErrorField)(const PGresult *, int);
    char *(*resultErrorMessage)(const PGresult *);
    void (*clear)(PGresult *);
    int (*ntuples)(const PGresult *);
    char *(*getvalue)(const PGresult *, int row, int column);
    int (*getlength)(const PGresult *, int row, int column);
    int (*getisnull)(const PGresult *, int row, int column);
    CPostgresNotification *(*notifies)(PGconn *);
    void (*freemem)(void *);
    PGcancel *(*getCancel)(PGconn *);
    int (*cancel)(PGcancel *, char *error, int size);
    void (*freeCancel)(PGcancel *);
} CPostgresLibrary;

// Loads the library once. Returns null, with a sentence for people in `problem`, when it is missing or too
// old. Not to be called from two threads at once.
const CPostgresLibrary *CPostgresLoad(const char **problem);

// The numbers of libpq's enumerations.
enum {
    CPostgresConnectionOK = 0,
    CPostgresConnectionBad = 1,
    CPostgresPollingFailed = 0,
    CPostgresPollingReading = 1,
    CPostgresPollingWriting = 2,
    CPostgresPollingOK = 3,
    CPostgresCommandOK = 1,
    CPostgresTuplesOK = 2,
    CPostgresFatalError = 7,
    CPostgresPipelineSync = 10,
    CPostgresPipelineAborted = 11,
    CPostgresFieldSQLState = 'C',
    CPostgresFieldMessage = 'M',
    CPostgresFieldFunction = 'R',
    CPostgresFieldConstraint = 'n',
};

#endif
