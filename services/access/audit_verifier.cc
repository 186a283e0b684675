#include "services/access/audit_verifier.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/store/audit_pending.h"

namespace duikou {
namespace {

using access::v1::VerifyAuditResponse;
using type::v1::AuditRecord;
using type::v1::SealedAuditRecord;

constexpr size_t kMostProblems = 1'000;

}  // namespace

absl::StatusOr<VerifyAuditResponse> AuditVerifier::Verify(
    const std::vector<KeptSeal>& kept, CallLimits limits,
    const std::function<absl::Status()>& alive) {
  limits_ = limits;
  alive_ = &alive;
  RETURN_IF_ERROR(ReadHead());
  for (const auto& [number, seal] : kept) wanted_seals_[number];
  wanted_seals_[head_.number];
  RETURN_IF_ERROR(ReadTrail());
  RETURN_IF_ERROR(CheckHead());
  CheckKept(kept);
  RETURN_IF_ERROR(history_.Check(
      limits, alive, [this]() -> absl::Status { return ReadTrail(); }));
  VerifyAuditResponse response;
  response.set_entries(entries_);
  response.set_pending(pending_);
  response.mutable_head()->set_number(head_.number);
  response.mutable_head()->set_seal(head_.seal);
  if (head_.number > 0) {
    *response.mutable_head()->mutable_time() = ToTimestamp(head_.seal_time);
  }
  WriteProblems(response);
  return response;
}

absl::Status AuditVerifier::ReadHead() {
  absl::StatusOr<AuditHead> head = ReadAuditHead(store_, partition_, limits_);
  if (absl::IsDataLoss(head.status())) {
    head_damaged_ = true;
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(head.status());
  head_ = *std::move(head);
  return absl::OkStatus();
}

absl::Status AuditVerifier::ReadTrail() {
  ASSIGN_OR_RETURN(
      const Revision known,
      store_.WaitForChange(partition_, 0, CallLimits{absl::InfinitePast()}));
  history_.KnowUpTo(known);
  // Pending before the chain: what is sealed in between is met twice, not
  // missed.
  RETURN_IF_ERROR(ReadPending());
  return ReadChain();
}

absl::Status AuditVerifier::ReadPending() {
  pending_ = 0;
  Page page;
  bool more = true;
  while (more) {
    RETURN_IF_ERROR((*alive_)());
    ASSIGN_OR_RETURN(const ListResult part,
                     store_.List(partition_, kAuditPending, page, limits_));
    for (const Record& pending : part.records) {
      AuditRecord record;
      if (record.ParseFromString(pending.value)) {
        history_.Add(0, pending.revision, record);
      }
      ++pending_;
    }
    more = part.more && !part.records.empty();
    if (more) page.after = part.records.back().id;
  }
  return absl::OkStatus();
}

absl::Status AuditVerifier::ReadChain() {
  Page page;
  page.after = last_id_;
  bool more = true;
  while (more) {
    RETURN_IF_ERROR((*alive_)());
    ASSIGN_OR_RETURN(const ListResult part,
                     store_.List(partition_, kAuditChain, page, limits_));
    for (const Record& record : part.records) TakeEntry(record);
    more = part.more && !part.records.empty();
    if (!part.records.empty()) last_id_ = part.records.back().id;
    page.after = last_id_;
  }
  return absl::OkStatus();
}

void AuditVerifier::TakeEntry(const Record& record) {
  const std::optional<int64_t> place = AuditNumberOf(record.id);
  SealedAuditRecord entry;
  const bool authentic = entry.ParseFromString(record.value) &&
                         IsAuthentic(key_, partition_, entry);
  // One that nobody sealed, beyond where the chain ended: it makes no gap.
  const int64_t end = head_.number > 0 ? head_.number : last_ + 1;
  if (!place.has_value() || (!authentic && *place > end)) {
    Report(place.value_or(0), Problem::KIND_ALTERED,
           "审计记录是伪造的：从未封存过",
           "the entry is forged: it was never sealed");
    return;
  }
  ++entries_;
  if (*place > last_ + 1) TakeGap(last_ + 1, *place - 1);
  const bool good = authentic && entry.number() == *place;
  if (!good) {
    TakeBadEntry(*place, entry, authentic);
  } else if (last_good_ && entry.previous_seal() != last_seal_) {
    Report(*place, Problem::KIND_ALTERED, "与前一条审计记录不相接",
           "the entry does not continue the one before it");
  }
  if (authentic) Trust(entry);
  last_ = *place;
  last_good_ = good;
  last_seal_ = entry.seal();
}

void AuditVerifier::TakeBadEntry(int64_t place, const SealedAuditRecord& entry,
                                 bool authentic) {
  gone_.emplace_back(place, place);
  if (!authentic) {
    Report(place, Problem::KIND_ALTERED, "审计记录被改动",
           "the entry is not what was sealed");
    return;
  }
  elsewhere_.insert(entry.number());
  Report(place, Problem::KIND_REORDERED,
         absl::StrCat("此处是第 ", entry.number(), " 条审计记录"),
         absl::StrCat("this is entry ", entry.number(), ", moved here"));
}

void AuditVerifier::Trust(const SealedAuditRecord& entry) {
  const auto wanted = wanted_seals_.find(entry.number());
  if (wanted != wanted_seals_.end()) wanted->second = entry.seal();
  AuditRecord record;
  if (record.ParseFromString(entry.record())) {
    history_.Add(entry.number(), entry.revision(), record);
  }
}

void AuditVerifier::TakeGap(int64_t from, int64_t to) {
  gone_.emplace_back(from, to);
  last_good_ = false;
  last_ = to;
  if (from == to) {
    Report(from, Problem::KIND_REMOVED, "审计记录缺失", "the entry is missing");
  } else {
    Report(from, Problem::KIND_REMOVED,
           absl::StrCat("第 ", from, " 至 ", to, " 条审计记录缺失"),
           absl::StrCat("the entries ", from, " to ", to, " are missing"));
  }
}

absl::Status AuditVerifier::CheckHead() {
  if (head_damaged_) {
    Report(last_, Problem::KIND_ALTERED, "链尾记录已损坏",
           "the record of where the chain ends is damaged");
    return absl::OkStatus();
  }
  if (head_.number > last_) TakeGap(last_ + 1, head_.number);
  const std::string& seal = wanted_seals_[head_.number];
  if (!seal.empty() && seal != head_.seal) {
    Report(head_.number, Problem::KIND_ALTERED, "链尾的封印被改动",
           "the seal at the end of the chain was changed");
  }
  // What was sealed in the meantime moved the head too.
  ASSIGN_OR_RETURN(const AuditHead now,
                   ReadAuditHead(store_, partition_, limits_));
  if (now.number < last_) {
    Report(last_, Problem::KIND_ALTERED,
           absl::StrCat("链尾被改回第 ", now.number, " 条"),
           absl::StrCat("the end of the chain was put back to entry ",
                        now.number));
  }
  return absl::OkStatus();
}

void AuditVerifier::CheckKept(const std::vector<KeptSeal>& kept) {
  int64_t beyond = 0;
  std::optional<int64_t> differs;
  for (const auto& [number, seal] : kept) {
    if (number > last_) beyond = std::max(beyond, number);
    // An entry that is not good itself was reported.
    const std::string& found = wanted_seals_[number];
    if (!found.empty() && found != seal &&
        number < differs.value_or(last_ + 1)) {
      differs = number;
    }
  }
  if (beyond > 0) {
    gone_.emplace_back(last_ + 1, beyond);
    Report(
        beyond, Problem::KIND_CUT_OFF,
        absl::StrCat("链止于第 ", last_, " 条，但曾封存到第 ", beyond, " 条"),
        absl::StrCat("the chain ends at entry ", last_,
                     ", but was sealed up to entry ", beyond));
  }
  if (differs.has_value()) {
    Report(*differs, Problem::KIND_CUT_OFF,
           absl::StrCat("第 ", *differs,
                        " 条的封印不是保存的封印：链被截断后另行续写"),
           absl::StrCat("entry ", *differs,
                        " does not have the seal that was kept: the chain was "
                        "cut off and another one continued"));
  }
}

int64_t AuditVerifier::LostEntries() const {
  int64_t lost = 0;
  for (const auto& [from, to] : gone_) {
    lost += to - from + 1;
    // One that is only at another place has told of its writes.
    for (auto it = elsewhere_.lower_bound(from);
         it != elsewhere_.end() && *it <= to; ++it) {
      --lost;
    }
  }
  return lost;
}

void AuditVerifier::Report(int64_t number, Problem::Kind kind,
                           absl::string_view zh, absl::string_view en) {
  Problem& problem = problems_.emplace_back();
  problem.set_number(number);
  problem.set_kind(kind);
  problem.mutable_text()->set_zh(std::string(zh));
  problem.mutable_text()->set_en(std::string(en));
}

void AuditVerifier::WriteProblems(VerifyAuditResponse& response) const {
  std::vector<Problem> problems = problems_;
  for (Problem& problem : history_.Problems(LostEntries())) {
    problems.push_back(std::move(problem));
  }
  std::sort(
      problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::forward_as_tuple(a.number(), a.kind(), a.text().en()) <
               std::forward_as_tuple(b.number(), b.kind(), b.text().en());
      });
  if (problems.size() > kMostProblems) problems.resize(kMostProblems);
  for (Problem& problem : problems) *response.add_problems() = problem;
}

}  // namespace duikou
