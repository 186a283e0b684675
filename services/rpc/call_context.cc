#include "services/rpc/call_context.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/network_address.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

constexpr size_t kMaxRevisions = 100;
constexpr absl::Duration kLookInterval = absl::Milliseconds(500);

absl::Status Malformed() {
  return absl::InvalidArgumentError(absl::StrCat(
      kMinRevisionMetadata, ": not of the form programme=revision,…"));
}

bool IsPartition(absl::string_view text) {
  return text == kGlobalPartition || IsResourceId(text);
}

}  // namespace

absl::StatusOr<PartitionRevisions> ParseMinRevisions(absl::string_view text) {
  PartitionRevisions revisions;
  for (const absl::string_view entry : absl::StrSplit(text, ',')) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(entry, absl::MaxSplits('=', 1));
    Revision revision = 0;
    if (!IsPartition(halves.first) ||
        !absl::SimpleAtoi(halves.second, &revision) || revision < 0 ||
        revisions.size() == kMaxRevisions) {
      return Malformed();
    }
    revisions.emplace_back(std::string(halves.first), revision);
  }
  return revisions;
}

const std::shared_ptr<const Caller>& CallContext::Server() {
  static const auto& server = *new std::shared_ptr<const Caller>([] {
    auto caller = std::make_shared<Caller>();
    caller->unrestricted = true;
    return caller;
  }());
  return server;
}

const std::string& CallContext::request_id() {
  if (options_.request_id.empty()) options_.request_id = ids_.Next("c-");
  return options_.request_id;
}

bool CallContext::IsFromHere() const {
  return !options_.told_elsewhere &&
         (source() == "unix" || IsLoopbackAddress(source()));
}

Origin CallContext::origin() {
  return {.actor = actor(),
          .method = method(),
          .call_id = request_id(),
          .source = source()};
}

absl::Status CallContext::CheckDeadline() const {
  if (absl::Now() < options_.deadline) return absl::OkStatus();
  return absl::DeadlineExceededError("the call's deadline has passed");
}

absl::Status CallContext::CheckAlive() const {
  // A call past its deadline is cancelled too: the deadline is the reason.
  RETURN_IF_ERROR(CheckDeadline());
  if (options_.cancelled && options_.cancelled()) {
    return absl::CancelledError("the caller has gone");
  }
  return absl::OkStatus();
}

absl::Time CallContext::NextLook() const {
  return std::min(options_.deadline, absl::Now() + kLookInterval);
}

Revision CallContext::MinRevision(absl::string_view partition) const {
  Revision least = 0;
  for (const auto& [name, revision] : options_.min_revisions) {
    if (name == partition) least = std::max(least, revision);
  }
  return least;
}

void CallContext::ReportRevision(absl::string_view partition,
                                 Revision revision) {
  for (auto& [name, newest] : reported_) {
    if (name == partition) {
      newest = std::max(newest, revision);
      return;
    }
  }
  reported_.emplace_back(std::string(partition), revision);
}

std::string RevisionsText(const PartitionRevisions& revisions) {
  return absl::StrJoin(revisions, ",", absl::PairFormatter("="));
}

}  // namespace duikou
