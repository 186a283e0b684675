#include "services/rpc/waiting_calls.h"

#include <utility>

namespace duikou {

WaitingCalls::~WaitingCalls() {
  std::vector<std::thread> threads;
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
}

bool WaitingCalls::Run(std::function<void()> call) {
  absl::MutexLock lock(&mutex_);
  if (static_cast<int>(calls_.size()) == idle_) {
    if (static_cast<int>(threads_.size()) == most_) return false;
    ++idle_;
    threads_.emplace_back([this] { Work(); });
  }
  calls_.push_back(std::move(call));
  return true;
}

void WaitingCalls::Work() {
  mutex_.Lock();
  while (true) {
    mutex_.Await(absl::Condition(this, &WaitingCalls::HasWork));
    if (calls_.empty()) break;
    std::function<void()> call = std::move(calls_.front());
    calls_.pop_front();
    --idle_;
    mutex_.Unlock();
    call();
    call = nullptr;  // what it holds goes before others may wait for it
    mutex_.Lock();
    ++idle_;
  }
  mutex_.Unlock();
}

}  // namespace duikou
