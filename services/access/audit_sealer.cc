#include "services/access/audit_sealer.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/json_log.h"
#include "services/store/audit_pending.h"
#include "services/store/record_lookup.h"
#include "services/store/views.h"

namespace duikou {
namespace {

using type::v1::SealedAuditRecord;

// Pending records that are put in order at once: at most so many, and a few
// hundred megabytes of the largest.
constexpr size_t kMostListed = 20'000;
constexpr size_t kMostListedBytes = 64 << 20;
// Of one commit, beside the limits of the store.
constexpr size_t kMostBatchBytes = 16 << 20;
// How often it begins anew where another process seals too.
constexpr int kAttempts = 10;
// The last entries, one of which must be of this key: more than one because one
// may have been altered, which is found by who verifies.
constexpr int64_t kLastEntries = 3;

bool AnotherWasFaster(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status);
}

prometheus::Counter& MakeCounter(prometheus::Registry& registry,
                                 const char* name, const char* help) {
  return prometheus::BuildCounter()
      .Name(name)
      .Help(help)
      .Register(registry)
      .Add({});
}

Mutation Silent(Mutation mutation) {
  mutation.in_feed = false;
  return mutation;
}

Mutation PutHead(const AuditHead& head, Revision before) {
  type::v1::AuditHead stored;
  stored.set_number(head.number);
  stored.set_seal(head.seal);
  *stored.mutable_seal_time() = ToTimestamp(head.seal_time);
  return Silent(Mutation::Put(
      kAuditHeads, kAuditHead, stored.SerializeAsString(),
      before == 0 ? Expectation::Absent() : Expectation::Exactly(before)));
}

}  // namespace

AuditSealer::AuditSealer(Store& store, const Clock& clock,
                         spdlog::logger& logger, prometheus::Registry& registry,
                         const AuditKey& key, KeptHeads& kept,
                         AuditSealerOptions options)
    : store_(store),
      clock_(clock),
      logger_(logger),
      key_(key),
      kept_(kept),
      options_(options),
      sealed_(MakeCounter(registry, "duikou_audit_sealed_total",
                          "Entries taken into the audit trail's chain")),
      failures_(MakeCounter(registry, "duikou_audit_seal_failures_total",
                            "Rounds of sealing that failed for a partition")),
      broken_(prometheus::BuildGauge()
                  .Name("duikou_audit_broken_chains")
                  .Help("Chains that do not continue the head kept outside "
                        "the store")
                  .Register(registry)
                  .Add({})) {}

