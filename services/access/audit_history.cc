#include "services/access/audit_history.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "duikou/type/v1/history_record.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/store/audit_pending.h"
#include "services/store/history_store.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

using type::v1::AuditedWrite;
using type::v1::AuditRecord;
using type::v1::HistoryRecord;

// What does not agree is kept up to so many: a trail that was wiped out.
constexpr size_t kMostKept = 10'000;

// Commits that a store shows and has not counted yet: those of a moment.
constexpr Revision kMostUncounted = 1'000;
// Revisions that are remembered: the largest.
constexpr size_t kMostSeen = 2'000;

void AppendPart(absl::string_view part, std::string& text) {
  absl::StrAppend(&text, part.size(), ":", part);
}

}  // namespace

AuditedHistory::Digest AuditedHistory::DigestOf(absl::string_view value) {
  const std::string bytes = ValueDigest(value);
  Digest digest;
  std::memcpy(digest.data(), bytes.data(), digest.size());
  return digest;
}

AuditedHistory::State AuditedHistory::StateOf(const std::string& digest) {
  if (digest.size() != Digest().size()) return std::nullopt;
  Digest bytes;
  std::memcpy(bytes.data(), digest.data(), bytes.size());
  return bytes;
}

AuditedHistory::RecordKey AuditedHistory::KeyOf(absl::string_view collection,
                                                absl::string_view id) {
  std::string text;
  AppendPart(collection, text);
  AppendPart(id, text);
  return DigestOf(text);
}

uint64_t AuditedHistory::OriginOf(const google::protobuf::Timestamp& time,
                                  absl::string_view actor,
                                  absl::string_view method,
                                  absl::string_view call_id) {
  std::string text = absl::StrCat(time.seconds(), ".", time.nanos(), " ");
  AppendPart(actor, text);
  AppendPart(method, text);
  AppendPart(call_id, text);
  const Digest digest = DigestOf(text);
  uint64_t fingerprint = 0;
  std::memcpy(&fingerprint, digest.data(), sizeof(fingerprint));
  return fingerprint;
}

void AuditedHistory::KnowUpTo(Revision revision) {
  // A store may show a commit just before it counts it. What lies further
  // beyond is no commit of anyone's.
  const auto shown = seen_.upper_bound(revision + kMostUncounted);
  known_ = revision;
  if (shown != seen_.begin()) known_ = std::max(known_, *std::prev(shown));
  seen_.clear();
  for (const Early& early : std::exchange(early_, {})) {
    Add(early.number, early.revision, early.record);
  }
}

void AuditedHistory::Add(int64_t number, Revision revision,
                         const AuditRecord& record) {
  if (revision > known_) {
    early_.push_back({number, revision, record});
    return;
  }
  if (first_ == 0 || revision < first_) first_ = revision;
  const uint64_t origin = OriginOf(record.time(), record.actor(),
                                   record.method(), record.call_id());
  for (const AuditedWrite& told : record.writes()) {
    if (told.history_number() == kNoHistory) continue;
    collections_.insert(told.collection());
    const RecordKey key = KeyOf(told.collection(), told.id());
    Write write;
    write.number = number;
    write.revision = revision;
    write.origin = origin;
    write.before = StateOf(told.before_digest());
    write.after = StateOf(told.after_digest());
    write.due = !catching_up_;
    const auto [known, is_new] =
        writes_.try_emplace({key, told.history_number()}, write);
    // It was pending, and is sealed now.
    if (!is_new && known->second.number == 0) known->second.number = number;
    const Latest state_left = {
        {told.collection(), told.id()}, number, revision, write.after};
    TakeLatest(key, state_left);
  }
}

void AuditedHistory::TakeLatest(const RecordKey& key, const Latest& state) {
  const auto [latest, is_new] = latest_.try_emplace(key, state);
  if (!is_new && state.revision > latest->second.revision) {
    latest->second = state;
  } else if (!is_new && state.revision == latest->second.revision &&
             latest->second.number == 0) {
    latest->second.number = state.number;
  }
  const auto suspect = suspects_.find(key);
  if (suspect != suspects_.end()) suspect->second.states.push_back(state);
}

