// BatchUpsert: many resources created or changed at once, as imports do.
// Roles call it through StandardMethods<T>::BatchUpsert.
//
// Each row is created where its id is free, changed where it is taken, left
// alone where nothing would change, or refused with the reason. Rows may refer
// to each other in any order. With all_or_nothing everything is one commit, or
// none; without it, refused rows and those that refer to them stay out, and
// large imports take several commits of kRowsPerCommit rows.
#ifndef DUIKOU_SERVICES_RPC_BATCH_UPSERT_H_
#define DUIKOU_SERVICES_RPC_BATCH_UPSERT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/rpc/resource_engine.h"

namespace duikou {

inline constexpr int kRowsPerCommit = 5000;

enum class UpsertAction { kCreated, kUpdated, kUnchanged, kRefused };

struct UpsertedRow {
  UpsertAction action = UpsertAction::kRefused;
  // Why it was refused; its message begins with the field's path in the
  // resource. OK otherwise.
  absl::Status status;
  // The resource's name; empty where it was refused before it had one.
  std::string name;
  // Where it is likely the same thing as another: that one's name, or, of a row
  // before it, the index of the row.
  std::string twin = "";
  int twin_row = -1;
};

struct UpsertSummary {
  std::vector<UpsertedRow> rows;  // as they were given
  int created = 0;
  int updated = 0;
  int unchanged = 0;
  int refused = 0;
  bool committed = false;  // whether anything was written
  // Where the request id was known: what `answer` gave the first time, and
  // nothing else is set.
  bool repeated = false;
  std::string answer;

  // Counts the rows by what became of them.
  void CountActions();
};

// Whether an error belongs to the row: errors of ours or of the store end the
// import.
bool IsOfTheRow(const absl::Status& status);

struct UpsertOptions {
  bool all_or_nothing = true;
  bool refuse_existing = false;
  bool validate_only = false;
  std::string request_id;
  std::string fingerprint;  // RequestHash of the request
  // Makes the answer that is kept beside the request id.
  std::function<std::string(const UpsertSummary&)> answer;
  // Told after each commit how many rows are written so far.
  std::function<absl::Status(int rows_written)> progress;
};

// Resources as the file has them, with the last id of their name or, where the
// server is to choose, an empty one.
struct UpsertRow {
  const google::protobuf::Message* resource = nullptr;
  std::string id;
};

// Makes the resource what the row says. Where it is new (`before` is null) it
// already is the row, less what the server writes; else it is what is stored.
using UpsertMerge =
    std::function<absl::Status(const google::protobuf::Message& row,
                               const google::protobuf::Message* before,
                               google::protobuf::Message& resource)>;

absl::StatusOr<UpsertSummary> BatchUpsert(ResourceEngine& engine,
                                          CallContext& call,
                                          absl::string_view parent,
                                          const std::vector<UpsertRow>& rows,
                                          const UpsertMerge& merge,
                                          const UpsertOptions& options);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_BATCH_UPSERT_H_
