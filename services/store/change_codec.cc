#include "services/store/change_codec.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

constexpr char kPut = 0;
constexpr char kDelete = 1;

void AppendText(absl::string_view text, std::string& bytes) {
  uint64_t size = text.size();
  for (; size >= 0x80; size >>= 7) {
    bytes.push_back(static_cast<char>((size & 0x7f) | 0x80));
  }
  bytes.push_back(static_cast<char>(size));
  bytes.append(text.data(), text.size());
}

// Takes a text off the front of `bytes`; false where there is none.
bool TakeText(absl::string_view& bytes, std::string& text) {
  uint64_t size = 0;
  for (int shift = 0;; shift += 7) {
    if (bytes.empty() || shift > 28) return false;
    const uint8_t group = static_cast<uint8_t>(bytes.front());
    bytes.remove_prefix(1);
    size |= static_cast<uint64_t>(group & 0x7f) << shift;
    if ((group & 0x80) == 0) break;
  }
  if (size > bytes.size()) return false;
  text.assign(bytes.data(), size);
  bytes.remove_prefix(size);
  return true;
}

bool TakeChange(absl::string_view& bytes, Change& change) {
  const char tag = bytes.front();
  bytes.remove_prefix(1);
  if (tag != kPut && tag != kDelete) return false;
  change.deleted = tag == kDelete;
  return TakeText(bytes, change.collection) && TakeText(bytes, change.id) &&
         (change.deleted || TakeText(bytes, change.value));
}

}  // namespace

void AppendChange(absl::string_view collection, absl::string_view id,
                  bool deleted, absl::string_view value, std::string& bytes) {
  bytes.push_back(deleted ? kDelete : kPut);
  AppendText(collection, bytes);
  AppendText(id, bytes);
  if (!deleted) AppendText(value, bytes);
}

absl::Status DecodeChanges(absl::string_view bytes, Revision revision,
                           std::vector<Change>& changes) {
  while (!bytes.empty()) {
    Change change;
    change.revision = revision;
    if (!TakeChange(bytes, change)) {
      return absl::DataLossError(
          absl::StrCat("the changes of revision ", revision, " are damaged"));
    }
    changes.push_back(std::move(change));
  }
  return absl::OkStatus();
}

}  // namespace duikou
