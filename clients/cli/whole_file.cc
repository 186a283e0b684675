#include "clients/cli/whole_file.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"

namespace duikou::cli {

WholeFile::~WholeFile() {
  if (partial_.empty()) return;
  file_.close();
  (void)std::remove(partial_.c_str());
}

absl::Status WholeFile::CannotWrite() const {
  return UsageError(absl::StrCat("FILE: cannot write \"", path_, "\""));
}

absl::Status WholeFile::Open(const std::string& path) {
  path_ = path;
  if (to_out()) return absl::OkStatus();
  file_.open(path + ".part", std::ios::binary | std::ios::trunc);
  if (!file_) return CannotWrite();
  partial_ = path + ".part";
  return absl::OkStatus();
}

absl::Status WholeFile::Write(const std::string& bytes) {
  std::ostream& out = to_out() ? session_.terminal().out : file_;
  out << bytes;
  if (out) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("cannot write \"", path_, "\": is the disk full?"));
}

absl::Status WholeFile::Finish() {
  if (to_out()) {
    session_.terminal().out.flush();
    return Write("");
  }
  file_.close();
  if (!file_) return Write("");
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) return CannotWrite();
  partial_.clear();
  return absl::OkStatus();
}

}  // namespace duikou::cli
