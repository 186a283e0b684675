#include "services/rpc/waiting_calls.h"

#include <atomic>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(WaitingCallsTest, RunsUpToTheMostAtOnceAndRefusesMore) {
  absl::Notification go_on;
  std::atomic<int> ran = 0;
  {
    WaitingCalls waiting(3);
    const auto wait = [&] {
      go_on.WaitForNotification();
      ++ran;
    };
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(waiting.Run(wait));
    EXPECT_FALSE(waiting.Run(wait));
    go_on.Notify();
  }
  EXPECT_EQ(ran, 3);
}

TEST(WaitingCallsTest, AThreadThatIsDoneTakesTheNextCall) {
  std::atomic<int> ran = 0;
  {
    WaitingCalls waiting(1);
    while (ran < 100) {
      absl::Notification done;
      const auto call = [&] {
        ++ran;
        done.Notify();
      };
      // The thread may not have come back from the call before.
      while (!waiting.Run(call)) std::this_thread::yield();
      done.WaitForNotification();
    }
  }
  EXPECT_EQ(ran, 100);
}

TEST(WaitingCallsTest, WithoutCallsThereIsNothingToEnd) { WaitingCalls(5); }

}  // namespace
}  // namespace duikou
