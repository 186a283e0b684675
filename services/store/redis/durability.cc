#include "services/store/redis/durability.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"

namespace duikou::redis {
namespace {

struct Setting {
  absl::string_view name;
  absl::string_view needed;
};

constexpr std::array<Setting, 4> kSettings = {{
    {"appendonly", "yes"},
    {"appendfsync", "always"},
    {"no-appendfsync-on-rewrite", "no"},
    {"maxmemory-policy", "noeviction"},
}};

absl::string_view FindSetting(const ReplyView& reply, absl::string_view name) {
  for (int i = 0; i + 1 < reply.size(); i += 2) {
    if (reply[i].text() == name) return reply[i + 1].text();
  }
  return absl::string_view();
}

absl::Status AppendProblems(Connection& connection, absl::Time deadline,
                            std::vector<std::string>& problems) {
  std::vector<absl::string_view> args = {"CONFIG", "GET"};
  for (const Setting& setting : kSettings) args.push_back(setting.name);
  ASSIGN_OR_RETURN(const Reply reply, connection.Call(args, deadline));
  const std::string server =
      absl::StrCat("redis ", connection.address().ToString());
  if (reply.is_error()) {
    problems.push_back(absl::StrCat(
        server,
        ": its durability cannot be verified, since the user may not "
        "run CONFIG GET (ACL: +config|get): ",
        reply.text()));
    return absl::OkStatus();
  }
  for (const Setting& setting : kSettings) {
    const absl::string_view found = FindSetting(reply, setting.name);
    if (found != setting.needed) {
      problems.push_back(absl::StrCat(server, ": ", setting.name, " is \"",
                                      found, "\", must be \"", setting.needed,
                                      "\""));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckDurability(ClusterRouter& router, const RedisOptions& options,
                             absl::Time deadline) {
  std::vector<std::string> problems;
  for (const ClusterRouter::Server& server : router.Servers()) {
    const absl::Time limit =
        std::min(deadline, absl::Now() + options.connect_timeout);
    absl::StatusOr<ConnectionPool::Lease> connection =
        server.pool->Acquire(limit);
    absl::Status asked = connection.status();
    if (asked.ok()) asked = AppendProblems(**connection, limit, problems);
    if (!asked.ok() && server.master) return asked;
  }
  if (problems.empty()) return absl::OkStatus();
  if (options.allow_lossy) {
    for (const std::string& problem : problems) {
      spdlog::warn("acknowledged commits may be lost: {}", problem);
    }
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "the store would lose acknowledged commits (allow_lossy=1 starts all the "
      "same): ",
      absl::StrJoin(problems, "; ")));
}

}  // namespace duikou::redis
