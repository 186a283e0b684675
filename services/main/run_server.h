// RunServer: what the process does from its start to its end.
#ifndef DUIKOU_SERVICES_MAIN_RUN_SERVER_H_
#define DUIKOU_SERVICES_MAIN_RUN_SERVER_H_

namespace duikou {

// Serves until SIGTERM or SIGINT, then stops gracefully; a second signal ends
// the process at once. When it serves it prints one line of JSON with the
// address. Answers the exit code: 0, 1 where it cannot serve, 2 for a wrong
// command line.
// REQUIRES: no thread was started before.
int RunServer(int argc, const char* const* argv);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_RUN_SERVER_H_
