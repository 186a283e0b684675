#include "services/rpc/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/base/violation.h"
#include "services/rpc/request_hash.h"

namespace duikou {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A token is base64url of: version, arguments' hash, check, position.
constexpr char kVersion = '\1';
constexpr size_t kHashBytes = 8;
constexpr size_t kCheckBytes = 8;
constexpr size_t kHeadBytes = 1 + kHashBytes + kCheckBytes;
constexpr size_t kMaxTokenBytes = 4096;

std::string ArgumentsHash(const Message& request) {
  return RequestHash(request, {"page_size", "page_token"})
      .substr(0, kHashBytes);
}

std::string Check(absl::string_view hash, absl::string_view position) {
  return Sha256(absl::StrCat("duikou page token", hash, position))
      .substr(0, kCheckBytes);
}

absl::Status NotOurs() {
  return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                 "不是此列表给出的", "not one that a page of this list gave");
}

}  // namespace

absl::StatusOr<int> PageSize(int32_t page_size, PageSizes sizes) {
  if (page_size < 0) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_size",
                   absl::StrCat(page_size, " 为负数"),
                   absl::StrCat(page_size, " is negative"));
  }
  if (page_size == 0) return sizes.standard;
  return std::min<int>(page_size, sizes.most);
}

std::string PageToken(const Message& request, absl::string_view position) {
  const std::string hash = ArgumentsHash(request);
  return absl::WebSafeBase64Escape(absl::StrCat(
      absl::string_view(&kVersion, 1), hash, Check(hash, position), position));
}

absl::StatusOr<std::string> PagePosition(const Message& request) {
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("page_token");
  DUIKOU_CHECK(field != nullptr) << request.GetTypeName();
  std::string scratch;
  return PagePosition(request, request.GetReflection()->GetStringReference(
                                   request, field, &scratch));
}

absl::StatusOr<std::string> PagePosition(const Message& request,
                                         absl::string_view token) {
  if (token.empty()) return std::string();
  std::string text;
  if (token.size() > kMaxTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &text) || text.size() < kHeadBytes ||
      text[0] != kVersion) {
    return NotOurs();
  }
  const absl::string_view hash = absl::string_view(text).substr(1, kHashBytes);
  const absl::string_view check =
      absl::string_view(text).substr(1 + kHashBytes, kCheckBytes);
  const std::string position = text.substr(kHeadBytes);
  if (check != Check(hash, position)) return NotOurs();
  if (hash != ArgumentsHash(request)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "是由参数不同的请求给出的",
                   "given by a request with other arguments");
  }
  return position;
}

}  // namespace duikou
