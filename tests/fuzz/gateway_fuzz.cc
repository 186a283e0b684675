// What comes from the network to the gateway: HTTP in whatever pieces it comes,
// envelopes, gzip, JSON, and a role's bytes that are none. Nothing crashes or
// holds more than its limit; HTTP is read the same in one piece and in many;
// what is read as JSON can be written again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/check.h"
#include "services/gateway/connect_protocol.h"
#include "services/gateway/gzip.h"
#include "services/gateway/http_parser.h"
#include "services/gateway/json_codec.h"

namespace duikou {
namespace {

constexpr size_t kMost = 1 << 16;

// What a parser makes of the input, given in pieces of a size.
std::string ReadHttp(absl::string_view input, size_t piece) {
  HttpParser parser({.header_bytes = 4096, .body_bytes = kMost});
  std::string pending;
  while (true) {
    size_t used = 0;
    const HttpParser::Progress progress = parser.Put(pending, used);
    pending.erase(0, used);
    switch (progress) {
      case HttpParser::Progress::kHead:
        continue;
      case HttpParser::Progress::kError:
        return "error";
      case HttpParser::Progress::kDone: {
        const HttpRequest request = parser.Take();
        DUIKOU_CHECK(request.body.size() <= kMost);
        return request.method + " " + request.target + " " + request.body;
      }
      case HttpParser::Progress::kNeedMore:
        if (input.empty()) return "more";
        pending.append(input.data(), std::min(piece, input.size()));
        input.remove_prefix(std::min(piece, input.size()));
    }
  }
}

void CheckHttp(absl::string_view text) {
  const std::string whole = ReadHttp(text, text.size() + 1);
  const std::string pieces = ReadHttp(text, 1);
  // In pieces an error may be found before, or only after, the end.
  if (whole != "error" && pieces != "error" && whole != "more") {
    DUIKOU_CHECK(whole == pieces) << whole << " and " << pieces;
  }
}

void CheckFrames(absl::string_view text) {
  const auto envelope = ParseSingleEnvelope(text);
  if (envelope.ok()) {
    DUIKOU_CHECK(Envelope(envelope->flags, envelope->payload) == text);
  }
  const auto plain = Gunzip(text, kMost);
  if (plain.ok()) {
    DUIKOU_CHECK(plain->size() <= kMost);
    DUIKOU_CHECK(Gunzip(Gzip(*plain, GzipLevel::kFast), kMost).value() ==
                 *plain);
  }
  ParseConnectContentType(text);
  ParseConnectTimeout(text).status().IgnoreError();
  AcceptsGzip(text);
}

void CheckJson(absl::string_view text) {
  static const auto& codec =
      *new JsonCodec(*google::protobuf::DescriptorPool::generated_pool());
  const auto& type = *catalogue::v1::Project::descriptor();
  const auto bytes = codec.ToBinary(type, text);
  if (bytes.ok()) {
    const auto json = codec.ToJson(type, *bytes);
    DUIKOU_CHECK(json.ok()) << json.status();
    DUIKOU_CHECK(codec.ToBinary(type, *json).ok()) << *json;
  }
  // Bytes that are no message give an error, or a text.
  codec.ToJson(type, std::string(text)).status().IgnoreError();
}

}  // namespace
}  // namespace duikou

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  duikou::CheckHttp(text);
  duikou::CheckFrames(text);
  duikou::CheckJson(text);
  return 0;
}
