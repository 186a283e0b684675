// WholeFile: a file that is whole or not there: it gets its name at the end.
//
//   WholeFile file(session);
//   RETURN_IF_ERROR(file.Open("projects.xlsx"));  // "-": standard output
//   RETURN_IF_ERROR(file.Write(piece));
//   RETURN_IF_ERROR(file.Finish());
#ifndef DUIKOU_CLIENTS_CLI_WHOLE_FILE_H_
#define DUIKOU_CLIENTS_CLI_WHOLE_FILE_H_

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// Not thread-safe.
class WholeFile {
 public:
  // The session outlives it.
  explicit WholeFile(Session& session) : session_(session) {}
  // Removes what was not finished.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  // A usage error where it cannot be written.
  absl::Status Open(const std::string& path);
  // RESOURCE_EXHAUSTED where the disk is full.
  absl::Status Write(const std::string& bytes);
  absl::Status Finish();

  bool to_out() const { return path_ == "-"; }

 private:
  absl::Status CannotWrite() const;

  Session& session_;
  std::string path_;
  std::string partial_;  // empty: nothing to remove
  std::ofstream file_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_WHOLE_FILE_H_
