#include "services/rpc/batch_upsert.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/field_mask.h"

namespace duikou {
namespace {

using google::protobuf::Message;

// Above so many rows the whole collection is read instead of each record.
constexpr int kReadEach = 100;
constexpr int kCheckAliveEvery = 256;

// One import under way.
class Upsert {
 public:
  Upsert(ResourceEngine& engine, CallContext& call, absl::string_view parent,
         const std::vector<UpsertRow>& rows, const UpsertMerge& merge,
         const UpsertOptions& options)
      : engine_(engine),
        call_(call),
        parent_(parent),
        rows_(rows),
        merge_(merge),
        options_(options),
        prepared_(rows.size()) {}

  absl::StatusOr<UpsertSummary> Run();

 private:
  // What becomes of a row.
  struct Prepared {
    std::string id;
    ResourcePtr before;  // null: new
    Revision revision = 0;
    ResourcePtr after;
    std::string value;
  };

  absl::Status Attempt(WriteContext& context);
  absl::Status ChooseIds(WriteContext& context);
  absl::Status ReadExisting();
  absl::Status ReadOne(Prepared& row);
  absl::Status ReadCollection();
  absl::Status Merge(size_t i);
  // Checks every row that is not refused; whether any was refused newly.
  absl::StatusOr<bool> PrepareRows(WriteContext& context);
  absl::Status PrepareRow(WriteContext& context, size_t i);
  absl::Status Write(WriteContext& context);
  absl::StatusOr<bool> WriteRows(WriteContext& context, size_t from, size_t to,
                                 bool last);
  void Refuse(size_t i, absl::Status status);
  bool Refused(size_t i) const { return !summary_.rows[i].status.ok(); }

  ResourceEngine& engine_;
  CallContext& call_;
  const absl::string_view parent_;
  const std::vector<UpsertRow>& rows_;
  const UpsertMerge& merge_;
  const UpsertOptions& options_;
  std::string partition_;
  std::vector<Prepared> prepared_;
  UpsertSummary summary_;
};

void Upsert::Refuse(size_t i, absl::Status status) {
  summary_.rows[i].action = UpsertAction::kRefused;
  summary_.rows[i].status = std::move(status);
}

absl::Status Upsert::ChooseIds(WriteContext& context) {
  absl::flat_hash_map<std::string, size_t> taken;
  for (size_t i = 0; i < rows_.size(); ++i) {
    context.SetPath("");
    absl::StatusOr<std::string> id =
        engine_.ChooseId(context, {rows_[i].resource, rows_[i].id, "", "name"});
    if (!id.ok()) {
      if (!IsOfTheRow(id.status())) return id.status();
      Refuse(i, id.status());
      continue;
    }
    const auto [first, inserted] = taken.emplace(*id, i);
    if (!inserted) {
      Refuse(i, duikou::Refused(
                    absl::StatusCode::kAlreadyExists, "name",
                    absl::StrCat("“", *id, "”与前面一行相同"),
                    absl::StrCat("\"", *id, "\" is that of an earlier row")));
      continue;
    }
    const std::string name =
        absl::StrCat(parent_, parent_.empty() ? "" : "/",
                     engine_.pattern().collection(), "/", *id);
    summary_.rows[i].name = name;
    prepared_[i].id = engine_.pattern().Key(name)->id;
  }
  return absl::OkStatus();
}

absl::Status Upsert::ReadOne(Prepared& row) {
  absl::StatusOr<Record> record = engine_.store().Get(
      partition_, engine_.pattern().collection(), row.id, call_.limits());
  if (absl::IsNotFound(record.status())) return absl::OkStatus();
  RETURN_IF_ERROR(record.status());
  ASSIGN_OR_RETURN(row.before, engine_.Decode(*record));
  row.revision = record->revision;
  return absl::OkStatus();
}

absl::Status Upsert::ReadCollection() {
  absl::flat_hash_map<absl::string_view, Prepared*> by_id;
  for (Prepared& row : prepared_) by_id.emplace(row.id, &row);
  Page page;
  while (true) {
    RETURN_IF_ERROR(call_.CheckAlive());
    ASSIGN_OR_RETURN(
        const ListResult listed,
        engine_.store().List(partition_, engine_.pattern().collection(), page,
                             call_.limits()));
    for (const Record& record : listed.records) {
      const auto row = by_id.find(record.id);
      if (row == by_id.end()) continue;
      ASSIGN_OR_RETURN(row->second->before, engine_.Decode(record));
      row->second->revision = record.revision;
    }
    if (!listed.more) return absl::OkStatus();
    page.after = listed.records.back().id;
  }
}

absl::Status Upsert::ReadExisting() {
  if (rows_.size() > kReadEach) return ReadCollection();
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!Refused(i)) RETURN_IF_ERROR(ReadOne(prepared_[i]));
  }
  return absl::OkStatus();
}

