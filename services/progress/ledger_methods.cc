#include "services/progress/ledger_methods.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "duikou/progress/v1/progress_records.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/base/violation.h"
#include "services/progress/entry_rules.h"
#include "services/progress/entry_sides.h"
#include "services/progress/entry_subjects.h"
#include "services/progress/ledger_names.h"
#include "services/progress/reversal.h"
#include "services/rpc/etag.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/request_hash.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

template <typename Request>
WriteArguments WriteArgumentsOf(const Request& request) {
  WriteArguments arguments{.request_id = request.request_id(),
                           .validate_only = request.validate_only()};
  if (!arguments.request_id.empty()) {
    arguments.fingerprint = RequestHash(request, {"request_id"});
  }
  return arguments;
}

std::string AnswerOf(const std::vector<LedgerEntry>& entries) {
  pb::BatchCreateLedgerEntriesResponse answer;
  answer.mutable_ledger_entries()->Assign(entries.begin(), entries.end());
  return answer.SerializeAsString();
}

// The account that a changed entry belongs to follows it.
absl::Status KeepAccount(WriteContext& context, const LedgerEntry* before,
                         LedgerEntry& entry) {
  if (before == nullptr) return absl::OkStatus();
  *entry.mutable_update_time() = ToProto(context.now());
  ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
  RETURN_IF_ERROR(book->Replace(*before, entry));
  book->Write();
  return absl::OkStatus();
}

absl::Status CheckOfSettledYear(LedgerBook& book, const WriteContext& context,
                                const LedgerEntry& corrected) {
  ASSIGN_OR_RETURN(const pb::LedgerAccount* account,
                   book.Account(AccountKeyOf(corrected)));
  if (account->settled()) return absl::OkStatus();
  return context.Invalid(
      Violation{"no_correction", "corrects", "所在年度未结账，请用冲销",
                absl::StrCat("is of ", corrected.period(),
                             ", which is not settled: reverse it instead")});
}

absl::Status WrongState(const LedgerEntry& entry, std::string zh,
                        absl::string_view en) {
  return Refused(absl::StatusCode::kFailedPrecondition, entry.name(),
                 std::move(zh), en);
}

absl::Status CheckMayBeConfirmed(const LedgerEntry& entry, bool office) {
  switch (entry.state()) {
    case LedgerEntry::STATE_CONFIRMED:
      return WrongState(entry, "已经确认", "is confirmed already");
    case LedgerEntry::STATE_REVERSED:
      return WrongState(entry, "已被冲销", "is reversed");
    case LedgerEntry::STATE_DISPUTED:
      return office ? absl::OkStatus()
                    : WrongState(entry, "有争议，由办公室裁定",
                                 "is disputed: the office decides");
    default:
      return absl::OkStatus();
  }
}

Resource<LedgerEntry> LedgerEntryResource() {
  return {.pattern = kEntryPattern,
          .field = "ledger_entry",
          .max_id_length = kMaxCompositeIdLength,
          .prepare = KeepAccount};
}

}  // namespace

LedgerMethods::LedgerMethods(Store& store, Clock& clock, IdGenerator& ids)
    : store_(store),
      clock_(clock),
      ids_(ids),
      entries_(store, clock, ids, LedgerEntryResource()) {}

absl::Status LedgerMethods::Prepare(WriteContext& context, LedgerBook& book,
                                    EntryTwins& twins, LedgerEntry& entry) {
  ResourceEngine& engine = entries_.engine();
  engine.validator().ClearOutputOnly(entry);
  entry.clear_name();
  entry.clear_etag();
  ASSIGN_OR_RETURN(const EntrySubjects subjects, ReadSubjects(context, entry));
  RETURN_IF_ERROR(engine.CheckMayWrite(context.call(), nullptr, &entry));
  RETURN_IF_ERROR(engine.Prepare(context, nullptr, entry));
  RETURN_IF_ERROR(
      context.Invalid(CheckNewEntry(entry, subjects, ChinaDay(context.now()))));
  if (subjects.corrects.has_value()) {
    RETURN_IF_ERROR(CheckOfSettledYear(book, context, *subjects.corrects));
  }
  RETURN_IF_ERROR(SetReporter(context, entry));
  RETURN_IF_ERROR(book.CheckOpen(AccountKeyOf(entry)));
  return twins.Warn(context, entry);
}

