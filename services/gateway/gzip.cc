#include "services/gateway/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr int kGzipFormat = 16;  // added to the window's bits
constexpr int kMemoryLevel = 8;  // zlib's default
constexpr size_t kFirstOutput = 16 << 10;

Bytef* Bytes(const char* data) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(data));
}

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

std::string Gzip(absl::string_view text, GzipLevel level) {
  z_stream stream = {};
  DUIKOU_CHECK(deflateInit2(&stream, static_cast<int>(level), Z_DEFLATED,
                            MAX_WBITS + kGzipFormat, kMemoryLevel,
                            Z_DEFAULT_STRATEGY) == Z_OK);
  std::string gzip(deflateBound(&stream, text.size()), '\0');
  stream.next_in = Bytes(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = Bytes(gzip.data());
  stream.avail_out = static_cast<uInt>(gzip.size());
  DUIKOU_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  gzip.resize(stream.total_out);
  deflateEnd(&stream);
  return gzip;
}

absl::StatusOr<std::string> Gunzip(absl::string_view gzip, size_t most) {
  z_stream stream = {};
  DUIKOU_CHECK(inflateInit2(&stream, MAX_WBITS + kGzipFormat) == Z_OK);
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  stream.next_in = Bytes(gzip.data());
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string text;
  size_t size = 0;
  while (true) {
    // One byte over the limit tells that there is more.
    if (size == text.size()) {
      text.resize(std::min(most + 1, std::max(2 * size, kFirstOutput)));
    }
    stream.next_out = Bytes(text.data() + size);
    stream.avail_out = static_cast<uInt>(text.size() - size);
    const int result = inflate(&stream, Z_NO_FLUSH);
    size = text.size() - stream.avail_out;
    if (size > most) {
      return absl::ResourceExhaustedError(
          absl::StrCat("the gzip data hold more than ", most, " bytes"));
    }
    if (result == Z_STREAM_END) {
      if (stream.avail_in == 0) break;
      if (inflateReset(&stream) == Z_OK) continue;  // the next member
    }
    if (result != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) {
      return absl::InvalidArgumentError("the gzip data are cut off or broken");
    }
  }
  text.resize(size);
  return text;
}

bool AcceptsGzip(absl::string_view accept_encoding) {
  for (const absl::string_view each : absl::StrSplit(accept_encoding, ',')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(each, absl::MaxSplits(';', 1));
    const absl::string_view name = absl::StripAsciiWhitespace(parts.first);
    if (!absl::EqualsIgnoreCase(name, "gzip") && name != "*") continue;
    absl::string_view quality = absl::StripAsciiWhitespace(parts.second);
    double weight = 1;
    if (absl::ConsumePrefix(&quality, "q=") &&
        !absl::SimpleAtod(quality, &weight)) {
      weight = 0;
    }
    return weight > 0;
  }
  return false;
}

}  // namespace duikou
