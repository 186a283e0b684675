#include "services/main/open_store.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/store/memory/memory_store.h"
#include "services/store/redis/redis_options.h"
#include "services/store/redis/redis_store.h"
#include "services/store/sqlite/sqlite_store.h"

namespace duikou {
namespace {

namespace fs = std::filesystem;

// Makes the directory of a file, for its owner alone.
absl::Status MakeDirectoryOf(const fs::path& file) {
  const fs::path directory = fs::absolute(file).parent_path();
  std::error_code error;
  if (fs::exists(directory, error)) return absl::OkStatus();
  if (fs::create_directories(directory, error)) {
    fs::permissions(directory, fs::perms::owner_all, error);
  }
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(directory.string(), ": ", error.message()));
}

absl::StatusOr<std::unique_ptr<Store>> OpenSqlite(const std::string& path) {
  RETURN_IF_ERROR(MakeDirectoryOf(path));
  ASSIGN_OR_RETURN(std::unique_ptr<SqliteStore> store,
                   SqliteStore::Open({.path = path}));
  return store;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& name) {
  if (name == "memory:") return std::make_unique<MemoryStore>();
  absl::string_view path = name;
  if (absl::ConsumePrefix(&path, "sqlite:")) {
    return OpenSqlite(std::string(path));
  }
  if (absl::ConsumePrefix(&path, "redis://")) {
    ASSIGN_OR_RETURN(const RedisOptions options, ParseRedisUrl(name));
    return OpenRedisStore(options);
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", name, "\" is not sqlite:PATH, redis://HOST:PORT or memory:"));
}

bool IsOfOneProcess(const std::string& name) {
  return name == "memory:" || absl::StartsWith(name, "sqlite:");
}

}  // namespace duikou
