// A seeded source of choices that gives the same sequence on every machine
// (the distributions of the standard library do not promise that).
#ifndef DUIKOU_DEPLOY_SAMPLE_RANDOM_H_
#define DUIKOU_DEPLOY_SAMPLE_RANDOM_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "matcher/base/check.h"

namespace duikou::sample {

// Not thread-safe. Copyable.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}

  // A number from `least` to `most`, both included.
  int64_t Between(int64_t least, int64_t most) {
    DUIKOU_CHECK(least <= most) << least << ".." << most;
    const uint64_t range = static_cast<uint64_t>(most - least) + 1;
    return least + static_cast<int64_t>(engine_() % range);
  }

  // True in `percent` of 100 cases.
  bool Chance(int percent) { return Between(1, 100) <= percent; }

  template <typename T>
  const T& Pick(const std::vector<T>& values) {
    DUIKOU_CHECK(!values.empty());
    return values[Between(0, static_cast<int64_t>(values.size()) - 1)];
  }

  // An index, as likely as its weight says.
  int Weighted(const std::vector<int>& weights) {
    int64_t total = 0;
    for (const int weight : weights) total += weight;
    int64_t at = Between(1, total);
    for (size_t i = 0; i < weights.size(); ++i) {
      at -= weights[i];
      if (at <= 0) return static_cast<int>(i);
    }
    return 0;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_RANDOM_H_
