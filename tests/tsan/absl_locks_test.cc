// What a guarded member looks like to ThreadSanitizer: a report fails the test.
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace {

struct Guarded {
  absl::Mutex mutex;
  absl::CondVar changed;
  std::string text ABSL_GUARDED_BY(mutex);
};

TEST(AbslLocksTest, GuardedMembersAreNoRace) {
  Guarded guarded;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&guarded] {
      for (int n = 0; n < 500; ++n) {
        absl::MutexLock lock(&guarded.mutex);
        guarded.text += 'x';
        guarded.changed.SignalAll();
      }
    });
  }
  threads.emplace_back([&guarded] {
    absl::MutexLock lock(&guarded.mutex);
    auto half = [&guarded]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(guarded.mutex) {
      return guarded.text.size() >= 1000;
    };
    guarded.mutex.Await(absl::Condition(&half));
    while (guarded.text.size() < 2000) guarded.changed.Wait(&guarded.mutex);
  });
  threads.emplace_back([&guarded] {
    auto grown = [&guarded]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(guarded.mutex) {
      return guarded.text.size() >= 500;
    };
    guarded.mutex.LockWhen(absl::Condition(&grown));
    guarded.text += 'y';
    guarded.mutex.Unlock();
  });
  for (std::thread& thread : threads) thread.join();
  absl::ReaderMutexLock lock(&guarded.mutex);
  EXPECT_EQ(guarded.text.size(), 2001);
}

TEST(AbslLocksTest, NotificationHandsOver) {
  absl::Notification ready;
  std::unique_ptr<std::string> made;
  std::thread maker([&] {
    made = std::make_unique<std::string>("made");
    ready.Notify();
  });
  ASSERT_TRUE(
      ready.WaitForNotificationWithDeadline(absl::Now() + absl::Seconds(60)));
  EXPECT_EQ(*made, "made");
  maker.join();
}

}  // namespace
