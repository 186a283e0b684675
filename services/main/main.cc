// duikou-server: every role, or some, until it is told to stop.
#include "absl/synchronization/mutex.h"
#include "services/main/run_server.h"

int main(int argc, char** argv) {
  // Debian builds Abseil with it, for debugging; it would cost a tenth of a
  // call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return duikou::RunServer(argc, argv);
}
