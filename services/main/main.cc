// duikou-server: every role, or some, until it is told to stop.
#include "services/main/run_server.h"

int main(int argc, char** argv) { return duikou::RunServer(argc, argv); }
