#include "services/progress/ledger_rows.h"

#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/entry_twins.h"
#include "services/progress/ledger_book.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using progress::v1::LedgerEntry;

constexpr size_t kLookAliveEvery = 256;

// One attempt of an import.
class RowsAttempt {
 public:
  RowsAttempt(LedgerMethods& ledger, WriteContext& context, EntryTwins& twins,
              const UpsertOptions& options, const LedgerRows::Merge& merge)
      : ledger_(ledger),
        context_(context),
        twins_(twins),
        options_(options),
        merge_(merge) {}

  // What becomes of each row; the book holds those that are appended.
  absl::StatusOr<UpsertSummary> Run(const std::vector<LedgerEntry>& rows) {
    ASSIGN_OR_RETURN(book_, LedgerBook::Of(context_));
    twins_.Begin();
    summary_.rows.resize(rows.size());
    context_.SetPath("");
    for (size_t i = 0; i < rows.size(); ++i) {
      if (i % kLookAliveEvery == 0) {
        RETURN_IF_ERROR(context_.call().CheckAlive());
      }
      const absl::Status taken = Take(rows[i], static_cast<int>(i));
      if (taken.ok()) continue;
      if (!IsOfTheRow(taken)) return taken;
      summary_.rows[i].action = UpsertAction::kRefused;
      summary_.rows[i].status = taken;
    }
    summary_.CountActions();
    return std::move(summary_);
  }

 private:
  absl::Status Take(const LedgerEntry& row, int index) {
    if (!row.name().empty()) return Compare(row, index);
    LedgerEntry entry = row;
    RETURN_IF_ERROR(merge_(row, nullptr, entry));
    RETURN_IF_ERROR(ledger_.Append(context_, *book_, twins_, entry));
    UpsertedRow& outcome = summary_.rows[index];
    outcome.action = UpsertAction::kCreated;
    outcome.name = entry.name();
    rows_.emplace(entry.name(), index);
    if (entry.possible_duplicates().empty()) return absl::OkStatus();
    outcome.twin = entry.possible_duplicates(0);
    const auto earlier = rows_.find(outcome.twin);
    if (earlier != rows_.end()) outcome.twin_row = earlier->second;
    return absl::OkStatus();
  }

  // An entry that is there stays as it is.
  absl::Status Compare(const LedgerEntry& row, int index) {
    ASSIGN_OR_RETURN(
        const std::optional<LedgerEntry> stored,
        context_.Find<LedgerEntry>(kEntryCollection, LastId(row.name())));
    if (!stored.has_value()) {
      return context_.Invalid(
          Violation{"entry_unknown", "name", "没有此编号的条目；新条目不填编号",
                    "no entry has this id; a new one gets it from the server: "
                    "leave it empty"});
    }
    RETURN_IF_ERROR(ledger_.entries().engine().CheckMayWrite(
        context_.call(), &*stored, nullptr));
    LedgerEntry said = *stored;
    RETURN_IF_ERROR(merge_(row, &*stored, said));
    if (options_.refuse_existing || EntryRecord(said) != EntryRecord(*stored)) {
      return ToStatus(
          absl::StatusCode::kFailedPrecondition,
          Violation{"entry_stays", "name", "台账条目不能修改；请冲销后另行录入",
                    "an entry is never changed: reverse it, and enter it anew"},
          "");
    }
    summary_.rows[index].action = UpsertAction::kUnchanged;
    summary_.rows[index].name = stored->name();
    return absl::OkStatus();
  }

  LedgerMethods& ledger_;
  WriteContext& context_;
  EntryTwins& twins_;
  const UpsertOptions& options_;
  const LedgerRows::Merge& merge_;
  LedgerBook* book_ = nullptr;
  UpsertSummary summary_;
  // The rows that are appended, by their entries' names.
  absl::flat_hash_map<std::string, int> rows_;
};

UpsertSummary RepeatedSummary(const CommitResult& repeated) {
  UpsertSummary summary;
  summary.repeated = true;
  summary.answer = repeated.answer;
  return summary;
}

}  // namespace

absl::StatusOr<UpsertSummary> LedgerRows::BatchUpsert(
    CallContext& call, absl::string_view parent,
    const std::vector<LedgerEntry>& rows, const UpsertOptions& options,
    const Merge& merge) {
  ResourceEngine& engine = ledger_.entries().engine();
  const WriteArguments arguments{.request_id = options.request_id,
                                 .fingerprint = options.fingerprint};
  ASSIGN_OR_RETURN(const std::string partition, engine.PartitionOf(parent));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   engine.Repeated(call, partition, arguments));
  if (repeated) return RepeatedSummary(*repeated);
  EntryTwins twins;
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, ledger_.store(), ledger_.ids(), partition,
                         ledger_.clock().Now());
    RETURN_IF_ERROR(engine.CheckParent(context, parent));
    ASSIGN_OR_RETURN(
        UpsertSummary summary,
        RowsAttempt(ledger_, context, twins, options, merge).Run(rows));
    if (options.validate_only || summary.created == 0 ||
        (options.all_or_nothing && summary.refused > 0)) {
      return summary;
    }
    ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
    book->Write();
    summary.committed = true;
    const absl::StatusOr<CommitResult> done =
        CommitWrites(context, ledger_.store(), {}, arguments,
                     options.answer ? options.answer(summary) : "");
    if (done.ok() && done->repeated) return RepeatedSummary(*done);
    if (done.ok()) {
      if (options.progress) {
        RETURN_IF_ERROR(options.progress(static_cast<int>(rows.size())));
      }
      return summary;
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return Refused(absl::StatusCode::kAborted, "",
                 "导入所依据的内容不断被他人修改",
                 "others keep changing what the import depends on");
}

}  // namespace duikou
