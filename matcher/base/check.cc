#include "matcher/base/check.h"

#include <cstdlib>
#include <iostream>

namespace duikou::internal {

CheckFailure::CheckFailure(const char* condition, const char* file, int line) {
  message_ << file << ':' << line << ": check failed: " << condition << ' ';
}

CheckFailure::~CheckFailure() {
  std::cerr << message_.str() << std::endl;
  std::abort();
}

}  // namespace duikou::internal