absl::Status LedgerMethods::Append(WriteContext& context, LedgerBook& book,
                                   EntryTwins& twins, LedgerEntry& entry) {
  RETURN_IF_ERROR(Prepare(context, book, twins, entry));
  RETURN_IF_ERROR(book.Append(entry));
  twins.Add(entry);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<LedgerEntry>> LedgerMethods::AppendIn(
    WriteContext& context, const std::vector<NewEntry>& items,
    EntryTwins& twins) {
  ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
  twins.Begin();
  std::vector<LedgerEntry> entries;
  entries.reserve(items.size());
  for (const NewEntry& item : items) {
    context.SetPath(item.path);
    LedgerEntry& entry = entries.emplace_back(*item.sent);
    RETURN_IF_ERROR(Append(context, *book, twins, entry));
  }
  book->Write();
  return entries;
}

absl::StatusOr<std::vector<LedgerEntry>> LedgerMethods::TakeRepeated(
    CallContext& call, const CommitResult& repeated) {
  pb::BatchCreateLedgerEntriesResponse answer;
  if (!answer.ParseFromString(repeated.answer)) {
    return absl::DataLossError("a kept answer cannot be read");
  }
  for (LedgerEntry& entry : *answer.mutable_ledger_entries()) {
    RETURN_IF_ERROR(entries_.engine().CheckMayWrite(call, nullptr, &entry));
    entry.set_etag(EtagOf(repeated.revision));
  }
  return std::vector<LedgerEntry>(answer.ledger_entries().begin(),
                                  answer.ledger_entries().end());
}

absl::StatusOr<std::vector<LedgerEntry>> LedgerMethods::AppendAll(
    CallContext& call, const std::string& parent,
    const std::vector<NewEntry>& items, const WriteArguments& arguments) {
  ResourceEngine& engine = entries_.engine();
  ASSIGN_OR_RETURN(const std::string partition, engine.PartitionOf(parent));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   engine.Repeated(call, partition, arguments));
  if (repeated) return TakeRepeated(call, *repeated);
  EntryTwins twins;
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, partition, clock_.Now());
    RETURN_IF_ERROR(engine.CheckParent(context, parent));
    ASSIGN_OR_RETURN(std::vector<LedgerEntry> entries,
                     AppendIn(context, items, twins));
    if (arguments.validate_only) return entries;
    const absl::StatusOr<CommitResult> done =
        CommitWrites(context, store_, {}, arguments, AnswerOf(entries));
    if (done.ok() && done->repeated) return TakeRepeated(call, *done);
    if (done.ok()) {
      for (LedgerEntry& entry : entries) {
        entry.set_etag(EtagOf(done->revision));
      }
      return entries;
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return Refused(absl::StatusCode::kAborted, parent,
                 "他人正在不断写入该单位这一年度的台账，请稍后再试",
                 "others keep writing to the supporter's year");
}

absl::StatusOr<LedgerEntry> LedgerMethods::CreateLedgerEntry(
    CallContext& call, const pb::CreateLedgerEntryRequest& request) {
  ASSIGN_OR_RETURN(std::vector<LedgerEntry> entries,
                   AppendAll(call, request.parent(),
                             {{&request.ledger_entry(), "ledger_entry"}},
                             WriteArgumentsOf(request)));
  return std::move(entries.at(0));
}

absl::StatusOr<pb::BatchCreateLedgerEntriesResponse>
LedgerMethods::BatchCreateLedgerEntries(
    CallContext& call, const pb::BatchCreateLedgerEntriesRequest& request) {
  std::vector<NewEntry> items;
  for (int i = 0; i < request.requests_size(); ++i) {
    const std::string path = absl::StrCat("requests[", i, "].");
    if (request.requests(i).parent() != request.parent()) {
      return Refused(
          absl::StatusCode::kInvalidArgument, path + "parent",
          absl::StrCat("须与整批的一致，即 ", request.parent()),
          absl::StrCat("must be that of the batch, ", request.parent()));
    }
    items.push_back({&request.requests(i).ledger_entry(),
                     absl::StrCat(path, "ledger_entry")});
  }
  ASSIGN_OR_RETURN(
      const std::vector<LedgerEntry> entries,
      AppendAll(call, request.parent(), items, WriteArgumentsOf(request)));
  pb::BatchCreateLedgerEntriesResponse response;
  response.mutable_ledger_entries()->Assign(entries.begin(), entries.end());
  return response;
}

absl::StatusOr<LedgerEntry> LedgerMethods::ReverseLedgerEntry(
    CallContext& call, const pb::ReverseLedgerEntryRequest& request) {
  LedgerEntry made;
  const auto change = [&](WriteContext& context,
                          LedgerEntry& entry) -> absl::Status {
    RETURN_IF_ERROR(CheckMayTakeBack(context, entry));
    ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
    ASSIGN_OR_RETURN(made, Reverse(context, *book, request.reason(), entry));
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const LedgerEntry entry,
                   entries_.Change(call, request, change));
  if (request.validate_only()) return made;
  // The first answer is kept of the entry alone.
  return entries_.GetByName(call, entry.reversed_by());
}

absl::StatusOr<LedgerEntry> LedgerMethods::ConfirmLedgerEntry(
    CallContext& call, const pb::ConfirmLedgerEntryRequest& request) {
  return entries_.Change(
      call, request,
      [](WriteContext& context, LedgerEntry& entry) -> absl::Status {
        RETURN_IF_ERROR(CheckMayBeConfirmed(entry, IsOffice(context)));
        RETURN_IF_ERROR(CheckMayAnswer(context, entry));
        entry.set_state(LedgerEntry::STATE_CONFIRMED);
        entry.set_confirmed_by(context.call().actor());
        *entry.mutable_confirm_time() = ToProto(context.now());
        entry.clear_dispute_reason();
        return absl::OkStatus();
      });
}

absl::StatusOr<LedgerEntry> LedgerMethods::DisputeLedgerEntry(
    CallContext& call, const pb::DisputeLedgerEntryRequest& request) {
  return entries_.Change(
      call, request,
      [&](WriteContext& context, LedgerEntry& entry) -> absl::Status {
        if (entry.state() != LedgerEntry::STATE_REPORTED) {
          return WrongState(entry, "不在等待确认",
                            "does not wait for confirmation");
        }
        RETURN_IF_ERROR(CheckMayAnswer(context, entry));
        entry.set_state(LedgerEntry::STATE_DISPUTED);
        entry.set_dispute_reason(request.reason());
        entry.set_confirmed_by(context.call().actor());
        *entry.mutable_confirm_time() = ToProto(context.now());
        return absl::OkStatus();
      });
}

}  // namespace duikou
