#include "services/access/audit_methods.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_entries.h"
#include "services/access/audit_listing.h"
#include "services/access/audit_sheet.h"
#include "services/access/audit_snapshot.h"
#include "services/access/audit_verifier.h"
#include "services/base/violation.h"
#include "services/rpc/resource_name.h"
#include "services/store/audit_pending.h"
#include "services/store/views.h"

namespace duikou {

using access::v1::AuditCheckpoint;
using access::v1::AuditEntry;
using access::v1::ExportAuditEntriesRequest;
using access::v1::ExportAuditEntriesResponse;
using access::v1::GetAuditCheckpointRequest;
using access::v1::ListAuditEntriesRequest;
using access::v1::ListAuditEntriesResponse;
using access::v1::VerifyAuditRequest;
using access::v1::VerifyAuditResponse;
using type::v1::SealedAuditRecord;

namespace {

constexpr size_t kPieceBytes = 256 << 10;

absl::StatusOr<TableLanguage> LanguageOf(absl::string_view code) {
  if (code.empty() || code == "zh") return TableLanguage::kZh;
  if (code == "en") return TableLanguage::kEn;
  return Refused(absl::StatusCode::kInvalidArgument, "language_code",
                 absl::StrCat("“", code, "”既不是 zh 也不是 en"),
                 absl::StrCat("\"", code, "\" is neither zh nor en"));
}

// Cuts a file into messages, the last of which tells the rows.
class PieceWriter {
 public:
  explicit PieceWriter(AuditExportSink sink) : sink_(sink) {}

  absl::Status Add(absl::string_view bytes) {
    for (; !bytes.empty();
         bytes.remove_prefix(std::min(kPieceBytes, bytes.size()))) {
      ExportAuditEntriesResponse piece;
      piece.set_content(std::string(bytes.substr(0, kPieceBytes)));
      RETURN_IF_ERROR(sink_(piece));
    }
    return absl::OkStatus();
  }
  absl::Status Finish(int rows) {
    ExportAuditEntriesResponse last;
    last.set_rows(rows);
    return sink_(last);
  }

