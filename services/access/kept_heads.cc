#include "services/access/kept_heads.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/access/private_file.h"
#include "services/base/digest.h"

namespace duikou {

absl::StatusOr<std::unique_ptr<KeptHeads>> KeptHeads::Open(std::string path) {
  std::unique_ptr<KeptHeads> kept(new KeptHeads(std::move(path)));
  if (kept->path_.empty()) return kept;
  const absl::StatusOr<std::string> text = ReadPrivateFile(kept->path_);
  if (absl::IsNotFound(text.status())) return kept;
  RETURN_IF_ERROR(text.status());
  absl::MutexLock lock(&kept->mutex_);
  RETURN_IF_ERROR(kept->Parse(*text));
  return kept;
}

absl::Status KeptHeads::Parse(absl::string_view text) {
  for (const absl::string_view line :
       absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
    KeptHead head;
    if (words.size() != 3 || !absl::SimpleAtoi(words[1], &head.number) ||
        head.number < 1 || words[2].size() != 2 * kKeyedDigestBytes) {
      return absl::FailedPreconditionError(absl::StrCat(
          path_, " has a line that is no head of an audit trail: ", line));
    }
    head.seal = absl::HexStringToBytes(words[2]);
    heads_[std::string(words[0])] = std::move(head);
  }
  return absl::OkStatus();
}

std::optional<KeptHead> KeptHeads::Get(absl::string_view partition) const {
  absl::MutexLock lock(&mutex_);
  const auto found = heads_.find(std::string(partition));
  if (found == heads_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> KeptHeads::partitions() const {
  absl::MutexLock lock(&mutex_);
  std::vector<std::string> names;
  for (const auto& [partition, head] : heads_) names.push_back(partition);
  return names;
}

absl::Status KeptHeads::Keep(const std::map<std::string, KeptHead>& heads) {
  absl::MutexLock lock(&mutex_);
  for (const auto& [partition, head] : heads) heads_[partition] = head;
  if (path_.empty()) return absl::OkStatus();
  std::string text;
  for (const auto& [partition, head] : heads_) {
    absl::StrAppend(&text, partition, " ", head.number, " ",
                    absl::BytesToHexString(head.seal), "\n");
  }
  return WritePrivateFile(path_, text, ExistingFile::kReplace);
}

}  // namespace duikou