absl::Status Upsert::Merge(size_t i) {
  Prepared& row = prepared_[i];
  row.after = engine_.New();
  if (row.before == nullptr) {
    row.after->CopyFrom(*rows_[i].resource);
    engine_.validator().ClearOutputOnly(*row.after);
    engine_.SetName(*row.after, summary_.rows[i].name);
    if (merge_) return merge_(*rows_[i].resource, nullptr, *row.after);
    return absl::OkStatus();
  }
  if (options_.refuse_existing) {
    return duikou::Refused(
        absl::StatusCode::kAlreadyExists, "name",
        absl::StrCat(summary_.rows[i].name, " 已经存在"),
        absl::StrCat(summary_.rows[i].name, " exists already"));
  }
  row.after->CopyFrom(*row.before);
  if (merge_) {
    return merge_(*rows_[i].resource, row.before.get(), *row.after);
  }
  ResourcePtr named = engine_.New();
  named->CopyFrom(*rows_[i].resource);
  engine_.SetName(*named, summary_.rows[i].name);
  return UpdateMask::Everything().Merge(*named, *row.after, "");
}

absl::Status Upsert::PrepareRow(WriteContext& context, size_t i) {
  Prepared& row = prepared_[i];
  context.SetPath("");
  RETURN_IF_ERROR(engine_.CheckMayWrite(call_, row.before.get(), nullptr));
  RETURN_IF_ERROR(engine_.Prepare(context, row.before.get(), *row.after));
  RETURN_IF_ERROR(
      engine_.CheckMayWrite(call_, row.before.get(), row.after.get()));
  row.value = engine_.Encode(*row.after);
  UpsertedRow& outcome = summary_.rows[i];
  outcome.action = UpsertAction::kCreated;
  if (row.before == nullptr) return absl::OkStatus();
  // Unchanged is what differs in nothing but the time of the change.
  ResourcePtr as_before = engine_.New();
  as_before->CopyFrom(*row.after);
  engine_.CopyUpdateTime(*row.before, *as_before);
  outcome.action = engine_.Encode(*as_before) == engine_.Encode(*row.before)
                       ? UpsertAction::kUnchanged
                       : UpsertAction::kUpdated;
  return absl::OkStatus();
}

absl::StatusOr<bool> Upsert::PrepareRows(WriteContext& context) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (Refused(i)) continue;
    if (absl::Status merged = Merge(i); !merged.ok()) {
      if (!IsOfTheRow(merged)) return merged;
      Refuse(i, std::move(merged));
      continue;
    }
    context.Bring(engine_.pattern().collection(), prepared_[i].id,
                  *prepared_[i].after);
  }
  bool newly_refused = false;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (i % kCheckAliveEvery == 0) RETURN_IF_ERROR(call_.CheckAlive());
    if (Refused(i)) continue;
    absl::Status status = PrepareRow(context, i);
    if (status.ok()) continue;
    if (!IsOfTheRow(status)) return status;
    Refuse(i, std::move(status));
    newly_refused = true;
  }
  return newly_refused;
}

// Commits the rows [from, to); whether there was anything to write.
absl::StatusOr<bool> Upsert::WriteRows(WriteContext& context, size_t from,
                                       size_t to, bool last) {
  std::vector<Mutation> writes;
  for (size_t i = from; i < to; ++i) {
    const UpsertAction action = summary_.rows[i].action;
    if (Refused(i) || action == UpsertAction::kUnchanged) continue;
    writes.push_back(Mutation::Put(
        engine_.pattern().collection(), prepared_[i].id, prepared_[i].value,
        action == UpsertAction::kCreated
            ? Expectation::Absent()
            : Expectation::Exactly(prepared_[i].revision)));
  }
  if (writes.empty()) return false;
  WriteArguments arguments;
  std::string answer;
  if (last && !options_.request_id.empty()) {
    arguments.request_id = options_.request_id;
    arguments.fingerprint = options_.fingerprint;
    summary_.committed = true;
    if (options_.answer) answer = options_.answer(summary_);
  }
  ASSIGN_OR_RETURN(const CommitResult done,
                   CommitWrites(context, engine_.store(), std::move(writes),
                                arguments, std::move(answer)));
  if (done.repeated) {
    summary_ = UpsertSummary();
    summary_.repeated = true;
    summary_.answer = done.answer;
  }
  return true;
}