 private:
  AuditExportSink sink_;
};

}  // namespace

absl::StatusOr<std::string> AuditMethods::PartitionOf(
    CallContext& call, const std::string& parent) {
  absl::string_view id = parent;
  if (!absl::ConsumePrefix(&id, "programmes/") ||
      (id != kGlobalPartition && !IsResourceId(id))) {
    return NotOfForm("parent", parent, "programmes/{programme}");
  }
  if (id == kGlobalPartition) return std::string(id);
  const absl::Status found =
      store_
          .Get(ProgrammeDirectory::kPartition, ProgrammeDirectory::kCollection,
               id, call.limits())
          .status();
  if (!absl::IsNotFound(found)) {
    RETURN_IF_ERROR(found);
    return std::string(id);
  }
  // Its trail outlives it; one that is gone with all of it is for Verify() to
  // tell.
  if (kept_.Get(id).has_value()) return std::string(id);
  ASSIGN_OR_RETURN(const AuditHead head,
                   ReadAuditHead(store_, id, call.limits()));
  if (head.number > 0) return std::string(id);
  return DoesNotExist("", parent);
}

absl::StatusOr<ListAuditEntriesResponse> AuditMethods::List(
    CallContext& call, const ListAuditEntriesRequest& request) {
  ASSIGN_OR_RETURN(const std::string partition,
                   PartitionOf(call, request.parent()));
  const AuditEntries entries(store_, resources_, partition);
  return AuditListing(store_, entries, partition, request, call.limits())
      .Read();
}

// The chain up to `end`, some entries at a time.
absl::Status AuditMethods::ForEachSealed(
    CallContext& call, const std::string& partition, int64_t end,
    const AuditEntries& entries,
    absl::FunctionRef<absl::Status(std::vector<AuditEntry>)> visit) {
  const std::string last = AuditEntryId(end);
  Page page;
  while (page.after < last) {
    RETURN_IF_ERROR(call.CheckAlive());
    ASSIGN_OR_RETURN(const ListResult part,
                     store_.List(partition, kAuditChain, page, call.limits()));
    std::vector<AuditEntry> read;
    for (const Record& record : part.records) {
      SealedAuditRecord sealed;
      if (record.id > last) break;
      read.push_back(sealed.ParseFromString(record.value)
                         ? entries.FromSealed(sealed).entry
                         : AuditEntry());
    }
    RETURN_IF_ERROR(visit(std::move(read)));
    if (!part.more || part.records.empty()) return absl::OkStatus();
    page.after = part.records.back().id;
  }
  return absl::OkStatus();
}

absl::Status AuditMethods::Export(CallContext& call,
                                  const ExportAuditEntriesRequest& request,
                                  AuditExportSink sink) {
  ASSIGN_OR_RETURN(const TableLanguage language,
                   LanguageOf(request.language_code()));
  ASSIGN_OR_RETURN(const std::string partition,
                   PartitionOf(call, request.parent()));
  const AuditEntries entries(store_, resources_, partition);
  AuditSheet sheet(language, request.csv() ? AuditSheetFormat::kCsv
                                           : AuditSheetFormat::kXlsx);
  PieceWriter writer(sink);
  const auto add = [&](std::vector<AuditEntry> read) -> absl::Status {
    std::vector<AuditEntry> wanted;
    for (AuditEntry& entry : read) {
      if (Matches(entry, request.filter())) wanted.push_back(std::move(entry));
    }
    ASSIGN_OR_RETURN(const std::string bytes, sheet.Add(wanted));
    return writer.Add(bytes);
  };
  ASSIGN_OR_RETURN(const AuditSnapshot now,
                   TakeAuditSnapshot(store_, partition, call.limits()));
  RETURN_IF_ERROR(ForEachSealed(call, partition, now.end, entries, add));
  std::vector<AuditEntry> pending;
  for (const Record& record : now.pending) {
    pending.push_back(entries.FromPending(record).entry);
  }
  RETURN_IF_ERROR(add(std::move(pending)));
  ASSIGN_OR_RETURN(const std::string bytes, sheet.Finish());
  RETURN_IF_ERROR(writer.Add(bytes));
  return writer.Finish(sheet.rows());
}

absl::StatusOr<VerifyAuditResponse> AuditMethods::Verify(
    CallContext& call, const VerifyAuditRequest& request) {
  ASSIGN_OR_RETURN(const std::string partition,
                   PartitionOf(call, request.parent()));
  std::vector<AuditVerifier::KeptSeal> seals;
  // Before the chain is read: it may grow, and with it what is kept.
  if (const std::optional<KeptHead> kept = kept_.Get(partition)) {
    seals.emplace_back(kept->number, kept->seal);
  }
  for (int i = 0; i < request.checkpoints_size(); ++i) {
    const AuditCheckpoint& checkpoint = request.checkpoints(i);
    if (checkpoint.parent() != request.parent()) {
      return Refused(
          absl::StatusCode::kInvalidArgument,
          absl::StrCat("checkpoints[", i, "].parent"),
          absl::StrCat("为 ", checkpoint.parent(), "，不是 ", request.parent()),
          absl::StrCat("is ", checkpoint.parent(), ", not ", request.parent()));
    }
    if (checkpoint.number() > 0) {
      seals.emplace_back(checkpoint.number(), checkpoint.seal());
    }
  }
  AuditVerifier verifier(store_, key_, partition);
  ASSIGN_OR_RETURN(
      VerifyAuditResponse response,
      verifier.Verify(seals, call.limits(),
                      [&call]() -> absl::Status { return call.CheckAlive(); }));
  response.mutable_head()->set_parent(request.parent());
  return response;
}

absl::StatusOr<AuditCheckpoint> AuditMethods::GetCheckpoint(
    CallContext& call, const GetAuditCheckpointRequest& request) {
  ASSIGN_OR_RETURN(const std::string partition,
                   PartitionOf(call, request.parent()));
  ASSIGN_OR_RETURN(const AuditHead head,
                   ReadAuditHead(store_, partition, call.limits()));
  AuditCheckpoint checkpoint;
  checkpoint.set_parent(request.parent());
  checkpoint.set_number(head.number);
  checkpoint.set_seal(head.seal);
  if (head.number > 0) {
    *checkpoint.mutable_time() = ToTimestamp(head.seal_time);
  }
  return checkpoint;
}

}  // namespace duikou