AuditSealer::~AuditSealer() {
  if (!thread_.joinable()) return;
  {
    absl::MutexLock lock(&stop_mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void AuditSealer::Start() {
  thread_ = std::thread([this] { Run(); });
}

void AuditSealer::Run() {
  bool stopping = false;
  while (!stopping) {
    {
      absl::MutexLock lock(&stop_mutex_);
      stopping = stop_mutex_.AwaitWithTimeout(absl::Condition(&stopping_),
                                              options_.interval);
    }
    SealAll().IgnoreError();  // it was reported
  }
}

absl::Status AuditSealer::CheckChains() {
  absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const std::vector<std::string> partitions, Partitions());
  for (const std::string& partition : partitions) {
    Chain& chain = chains_[partition];
    RETURN_IF_ERROR(TakeHead(partition, chain));
  }
  return absl::OkStatus();
}

absl::Status AuditSealer::SealAll() {
  absl::MutexLock lock(&mutex_);
  absl::StatusOr<std::vector<std::string>> partitions = Partitions();
  if (!partitions.ok()) {
    Report("-", partitions.status());
    return partitions.status();
  }
  absl::Status first;
  for (const std::string& partition : *partitions) {
    const absl::Status status = SealPartition(partition);
    Report(partition, status);
    first.Update(status);
  }
  Keep();
  return first;
}

absl::StatusOr<std::vector<std::string>> AuditSealer::Partitions() {
  std::set<std::string> names = {ProgrammeDirectory::kPartition};
  for (std::string& partition : kept_.partitions()) {
    names.insert(std::move(partition));
  }
  for (const auto& [partition, chain] : chains_) names.insert(partition);
  ASSIGN_OR_RETURN(const std::vector<Record> programmes,
                   ListWholly(store_, ProgrammeDirectory::kPartition,
                              ProgrammeDirectory::kCollection, "", Limits()));
  for (const Record& programme : programmes) names.insert(programme.id);
  return std::vector<std::string>(names.begin(), names.end());
}

absl::Status AuditSealer::SealPartition(const std::string& partition) {
  ASSIGN_OR_RETURN(
      const Revision revision,
      store_.WaitForChange(partition, 0, CallLimits{absl::InfinitePast()}));
  Chain& chain = chains_[partition];
  if (revision == chain.looked_at) return absl::OkStatus();
  absl::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    // The head first: what is listed after it is not sealed under it.
    RETURN_IF_ERROR(TakeHead(partition, chain));
    ASSIGN_OR_RETURN(const std::vector<Record> pending, ListPending(partition));
    if (pending.empty()) {
      chain.looked_at = revision;
      return absl::OkStatus();
    }
    status = SealListed(partition, chain, pending);
    if (status.ok() && pending.size() < kMostListed) {
      chain.looked_at = revision;
      return status;
    }
    if (status.ok()) attempt = -1;  // there is more than was listed
    if (!status.ok() && !AnotherWasFaster(status)) return status;
  }
  return absl::AbortedError(
      absl::StrCat("cannot seal: ", absl::string_view(status.message())));
}

absl::StatusOr<std::vector<Record>> AuditSealer::ListPending(
    const std::string& partition) {
  std::vector<Record> pending;
  size_t bytes = 0;
  Page page;
  bool more = true;
  while (more && pending.size() < kMostListed && bytes < kMostListedBytes) {
    ASSIGN_OR_RETURN(ListResult part,
                     store_.List(partition, kAuditPending, page, Limits()));
    more = part.more && !part.records.empty();
    for (Record& record : part.records) {
      bytes += record.value.size();
      pending.push_back(std::move(record));
    }
    if (more) page.after = pending.back().id;
  }
  // Ids begin with the time, which is that of different machines; commits of a
  // partition have one order.
  std::sort(pending.begin(), pending.end(),
            [](const Record& a, const Record& b) {
              return std::tie(a.revision, a.id) < std::tie(b.revision, b.id);
            });
  return pending;
}

absl::Status AuditSealer::SealListed(const std::string& partition, Chain& chain,
                                     const std::vector<Record>& pending) {
  absl::Span<const Record> rest = pending;
  while (!rest.empty()) {
    size_t count = 0;
    size_t bytes = 0;
    while (count < rest.size() && count < options_.batch &&
           (count == 0 || bytes < kMostBatchBytes)) {
      bytes += rest[count++].value.size();
    }
    RETURN_IF_ERROR(SealBatch(partition, rest.subspan(0, count), chain.head));
    sealed_.Increment(static_cast<double>(count));
    rest.remove_prefix(count);
  }
  return absl::OkStatus();
}

absl::Status AuditSealer::SealBatch(const std::string& partition,
                                    absl::Span<const Record> pending,
                                    AuditHead& head) {
  CommitRequest commit;
  commit.partition = partition;
  AuditHead next = head;
  for (const Record& record : pending) {
    const SealedAuditRecord entry =
        SealAfter(key_, partition, next, record, clock_.Now());
    next.number = entry.number();
    next.seal = entry.seal();
    next.seal_time = FromTimestamp(entry.seal_time());
    commit.mutations.push_back(Silent(
        Mutation::Put(kAuditChain, AuditEntryId(entry.number()),
                      entry.SerializeAsString(), Expectation::Absent())));
    commit.mutations.push_back(Silent(Mutation::Delete(
        kAuditPending, record.id, Expectation::Exactly(record.revision))));
  }
  commit.mutations.push_back(PutHead(next, head.revision));
  ASSIGN_OR_RETURN(const CommitResult done, store_.Commit(commit, Limits()));
  next.revision = done.revision;
  head = std::move(next);
  return absl::OkStatus();
}

absl::Status AuditSealer::TakeHead(const std::string& partition, Chain& chain) {
  ASSIGN_OR_RETURN(AuditHead head, ReadAuditHead(store_, partition, Limits()));
  const bool as_left = head.revision == chain.head.revision &&
                       head.number == chain.head.number &&
                       head.seal == chain.head.seal && chain.looked_at >= 0;
  if (as_left) return absl::OkStatus();
  RETURN_IF_ERROR(CheckKey(partition, head));
  ASSIGN_OR_RETURN(const bool continues, Continues(partition, head));
  if (!continues && !chain.broken) {
    chain.broken = true;
    broken_.Increment();
    Log(logger_, spdlog::level::critical, "audit trail is cut off",
        {{"partition", partition},
         {"number", head.number},
         {"kept_number", kept_.Get(partition)->number},
         {"hint",
          "run duikou audit verify; where the store was put back to an older "
          "copy on purpose, delete the file of kept heads"}});
  }
  chain.head = std::move(head);
  chain.looked_at = std::max<Revision>(chain.looked_at, 0);
  return absl::OkStatus();
}

absl::Status AuditSealer::CheckKey(const std::string& partition,
                                   const AuditHead& head) {
  if (head.number == 0) return absl::OkStatus();
  bool any = false;
  for (int64_t number = head.number;
       number > 0 && number > head.number - kLastEntries; --number) {
    const absl::StatusOr<Record> record =
        store_.Get(partition, kAuditChain, AuditEntryId(number), Limits());
    if (absl::IsNotFound(record.status())) continue;
    RETURN_IF_ERROR(record.status());
    any = true;
    SealedAuditRecord entry;
    if (entry.ParseFromString(record->value) &&
        IsAuthentic(key_, partition, entry)) {
      return absl::OkStatus();
    }
  }
  if (!any) return absl::OkStatus();  // cut off, which is told elsewhere
  return absl::FailedPreconditionError(absl::StrCat(
      "the audit trail of ", partition,
      " was sealed with another key than the one given: put the key back from "
      "its copy, or the store if it was tampered with"));
}

absl::StatusOr<bool> AuditSealer::Continues(const std::string& partition,
                                            const AuditHead& head) {
  const std::optional<KeptHead> kept = kept_.Get(partition);
  if (!kept.has_value()) return true;
  if (head.number < kept->number) return false;
  if (head.number == kept->number) return head.seal == kept->seal;
  const absl::StatusOr<Record> record =
      store_.Get(partition, kAuditChain, AuditEntryId(kept->number), Limits());
  if (absl::IsNotFound(record.status())) return false;
  RETURN_IF_ERROR(record.status());
  SealedAuditRecord entry;
  return entry.ParseFromString(record->value) && entry.seal() == kept->seal;
}

void AuditSealer::Keep() {
  std::map<std::string, KeptHead> heads;
  for (const auto& [partition, chain] : chains_) {
    if (chain.broken || chain.head.number == 0) continue;
    const std::optional<KeptHead> kept = kept_.Get(partition);
    if (kept.has_value() && kept->number >= chain.head.number) continue;
    heads[partition] = {chain.head.number, chain.head.seal};
  }
  if (heads.empty()) return;
  Report("kept heads", kept_.Keep(heads));
}

void AuditSealer::Report(const std::string& what, const absl::Status& status) {
  std::string& reported = reported_[what];
  if (!status.ok()) failures_.Increment();
  // The same failure again and again is one line.
  if (status.message() == reported) return;
  reported = std::string(status.message());
  if (status.ok()) return;
  Log(logger_, spdlog::level::err, "audit records cannot be sealed",
      {{"partition", what}, {"error", absl::string_view(status.message())}});
}

CallLimits AuditSealer::Limits() const {
  return CallLimits{absl::Now() + options_.call_timeout};
}

}  // namespace duikou
