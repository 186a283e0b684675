// MakeSheetCollection: one resource's collection in sheets, out of its standard
// methods and its columns. What an import promises is in sheet_methods.h.
//
//   sheets.Add("areas", MakeSheetCollection(areas, SheetRules<Area>{
//       .table = [&](CallContext& call, const std::string& programme) {
//         return AreaTable(programme, …names read from the store…);
//       }}));
//
// A resource that is not written by the standard methods brings its own, which
// have of these: ForEach and BatchUpsert.
#ifndef DUIKOU_SERVICES_RPC_SHEET_COLLECTION_H_
#define DUIKOU_SERVICES_RPC_SHEET_COLLECTION_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/field_mask.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/table/table_schema.h"

namespace duikou {

// What a role says of one of its collections in sheets.
template <typename R>
struct SheetRules {
  // The columns in the programme of that id. NOT_FOUND where there is none.
  std::function<absl::StatusOr<TableSchema<R>>(CallContext&,
                                               const std::string& programme)>
      table;

  // Optional. The column that shows the field at a path; none: that of the same
  // key.
  std::function<std::string(const R&, const std::string& path)> column_of;

  // Optional. What resources that are likely the same thing have in common;
  // empty: there is no telling. The column is where the warning is shown.
  std::function<std::string(const R&)> likeness;
  std::string likeness_column = "display_name.zh";

  // Optional. Fills in what a row left out, and judges what only the server
  // changes otherwise. `before` is null where the row makes a new resource. The
  // fields of the server named in `server_fields` are then taken from the row.
  std::function<absl::Status(const R* before, R& row)> complete;
  std::vector<std::string> server_fields;
};

namespace internal {

// One import under way.
template <typename R, typename Methods>
class SheetImport {
 public:
  SheetImport(Methods& methods, const SheetRules<R>& rules,
              const TableSchema<R>& table, CallContext& call,
              const type::v1::ImportResourcesRequest& request,
              const Sheet& sheet, ImportSink sink)
      : methods_(methods),
        rules_(rules),
        table_(table),
        call_(call),
        request_(request),
        sheet_(sheet),
        sink_(sink) {}

  absl::Status Run() {
    RETURN_IF_ERROR(ReadRows());
    if (!read_.headings_accepted) return Finish(UpsertSummary());
    std::vector<R> rows;
    rows.reserve(read_.rows.size());
    for (const ParsedRow<R>& row : read_.rows) rows.push_back(row.value);
    UpsertOptions options = Options();
    ASSIGN_OR_RETURN(UpsertSummary done,
                     methods_.BatchUpsert(
                         call_, request_.parent(), rows, options,
                         [this](const R& row, const R* before, R& resource) {
                           return Merge(row, before, resource);
                         }));
    if (done.repeated) return Repeat(done.answer);
    return Finish(done);
  }

 private:
  bool AllOrNothing() const {
    return request_.mode() != type::v1::IMPORT_MODE_GOOD_ROWS_ONLY;
  }

  absl::Status ReadRows() {
    absl::Status status;
    ImportOptions options;
    options.on_progress = [&](int rows_read) {
      status = Tell(rows_read, 0);
      return status.ok();
    };
    read_ = table_.Import(sheet_, options);
    RETURN_IF_ERROR(status);
    table_.FlagDuplicates(
        sheet_, [](const R& row) { return row.name(); }, "id",
        /*warn_only=*/false, read_);
    return WarnOfLikeness();
  }

  UpsertOptions Options() {
    UpsertOptions options;
    options.all_or_nothing = AllOrNothing();
    options.refuse_existing =
        request_.existing() == type::v1::EXISTING_ROWS_REFUSE;
    // With a bad row already there is nothing to write, but more to list.
    options.validate_only =
        request_.validate_only() || (AllOrNothing() && read_.bad_rows > 0);
    options.request_id = request_.request_id();
    if (!options.request_id.empty()) {
      options.fingerprint = RequestHash(request_, {"request_id"});
    }
    options.answer = [this](const UpsertSummary& done) {
      return Summarize(done).SerializeAsString();
    };
    options.progress = [this](int rows_written) {
      // What is committed is committed: that the caller has gone is found out
      // before the next part.
      Tell(read_.rows_read, rows_written).IgnoreError();
      return call_.CheckAlive();
    };
    return options;
  }

