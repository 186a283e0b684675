#include "services/store/redis/cluster_router.h"

#include <openssl/sha.h>

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"

namespace duikou::redis {
namespace {

// Redirections followed at once; beyond that the cluster is in motion and a
// pause is due before each.
constexpr int kQuickRedirections = 5;
constexpr absl::Duration kFirstPause = absl::Milliseconds(2);
constexpr absl::Duration kLongestPause = absl::Milliseconds(100);

std::string Sha1Hex(absl::string_view text) {
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest);
  return absl::BytesToHexString(absl::string_view(
      reinterpret_cast<const char*>(digest), SHA_DIGEST_LENGTH));
}

// What the caller is told when nothing more is tried.
absl::Status GivenUp(const Command& command, const absl::Status& last,
                     bool maybe_done, absl::Time deadline) {
  const bool late = absl::IsDeadlineExceeded(last) && absl::Now() >= deadline;
  std::string message(last.message());
  if (maybe_done && command.effect != Command::Effect::kRead) {
    absl::StrAppend(&message, "; outcome unknown");
  }
  return late ? absl::DeadlineExceededError(message)
              : absl::UnavailableError(message);
}

}  // namespace

Script::Script(absl::string_view script_text)
    : text(script_text), sha1(Sha1Hex(script_text)) {}

absl::StatusOr<std::unique_ptr<ClusterRouter>> ClusterRouter::Open(
    const RedisOptions& options, absl::Time deadline) {
  if (options.seeds.empty()) {
    return absl::InvalidArgumentError("redis: no address is given");
  }
  std::optional<RedisCredentials> credentials;
  if (!options.credentials_file.empty()) {
    ASSIGN_OR_RETURN(credentials,
                     ReadRedisCredentials(options.credentials_file));
  }
  std::unique_ptr<ClusterRouter> router(
      new ClusterRouter(options, std::move(credentials)));
  for (const RedisAddress& seed : options.seeds) router->PoolOf(seed);
  const absl::Time give_up = std::min(deadline, absl::Now() + options.patience);
  while (true) {
    const absl::Status loaded = router->Refresh(nullptr, give_up);
    if (loaded.ok()) return router;
    if (absl::IsFailedPrecondition(loaded) || absl::Now() >= give_up) {
      return loaded;
    }
    absl::SleepFor(std::min(kLongestPause, give_up - absl::Now()));
  }
}

absl::StatusOr<Reply> ClusterRouter::Call(const Command& command,
                                          absl::Time deadline) {
  const absl::Time start = absl::Now();
  if (start >= deadline) {
    return absl::DeadlineExceededError("redis: no time left for the call");
  }
  const absl::Time give_up =
      std::min(deadline, start + options_.patience + command.block);
  const int slot = KeySlot(command.key);
  ConnectionPool* pool = MasterOf(slot);
  bool asking = false;
  bool maybe_done = false;
  int redirections = 0;
  absl::Duration pause = kFirstPause;
  absl::Status failure;
  while (true) {
    Attempt attempt = Try(command, pool, asking, give_up);
    if (attempt.next == Attempt::Next::kDone) return std::move(attempt.reply);
    maybe_done |= attempt.maybe_done;
    // Running out of time says less than what went wrong before.
    if (failure.ok() || !absl::IsDeadlineExceeded(attempt.reply.status())) {
      failure = attempt.reply.status();
    }
    if (attempt.next == Attempt::Next::kFail) {
      return maybe_done ? GivenUp(command, failure, maybe_done, deadline)
                        : failure;
    }
    if (maybe_done && command.effect == Command::Effect::kWrite) {
      return GivenUp(command, failure, maybe_done, deadline);
    }
    asking = attempt.next == Attempt::Next::kAsk;
    if (asking) {
      pool = PoolOf(attempt.target);
    } else if (attempt.next == Attempt::Next::kMoved) {
      pool = SetMaster(slot, attempt.target);
      // Whether it loads or not: this slot's master is known.
      (void)Refresh(pool, give_up);
    }
    if ((asking || attempt.next == Attempt::Next::kMoved) &&
        ++redirections <= kQuickRedirections) {
      continue;
    }
    absl::SleepFor(std::min(pause, give_up - absl::Now()));
    pause = std::min(pause * 2, kLongestPause);
    if (absl::Now() >= give_up) {
      return GivenUp(command, failure, maybe_done, deadline);
    }
    if (attempt.next == Attempt::Next::kRefresh) {
      // Where it fails, the next attempt says why.
      (void)Refresh(nullptr, give_up);
    }
    if (!asking) pool = MasterOf(slot);
  }
}

