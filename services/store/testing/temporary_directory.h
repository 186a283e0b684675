// TemporaryDirectory: a directory of a test's own, gone when destroyed.
//
//   TemporaryDirectory directory;
//   const std::string path = directory.File("store.db");
#ifndef DUIKOU_SERVICES_STORE_TESTING_TEMPORARY_DIRECTORY_H_
#define DUIKOU_SERVICES_STORE_TESTING_TEMPORARY_DIRECTORY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

class TemporaryDirectory {
 public:
  // REQUIRES: the system's directory for temporary files can be written.
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  const std::string& path() const { return path_; }
  std::string File(absl::string_view name) const;

 private:
  std::string path_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_TESTING_TEMPORARY_DIRECTORY_H_
