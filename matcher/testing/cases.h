// How many of a test's random cases this build runs: a tenth where a sanitizer
// makes each take ten times as long.
//
//   for (uint64_t seed = 1; seed <= Cases(2'000); ++seed) …
#ifndef DUIKOU_MATCHER_TESTING_CASES_H_
#define DUIKOU_MATCHER_TESTING_CASES_H_

namespace duikou::testing {

constexpr int Cases(int all) {
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return all / 10;
#else
  return all;
#endif
}

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_TESTING_CASES_H_