  // Makes the resource what the row says.
  absl::Status Merge(const R& row, const R* before, R& resource) {
    R said = row;
    said.set_name(resource.name());
    if (before != nullptr) table_.TakeAbsent(read_.columns, *before, said);
    if (rules_.complete) RETURN_IF_ERROR(rules_.complete(before, said));
    if (before != nullptr && table_.SameCells(*before, said)) {
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(UpdateMask::Everything().Merge(said, resource, ""));
    for (const std::string& name : rules_.server_fields) {
      const auto* field = R::descriptor()->FindFieldByName(name);
      DUIKOU_CHECK(field != nullptr) << name;
      R::GetReflection()->SwapFields(&resource, &said, {field});
    }
    return absl::OkStatus();
  }

  // Warns of rows that are likely the same thing as another row or a stored
  // resource of another id.
  absl::Status WarnOfLikeness() {
    if (!rules_.likeness) return absl::OkStatus();
    absl::flat_hash_map<std::string, absl::btree_set<Place>> alike;
    RETURN_IF_ERROR(
        methods_.ForEach(call_, request_.parent(), [&](const R& stored) {
          std::string likeness = rules_.likeness(stored);
          if (!likeness.empty()) alike[likeness].insert({stored.name(), 0});
        }));
    for (const ParsedRow<R>& row : read_.rows) {
      std::string likeness = rules_.likeness(row.value);
      if (!likeness.empty()) alike[likeness].insert(PlaceOf(row));
    }
    for (const ParsedRow<R>& row : read_.rows) {
      auto found = alike.find(rules_.likeness(row.value));
      if (found == alike.end() || found->second.size() < 2) continue;
      const Place& first = *found->second.begin();
      warnings_.push_back(Warning(
          row.number, first == PlaceOf(row) ? *found->second.rbegin() : first));
    }
    return absl::OkStatus();
  }

  // A resource's name, or the number of a row that makes up a new one.
  using Place = std::pair<std::string, int>;
  static Place PlaceOf(const ParsedRow<R>& row) {
    if (row.value.name().empty()) return {"", row.number};
    return {row.value.name(), 0};
  }

  // The warning of an import that finds out itself what is likely the same.
  std::optional<RowProblem> TwinOf(const UpsertSummary& done, size_t i) const {
    const UpsertedRow& row = done.rows[i];
    if (row.twin_row < 0 && row.twin.empty()) return std::nullopt;
    return Warning(read_.rows[i].number,
                   row.twin_row < 0
                       ? Place(row.twin, 0)
                       : Place("", read_.rows[row.twin_row].number));
  }

  RowProblem Warning(int row_number, const Place& other) const {
    absl::string_view id = LastId(other.first);
    CellProblem what{
        "row.probable_duplicate",
        other.second > 0 ? absl::StrCat("可能与第 ", other.second, " 行重复")
                         : absl::StrCat("可能与 ", id, " 重复"),
        other.second > 0
            ? absl::StrCat("is likely the same as row ", other.second)
            : absl::StrCat("is likely the same as ", id)};
    RowProblem problem = table_.ProblemAt(
        sheet_, read_, row_number, rules_.likeness_column, std::move(what));
    problem.warning = true;
    return problem;
  }

  RowProblem Refusal(const ParsedRow<R>& row, const absl::Status& status) {
    std::string message(status.message());
    const std::string zh = ChineseTextOf(status);
    Violation violation = ViolationOf(status).value_or(
        Violation{"row.refused", "", zh.empty() ? message : zh, message});
    std::string key = violation.path == "name" ? "id" : violation.path;
    if (rules_.column_of) key = rules_.column_of(row.value, key);
    RowProblem problem =
        table_.ProblemAt(sheet_, read_, row.number, key,
                         {violation.code, violation.zh, violation.en});
    // Where the sheet has no such column, the words must name the field.
    if (problem.column.empty() && !violation.path.empty()) {
      problem.message_en = message;
      if (!violation.zh.empty()) {
        problem.message_zh = absl::StrCat(violation.path, "：", violation.zh);
      }
    }
    if (problem.message_zh.empty()) problem.message_zh = problem.message_en;
    return problem;
  }

  type::v1::ImportSummary Summarize(const UpsertSummary& done) {
    type::v1::ImportSummary summary;
    ImportProblems problems;
    problems.Add(read_.problems);
    for (RowProblem& problem : warnings_) problems.Add(problem);
    for (size_t i = 0; i < done.rows.size(); ++i) {
      if (auto twin = TwinOf(done, i)) problems.Add(*std::move(twin));
      if (done.rows[i].action != UpsertAction::kRefused) continue;
      problems.Add(Refusal(read_.rows[i], done.rows[i].status));
    }
    problems.Write(summary);
    summary.set_rows(read_.rows_read);
    summary.set_created(done.created);
    summary.set_updated(done.updated);
    summary.set_unchanged(done.unchanged);
    summary.set_bad_rows(read_.bad_rows + done.refused);
    summary.set_committed(done.committed);
    return summary;
  }

  absl::Status Finish(const UpsertSummary& done) {
    type::v1::ImportResourcesResponse last;
    *last.mutable_summary() = Summarize(done);
    return SendLast(last);
  }

  absl::Status Repeat(const std::string& answer) {
    type::v1::ImportResourcesResponse last;
    if (!last.mutable_summary()->ParseFromString(answer)) {
      return absl::DataLossError("a kept answer cannot be read");
    }
    return SendLast(last);
  }

  absl::Status SendLast(type::v1::ImportResourcesResponse& last) {
    const type::v1::ImportSummary& summary = last.summary();
    last.set_rows_read(summary.rows());
    last.set_rows_total(summary.rows());
    if (summary.committed()) {
      last.set_rows_written(summary.created() + summary.updated());
    }
    return sink_(last);
  }

  absl::Status Tell(int rows_read, int rows_written) {
    RETURN_IF_ERROR(call_.CheckAlive());
    type::v1::ImportResourcesResponse message;
    message.set_rows_read(rows_read);
    message.set_rows_total(static_cast<int32_t>(sheet_.rows.size()) - 1);
    message.set_rows_written(rows_written);
    return sink_(message);
  }

  Methods& methods_;
  const SheetRules<R>& rules_;
  const TableSchema<R>& table_;
  CallContext& call_;
  const type::v1::ImportResourcesRequest& request_;
  const Sheet& sheet_;
  ImportSink sink_;
  ImportResult<R> read_;
  std::vector<RowProblem> warnings_;
};

template <typename R, typename Methods>
class TypedSheetCollection final : public SheetCollection {
 public:
  TypedSheetCollection(Methods& methods, SheetRules<R> rules)
      : methods_(methods), rules_(std::move(rules)) {}