absl::Status AuditedHistory::Check(
    CallLimits limits, const std::function<absl::Status()>& alive,
    const std::function<absl::Status()>& catch_up) {
  limits_ = limits;
  alive_ = &alive;
  const std::set<std::string> collections = collections_;
  for (const std::string& collection : collections) {
    RETURN_IF_ERROR(ForEachRecord(
        HistoryCollection(collection),
        [&](const Record& entry) { CheckEntry(collection, entry); }));
  }
  for (const std::string& collection : collections) {
    RETURN_IF_ERROR(ForEachRecord(
        collection, [&](const Record& record) { CheckRecord(record); }));
  }
  for (const auto& [key, latest] : latest_) {
    if (latest.after.has_value() && !latest.seen) Suspect(key, latest.place);
  }
  if (!suspects_.empty() || !untold_.empty()) {
    RETURN_IF_ERROR(LookAgain(catch_up));
  }
  CheckContinuity();
  return absl::OkStatus();
}

absl::Status AuditedHistory::ForEachRecord(
    const std::string& collection,
    const std::function<void(const Record&)>& visit) {
  Page page;
  bool more = true;
  while (more) {
    RETURN_IF_ERROR((*alive_)());
    ASSIGN_OR_RETURN(ListResult part,
                     store_.List(partition_, collection, page, limits_));
    for (const Record& record : part.records) {
      Saw(record.revision);
      visit(record);
    }
    more = part.more && !part.records.empty();
    if (more) page.after = part.records.back().id;
  }
  return absl::OkStatus();
}

void AuditedHistory::Saw(Revision revision) {
  if (revision <= known_) return;
  seen_.insert(revision);
  if (seen_.size() > kMostSeen) seen_.erase(seen_.begin());
}

void AuditedHistory::CheckEntry(const std::string& collection,
                                const Record& entry) {
  const size_t slash = entry.id.rfind('/');
  Revision number = -1;
  if (slash == std::string::npos ||
      !absl::SimpleAtoi(entry.id.substr(slash + 1), &number)) {
    number = -1;
  }
  const Place place = {collection, entry.id.substr(0, slash)};
  HistoryRecord history;
  const bool readable = history.ParseFromString(entry.value);
  const State before =
      history.has_before() ? State(DigestOf(history.before())) : std::nullopt;
  const HistoryKey key = {KeyOf(place.collection, place.id), number};
  const auto found = writes_.find(key);
  if (found == writes_.end()) {
    if (untold_.size() < kMostKept) {
      untold_.push_back({place, key, entry.revision, before});
    }
    return;
  }
  Write& write = found->second;
  write.seen = true;
  if (readable && entry.revision == write.revision && before == write.before &&
      history.deleted() == !write.after.has_value() &&
      OriginOf(history.time(), history.actor(), history.method(),
               history.call_id()) == write.origin) {
    return;
  }
  Report(write.number, &place, "的历史记录与封存时不一致",
         "has a history that is not what was sealed");
}

void AuditedHistory::CheckRecord(const Record& record) {
  const RecordKey key = KeyOf(record.collection, record.id);
  const auto found = latest_.find(key);
  if (found == latest_.end()) {
    const bool from_before = record.revision > 0 && record.revision < first_;
    if (!from_before) Suspect(key, {record.collection, record.id});
    return;
  }
  Latest& latest = found->second;
  latest.seen = true;
  if (record.revision != latest.revision ||
      latest.after != State(DigestOf(record.value))) {
    Suspect(key, latest.place);
  }
}

void AuditedHistory::Suspect(const RecordKey& key, const Place& place) {
  if (suspects_.size() < kMostKept) suspects_.try_emplace(key, place);
}

absl::Status AuditedHistory::LookAgain(
    const std::function<absl::Status()>& catch_up) {
  // What is committed up to here is seen by the reads that follow, and they are
  // all over before the trail is read on.
  ASSIGN_OR_RETURN(
      const Revision settled,
      store_.WaitForChange(partition_, 0, CallLimits{absl::InfinitePast()}));
  std::vector<LookupKey> keys;
  for (auto& [key, suspect] : suspects_) {
    keys.emplace_back(suspect.place.collection, suspect.place.id);
    const auto latest = latest_.find(key);
    if (latest != latest_.end()) suspect.states = {latest->second};
  }
  ASSIGN_OR_RETURN(const FoundRecords found,
                   LookUpRecords(store_, partition_, keys, limits_));
  for (const auto& [key, record] : found) Saw(record.revision);
  catching_up_ = true;
  RETURN_IF_ERROR(catch_up());
  TakeUntold();
  // A deletion that the store shows, but has not counted yet.
  for (const Early& early : early_) {
    for (const AuditedWrite& told : early.record.writes()) {
      const auto suspect = suspects_.find(KeyOf(told.collection(), told.id()));
      if (suspect == suspects_.end()) continue;
      suspect->second.states.push_back({suspect->second.place, early.number,
                                        early.revision,
                                        StateOf(told.after_digest())});
    }
  }
  for (auto& [key, suspect] : suspects_) {
    const auto record =
        found.find({suspect.place.collection, suspect.place.id});
    JudgeSuspect(suspect, record == found.end() ? nullptr : &record->second,
                 settled);
  }
  return absl::OkStatus();
}

