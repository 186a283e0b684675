// Shows Abseil's locks to ThreadSanitizer.
//
// The packaged Abseil is built without ThreadSanitizer, which therefore sees no
// order between an Unlock and the next Lock and reports every guarded member as
// a race. In a build with -fsanitize=thread the linker sends our calls of
// absl::Mutex, CondVar, Notification, BlockingCounter and Barrier here
// (--wrap); each says what it orders and goes on to the real one. Conditions
// that the real one evaluates for other threads are read under the lock, but
// outside the order said here, so those reads are not looked at.
//
// Notification::HasBeenNotified is inline and stays unseen: wait instead.
#include <sanitizer/tsan_interface.h>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
}

namespace {

class UnseenReads {
 public:
  UnseenReads() { AnnotateIgnoreReadsBegin(__FILE__, __LINE__); }
  ~UnseenReads() { AnnotateIgnoreReadsEnd(__FILE__, __LINE__); }
};

template <typename Call>
auto Acquiring(const volatile void* lock, Call call) {
  struct Acquire {
    const volatile void* lock;
    ~Acquire() { __tsan_acquire(const_cast<void*>(lock)); }
  } acquire{lock};
  UnseenReads unseen;
  return call();
}

template <typename Call>
auto Releasing(const volatile void* lock, Call call) {
  __tsan_release(const_cast<void*>(lock));
  UnseenReads unseen;
  return call();
}

template <typename Call>
auto ReleasingAndAcquiring(const volatile void* lock, Call call) {
  __tsan_release(const_cast<void*>(lock));
  return Acquiring(lock, call);
}

}  // namespace

using absl::Barrier;
using absl::BlockingCounter;
using absl::Condition;
using absl::CondVar;
using absl::Duration;
using absl::Mutex;
using absl::Notification;
using absl::Time;

// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names.
// WRAP(how, symbol, result, lock, (parameters), (arguments)).
#define WRAP(how, symbol, result, lock, parameters, arguments)               \
  extern "C" result __real_##symbol parameters;                              \
  extern "C" result __wrap_##symbol parameters {                             \
    return how(lock, [&]() -> result { return __real_##symbol arguments; }); \
  }

WRAP(Acquiring, _ZN4absl7debian35Mutex4LockEv, void, mu, (Mutex * mu), (mu))
WRAP(Acquiring, _ZN4absl7debian35Mutex10ReaderLockEv, void, mu, (Mutex * mu),
     (mu))
WRAP(Acquiring, _ZN4absl7debian35Mutex7TryLockEv, bool, mu, (Mutex * mu), (mu))
WRAP(Acquiring, _ZN4absl7debian35Mutex13ReaderTryLockEv, bool, mu, (Mutex * mu),
     (mu))
WRAP(Acquiring, _ZN4absl7debian35Mutex8LockWhenERKNS0_9ConditionE, void, mu,
     (Mutex * mu, const Condition& condition), (mu, condition))
WRAP(Acquiring, _ZN4absl7debian35Mutex14ReaderLockWhenERKNS0_9ConditionE, void,
     mu, (Mutex * mu, const Condition& condition), (mu, condition))
WRAP(
    Acquiring,
    _ZN4absl7debian35Mutex19LockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE,
    bool, mu, (Mutex * mu, const Condition& condition, Duration timeout),
    (mu, condition, timeout))
WRAP(Acquiring,
     _ZN4absl7debian35Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE,
     bool, mu, (Mutex * mu, const Condition& condition, Time deadline),
     (mu, condition, deadline))
WRAP(
    Acquiring,
    _ZN4absl7debian35Mutex25ReaderLockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE,
    bool, mu, (Mutex * mu, const Condition& condition, Duration timeout),
    (mu, condition, timeout))
WRAP(
    Acquiring,
    _ZN4absl7debian35Mutex26ReaderLockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE,
    bool, mu, (Mutex * mu, const Condition& condition, Time deadline),
    (mu, condition, deadline))
WRAP(Releasing, _ZN4absl7debian35Mutex6UnlockEv, void, mu, (Mutex * mu), (mu))
WRAP(Releasing, _ZN4absl7debian35Mutex12ReaderUnlockEv, void, mu, (Mutex * mu),
     (mu))
WRAP(ReleasingAndAcquiring, _ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE,
     void, mu, (Mutex * mu, const Condition& condition), (mu, condition))
WRAP(ReleasingAndAcquiring,
     _ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE,
     bool, mu, (Mutex * mu, const Condition& condition, Duration timeout),
     (mu, condition, timeout))
WRAP(ReleasingAndAcquiring,
     _ZN4absl7debian35Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE,
     bool, mu, (Mutex * mu, const Condition& condition, Time deadline),
     (mu, condition, deadline))
WRAP(ReleasingAndAcquiring, _ZN4absl7debian37CondVar4WaitEPNS0_5MutexE, void,
     mu, (CondVar * condition, Mutex* mu), (condition, mu))
WRAP(ReleasingAndAcquiring,
     _ZN4absl7debian37CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE, bool,
     mu, (CondVar * condition, Mutex* mu, Duration timeout),
     (condition, mu, timeout))
WRAP(ReleasingAndAcquiring,
     _ZN4absl7debian37CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE, bool,
     mu, (CondVar * condition, Mutex* mu, Time deadline),
     (condition, mu, deadline))
WRAP(Releasing, _ZN4absl7debian312Notification6NotifyEv, void, note,
     (Notification * note), (note))
WRAP(Acquiring, _ZNK4absl7debian312Notification19WaitForNotificationEv, void,
     note, (const Notification* note), (note))
WRAP(
    Acquiring,
    _ZNK4absl7debian312Notification30WaitForNotificationWithTimeoutENS0_8DurationE,
    bool, note, (const Notification* note, Duration timeout), (note, timeout))
WRAP(
    Acquiring,
    _ZNK4absl7debian312Notification31WaitForNotificationWithDeadlineENS0_4TimeE,
    bool, note, (const Notification* note, Time deadline), (note, deadline))
WRAP(ReleasingAndAcquiring, _ZN4absl7debian315BlockingCounter14DecrementCountEv,
     bool, counter, (BlockingCounter * counter), (counter))
WRAP(Acquiring, _ZN4absl7debian315BlockingCounter4WaitEv, void, counter,
     (BlockingCounter * counter), (counter))
WRAP(ReleasingAndAcquiring, _ZN4absl7debian37Barrier5BlockEv, bool, barrier,
     (Barrier * barrier), (barrier))
// NOLINTEND(bugprone-reserved-identifier)
