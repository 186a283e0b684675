#include "services/store/redis/redis_store.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/store/redis/cluster_router.h"
#include "services/store/redis/durability.h"
#include "services/store/redis/layout.h"
#include "services/store/redis/scripts.h"

namespace duikou {
namespace redis {
namespace {

// A page or a part of the feed ends with the record or commit that crosses it.
constexpr absl::string_view kMostBytes = "16777216";
// One XREAD BLOCK of a waiting call. Bounds how long a server that went away
// without a word is waited for.
constexpr absl::Duration kWaitSlice = absl::Seconds(1);
// Between two looks at the head where too little time is left to block.
constexpr absl::Duration kLookInterval = absl::Milliseconds(5);
// WaitForChange reads the head even where no time is left.
constexpr absl::Duration kHeadGrace = absl::Milliseconds(500);

// The arguments of CommitScript, in the order of their declaration.
class CommitCommand {
 public:
  CommitCommand(const RedisOptions& options, const CommitRequest& request);

  const Command& command() const { return command_; }

 private:
  void AppendKeys(const RedisOptions& options);
  void AppendMutations();
  // Keeps the text for as long as the command.
  void Append(std::string text) {
    texts_.push_back(std::move(text));
    command_.args.push_back(texts_.back());
  }

  const CommitRequest& request_;
  // A deque, since the arguments point into it.
  std::deque<std::string> texts_;
  std::map<absl::string_view, int> collections_;  // from 1
  Command command_;
};

CommitCommand::CommitCommand(const RedisOptions& options,
                             const CommitRequest& request)
    : request_(request) {
  command_.script = &CommitScript();
  command_.effect = request.request_id.empty()
                        ? Command::Effect::kWrite
                        : Command::Effect::kRepeatableWrite;
  command_.replicas = options.replicas;
  command_.written = [](const ReplyView& reply) {
    return reply[0].text() != "failed" && reply[0].text() != "nothing";
  };
  command_.args = {"EVALSHA", CommitScript().sha1};
  AppendKeys(options);
  command_.args.push_back(request.request_id);
  Append(absl::StrCat(request.fingerprint.size(), ":", request.fingerprint,
                      request.answer));
  Append(absl::StrCat(options.kept_requests));
  // The commit before the oldest one kept is kept as well: it shows a follower
  // who stands there that nothing is missing.
  Append(absl::StrCat(options.feed_commits + 1));
  if (options.replicas > 0) {
    command_.run_id_argument = static_cast<int>(command_.args.size());
  }
  command_.args.push_back("");
  Append(absl::StrCat(collections_.size()));
  AppendMutations();
}

void CommitCommand::AppendKeys(const RedisOptions& options) {
  const PartitionKeys keys(options.prefix, request_.partition);
  std::vector<std::string> names = {keys.Meta(), keys.Feed()};
  for (const Mutation& mutation : request_.mutations) {
    const int next = static_cast<int>(collections_.size()) + 1;
    if (collections_.emplace(mutation.collection, next).second) {
      names.push_back(keys.Collection(mutation.collection));
    }
  }
  if (!request_.request_id.empty()) {
    names.push_back(keys.Requests());
    names.push_back(keys.RequestOrder());
  }
  Append(absl::StrCat(names.size()));
  for (std::string& name : names) Append(std::move(name));
  command_.key = command_.args[3];
}

void CommitCommand::AppendMutations() {
  for (const Mutation& mutation : request_.mutations) {
    const bool put = mutation.kind == Mutation::Kind::kPut;
    const bool check = mutation.kind == Mutation::Kind::kCheck;
    const Revision expected =
        mutation.expected.any() ? -1 : mutation.expected.revision();
    Append(absl::StrCat(put ? "p" : (check ? "c" : "d"), " ",
                        collections_[mutation.collection], " ", expected));
    Append(mutation.in_feed && !check ? EncodeChangeHead(mutation) : "");
    command_.args.push_back(mutation.id);
    command_.args.push_back(put ? absl::string_view(mutation.value) : "");
  }
}

// "<revision>:<size of fingerprint>:<fingerprint><answer>"
absl::StatusOr<CommitResult> DecodeRepeated(const CommitRequest& request,
                                            absl::string_view kept) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(kept, absl::MaxSplits(':', 2));
  CommitResult result;
  size_t size = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &result.revision) ||
      !absl::SimpleAtoi(parts[1], &size) || size > parts[2].size()) {
    return absl::InternalError("redis: a kept request cannot be read");
  }
  if (parts[2].substr(0, size) != request.fingerprint) {
    return RequestIdReused(request.request_id);
  }
  result.repeated = true;
  result.answer = std::string(parts[2].substr(size));
  return result;
}

