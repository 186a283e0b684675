// Small files that only their owner may read, written so that they are there
// whole, after a loss of power too.
//
//   RETURN_IF_ERROR(WritePrivateFile(path, bytes, ExistingFile::kRefuse));
//   ASSIGN_OR_RETURN(std::string bytes, ReadPrivateFile(path));
#ifndef DUIKOU_SERVICES_ACCESS_PRIVATE_FILE_H_
#define DUIKOU_SERVICES_ACCESS_PRIVATE_FILE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

enum class ExistingFile : uint8_t { kReplace, kRefuse };

// Writes to a file beside it first, then names it. Makes the directory where
// it is missing. ALREADY_EXISTS where the file is there and is not to be
// replaced; UNAVAILABLE where it cannot be written.
absl::Status WritePrivateFile(const std::string& path, absl::string_view bytes,
                              ExistingFile existing);

// NOT_FOUND where there is none; FAILED_PRECONDITION where it is no plain file
// or others than its owner may read or write it; UNAVAILABLE where it cannot be
// read.
absl::StatusOr<std::string> ReadPrivateFile(const std::string& path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_PRIVATE_FILE_H_
