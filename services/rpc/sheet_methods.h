// SheetMethods: ImportResources and ExportResources of a service, for all its
// collections.
//
//   SheetMethods sheets;
//   sheets.Add("projects", MakeSheetCollection(projects,
//                                              SheetRules<Project>{…}));
//   sheets.Import(call, request, [&](const ImportResourcesResponse& message) {
//     return stream.Write(message);
//   });
//
// An import reads the sheet, checks every row as a Create or an Update of it
// would be checked, and lists what is wrong by row and column. Bad rows keep
// all others out, or only themselves, as asked. A row whose id is taken changes
// that resource in the columns that the sheet has, one whose id is new creates
// it, and one that says what is stored leaves it alone. Rows may refer to one
// another in any order. Resources of one kind that look like the same thing
// under two ids are warned of. The caller may go at any time before the commit:
// then nothing is written.
//
// An export writes the same columns. What is exported, imported and exported
// again is the same file, and its import changes nothing.
#ifndef DUIKOU_SERVICES_RPC_SHEET_METHODS_H_
#define DUIKOU_SERVICES_RPC_SHEET_METHODS_H_

#include <map>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/table.pb.h"
#include "services/rpc/call_context.h"
#include "services/table/column_spec.h"
#include "services/table/row_problem.h"
#include "services/table/sheet.h"

namespace duikou {

// Where messages go; an error ends the import or export with it.
using ImportSink =
    absl::FunctionRef<absl::Status(const type::v1::ImportResourcesResponse&)>;
using ExportSink =
    absl::FunctionRef<absl::Status(const type::v1::ExportResourcesResponse&)>;

// The id of the programme that a parent is, or lies in.
std::string ProgrammeIdIn(absl::string_view parent);

// One collection in sheets, without its type; made by MakeSheetCollection
// (sheet_collection.h). Thread-safe.
class SheetCollection {
 public:
  virtual ~SheetCollection() = default;

  // `sheet` is what the request holds.
  virtual absl::Status Import(CallContext& call,
                              const type::v1::ImportResourcesRequest& request,
                              const Sheet& sheet, ImportSink sink) = 0;

  // All resources below the parent by id, or none for a template.
  virtual absl::StatusOr<Sheet> Export(CallContext& call,
                                       const std::string& parent,
                                       TableLanguage language,
                                       bool is_template) = 0;
};

// Thread-safe after the last Add.
class SheetMethods {
 public:
  void Add(absl::string_view collection,
           std::unique_ptr<SheetCollection> sheets);

  // INVALID_ARGUMENT naming the field where the collection is unknown, or the
  // content is no sheet or of another format than stated; RESOURCE_EXHAUSTED
  // where it is too large. Bad rows are no error: the summary lists them.
  absl::Status Import(CallContext& call,
                      const type::v1::ImportResourcesRequest& request,
                      ImportSink sink) const;

  absl::Status Export(CallContext& call,
                      const type::v1::ExportResourcesRequest& request,
                      ExportSink sink) const;

 private:
  absl::StatusOr<SheetCollection*> Find(absl::string_view collection) const;

  std::map<std::string, std::unique_ptr<SheetCollection>> collections_;
};

// The first problems of an import by row, and how many there are.
class ImportProblems {
 public:
  void Add(RowProblem problem);
  void Add(const ProblemLog& log);
  // Fills `problems` and `problem_count`.
  void Write(type::v1::ImportSummary& summary) const;

 private:
  std::vector<RowProblem> kept_;
  int64_t count_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_SHEET_METHODS_H_