absl::StatusOr<CommitResult> DecodeCommit(const CommitRequest& request,
                                          const ReplyView& reply) {
  const absl::string_view outcome = reply[0].text();
  if (outcome == "done" || outcome == "nothing") {
    return CommitResult{
        .revision = reply[1].integer(), .repeated = false, .answer = ""};
  }
  if (outcome == "repeated") return DecodeRepeated(request, reply[1].text());
  const int64_t index = reply[1].integer() - 1;
  if (outcome != "failed" || index < 0 ||
      index >= static_cast<int64_t>(request.mutations.size())) {
    return absl::InternalError("redis: the commit's answer cannot be read");
  }
  const absl::Status failed =
      CheckExpectation(request.mutations[index], reply[2].integer());
  return failed.ok()
             ? absl::InternalError("redis: an expectation failed that holds")
             : failed;
}

class RedisStore final : public Store {
 public:
  RedisStore(RedisOptions options, std::unique_ptr<ClusterRouter> router)
      : options_(std::move(options)), router_(std::move(router)) {}

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits) override;
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page, CallLimits limits) override;
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override;
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits) override;
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override;

 private:
  PartitionKeys Keys(absl::string_view partition) const {
    return PartitionKeys(options_.prefix, partition);
  }
  absl::StatusOr<Revision> Head(absl::string_view partition,
                                absl::Time deadline);
  // Waits a while for the feed to have something after `after`.
  absl::Status AwaitFeed(absl::string_view partition, Revision after,
                         absl::Time deadline);
  // Runs a script that reads one key.
  absl::StatusOr<Reply> Read(const Script& script, const std::string& key,
                             std::vector<absl::string_view> args,
                             absl::Time deadline);

  const RedisOptions options_;
  const std::unique_ptr<ClusterRouter> router_;
};

absl::StatusOr<Reply> RedisStore::Read(const Script& script,
                                       const std::string& key,
                                       std::vector<absl::string_view> args,
                                       absl::Time deadline) {
  Command command;
  command.key = key;
  command.script = &script;
  command.args = {"EVALSHA", script.sha1, "1", key};
  command.args.insert(command.args.end(), args.begin(), args.end());
  return router_->Call(command, deadline);
}

absl::StatusOr<Record> RedisStore::Get(absl::string_view partition,
                                       absl::string_view collection,
                                       absl::string_view id,
                                       CallLimits limits) {
  RETURN_IF_ERROR(ValidateKey(partition, collection, id));
  if (absl::Now() >= limits.deadline) return DeadlinePassed("Get");
  const std::string key = Keys(partition).Collection(collection);
  const LexRange range = RangeOfRecord(id);
  Command command;
  command.key = key;
  command.args = {"ZRANGEBYLEX", key, range.min, range.max, "LIMIT", "0", "1"};
  ASSIGN_OR_RETURN(const Reply reply, router_->Call(command, limits.deadline));
  if (reply.size() == 0) return absl::NotFoundError("no such record");
  return DecodeRecord(collection, reply[0].text());
}

absl::StatusOr<ListResult> RedisStore::List(absl::string_view partition,
                                            absl::string_view collection,
                                            const Page& page,
                                            CallLimits limits) {
  RETURN_IF_ERROR(ValidateList(partition, collection, page));
  if (absl::Now() >= limits.deadline) return DeadlinePassed("List");
  ListResult result;
  // No id holds NUL.
  if (page.prefix.find('\0') != std::string::npos) return result;
  const LexRange range = RangeOfPage(page);
  const std::string limit = absl::StrCat(page.limit);
  ASSIGN_OR_RETURN(
      const Reply reply,
      Read(PageScript(), Keys(partition).Collection(collection),
           {range.min, range.max, limit, kMostBytes}, limits.deadline));
  result.more = reply[0].integer() > 0;
  const ReplyView members = reply[1];
  result.records.reserve(members.size());
  for (int i = 0; i < members.size(); ++i) {
    ASSIGN_OR_RETURN(Record record,
                     DecodeRecord(collection, members[i].text()));
    result.records.push_back(std::move(record));
  }
  return result;
}

