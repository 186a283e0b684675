#include "services/fair/preview_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/base/violation.h"
#include "services/rpc/request_hash.h"

namespace duikou {
namespace {

// Enough that no two results of a fair share a token by chance.
constexpr size_t kTokenBytes = 12;

}  // namespace

using fair::v1::MeetingChange;

std::string PreviewToken(
    const google::protobuf::Message& request,
    const google::protobuf::RepeatedPtrField<MeetingChange>& changes,
    absl::string_view of) {
  std::string text =
      RequestHash(request, {"reason", "force", "etag", "request_id",
                            "validate_only", "preview_token"});
  absl::StrAppend(&text, of, "\n");
  for (const MeetingChange& change : changes) {
    text += RequestHash(change, {"reason"});
  }
  return absl::BytesToHexString(Sha256(text).substr(0, kTokenBytes));
}

absl::Status CheckPreview(absl::string_view sent, absl::string_view token) {
  if (sent.empty() || sent == token) return absl::OkStatus();
  return Refused(absl::StatusCode::kAborted, "preview_token",
                 "结果已与预览时不同，请重新预览",
                 "it would be something else by now; look at it again");
}

}  // namespace duikou
