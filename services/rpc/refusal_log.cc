#include "services/rpc/refusal_log.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/base/network_address.h"
#include "services/base/utf8.h"
#include "services/rpc/resource_name.h"
#include "services/store/audit_pending.h"
#include "services/store/views.h"

namespace duikou {
namespace {

using type::v1::AuditRecord;

constexpr size_t kMaxTextCharacters = 200;
constexpr char kBeyond[] = "more refusals than are kept apart";

// What protobuf can keep.
std::string Cut(absl::string_view text) {
  if (!ScanUtf8(text).valid) return Cut(absl::CHexEscape(text));
  return std::string(Utf8Prefix(text, kMaxTextCharacters));
}

prometheus::Counter& MakeCounter(prometheus::Registry& registry,
                                 const char* name, const char* help) {
  return prometheus::BuildCounter()
      .Name(name)
      .Help(help)
      .Register(registry)
      .Add({});
}

}  // namespace

RefusalLog::RefusalLog(Store& store, const Clock& clock, spdlog::logger& logger,
                       prometheus::Registry& registry,
                       RefusalLogOptions options)
    : store_(store),
      clock_(clock),
      logger_(logger),
      options_(options),
      refused_(MakeCounter(registry, "duikou_audit_refusals_total",
                           "Refused calls, for the audit trail")),
      merged_(MakeCounter(registry, "duikou_audit_refusals_merged_total",
                          "Refused calls that the audit trail only counts, "
                          "because there were too many kinds of them")) {
  thread_ = std::thread([this] { Run(); });
}

RefusalLog::~RefusalLog() { Close(); }

void RefusalLog::Record(absl::string_view partition, const Origin& origin,
                        Outcome outcome, absl::string_view reason) {
  AuditRecord record;
  const absl::Time now = clock_.Now();
  *record.mutable_time() = ToTimestamp(now);
  record.set_actor(Cut(origin.actor));
  record.set_method(Cut(origin.method));
  record.set_call_id(Cut(origin.call_id));
  record.set_source(Cut(origin.source));
  record.set_outcome(outcome);
  record.set_reason(Cut(reason));
  record.set_count(1);
  // Who has one address of an IPv6 network has all of it, and makes no more
  // records by it.
  Kind kind = {Cut(partition), record.actor(), record.method(),
               NetworkOf(record.source()), outcome};
  absl::MutexLock lock(&mutex_);
  if (closing_) return;
  refused_.Increment();
  const auto open = windows_.find(kind);
  if (open != windows_.end()) {
    AuditRecord& later = open->second.later;
    const int count = later.count() + 1;
    if (count == 1) later = std::move(record);
    later.set_count(count);
  } else if (windows_.size() >= options_.most_kinds) {
    Merge(1);
  } else {
    std::string where = std::get<0>(kind);
    windows_[std::move(kind)].end = now + options_.window;
    Enqueue(std::move(where), record);
  }
}

void RefusalLog::Enqueue(std::string partition, const AuditRecord& record) {
  if (waiting_.size() >= options_.most_waiting) {
    Merge(record.count());
    return;
  }
  Mutation put = PendingAudit(record);
  // So that it may be repeated where the outcome was unknown.
  put.expected = Expectation::Any();
  waiting_.push_back({std::move(partition), std::move(put), record.count()});
}

void RefusalLog::Merge(int count) {
  if (beyond_.count() == 0) {
    *beyond_.mutable_time() = ToTimestamp(clock_.Now());
    beyond_.set_outcome(access::v1::AuditEntry::OUTCOME_REFUSED);
    beyond_.set_reason(kBeyond);
  }
  beyond_.set_count(beyond_.count() + count);
  merged_.Increment(count);
}

void RefusalLog::EndWindows(bool all) {
  const absl::Time now = clock_.Now();
  for (auto it = windows_.begin(); it != windows_.end();) {
    if (!all && it->second.end > now) {
      ++it;
      continue;
    }
    if (it->second.later.count() > 0) {
      Enqueue(std::get<0>(it->first), it->second.later);
    }
    it = windows_.erase(it);
  }
  if (beyond_.count() > 0 && waiting_.size() < options_.most_waiting) {
    Enqueue(std::string(kGlobalPartition), beyond_);
    beyond_.Clear();
  }
}

void RefusalLog::Run() {
  bool closing = false;
  std::string reported;
  while (!closing) {
    {
      absl::MutexLock lock(&mutex_);
      closing = mutex_.AwaitWithTimeout(absl::Condition(&closing_),
                                        options_.interval);
      if (closing) return;  // Close() writes the rest
    }
    absl::MutexLock writing(&writing_);
    {
      absl::MutexLock lock(&mutex_);
      EndWindows(/*all=*/false);
    }
    const absl::Status status = WriteWaiting();
    if (!status.ok() && status.message() != reported) {
      Log(logger_, spdlog::level::err, "refused calls cannot be recorded yet",
          {{"error", absl::string_view(status.message())}});
    }
    reported = std::string(status.message());
  }
}

absl::Status RefusalLog::Flush() {
  absl::MutexLock writing(&writing_);
  bool more = true;
  while (more) {
    {
      absl::MutexLock lock(&mutex_);
      EndWindows(/*all=*/true);
    }
    RETURN_IF_ERROR(WriteWaiting());
    // What there was no room for among the waiting ones.
    absl::MutexLock lock(&mutex_);
    more = beyond_.count() > 0;
  }
  return absl::OkStatus();
}

void RefusalLog::Close() {
  {
    absl::MutexLock lock(&mutex_);
    if (closing_) return;
    closing_ = true;
  }
  thread_.join();
  const absl::Status status = Flush();
  if (status.ok()) return;
  int lost = 0;
  absl::MutexLock lock(&mutex_);
  for (const Waiting& waiting : waiting_) lost += waiting.count;
  Log(logger_, spdlog::level::err, "refused calls were not recorded",
      {{"calls", lost + beyond_.count()},
       {"error", absl::string_view(status.message())}});
}

absl::Status RefusalLog::WriteWaiting() {
  while (true) {
    // Those of one partition at the front. They stay there until they are
    // written: nobody else takes any away.
    CommitRequest commit;
    {
      absl::MutexLock lock(&mutex_);
      for (const Waiting& waiting : waiting_) {
        if (commit.mutations.size() == options_.batch ||
            waiting.partition != waiting_.front().partition) {
          break;
        }
        commit.mutations.push_back(waiting.put);
      }
      if (commit.mutations.empty()) return absl::OkStatus();
      commit.partition = waiting_.front().partition;
    }
    ASSIGN_OR_RETURN(commit.partition, Existing(commit.partition));
    RETURN_IF_ERROR(store_.Commit(commit, Limits()).status());
    absl::MutexLock lock(&mutex_);
    waiting_.erase(waiting_.begin(),
                   waiting_.begin() + commit.mutations.size());
  }
}

absl::StatusOr<std::string> RefusalLog::Existing(const std::string& partition) {
  if (partition == kGlobalPartition || existing_.contains(partition)) {
    return partition;
  }
  if (!IsResourceId(partition)) return std::string(kGlobalPartition);
  const absl::Status found =
      store_
          .Get(ProgrammeDirectory::kPartition, ProgrammeDirectory::kCollection,
               partition, Limits())
          .status();
  if (absl::IsNotFound(found)) return std::string(kGlobalPartition);
  RETURN_IF_ERROR(found);
  existing_.insert(partition);
  return partition;
}

CallLimits RefusalLog::Limits() const {
  return CallLimits{absl::Now() + options_.call_timeout};
}

}  // namespace duikou