absl::Status Upsert::Write(WriteContext& context) {
  size_t end = rows_.size();
  const size_t step =
      options_.all_or_nothing ? std::max<size_t>(end, 1) : kRowsPerCommit;
  for (size_t from = 0; from < end; from += step) {
    const size_t to = std::min(from + step, end);
    ASSIGN_OR_RETURN(const bool wrote, WriteRows(context, from, to, to == end));
    if (summary_.repeated) return absl::OkStatus();
    summary_.committed |= wrote;
    if (options_.progress) {
      RETURN_IF_ERROR(options_.progress(static_cast<int>(to)));
    }
  }
  return absl::OkStatus();
}

absl::Status Upsert::Attempt(WriteContext& context) {
  summary_ = UpsertSummary();
  summary_.rows.resize(rows_.size());
  prepared_ = std::vector<Prepared>(rows_.size());
  RETURN_IF_ERROR(engine_.CheckParent(context, parent_));
  RETURN_IF_ERROR(context.CheckProgrammeOpen());
  RETURN_IF_ERROR(ChooseIds(context));
  RETURN_IF_ERROR(ReadExisting());
  return absl::OkStatus();
}

absl::StatusOr<UpsertSummary> Upsert::Run() {
  ASSIGN_OR_RETURN(partition_, engine_.PartitionOf(parent_));
  ASSIGN_OR_RETURN(
      const std::optional<CommitResult> repeated,
      engine_.Repeated(call_, partition_,
                       {options_.request_id, options_.fingerprint, false}));
  if (repeated) {
    summary_.repeated = true;
    summary_.answer = repeated->answer;
    return std::move(summary_);
  }
  absl::Status conflict;
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call_, attempt));
    auto context =
        std::make_unique<WriteContext>(call_, engine_.store(), engine_.ids(),
                                       partition_, engine_.clock().Now());
    RETURN_IF_ERROR(Attempt(*context));
    while (true) {
      ASSIGN_OR_RETURN(const bool newly_refused, PrepareRows(*context));
      // Rows that refer to a refused one are only good with it.
      if (options_.all_or_nothing || !newly_refused ||
          !context->found_brought()) {
        break;
      }
      context = std::make_unique<WriteContext>(
          call_, engine_.store(), engine_.ids(), partition_, context->now());
    }
    summary_.CountActions();
    if (options_.validate_only ||
        (options_.all_or_nothing && summary_.refused > 0)) {
      return std::move(summary_);
    }
    conflict = Write(*context);
    if (conflict.ok()) return std::move(summary_);
    if (!IsConflict(conflict)) return conflict;
  }
  return duikou::Refused(absl::StatusCode::kAborted, "",
                         "导入所依据的内容不断被他人修改",
                         "others keep changing what the import depends on");
}

}  // namespace

bool IsOfTheRow(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kPermissionDenied:
      return true;
    default:
      return false;
  }
}

void UpsertSummary::CountActions() {
  created = updated = 0;
  unchanged = refused = 0;
  for (const UpsertedRow& row : rows) {
    switch (row.action) {
      case UpsertAction::kCreated:
        ++created;
        break;
      case UpsertAction::kUpdated:
        ++updated;
        break;
      case UpsertAction::kUnchanged:
        ++unchanged;
        break;
      case UpsertAction::kRefused:
        ++refused;
        break;
    }
  }
}

absl::StatusOr<UpsertSummary> BatchUpsert(ResourceEngine& engine,
                                          CallContext& call,
                                          absl::string_view parent,
                                          const std::vector<UpsertRow>& rows,
                                          const UpsertMerge& merge,
                                          const UpsertOptions& options) {
  return Upsert(engine, call, parent, rows, merge, options).Run();
}

}  // namespace duikou
