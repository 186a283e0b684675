#include "services/base/id_generator.h"

#include "absl/strings/str_cat.h"

namespace duikou {

std::string RandomIdGenerator::Next(absl::string_view prefix) {
  static constexpr char kDigits[] = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr int kLength = 20;
  std::string id(prefix);
  absl::MutexLock lock(&mutex_);
  for (int i = 0; i < kLength; ++i) {
    id += kDigits[absl::Uniform(random_, 0, 32)];
  }
  return id;
}

std::string SequentialIdGenerator::Next(absl::string_view prefix) {
  return absl::StrCat(prefix, ++last_);
}

}  // namespace duikou
