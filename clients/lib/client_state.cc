#include "clients/lib/client_state.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace duikou::client {
namespace {

// Holds a lock file while commands in other processes may write the same file.
class FileLock {
 public:
  explicit FileLock(const std::string& file)
      : descriptor_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
  }
  ~FileLock() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  const int descriptor_;
};

absl::Status CannotWrite(const std::string& file) {
  return absl::UnknownError(
      absl::StrCat("cannot write ", file, ": check the folder's permissions"));
}

}  // namespace

ClientState::ClientState(std::string file)
    : file_(std::move(file)), content_(Read(file_)) {}

std::string ClientState::FileFor(absl::string_view directory,
                                 absl::string_view server) {
  std::string safe;
  for (const char c : server) {
    if (absl::ascii_isalnum(c) || c == '.' || c == '-') {
      safe += c;
    } else {
      absl::StrAppend(&safe, "_", absl::Hex(static_cast<unsigned char>(c)));
    }
  }
  return absl::StrCat(std::string(directory), "/", safe, ".state");
}

ClientState::Content ClientState::Read(const std::string& file) {
  Content content;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    Revision revision;
    int64_t seconds = 0;
    if (words.size() == 2 && words[0] == "programme") {
      content.default_programme = words[1];
    } else if (words.size() == 2 && words[0] == "secret") {
      content.secret = words[1];
    } else if (words.size() == 4 && words[0] == "revision" &&
               absl::SimpleAtoi(words[2], &revision.revision) &&
               absl::SimpleAtoi(words[3], &seconds)) {
      revision.time = absl::FromUnixSeconds(seconds);
      Merge(words[1], revision, content);
    }
  }
  return content;
}

void ClientState::Merge(absl::string_view programme, const Revision& revision,
                        Content& content) {
  Revision& known = content.revisions[std::string(programme)];
  // One that no longer counts may be of data that were wiped since.
  const bool outlived = revision.time - known.time > kRevisionLifetime;
  if (revision.revision >= known.revision || outlived) known = revision;
}

void ClientState::NoteRevision(absl::string_view programme, int64_t revision,
                               absl::Time now) {
  absl::MutexLock lock(&mutex_);
  Merge(programme, {revision, now}, content_);
  changed_ = true;
}

std::optional<int64_t> ClientState::LeastRevision(absl::string_view programme,
                                                  absl::Time now) const {
  absl::MutexLock lock(&mutex_);
  const auto found = content_.revisions.find(std::string(programme));
  if (found == content_.revisions.end()) return std::nullopt;
  const absl::Duration age = now - found->second.time;
  if (age < -kRevisionLifetime || age > kRevisionLifetime) return std::nullopt;
  return found->second.revision;
}

void ClientState::ForgetRevision(absl::string_view programme) {
  absl::MutexLock lock(&mutex_);
  const auto found = content_.revisions.find(std::string(programme));
  if (found == content_.revisions.end()) return;
  // Kept, but too old to count, so that Save() does not bring it back.
  found->second.time = absl::UnixEpoch();
  changed_ = true;
}

std::string ClientState::default_programme() const {
  absl::MutexLock lock(&mutex_);
  return content_.default_programme;
}

void ClientState::set_default_programme(absl::string_view programme) {
  absl::MutexLock lock(&mutex_);
  content_.default_programme = std::string(programme);
  changed_ = true;
  programme_changed_ = true;
}

std::string ClientState::secret() const {
  absl::MutexLock lock(&mutex_);
  return content_.secret;
}

void ClientState::set_secret(absl::string_view secret) {
  absl::MutexLock lock(&mutex_);
  content_.secret = std::string(secret);
  changed_ = true;
  secret_changed_ = true;
}

absl::Status ClientState::Save() {
  absl::MutexLock lock(&mutex_);
  if (file_.empty() || !changed_) return absl::OkStatus();
  std::error_code error;
  std::filesystem::create_directories(
      std::filesystem::path(file_).parent_path(), error);
  if (error) return CannotWrite(file_);
  const FileLock file_lock(file_ + ".lock");
  Content merged = Read(file_);
  if (programme_changed_) {
    merged.default_programme = content_.default_programme;
  }
  if (secret_changed_) merged.secret = content_.secret;
  for (const auto& [programme, revision] : content_.revisions) {
    Merge(programme, revision, merged);
  }
  const std::string temporary = absl::StrCat(file_, ".", getpid());
  {
    std::ofstream out(temporary, std::ios::trunc);
    std::filesystem::permissions(temporary,
                                 std::filesystem::perms::owner_read |
                                     std::filesystem::perms::owner_write,
                                 error);
    if (error) return CannotWrite(file_);
    if (!merged.secret.empty()) out << "secret " << merged.secret << "\n";
    if (!merged.default_programme.empty()) {
      out << "programme " << merged.default_programme << "\n";
    }
    for (const auto& [programme, revision] : merged.revisions) {
      out << "revision " << programme << " " << revision.revision << " "
          << absl::ToUnixSeconds(revision.time) << "\n";
    }
    out.flush();
    if (!out) return CannotWrite(file_);
  }
  std::filesystem::rename(temporary, file_, error);
  if (error) return CannotWrite(file_);
  content_ = std::move(merged);
  changed_ = false;
  programme_changed_ = false;
  secret_changed_ = false;
  return absl::OkStatus();
}

}  // namespace duikou::client