ClusterRouter::Attempt ClusterRouter::Try(const Command& command,
                                          ConnectionPool* pool, bool asking,
                                          absl::Time deadline) {
  if (pool == nullptr) {
    return {.next = Attempt::Next::kRefresh,
            .reply = absl::UnavailableError(
                "redis: no server has the partition's slot")};
  }
  const absl::Time now = absl::Now();
  absl::StatusOr<ConnectionPool::Lease> lease =
      pool->Acquire(std::min(deadline, now + options_.connect_timeout));
  if (!lease.ok()) {
    // A password that was refused stays refused.
    if (absl::IsFailedPrecondition(lease.status())) {
      return {.next = Attempt::Next::kFail,
              .reply = absl::UnavailableError(lease.status().message())};
    }
    return {.next = Attempt::Next::kRefresh, .reply = lease.status()};
  }
  const absl::Time attempt_deadline = std::min(
      deadline, absl::Now() + options_.command_timeout + command.block);
  Connection& connection = **lease;
  return Judge(command, Exchange(command, asking, connection, attempt_deadline),
               connection, attempt_deadline);
}

absl::StatusOr<Reply> ClusterRouter::Exchange(const Command& command,
                                              bool asking,
                                              Connection& connection,
                                              absl::Time deadline) {
  std::vector<absl::string_view> args = command.args;
  if (command.run_id_argument > 0) {
    args[command.run_id_argument] = connection.facts().run_id;
  }
  // ASKING holds for one command.
  const auto send = [&]() -> absl::StatusOr<Reply> {
    if (asking) {
      RETURN_IF_ERROR(connection.Call({"ASKING"}, deadline).status());
    }
    return connection.Call(args, deadline);
  };
  absl::StatusOr<Reply> reply = send();
  if (command.script == nullptr || !reply.ok() || !reply->is_error() ||
      ParseReplyError(reply->text()).kind != ReplyError::Kind::kNoScript) {
    return reply;
  }
  args[0] = "EVAL";
  args[1] = command.script->text;
  return send();
}

ClusterRouter::Attempt ClusterRouter::Judge(const Command& command,
                                            absl::StatusOr<Reply> reply,
                                            Connection& connection,
                                            absl::Time deadline) {
  using Next = Attempt::Next;
  if (!reply.ok()) {
    return {.next = Next::kRefresh,
            .reply = reply.status(),
            .maybe_done = connection.delivered()};
  }
  if (!reply->is_error()) {
    if (command.replicas > 0 && command.written(*reply)) {
      const absl::Status replicated =
          AwaitReplicas(command, connection, deadline);
      if (!replicated.ok()) {
        return {
            .next = Next::kRefresh, .reply = replicated, .maybe_done = true};
      }
    }
    return {.next = Next::kDone, .reply = std::move(reply)};
  }
  ReplyError error = ParseReplyError(reply->text());
  if (error.address.host.empty()) {
    error.address.host = connection.address().host;
  }
  const std::string text = absl::StrCat(
      "redis ", connection.address().ToString(), ": ", reply->text());
  switch (error.kind) {
    case ReplyError::Kind::kMoved:
      return {.next = Next::kMoved,
              .reply = absl::UnavailableError(text),
              .target = error.address};
    case ReplyError::Kind::kAsk:
      return {.next = Next::kAsk,
              .reply = absl::UnavailableError(text),
              .target = error.address};
    case ReplyError::Kind::kLater:
      return {.next = Next::kRefresh, .reply = absl::UnavailableError(text)};
    case ReplyError::Kind::kStopped:
    case ReplyError::Kind::kRefused:
      return {.next = Next::kFail, .reply = absl::UnavailableError(text)};
    case ReplyError::Kind::kNoScript:
    case ReplyError::Kind::kOther:
      break;
  }
  return {.next = Next::kFail, .reply = absl::InternalError(text)};
}

absl::Status ClusterRouter::AwaitReplicas(const Command& command,
                                          Connection& connection,
                                          absl::Time deadline) {
  const absl::Duration left = deadline - absl::Now();
  // WAIT 0 would be without end.
  const int64_t milliseconds = std::max<int64_t>(
      1, absl::ToInt64Milliseconds(std::max(left - kServerTick, left / 2)));
  ASSIGN_OR_RETURN(const Reply reply,
                   connection.Call({"WAIT", absl::StrCat(command.replicas),
                                    absl::StrCat(milliseconds)},
                                   deadline));
  if (reply.is_error()) {
    return absl::UnavailableError(absl::StrCat(
        "redis ", connection.address().ToString(), ": WAIT: ", reply.text()));
  }
  if (reply.integer() >= command.replicas) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(
      "redis ", connection.address().ToString(), ": ", reply.integer(), " of ",
      command.replicas, " replicas confirmed the commit in time"));
}