  absl::Status Import(CallContext& call,
                      const type::v1::ImportResourcesRequest& request,
                      const Sheet& sheet, ImportSink sink) override {
    ASSIGN_OR_RETURN(TableSchema<R> table,
                     rules_.table(call, ProgrammeIdIn(request.parent())));
    return SheetImport<R, Methods>(methods_, rules_, table, call, request,
                                   sheet, sink)
        .Run();
  }

  absl::StatusOr<Sheet> Export(CallContext& call, const std::string& parent,
                               TableLanguage language,
                               bool is_template) override {
    ASSIGN_OR_RETURN(TableSchema<R> table,
                     rules_.table(call, ProgrammeIdIn(parent)));
    std::vector<R> resources;
    if (!is_template) {
      RETURN_IF_ERROR(methods_.ForEach(
          call, parent, [&](const R& stored) { resources.push_back(stored); },
          Shown::kSeen));
    }
    return table.Export(resources, language);
  }

 private:
  Methods& methods_;
  const SheetRules<R> rules_;
};

}  // namespace internal

// `methods` outlives it. REQUIRES: the resource is of a programme or below one.
template <typename R, typename Methods = StandardMethods<R>>
std::unique_ptr<SheetCollection> MakeSheetCollection(Methods& methods,
                                                     SheetRules<R> rules) {
  return std::make_unique<internal::TypedSheetCollection<R, Methods>>(
      methods, std::move(rules));
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_SHEET_COLLECTION_H_
