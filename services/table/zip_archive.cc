#include "services/table/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

constexpr size_t kPieceBytes = 64 << 10;
// A small part may well repeat itself; it does no harm.
constexpr int64_t kRatioFromBytes = 1 << 20;

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using File = std::unique_ptr<zip_file_t, FileCloser>;

absl::Status Broken(absl::string_view what, zip_error_t* error) {
  const absl::string_view why = zip_error_strerror(error);
  return Refused(absl::StatusCode::kInvalidArgument, what,
                 absl::StrCat("已损坏（", why, "）"), why);
}

}  // namespace

void ZipArchive::ArchiveCloser::operator()(zip* archive) const {
  zip_discard(archive);
}

absl::StatusOr<std::unique_ptr<ZipArchive>> ZipArchive::Open(
    absl::string_view bytes, const ReadLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source =
      zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &error);
  zip_t* archive = source == nullptr
                       ? nullptr
                       : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const absl::Status status = Broken("broken XLSX file", &error);
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return status;
  }
  zip_error_fini(&error);
  std::unique_ptr<ZipArchive> opened(
      new ZipArchive(archive, static_cast<int64_t>(bytes.size()), limits));
  const int64_t entries = zip_get_num_entries(archive, 0);
  if (entries > limits.max_entries) {
    return Refused(absl::StatusCode::kResourceExhausted, "",
                   absl::StrCat("XLSX 文件有 ", entries, " 个部分，最多 ",
                                limits.max_entries, " 个"),
                   absl::StrCat("the XLSX file has ", entries,
                                " parts; the most is ", limits.max_entries));
  }
  return opened;
}

bool ZipArchive::Contains(const std::string& part) const {
  return zip_name_locate(archive_.get(), part.c_str(), 0) >= 0;
}

absl::Status ZipArchive::Read(
    const std::string& part,
    absl::FunctionRef<absl::Status(absl::string_view)> consume) {
  const zip_int64_t index = zip_name_locate(archive_.get(), part.c_str(), 0);
  if (index < 0) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   absl::StrCat("XLSX 文件缺少 ", part),
                   absl::StrCat("the XLSX file has no part ", part));
  }
  zip_stat_t stat;
  if (zip_stat_index(archive_.get(), index, 0, &stat) != 0) {
    return Broken(part, zip_get_error(archive_.get()));
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
      stat.encryption_method != ZIP_EM_NONE) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   "XLSX 文件已加密，请去掉密码后另存",
                   "the XLSX file is encrypted; save it without a password");
  }
  const int64_t compressed =
      std::clamp<int64_t>(static_cast<int64_t>(stat.comp_size), 1, file_bytes_);
  if ((stat.valid & ZIP_STAT_SIZE) != 0) {
    // A lie in this number only helps to refuse earlier.
    RETURN_IF_ERROR(CheckInflated(
        part,
        static_cast<int64_t>(std::min<uint64_t>(stat.size, INT64_MAX / 2)),
        compressed));
  }
  const File file(zip_fopen_index(archive_.get(), index, 0));
  if (file == nullptr) return Broken(part, zip_get_error(archive_.get()));
  std::vector<char> piece(kPieceBytes);
  int64_t inflated = 0;
  while (true) {
    const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) return Broken(part, zip_file_get_error(file.get()));
    if (got == 0) return absl::OkStatus();
    inflated += got;
    inflated_bytes_ += got;
    RETURN_IF_ERROR(CheckInflated(part, inflated, compressed));
    RETURN_IF_ERROR(
        consume(absl::string_view(piece.data(), static_cast<size_t>(got))));
  }
}

absl::Status ZipArchive::CheckInflated(const std::string& part,
                                       int64_t inflated,
                                       int64_t compressed) const {
  if (inflated > limits_.max_entry_inflated_bytes ||
      inflated > limits_.max_inflated_bytes) {
    const int64_t most =
        std::min(limits_.max_entry_inflated_bytes, limits_.max_inflated_bytes);
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        absl::StrCat(part, " 解压后超过 ", most, " 字节"),
        absl::StrCat(part, " inflates to more than ", most, " bytes"));
  }
  if (inflated_bytes_ > limits_.max_inflated_bytes) {
    return Refused(absl::StatusCode::kResourceExhausted, "",
                   absl::StrCat("XLSX 文件解压后超过 ",
                                limits_.max_inflated_bytes, " 字节"),
                   absl::StrCat("the XLSX file inflates to more than ",
                                limits_.max_inflated_bytes, " bytes"));
  }
  if (inflated > kRatioFromBytes && inflated / compressed > limits_.max_ratio) {
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        absl::StrCat(part, " 解压后超过压缩时的 ", limits_.max_ratio, " 倍"),
        absl::StrCat(part, " inflates to more than ", limits_.max_ratio,
                     " times its compressed size"));
  }
  return absl::OkStatus();
}

}  // namespace duikou
