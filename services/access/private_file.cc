#include "services/access/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"

namespace duikou {
namespace {

absl::Status Failed(absl::string_view what, const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat("cannot ", what, " ", path, ": ", std::strerror(errno)));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

std::string DirectoryOf(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path();
  return directory.empty() ? "." : directory;
}

absl::Status WriteDurably(const std::string& path, absl::string_view bytes) {
  const Descriptor file(open(path.c_str(),
                             O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                             S_IRUSR | S_IWUSR));
  if (file.number() < 0) return Failed("write", path);
  while (!bytes.empty()) {
    const ssize_t written = write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write", path);
    bytes.remove_prefix(written);
  }
  if (fsync(file.number()) != 0) return Failed("write", path);
  return absl::OkStatus();
}

absl::Status NameFile(const std::string& made, const std::string& path,
                      ExistingFile existing) {
  if (existing == ExistingFile::kReplace) {
    if (std::rename(made.c_str(), path.c_str()) != 0) {
      return Failed("write", path);
    }
  } else if (link(made.c_str(), path.c_str()) != 0) {
    if (errno != EEXIST) return Failed("write", path);
    return absl::AlreadyExistsError(absl::StrCat(path, " exists already"));
  }
  // The name itself is durable once its directory is.
  const std::string directory = DirectoryOf(path);
  const Descriptor entries(open(directory.c_str(), O_RDONLY | O_CLOEXEC));
  if (entries.number() < 0 || fsync(entries.number()) != 0) {
    return Failed("write", directory);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WritePrivateFile(const std::string& path, absl::string_view bytes,
                              ExistingFile existing) {
  std::error_code error;
  std::filesystem::create_directories(DirectoryOf(path), error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("cannot make ", DirectoryOf(path), ": ", error.message()));
  }
  const std::string made =
      absl::StrCat(path, ".", absl::BytesToHexString(RandomBytes(8)), ".new");
  absl::Status status = WriteDurably(made, bytes);
  if (status.ok()) status = NameFile(made, path, existing);
  unlink(made.c_str());  // gone already where it was renamed
  return status;
}

absl::StatusOr<std::string> ReadPrivateFile(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) {
    if (errno != ENOENT) return Failed("read", path);
    return absl::NotFoundError(absl::StrCat(path, " does not exist"));
  }
  struct stat about = {};
  if (fstat(file.number(), &about) != 0) return Failed("read", path);
  if (!S_ISREG(about.st_mode)) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " is not a plain file"));
  }
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s can be reached by others than its owner (mode %03o): chmod 600 it",
        path, about.st_mode & 0777));
  }
  std::string bytes;
  std::array<char, 4096> some;
  while (true) {
    const ssize_t size = read(file.number(), some.data(), some.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return Failed("read", path);
    if (size == 0) return bytes;
    bytes.append(some.data(), size);
  }
}

}  // namespace duikou