absl::Status ClusterRouter::Refresh(ConnectionPool* preferred,
                                    absl::Time deadline) {
  std::vector<ConnectionPool*> order;
  {
    absl::MutexLock lock(&mutex_);
    if (refreshing_) return absl::UnavailableError("redis: being looked up");
    refreshing_ = true;
    order = RefreshOrder(preferred);
  }
  absl::Status result = absl::UnavailableError("redis: no server is known");
  for (ConnectionPool* pool : order) {
    const absl::Status loaded = LoadTable(pool, deadline);
    if (loaded.ok() || !absl::IsFailedPrecondition(result)) result = loaded;
    if (loaded.ok() || absl::Now() >= deadline) break;
  }
  absl::MutexLock lock(&mutex_);
  refreshing_ = false;
  return result;
}

std::vector<ConnectionPool*> ClusterRouter::RefreshOrder(
    ConnectionPool* preferred) {
  std::vector<ConnectionPool*> order;
  for (const auto& [address, pool] : pools_) order.push_back(pool.get());
  const int first = refresh_turn_ % static_cast<int>(order.size());
  std::rotate(order.begin(), order.begin() + first, order.end());
  ++refresh_turn_;
  std::stable_partition(
      order.begin(), order.end(),
      [preferred](ConnectionPool* pool) { return pool == preferred; });
  return order;
}

absl::Status ClusterRouter::LoadTable(ConnectionPool* pool,
                                      absl::Time deadline) {
  deadline = std::min(deadline, absl::Now() + options_.connect_timeout);
  ASSIGN_OR_RETURN(const ConnectionPool::Lease connection,
                   pool->AcquireNew(deadline));
  if (!connection->facts().cluster) {
    if (!connection->facts().master) {
      return absl::UnavailableError(absl::StrCat(
          "redis ", pool->address().ToString(), ": is not the master"));
    }
    Install({SlotRange{.first = 0,
                       .last = kSlots - 1,
                       .master = pool->address(),
                       .replicas = {}}});
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const Reply reply,
                   connection->Call({"CLUSTER", "SLOTS"}, deadline));
  if (reply.is_error()) {
    return absl::FailedPreconditionError(
        absl::StrCat("redis ", pool->address().ToString(),
                     " refuses CLUSTER SLOTS: ", reply.text()));
  }
  ASSIGN_OR_RETURN(const std::vector<SlotRange> ranges,
                   ParseClusterSlots(reply, pool->address().host));
  if (ranges.empty()) {
    return absl::UnavailableError(
        absl::StrCat("redis ", pool->address().ToString(),
                     ": the cluster has no slots assigned"));
  }
  Install(ranges);
  return absl::OkStatus();
}

void ClusterRouter::Install(const std::vector<SlotRange>& ranges) {
  absl::MutexLock lock(&mutex_);
  masters_.fill(nullptr);
  std::map<ConnectionPool*, bool> known;
  for (const SlotRange& range : ranges) {
    ConnectionPool* master = PoolOfLocked(range.master);
    known[master] = true;
    std::fill(masters_.begin() + range.first, masters_.begin() + range.last + 1,
              master);
    for (const RedisAddress& replica : range.replicas) {
      known.emplace(PoolOfLocked(replica), false);
    }
  }
  servers_.clear();
  for (const auto& [pool, master] : known) servers_.push_back({pool, master});
  std::stable_partition(servers_.begin(), servers_.end(),
                        [](const Server& server) { return server.master; });
}

std::vector<ClusterRouter::Server> ClusterRouter::Servers() {
  absl::MutexLock lock(&mutex_);
  return servers_;
}

ConnectionPool* ClusterRouter::MasterOf(int slot) {
  absl::MutexLock lock(&mutex_);
  return masters_[slot];
}

ConnectionPool* ClusterRouter::SetMaster(int slot,
                                         const RedisAddress& address) {
  absl::MutexLock lock(&mutex_);
  return masters_[slot] = PoolOfLocked(address);
}

ConnectionPool* ClusterRouter::PoolOf(const RedisAddress& address) {
  absl::MutexLock lock(&mutex_);
  return PoolOfLocked(address);
}

ConnectionPool* ClusterRouter::PoolOfLocked(const RedisAddress& address) {
  std::unique_ptr<ConnectionPool>& pool = pools_[address];
  if (pool == nullptr) {
    pool = std::make_unique<ConnectionPool>(address, credentials_);
  }
  return pool.get();
}

}  // namespace duikou::redis
