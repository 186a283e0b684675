#include "services/store/redis/reply.h"

#include <array>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/store/redis/slot.h"

namespace duikou::redis {
namespace {

using Kind = ReplyError::Kind;

struct CodeKind {
  absl::string_view code;
  Kind kind;
};

constexpr std::array<CodeKind, 18> kCodes = {{
    {"MOVED", Kind::kMoved},
    {"ASK", Kind::kAsk},
    {"NOSCRIPT", Kind::kNoScript},
    {"TRYAGAIN", Kind::kLater},
    {"CLUSTERDOWN", Kind::kLater},
    {"LOADING", Kind::kLater},
    {"MASTERDOWN", Kind::kLater},
    {"BUSY", Kind::kLater},
    {"READONLY", Kind::kLater},   // this server has become a replica
    {"UNBLOCKED", Kind::kLater},  // it became one while we waited
    {"NOREPLICAS", Kind::kLater},
    {"MISCONF", Kind::kStopped},
    {"OOM", Kind::kStopped},
    {"NOAUTH", Kind::kRefused},
    {"WRONGPASS", Kind::kRefused},
    {"NOPERM", Kind::kRefused},
    {"DENIED", Kind::kRefused},  // protected mode
    {"CROSSSLOT", Kind::kOther},
}};

// "MOVED 3999 127.0.0.1:6381": the port follows the last colon, since an IPv6
// address comes without brackets; host "" or "?" is the asked node's own.
bool ParseTarget(const std::vector<absl::string_view>& words,
                 ReplyError& error) {
  if (words.size() < 3 || !absl::SimpleAtoi(words[1], &error.slot) ||
      error.slot < 0 || error.slot >= kSlots) {
    return false;
  }
  const size_t colon = words[2].rfind(':');
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(words[2].substr(colon + 1), &error.address.port)) {
    return false;
  }
  const absl::string_view host = words[2].substr(0, colon);
  if (host != "?") error.address.host = std::string(host);
  return true;
}

}  // namespace

absl::string_view ReplyView::text() const {
  switch (type()) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
    case REDIS_REPLY_ERROR:
      return absl::string_view(reply_->str, reply_->len);
    default:
      return absl::string_view();
  }
}

ReplyView ReplyView::operator[](int index) const {
  if (index < 0 || index >= size()) return ReplyView(nullptr);
  return ReplyView(reply_->element[index]);
}

ReplyError ParseReplyError(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ');
  ReplyError error;
  for (const CodeKind& known : kCodes) {
    if (words[0] == known.code) error.kind = known.kind;
  }
  const bool redirects = error.kind == Kind::kMoved || error.kind == Kind::kAsk;
  if (redirects && !ParseTarget(words, error)) return ReplyError{};
  return error;
}

}  // namespace duikou::redis