absl::StatusOr<CommitResult> RedisStore::Commit(const CommitRequest& request,
                                                CallLimits limits) {
  RETURN_IF_ERROR(ValidateCommit(request));
  if (absl::Now() >= limits.deadline) return DeadlinePassed("Commit");
  const CommitCommand commit(options_, request);
  ASSIGN_OR_RETURN(const Reply reply,
                   router_->Call(commit.command(), limits.deadline));
  return DecodeCommit(request, reply);
}

absl::StatusOr<ChangesResult> RedisStore::Changes(absl::string_view partition,
                                                  Revision after, int limit,
                                                  CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, limit));
  if (absl::Now() >= limits.deadline) return DeadlinePassed("Changes");
  const std::string after_text = absl::StrCat(after);
  const std::string limit_text = absl::StrCat(limit);
  ASSIGN_OR_RETURN(const Reply reply,
                   Read(FeedScript(), Keys(partition).Feed(),
                        {after_text, limit_text, kMostBytes}, limits.deadline));
  if (reply[0].integer() != 1) return FeedOutOfRange(partition, after);
  ChangesResult result;
  result.through = after;
  for (int i = 1; i + 1 < reply.size(); i += 2) {
    const std::pair<absl::string_view, absl::string_view> id =
        absl::StrSplit(reply[i].text(), absl::MaxSplits('-', 1));
    if (!absl::SimpleAtoi(id.first, &result.through)) {
      return absl::InternalError(
          "redis: the feed has an entry of another kind");
    }
    RETURN_IF_ERROR(
        DecodeChanges(result.through, reply[i + 1].text(), result.changes));
  }
  // Read after the feed, so that it is not behind it.
  ASSIGN_OR_RETURN(result.head, Head(partition, limits.deadline));
  result.head = std::max(result.head, result.through);
  return result;
}

absl::StatusOr<Revision> RedisStore::Head(absl::string_view partition,
                                          absl::Time deadline) {
  const std::string key = Keys(partition).Meta();
  Command command;
  command.key = key;
  command.args = {"HGET", key, "head"};
  ASSIGN_OR_RETURN(const Reply reply, router_->Call(command, deadline));
  Revision head = 0;
  if (!reply.is_nil() && !absl::SimpleAtoi(reply.text(), &head)) {
    return absl::InternalError("redis: the head is no number");
  }
  return head;
}

absl::StatusOr<Revision> RedisStore::WaitForChange(absl::string_view partition,
                                                   Revision after,
                                                   CallLimits limits) {
  RETURN_IF_ERROR(ValidateChanges(partition, after, 1));
  ASSIGN_OR_RETURN(
      Revision head,
      Head(partition, std::max(limits.deadline, absl::Now() + kHeadGrace)));
  while (head <= after) {
    if (absl::Now() >= limits.deadline) break;
    absl::Status status = AwaitFeed(partition, after, limits.deadline);
    if (status.ok()) {
      const absl::StatusOr<Revision> read = Head(partition, limits.deadline);
      status = read.status();
      head = read.value_or(head);
    }
    if (!status.ok()) {
      // At the deadline the head as it was last seen is the answer.
      if (absl::Now() >= limits.deadline) break;
      return status;
    }
  }
  return head;
}

absl::Status RedisStore::AwaitFeed(absl::string_view partition, Revision after,
                                   absl::Time deadline) {
  const absl::Duration left = deadline - absl::Now();
  if (left <= 2 * kServerTick) {
    absl::SleepFor(std::min(left, kLookInterval));
    return absl::OkStatus();
  }
  const std::string key = Keys(partition).Feed();
  const std::string last = absl::StrCat(after, "-1");
  const absl::Duration slice = std::min(left - kServerTick, kWaitSlice);
  const std::string block = absl::StrCat(absl::ToInt64Milliseconds(slice));
  Command command;
  command.key = key;
  command.args = {"XREAD", "COUNT", "1", "BLOCK", block, "STREAMS", key, last};
  command.block = slice;
  return router_->Call(command, deadline).status();
}

}  // namespace
}  // namespace redis

absl::StatusOr<std::unique_ptr<Store>> OpenRedisStore(
    const RedisOptions& options) {
  const absl::Time deadline = absl::Now() + options.patience;
  ASSIGN_OR_RETURN(std::unique_ptr<redis::ClusterRouter> router,
                   redis::ClusterRouter::Open(options, deadline));
  RETURN_IF_ERROR(redis::CheckDurability(*router, options, deadline));
  return std::make_unique<redis::RedisStore>(options, std::move(router));
}

}  // namespace duikou
