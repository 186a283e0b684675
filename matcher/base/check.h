// DUIKOU_CHECK: a broken precondition is a bug of ours. The check also holds in
// release builds: it prints the condition, its place and ends the process.
//
//   DUIKOU_CHECK(k > 0) << "k is " << k;
#ifndef DUIKOU_MATCHER_BASE_CHECK_H_
#define DUIKOU_MATCHER_BASE_CHECK_H_

#include <sstream>

namespace duikou::internal {

// Collects the message and aborts when destroyed.
class CheckFailure {
 public:
  CheckFailure(const char* condition, const char* file, int line);
  [[noreturn]] ~CheckFailure();
  std::ostream& stream() { return message_; }

 private:
  std::ostringstream message_;
};

// Gives `stream` the lower precedence the macro's conditional needs.
struct Voidify {
  void operator&(std::ostream&) const {}
};

}  // namespace duikou::internal

#define DUIKOU_CHECK(condition)                                              \
  (condition)                                                                \
      ? (void)0                                                              \
      : ::duikou::internal::Voidify() &                                      \
            ::duikou::internal::CheckFailure(#condition, __FILE__, __LINE__) \
                .stream()

#endif  // DUIKOU_MATCHER_BASE_CHECK_H_
