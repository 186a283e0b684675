// ZipArchive: the parts of a zip file held in memory, read by libzip within
// limits. Nothing is ever written to disk, so the names in it do no harm.
//
//   ASSIGN_OR_RETURN(auto archive, ZipArchive::Open(bytes, limits));
//   RETURN_IF_ERROR(archive->Read("xl/workbook.xml", consume));
//
// Sizes are counted while inflating; what the headers claim is only used to
// refuse early. Thread-compatible. The bytes must outlive the archive.
#ifndef DUIKOU_SERVICES_TABLE_ZIP_ARCHIVE_H_
#define DUIKOU_SERVICES_TABLE_ZIP_ARCHIVE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/table/read_limits.h"

struct zip;

namespace duikou {

class ZipArchive {
 public:
  // INVALID_ARGUMENT where it is no zip file, RESOURCE_EXHAUSTED where it has
  // too many parts.
  static absl::StatusOr<std::unique_ptr<ZipArchive>> Open(
      absl::string_view bytes, const ReadLimits& limits);

  bool Contains(const std::string& part) const;

  // Hands the inflated part to `consume` in pieces of up to 64 KiB. Errors: of
  // `consume`; INVALID_ARGUMENT where the part is absent, broken, encrypted or
  // compressed in an unknown way; RESOURCE_EXHAUSTED where it, or all read so
  // far, is over a limit.
  absl::Status Read(const std::string& part,
                    absl::FunctionRef<absl::Status(absl::string_view)> consume);

 private:
  struct ArchiveCloser {
    void operator()(zip* archive) const;
  };

  ZipArchive(zip* archive, int64_t file_bytes, const ReadLimits& limits)
      : archive_(archive), file_bytes_(file_bytes), limits_(limits) {}

  absl::Status CheckInflated(const std::string& part, int64_t inflated,
                             int64_t compressed) const;

  const std::unique_ptr<zip, ArchiveCloser> archive_;
  const int64_t file_bytes_;
  const ReadLimits limits_;
  int64_t inflated_bytes_ = 0;  // of all parts read
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_ZIP_ARCHIVE_H_