void AuditedHistory::TakeUntold() {
  for (const Untold& untold : untold_) {
    if (untold.revision > 0 && untold.revision < first_) continue;
    Write write;
    write.revision = untold.revision;
    write.before = untold.before;
    write.after_known = false;
    // Told of in the meantime, if it is known already.
    if (!writes_.try_emplace(untold.key, write).second) continue;
    untold_commits_.try_emplace(untold.revision, untold.place);
    Latest left = {untold.place, 0, untold.revision, std::nullopt};
    left.after_known = false;
    TakeLatest(untold.key.first, left);
  }
}

void AuditedHistory::JudgeSuspect(const SuspectRecord& suspect,
                                  const Record* found, Revision settled) {
  const Latest* base = nullptr;  // as it was when everything was settled
  for (const Latest& state : suspect.states) {
    if (state.revision <= settled &&
        (base == nullptr || state.revision > base->revision)) {
      base = &state;
    }
  }
  const auto fits = [&](const Latest& state) {
    if (!state.after_known) {
      return found == nullptr || found->revision == state.revision;
    }
    if (found == nullptr) return !state.after.has_value();
    return found->revision == state.revision &&
           state.after == State(DigestOf(found->value));
  };
  if (base == nullptr ? found == nullptr : fits(*base)) return;
  for (const Latest& state : suspect.states) {
    if (state.revision > settled && fits(state)) return;
  }
  const int64_t number = base == nullptr ? 0 : base->number;
  if (base == nullptr) {
    Report(number, &suspect.place, "存在，但没有任何审计记录",
           "is there, but no entry tells of it");
  } else if (found == nullptr) {
    Report(number, &suspect.place, "已不存在，但没有删除它的审计记录",
           "is gone, but no entry tells of it");
  } else {
    Report(number, &suspect.place, "不是最后一条审计记录留下的内容",
           "is not what the last entry about it left");
  }
}

void AuditedHistory::CheckContinuity() {
  for (const auto& [key, write] : writes_) {
    const auto latest = latest_.find(key.first);
    const Place* place =
        latest == latest_.end() ? nullptr : &latest->second.place;
    if (write.due && !write.seen) {
      Report(write.number, place, "的历史记录缺失",
             "has lost the history of this entry");
      continue;
    }
    if (!write.after.has_value() || !write.after_known ||
        latest == latest_.end() || latest->second.revision == write.revision) {
      continue;
    }
    const auto next = writes_.find({key.first, write.revision});
    if (next == writes_.end()) {
      // What no entry tells of is told elsewhere.
      if (!latest->second.after_known) continue;
      Report(write.number, place, "在这之后被改动，但没有审计记录",
             "was changed after this by something that no entry tells of");
    } else if (next->second.before != write.after) {
      Report(next->second.number, place, "在这之前被改动，但没有审计记录",
             "was changed before this by something that no entry tells of");
    }
  }
}

std::vector<AuditedHistory::Problem> AuditedHistory::Problems(
    int64_t lost_entries) const {
  std::vector<Problem> problems = problems_;
  for (const auto& [revision, place] : untold_commits_) {
    if (lost_entries-- > 0) continue;
    Problem& problem = problems.emplace_back();
    problem.set_kind(Problem::KIND_HISTORY_ALTERED);
    const std::string name = NameOf(place);
    problem.mutable_text()->set_zh(absl::StrCat(
        "第 ", revision, " 次提交改动了 ", name, "，但没有审计记录"));
    problem.mutable_text()->set_en(absl::StrCat(
        "commit ", revision, " wrote ", name, ", and no entry tells of it"));
  }
  return problems;
}

void AuditedHistory::Report(int64_t number, const Place* place,
                            absl::string_view zh, absl::string_view en) {
  if (problems_.size() >= kMostKept) return;
  Problem& problem = problems_.emplace_back();
  problem.set_number(number);
  problem.set_kind(Problem::KIND_HISTORY_ALTERED);
  const std::string name = place == nullptr ? "?" : NameOf(*place);
  problem.mutable_text()->set_zh(absl::StrCat(name, " ", zh));
  problem.mutable_text()->set_en(absl::StrCat(name, " ", en));
}

std::string AuditedHistory::NameOf(const Place& place) const {
  return absl::Utf8SafeCHexEscape(
      absl::StrCat(place.collection, "/", place.id));
}

}  // namespace duikou
