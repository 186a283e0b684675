#include "services/store/redis/layout.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace duikou::redis {
namespace {

constexpr size_t kChangeHeadBytes = 1 + 2 + 2 + 4;

std::string PercentEncode(absl::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (c == '{' || c == '}' || c == '%' || absl::ascii_iscntrl(c)) {
      absl::StrAppend(
          &encoded, "%",
          absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      encoded.push_back(c);
    }
  }
  return encoded;
}

void AppendBigEndian(size_t number, int bytes, std::string& out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift & 0xff));
  }
}

size_t TakeBigEndian(int bytes, absl::string_view& text) {
  size_t number = 0;
  for (int i = 0; i < bytes; ++i) {
    number = number << 8 | static_cast<unsigned char>(text[i]);
  }
  text.remove_prefix(bytes);
  return number;
}

std::string TakeBytes(size_t bytes, absl::string_view& text) {
  std::string taken(text.substr(0, bytes));
  text.remove_prefix(bytes);
  return taken;
}

// The least text above everything that starts with `prefix`; empty: none.
std::string BeyondPrefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

}  // namespace

PartitionKeys::PartitionKeys(absl::string_view prefix,
                             absl::string_view partition)
    : base_(absl::StrCat(prefix, ":{", PercentEncode(partition), "}:")) {}

std::string PartitionKeys::Collection(absl::string_view name) const {
  return absl::StrCat(base_, "c:", name);
}

LexRange RangeOfRecord(absl::string_view id) {
  return {.min = absl::StrCat("[", id, absl::string_view("\0", 1)),
          .max = absl::StrCat("(", id, "\x01")};
}

LexRange RangeOfPage(const Page& page) {
  // No id holds NUL, so those above x NUL … are those above x; and the least
  // member of an id above x is at least x 0x01.
  std::string min;
  if (!page.after.empty()) {
    min = page.after.substr(0, page.after.find('\0')) + "\x01";
  }
  min = std::max(min, page.prefix);
  const std::string beyond = BeyondPrefix(page.prefix);
  return {.min = min.empty() ? "-" : "[" + min,
          .max = beyond.empty() ? "+" : "(" + beyond};
}

absl::StatusOr<Record> DecodeRecord(absl::string_view collection,
                                    absl::string_view member) {
  const size_t nul = member.find('\0');
  const size_t colon = member.find(':', nul + 1);
  Record record;
  if (nul == absl::string_view::npos || colon == absl::string_view::npos ||
      !absl::SimpleAtoi(member.substr(nul + 1, colon - nul - 1),
                        &record.revision)) {
    return absl::InternalError(absl::StrCat("redis: collection ", collection,
                                            " has a member that is no record"));
  }
  record.collection = std::string(collection);
  record.id = std::string(member.substr(0, nul));
  record.value = std::string(member.substr(colon + 1));
  return record;
}

std::string EncodeChangeHead(const Mutation& mutation) {
  std::string head;
  const bool deleted = mutation.kind == Mutation::Kind::kDelete;
  head.push_back(deleted ? 'd' : 'p');
  AppendBigEndian(mutation.collection.size(), 2, head);
  AppendBigEndian(mutation.id.size(), 2, head);
  AppendBigEndian(deleted ? 0 : mutation.value.size(), 4, head);
  return head + mutation.collection;
}

absl::Status DecodeChanges(Revision revision, absl::string_view bytes,
                           std::vector<Change>& changes) {
  const absl::Status damaged = absl::InternalError(
      absl::StrCat("redis: the changes of revision ", revision,
                   " in the feed cannot be read"));
  while (!bytes.empty()) {
    if (bytes.size() < kChangeHeadBytes) return damaged;
    const char kind = bytes[0];
    bytes.remove_prefix(1);
    const size_t collection_size = TakeBigEndian(2, bytes);
    const size_t id_size = TakeBigEndian(2, bytes);
    const size_t value_size = TakeBigEndian(4, bytes);
    if ((kind != 'p' && kind != 'd') ||
        bytes.size() < collection_size + id_size + value_size) {
      return damaged;
    }
    Change change;
    change.revision = revision;
    change.deleted = kind == 'd';
    change.collection = TakeBytes(collection_size, bytes);
    change.id = TakeBytes(id_size, bytes);
    change.value = TakeBytes(value_size, bytes);
    changes.push_back(std::move(change));
  }
  return absl::OkStatus();
}

}  // namespace duikou::redis
