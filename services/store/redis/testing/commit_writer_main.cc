// A process that commits without end, for tests that kill it:
//   redis_commit_writer URL
// prints a line "<id> <revision>" for each acknowledged commit of partition p.
#include <unistd.h>

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/commit_load.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto options = duikou::ParseRedisUrl(argv[1]);
  if (!options.ok()) return 2;
  const auto store = duikou::OpenRedisStore(*options);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  duikou::CommitLoad load(
      **store, {.on_acknowledged = [](const std::string&, const std::string& id,
                                      duikou::Revision revision) {
        // One write a line: what the pipe has is never torn.
        const std::string line = absl::StrCat(id, " ", revision, "\n");
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(0);
      }});
  while (load.AwaitAcknowledged(1)) {
  }
  return 1;
}
