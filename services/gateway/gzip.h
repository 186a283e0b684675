// Gzip and Gunzip: HTTP's compression, by zlib.
//
//   const std::string small = Gzip(text, GzipLevel::kFast);
//   ASSIGN_OR_RETURN(std::string text, Gunzip(small, /*most=*/1 << 20));
#ifndef DUIKOU_SERVICES_GATEWAY_GZIP_H_
#define DUIKOU_SERVICES_GATEWAY_GZIP_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

enum class GzipLevel { kFast = 1, kSmall = 9 };

// `text` in gzip's format.
std::string Gzip(absl::string_view text, GzipLevel level);

// The text of one or more gzip members. Holds no more than `most` bytes,
// whatever the input claims: RESOURCE_EXHAUSTED where there are more.
// INVALID_ARGUMENT where the input is none, or is cut off.
absl::StatusOr<std::string> Gunzip(absl::string_view gzip, size_t most);

// Whether an Accept-Encoding header (`gzip, br;q=0.5`) takes gzip.
bool AcceptsGzip(absl::string_view accept_encoding);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_GZIP_H_
